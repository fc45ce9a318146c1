"""What may be done with a round of forecasts: open it, fill it in, lock it."""

from collections.abc import Sequence
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from kostnader.budget.acts import ensure_kostnadsslag
from kostnader.budget.queries import decided_budget, newest_budget
from kostnader.prognos.changes import (
    BELOPP,
    COLUMNS,
    METOD,
    Change,
    Conflict,
    Met,
    RowKey,
    digest,
    value_of,
)  # fmt: skip
from kostnader.prognos.models import Prognosomgang, Prognosrad
from kostnader.prognos.queries import Prognosrade, rader
from samverkan.beslut.acts import lock_usable
from samverkan.beslut.models import Beslut
from samverkan.handelser.acts import log
from samverkan.lib.errors import Refused
from samverkan.lib.swedish import format_amount
from samverkan.medlemmar.models import Samverkan

Method = Prognosrad.Method
MOST_NAMES = 5


@transaction.atomic
def create_omgang(
    samverkan: Samverkan,
    year: int,
    *,
    name: str,
    through: int,
    limit_amount: Decimal,
    limit_percent: Decimal,
    source: Prognosomgang | None = None,
    actor,
) -> Prognosomgang:
    """Open a round on the year's budget in force (else the newest). From `source` it takes methods, own
    judgements and comments, as a beginning. Refused without a budget, and for a name already used."""
    budget = decided_budget(samverkan, year) or newest_budget(samverkan, year)
    if budget is None:
        raise Refused(f"Det finns ingen budget för {year} att jämföra med. Lägg upp den under Budget först.")
    omgang = Prognosomgang(
        samverkan=samverkan, year=year, budget=budget, created_by=actor, name=name.strip(), through=through,
        limit_amount=limit_amount, limit_percent=limit_percent,
    )  # fmt: skip
    _save(omgang)
    ensure_kostnadsslag(samverkan, budget.rader.values_list("kostnadsslag", flat=True))
    if source is not None:
        _copy(source, omgang, actor)
    log("prognos.created", omgang, actor=actor, samverkan=samverkan, kalla=source or budget)
    return omgang


@transaction.atomic
def change_omgang(
    omgang: Prognosomgang, *, name: str, through: int, limit_amount: Decimal, limit_percent: Decimal, actor
) -> None:
    """Change an open round's name, last month of outcome and limits."""
    locked = _open(omgang)
    locked.name, locked.through = name.strip(), through
    locked.limit_amount, locked.limit_percent = limit_amount, limit_percent
    _save(locked)
    log("prognos.changed", locked, actor=actor, samverkan=locked.samverkan)


@transaction.atomic
def remove_omgang(omgang: Prognosomgang, *, actor) -> None:
    """Throw away an open round."""
    locked = _open(omgang)
    log("prognos.removed", locked, actor=actor, samverkan=locked.samverkan)
    locked.rader.all().delete()
    locked.delete()


def set_boxes(omgang: Prognosomgang, changes: Sequence[Change], *, actor) -> int:
    """Give boxes new values, all or none; returns how many really changed.

    An amount typed makes the row one's own judgement. Raises Conflict, with the other's value, when somebody
    has changed a box since the writer saw it; Refused when the round is locked or a row is gone.
    """
    with transaction.atomic():
        locked = _open(omgang)
        rows = {(row.tjanst.pk, row.slag.pk): row for row in rader(locked)}
        for change in changes:
            if change.box.row not in rows:
                raise Refused("En rad finns inte längre i omgången. Ladda om sidan.")
        met = [Met(one, rows[one.box.row]) for one in changes if _is_stale(one, rows[one.box.row])]
        if met:
            raise Conflict(met)
        real = [one for one in changes if value_of(rows[one.box.row], one.box.column) != one.value]
        drafts: dict[RowKey, Prognosrad] = {}
        for change in real:
            row = rows[change.box.row]
            _apply(drafts.setdefault(change.box.row, _draft(locked, row)), row, change)
        for rad in drafts.values():
            rad.revision, rad.changed_by = rad.revision + 1, actor
            rad.save()
        if real:
            vad = _text(real[0], rows) if len(real) == 1 else f"{len(real)} rutor på en gång"
            log("prognos.filled", locked, actor=actor, samverkan=locked.samverkan, vad=vad)
    return len(real)


