"""The path of a settlement: utkast → föreslaget → beslutat; avslaget, or opened again."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from kostnader.bokslut.berakning import compute, read_kallor
from kostnader.bokslut.brister import brister
from kostnader.bokslut.models import FIGURES, Bokslut, Bokslutsrad
from kostnader.bokslut.queries import OF_THE_YEAR
from kostnader.bokslut.rules import suits
from kostnader.bokslut.sammanstallning import Medlem
from kostnader.fakturor.acts import close_korning
from kostnader.fakturor.models import Fakturakorning
from kostnader.utfall.stangning import close_year, open_year
from samverkan.beslut.acts import lock_usable
from samverkan.beslut.models import Beslut
from samverkan.handelser.acts import log
from samverkan.lib.errors import Refused
from samverkan.lib.hashing import canonical_json, sha256_hex
from samverkan.lib.swedish import format_change
from samverkan.medlemmar.models import Samverkan
from samverkan.medlemmar.queries import organisations_of_year

Status, Action = Bokslut.Status, Bokslutsrad.Action
FIRST = "Ta tillbaka bokslutet till utkast först."


def begin_bokslut(samverkan: Samverkan, year: int, *, actor) -> Bokslut:
    """A draft of the year's settlement with a row per member; the one that is there, if there is one.

    It is set against what was billed, or against the budget where nothing was; whether the members decide for
    themselves is as it was the last time.
    """
    with transaction.atomic():
        Samverkan.objects.select_for_update(no_key=True).only("pk").get(pk=samverkan.pk)
        earlier = Bokslut.objects.filter(samverkan=samverkan, year=year)
        standing = earlier.filter(status__in=OF_THE_YEAR).select_related("samverkan__issuer").first()
        if standing:
            return standing
        last = Bokslut.objects.filter(samverkan=samverkan).first()
        billed = any(read_kallor(samverkan, year).billed.values())
        bokslut = Bokslut.objects.create(
            samverkan=samverkan,
            year=year,
            number=earlier.count() + 1,
            basis=Bokslut.Basis.FAKTURERAT if billed else Bokslut.Basis.BUDGET,
            members_decide=bool(last and last.members_decide),
            created_by=actor,
        )
        Bokslutsrad.objects.bulk_create(
            Bokslutsrad(bokslut=bokslut, organisation=organisation)
            for organisation in organisations_of_year(samverkan, year)
        )
        log("bokslut.begun", bokslut, actor=actor, samverkan=samverkan)
    return bokslut


def change_bokslut(bokslut: Bokslut, *, basis: str, members_decide: bool, actor) -> None:
    """What the outcome is set against, and who decides. Only a draft may change."""
    with transaction.atomic():
        locked = _lock(bokslut)
        _require(locked, Status.UTKAST, FIRST)
        locked.basis, locked.members_decide = basis, members_decide
        locked.save(update_fields=["basis", "members_decide"])
        facts = {"jamfors": locked.get_basis_display().lower(), "egna": "ja" if members_decide else "nej"}
        log("bokslut.changed", locked, actor=actor, samverkan=locked.samverkan, **facts)


def change_rad(
    bokslut: Bokslut, organisation_id: int, *, action: str, typed_opening: Decimal | None = None, actor
) -> None:
    """What is proposed to be done with a member's balance, and the balance it came with (kronor).

    Refuses to pay back a deficit or charge a surplus, and an opening balance beside that of last year's
    settlement.
    """
    with transaction.atomic():
        locked = _lock(bokslut)
        _require(locked, Status.UTKAST, FIRST)
        rad, _ = Bokslutsrad.objects.select_for_update(of=("self",)).get_or_create(
            bokslut=locked, organisation_id=organisation_id
        )
        rad.action, rad.typed_opening = action, typed_opening
        rad.save(update_fields=["action", "typed_opening"])
        medlem = compute(locked).medlem(organisation_id)
        if medlem is not None:
            _refuse_unsuited(medlem, action)
        namn, vad = rad.organisation.short_name, rad.get_action_display().lower()
        log("bokslut.action", locked, actor=actor, samverkan=locked.samverkan, medlem=namn, atgard=vad)


def _refuse_unsuited(medlem: Medlem, action: str) -> None:
    if not suits(action, medlem.closing):
        told = format_change(medlem.closing)
        raise Refused(
            f"{medlem.short_name} har saldot {told} kr. Bara ett överskott kan återbetalas och bara ett "
            "underskott debiteras.",
            field="action",
        )


def foresla_bokslut(bokslut: Bokslut, *, actor) -> None:
    """Close the year and lay the settlement before the body: all it rests on is frozen.

    Refuses while something hinders, such as outcome that no service has, and says what.
    """
    with transaction.atomic():
        locked = _lock(bokslut)
        _require(locked, Status.UTKAST, "Bara ett utkast kan föreslås.")
        close_year(locked.samverkan, locked.year, actor=actor)  # first, so that nothing moves while we look
        kallor = read_kallor(locked.samverkan, locked.year)
        sammanstallning = compute(locked, kallor)
        stops = [brist.text for brist in brister(locked, kallor, sammanstallning) if brist.stops]
        if stops:
            raise Refused(" ".join(stops))
        underlag = sammanstallning.as_json()
        locked.underlag, locked.sha256 = underlag, sha256_hex(canonical_json(underlag))
        locked.proposed_at = timezone.now()
        _freeze_rows(locked, sammanstallning.medlemmar)
        _move(locked, Status.FORESLAGET, "bokslut.proposed", actor)
    bokslut.refresh_from_db()


def _freeze_rows(bokslut: Bokslut, medlemmar: list[Medlem]) -> None:
    rader = {rad.organisation_id: rad for rad in bokslut.rader.all()}
    for medlem in medlemmar:
        rad = rader.get(medlem.id) or Bokslutsrad(bokslut=bokslut, organisation_id=medlem.id)
        _refuse_unsuited(medlem, rad.action)
        rad.budget, rad.preliminary = medlem.belopp.budget, medlem.belopp.preliminary
        rad.actual = medlem.belopp.actual
        rad.from_split, rad.from_result = medlem.belopp.from_split, medlem.belopp.from_result
        rad.opening, rad.closing = medlem.opening, medlem.closing
        rad.save()


def withdraw_bokslut(bokslut: Bokslut, *, reason: str = "Bokslutet togs tillbaka.", actor) -> None:
    """Take a proposed settlement back to draft; the year is open again, and own decisions on it fall."""
    with transaction.atomic():
        locked = _lock(bokslut)
        _require(locked, Status.FORESLAGET, "Bara ett föreslaget bokslut kan tas tillbaka till utkast.")
        locked.underlag, locked.sha256, locked.proposed_at = None, "", None
        locked.rader.update(beslut=None, **dict.fromkeys(FIGURES))
        open_year(locked.samverkan, locked.year, reason=reason, actor=actor)
        _move(locked, Status.UTKAST, "bokslut.withdrawn", actor)
    bokslut.refresh_from_db()


def besluta_bokslut(bokslut: Bokslut, *, beslut: Beslut, actor) -> None:
    """Lock the proposed settlement with the decision that adopted it. Of two presses one is refused."""
    with transaction.atomic():
        locked = _lock(bokslut)
        if locked.is_decided:
            raise Refused(f"{locked} är redan beslutat.")
        _require(locked, Status.FORESLAGET, "Föreslå bokslutet först. Bara ett föreslaget kan beslutas.")
        if not lock_usable(locked.samverkan, beslut):
            raise Refused("Välj ett beslut med bifall i den här samverkan.", field="beslut")
        locked.beslut, locked.decided_at = beslut, timezone.now()
        _move(locked, Status.BESLUTAT, "bokslut.decided", actor, beslut=beslut)
    bokslut.refresh_from_db()


def avsla_bokslut(bokslut: Bokslut, *, beslut: Beslut | None = None, actor) -> None:
    """Close a proposed settlement that was turned down; the year is open again, and another can be begun."""
    with transaction.atomic():
        locked = _lock(bokslut)
        _require(locked, Status.FORESLAGET, "Bara ett föreslaget bokslut kan avslås.")
        if beslut is not None and beslut.samverkan_id != locked.samverkan_id:
            raise Refused("Välj ett beslut i den här samverkan.", field="beslut")
        locked.beslut, locked.decided_at = beslut, timezone.now()
        open_year(locked.samverkan, locked.year, reason="Bokslutet avslogs.", actor=actor)
        _move(locked, Status.AVSLAGET, "bokslut.rejected", actor, beslut=beslut or "utan beslut")
    bokslut.refresh_from_db()


def open_again(bokslut: Bokslut, *, reason: str, actor) -> Bokslut:
    """Open a decided settlement and its year again. Returns a new draft with the same actions and balances.

    What was decided is kept. What has been invoiced to settle it stays too: the next run takes up only the
    difference. Refused once the year after has been proposed, for it rests on this one.
    """
    if not reason.strip():
        raise Refused("Skriv varför året öppnas igen.", field="reason")
    with transaction.atomic():
        locked = _lock(bokslut)
        _require(locked, Status.BESLUTAT, "Bara ett beslutat bokslut kan öppnas igen.")
        after = Bokslut.objects.filter(
            samverkan=locked.samverkan_id,
            year=locked.year + 1,
            status__in=[Status.FORESLAGET, Status.BESLUTAT],
        ).first()
        if after:
            raise Refused(f"{after} bygger på det här. Ta tillbaka eller öppna det först.")
        rows = list(locked.rader.all())
        for korning in locked.korningar.exclude(status=Fakturakorning.Status.KLAR):
            close_korning(korning, actor=actor)
        _move(locked, Status.OPPNAT, "bokslut.opened", actor, skal=reason.strip())
        open_year(locked.samverkan, locked.year, reason=reason.strip(), actor=actor)
        draft = begin_bokslut(locked.samverkan, locked.year, actor=actor)
        draft.basis, draft.members_decide = locked.basis, locked.members_decide
        draft.save(update_fields=["basis", "members_decide"])
        for rad in rows:
            draft.rader.filter(organisation=rad.organisation_id).update(
                action=rad.action, typed_opening=rad.typed_opening
            )
    bokslut.refresh_from_db()
    return draft


def note_own_beslut(bokslut: Bokslut, organisation_id: int, *, beslut: Beslut, actor) -> None:
    """Note the member's own decision on its part: of a body outside, or any body of the samverkan.

    It may come before or after the joint body's, but not before the settlement is proposed; once noted it
    stands.
    """
    with transaction.atomic():
        locked = _lock(bokslut)
        if locked.status not in (Status.FORESLAGET, Status.BESLUTAT):
            raise Refused("Föreslå bokslutet först. Medlemmens beslut gäller det som är föreslaget.")
        if not lock_usable(locked.samverkan, beslut):
            raise Refused("Välj ett beslut med bifall i den här samverkan.", field="beslut")
        rad = (
            locked.rader.select_for_update(of=("self",))
            .select_related("organisation", "beslut")
            .get(organisation=organisation_id)
        )
        if rad.beslut_id is not None:
            raise Refused(
                f"{rad.organisation.short_name} har redan beslutat, i {rad.beslut}.", field="beslut"
            )
        rad.beslut = beslut
        rad.save(update_fields=["beslut"])
        facts = {"medlem": rad.organisation.short_name, "beslut": beslut}
        log("bokslut.own_decision", locked, actor=actor, samverkan=locked.samverkan, **facts)


def _lock(bokslut: Bokslut) -> Bokslut:
    """The settlement as it is now; whoever changes it or the year's outcome waits."""
    Samverkan.objects.select_for_update(no_key=True).only("pk").get(pk=bokslut.samverkan_id)
    found = Bokslut.objects.select_for_update(of=("self",)).select_related("samverkan__issuer")
    return found.get(pk=bokslut.pk)


def _require(bokslut: Bokslut, status: str, message: str) -> None:
    if bokslut.status != status:
        raise Refused(f"{message} {bokslut} är {bokslut.get_status_display().lower()}.")


def _move(bokslut: Bokslut, status: str, action: str, actor, **data: object) -> None:
    bokslut.status = status
    bokslut.save()
    log(action, bokslut, actor=actor, samverkan=bokslut.samverkan, **data)
