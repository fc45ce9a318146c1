"""The path of a budget: utkast → föreslagen → fastställd → ersatt, or avslagen."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from kostnader.budget.acts.kostnadsslag import ensure_kostnadsslag
from kostnader.budget.acts.lock import lock_open, lock_year
from kostnader.budget.models import Budget, Budgetpost, Budgetrad
from kostnader.budget.rules import respread
from kostnader.tjanster.models import Tjanst
from samverkan.beslut.acts import lock_usable
from samverkan.beslut.models import Beslut
from samverkan.handelser.acts import log
from samverkan.lib.errors import Refused
from samverkan.medlemmar.models import Samverkan

Status = Budget.Status
URSPRUNGLIG = Budgetpost.Kind.URSPRUNGLIG
FIRST_ROW = "Kostnad"


@transaction.atomic
def create_budget(
    samverkan: Samverkan, year: int, *, source: Budget | None = None, note: str = "", actor
) -> Budget:
    """A new draft: a copy of `source`, or one empty row for each service of the year.

    From another year all of a row becomes ursprunglig: what was added during that year is part of the
    level the new one starts at. Within the year the cells are copied as they stand.
    """
    Samverkan.objects.select_for_update().get(pk=samverkan.pk)  # two who press at once get a number each
    if source is not None and source.samverkan_id != samverkan.pk:
        raise Refused("Den budgeten hör till en annan samverkan.", field="source")
    numbers = samverkan.budgetar.filter(year=year).values_list("number", flat=True)
    budget = Budget(
        samverkan=samverkan, year=year, number=max(numbers, default=0) + 1, note=note, created_by=actor
    )
    budget.full_clean()
    budget.save()
    if source is None:
        _fill_empty(budget)
    else:
        _copy_rows(source, budget, actor)
    log("budget.created", budget, actor=actor, samverkan=samverkan, kalla=source or "inget")
    return budget


def foresla_budget(budget: Budget, *, actor) -> None:
    """Lay the draft before the nämnd: from here on it is locked."""
    with transaction.atomic():
        locked = lock_open(budget)
        if not locked.rader.exists():
            raise Refused("Budgeten saknar rader. Lägg till minst en innan du föreslår den.")
        locked.proposed_at = timezone.now()
        _move(locked, Status.FORESLAGEN, "budget.proposed", actor)
    budget.refresh_from_db()


def withdraw_budget(budget: Budget, *, actor) -> None:
    """Take a proposed version back to draft. Refused when a newer version has been begun."""
    with transaction.atomic():
        locked = lock_year(budget)
        _require(locked, Status.FORESLAGEN, "Bara en föreslagen budget kan tas tillbaka till utkast.")
        if locked.samverkan.budgetar.filter(year=locked.year, number__gt=locked.number).exists():
            raise Refused("Det finns en nyare version. Ändra den i stället.")
        locked.proposed_at = None
        _move(locked, Status.UTKAST, "budget.withdrawn", actor)
    budget.refresh_from_db()


def faststalla_budget(budget: Budget, *, beslut: Beslut, actor) -> None:
    """Lock the proposed version with the decision that adopted it; the one before becomes ersatt.

    Every version of the year is locked while this happens, so of two presses one is refused.
    """
    with transaction.atomic():
        locked = lock_year(budget)
        if locked.status == Status.FASTSTALLD:
            raise Refused(f"{locked} är redan fastställd.")
        _require(
            locked, Status.FORESLAGEN, "Föreslå budgeten först. Bara en föreslagen budget kan fastställas."
        )
        if not lock_usable(locked.samverkan, beslut):
            raise Refused("Välj ett beslut med bifall i den här samverkan.", field="beslut")
        for earlier in locked.samverkan.budgetar.filter(year=locked.year, status=Status.FASTSTALLD):
            _move(earlier, Status.ERSATT, "budget.replaced", actor, ersatt_av=locked)
        locked.beslut, locked.decided_at = beslut, timezone.now()
        _move(locked, Status.FASTSTALLD, "budget.adopted", actor, beslut=beslut)
    budget.refresh_from_db()


def avsla_budget(budget: Budget, *, beslut: Beslut | None = None, actor) -> None:
    """Close a proposed version that was turned down, with its decision if there is one."""
    with transaction.atomic():
        locked = lock_year(budget)
        _require(locked, Status.FORESLAGEN, "Bara en föreslagen budget kan avslås.")
        if beslut is not None and beslut.samverkan_id != locked.samverkan_id:
            raise Refused("Välj ett beslut i den här samverkan.", field="beslut")
        locked.beslut, locked.decided_at = beslut, timezone.now()
        _move(locked, Status.AVSLAGEN, "budget.rejected", actor, beslut=beslut or "utan beslut")
    budget.refresh_from_db()


def _require(budget: Budget, status: str, message: str) -> None:
    if budget.status != status:
        raise Refused(f"{message} {budget} är {budget.get_status_display().lower()}.")


def _move(budget: Budget, status: str, action: str, actor, **data: object) -> None:
    budget.status = status
    budget.save(update_fields=["status", "proposed_at", "decided_at", "beslut"])
    log(action, budget, actor=actor, samverkan=budget.samverkan, **data)


def _fill_empty(budget: Budget) -> None:
    own = Tjanst.objects.filter(samverkan=budget.samverkan, direct_from_supplier=False)
    services = own.active_during(date(budget.year, 1, 1), date(budget.year, 12, 31))
    Budgetrad.objects.bulk_create(
        Budgetrad(budget=budget, tjanst=tjanst, kostnadsslag=FIRST_ROW) for tjanst in services
    )
    ensure_kostnadsslag(budget.samverkan, [FIRST_ROW])


def _copy_rows(source: Budget, budget: Budget, actor) -> None:
    same_year = source.year == budget.year
    posts: list[Budgetpost] = []
    rows = list(source.rader.prefetch_related("poster"))
    copies = Budgetrad.objects.bulk_create(
        Budgetrad(
            budget=budget, tjanst_id=rad.tjanst_id, kostnadsslag=rad.kostnadsslag, order=rad.order,
            shared=rad.shared, comment=rad.comment if same_year else "",
        )
        for rad in rows
    )  # fmt: skip
    for rad, copy in zip(rows, copies, strict=True):
        cells = [(post.kind, post.amount, post.months) for post in rad.poster.all()]
        for kind, amount, months in cells if same_year else _folded(cells):
            posts.append(Budgetpost(rad=copy, kind=kind, amount=amount, months=months, changed_by=actor))
    Budgetpost.objects.bulk_create(posts)


def _folded(cells: list[tuple[str, Decimal, list[Decimal] | None]]):
    """A row's cells as one ursprunglig amount, with the profile over the months that ursprunglig had."""
    total = sum((amount for _, amount, _ in cells), Decimal(0))
    months = next((months for kind, _, months in cells if kind == URSPRUNGLIG and months), None)
    return [(URSPRUNGLIG, total, respread(months, total) if months else None)] if total else []