@transaction.atomic
def lock_omgang(omgang: Prognosomgang, *, actor) -> None:
    """Freeze every row with the budget and outcome it was made from. A locked round never opens again; a
    second press changes nothing. Refused while a large deviation has no comment: the rows are named."""
    locked = _lock(omgang)
    if not locked.is_open:
        return
    rows = rader(locked)
    if not rows:
        raise Refused("Det finns inga rader att låsa: varken budget eller utfall har några belopp.")
    silent = [f"{row.tjanst.label}, {row.slag.name}" for row in rows if row.lacks_comment]
    if silent:
        more = f" och {len(silent) - MOST_NAMES} till" if len(silent) > MOST_NAMES else ""
        raise Refused(
            f"Skriv en kommentar till avvikelsen på {'; '.join(silent[:MOST_NAMES])}{more}. "
            f"Kommentar krävs över {format_amount(locked.limit_amount)} kr och "
            f"{format_amount(locked.limit_percent)} procent av budgeten."
        )
    ensure_kostnadsslag(locked.samverkan, [row.slag.name for row in rows])
    Prognosrad.objects.bulk_create(
        [_frozen(locked, row, actor) for row in rows],
        update_conflicts=True,
        unique_fields=["omgang", "tjanst", "kostnadsslag"],
        update_fields=["method", "amount", "comment", "budget", "utfall"],
    )
    locked.status = Prognosomgang.Status.LAST
    locked.locked_at, locked.locked_by = timezone.now(), actor
    locked.save(update_fields=["status", "locked_at", "locked_by"])
    summa = sum((row.amount for row in rows), Decimal("0.00"))
    log("prognos.locked", locked, actor=actor, samverkan=locked.samverkan, summa=summa)


@transaction.atomic
def take_up(omgang: Prognosomgang, *, beslut: Beslut, actor) -> None:
    """Note the decision in which the body approved a locked round. Refused for an open round, and for one
    that another decision has approved."""
    locked = _lock(omgang)
    if locked.is_open:
        raise Refused(f"{locked} är inte låst än. Lås omgången först.")
    if locked.beslut_id == beslut.pk:
        return
    if locked.beslut_id is not None:
        raise Refused(f"{locked} är redan godkänd i {locked.beslut}.", field="beslut")
    if not lock_usable(locked.samverkan, beslut):
        raise Refused("Välj ett beslut med bifall i den här samverkan.", field="beslut")
    locked.beslut = beslut
    locked.save(update_fields=["beslut"])
    log("prognos.taken_up", locked, actor=actor, samverkan=locked.samverkan, beslut=beslut)


def _lock(omgang: Prognosomgang) -> Prognosomgang:
    """Writers of one round take turns."""
    found = Prognosomgang.objects.select_for_update(of=["self"]).select_related("samverkan", "budget")
    locked = found.filter(pk=omgang.pk).first()
    if locked is None:
        raise Refused("Omgången finns inte längre: någon har tagit bort den.")
    return locked


def _open(omgang: Prognosomgang) -> Prognosomgang:
    locked = _lock(omgang)
    if not locked.is_open:
        raise Refused(f"{locked} är låst och ändras inte mer. Gör en ny omgång från den.")
    return locked


def _save(omgang: Prognosomgang) -> None:
    if not omgang.name:
        raise Refused("Ge omgången ett namn, till exempel Prognos mars.", field="name")
    try:
        with transaction.atomic():
            omgang.save()
    except IntegrityError as taken:
        raise Refused("Det finns redan en omgång med det namnet.", field="name") from taken


def _copy(source: Prognosomgang, omgang: Prognosomgang, actor) -> None:
    Prognosrad.objects.bulk_create(
        Prognosrad(
            omgang=omgang, tjanst_id=rad.tjanst_id, kostnadsslag_id=rad.kostnadsslag_id, method=rad.method,
            amount=rad.amount, comment=rad.comment, changed_by=actor,
        )
        for rad in source.rader.all()
    )  # fmt: skip


def _is_stale(change: Change, row: Prognosrade) -> bool:
    """Changed by another since it was seen: the row has, and so has this very box."""
    now = value_of(row, change.box.column)
    return change.box.revision != row.revision and now != change.value and digest(now) != change.box.seen


def _draft(omgang: Prognosomgang, row: Prognosrade) -> Prognosrad:
    """The stored row, or a new one, with what it shows now."""
    rad = row.rad or Prognosrad(omgang=omgang, tjanst=row.tjanst, kostnadsslag=row.slag, revision=0)
    rad.method, rad.amount, rad.comment = row.method, row.amount, row.comment
    return rad


def _apply(rad: Prognosrad, row: Prognosrade, change: Change) -> None:
    if change.box.column == BELOPP:
        rad.method, rad.amount = Method.EGEN, change.value
    elif change.box.column == METOD:
        proposed = row.forslag.of(change.value) if row.forslag else None
        rad.method, rad.amount = change.value, row.amount if proposed is None else proposed
    else:
        rad.comment = change.value


def _text(change: Change, rows: dict) -> str:
    row = rows[change.box.row]
    return f"{COLUMNS[change.box.column]} för {row.tjanst.label}, {row.slag.name}"


def _frozen(omgang: Prognosomgang, row: Prognosrade, actor) -> Prognosrad:
    slag_id = row.slag.pk or omgang.samverkan.kostnadsslag.get(name__iexact=row.slag.name).pk
    changed_by = row.rad.changed_by if row.rad else actor
    return Prognosrad(
        omgang=omgang, tjanst=row.tjanst, kostnadsslag_id=slag_id, method=row.method, amount=row.amount,
        comment=row.comment, budget=row.budget, utfall=row.utfall, revision=max(row.revision, 1),
        changed_by=changed_by,
    )  # fmt: skip
