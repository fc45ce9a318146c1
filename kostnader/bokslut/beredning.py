"""Settlements on their way to a decision: what a matter's papers say, and what its § does to them."""

from collections.abc import Collection

from kostnader.bokslut.acts import avsla_bokslut, besluta_bokslut, withdraw_bokslut
from kostnader.bokslut.models import Bokslut, Bokslutsrad
from samverkan.beslut.beredning import Beredare, Beredningsobjekt
from samverkan.beslut.models import Beslut
from samverkan.lib.swedish import format_amount, format_change, sort_key

KIND = "bokslut"
Status, Outcome = Bokslut.Status, Beslut.Outcome
EFFECT = (
    "Bifall låser bokslutet när protokollet är justerat. Återremiss öppnar året igen, "
    "avslag stänger förslaget."
)
HEAD = ("Medlem, kr", "Betalt", "Andel av utfallet", "IB", "Årets resultat", "UB", "Åtgärd")


def waiting(samverkan) -> list[Beredningsobjekt]:
    """The settlements of a samverkan that are proposed."""
    found = Bokslut.objects.filter(samverkan=samverkan, status=Status.FORESLAGET)
    return _told(found)


def described(ids: Collection[int]) -> list[Beredningsobjekt]:
    """What the given settlements say now."""
    return _told(Bokslut.objects.filter(pk__in=ids))


def decided(bokslut_id: int, beslut: Beslut, actor) -> None:
    """Bifall locks, avslag closes, återremiss opens again; bordläggning leaves it as it is."""
    bokslut = Bokslut.objects.get(pk=bokslut_id)
    if beslut.outcome == Outcome.BIFALL:
        besluta_bokslut(bokslut, beslut=beslut, actor=actor)
    elif beslut.outcome == Outcome.AVSLAG:
        avsla_bokslut(bokslut, beslut=beslut, actor=actor)
    elif beslut.outcome == Outcome.ATERREMISS and bokslut.status == Status.FORESLAGET:
        withdraw_bokslut(bokslut, reason=f"Återremiss, {beslut}.", actor=actor)


def _told(found) -> list[Beredningsobjekt]:
    return [_object(one) for one in found.prefetch_related("rader__organisation")]


def _object(bokslut: Bokslut) -> Beredningsobjekt:
    proposed = bokslut.status == Status.FORESLAGET
    rader = sorted(bokslut.rader.all(), key=lambda rad: sort_key(rad.organisation.short_name))
    closings = [rad.closing for rad in rader if rad.closing is not None]
    total = sum(closings) if closings else None
    return Beredningsobjekt(
        kind=KIND,
        object_id=bokslut.pk,
        label=str(bokslut),
        status=bokslut.get_status_display(),
        text=f"{len(rader)} medlemmar, utgående saldo {format_change(total)} kr" if closings else "",
        effect=EFFECT if proposed else "",
        amount=total,
        open=proposed,
        url_name="bokslut:bokslut",
        url_kwargs={"year": bokslut.year},
        table=(HEAD, *map(_row, rader), _total(rader)) if closings else (),
    )


def _row(rad: Bokslutsrad) -> tuple[str, ...]:
    return (rad.organisation.short_name, *_figures([rad]), rad.get_action_display())


def _total(rader: list[Bokslutsrad]) -> tuple[str, ...]:
    return ("Summa", *_figures(rader), "")


def _figures(rader: list[Bokslutsrad]) -> tuple[str, ...]:
    """Paid, share, opening, result, closing; a surplus and a deficit with their signs."""
    paid, actual, opening, closing = (
        sum(getattr(rad, name) or 0 for rad in rader)
        for name in ("preliminary", "actual", "opening", "closing")
    )
    return (
        format_amount(paid),
        format_amount(actual),
        format_change(opening),
        format_change(paid - actual),
        format_change(closing),
    )


BEREDARE = Beredare(KIND, "Bokslut", waiting, described, decided)
