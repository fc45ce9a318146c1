"""Locked rounds on their way to the body: what a matter's papers say, and the § where it was taken up."""

from collections.abc import Collection, Iterator

from kostnader.prognos.acts import take_up
from kostnader.prognos.grid import sums_of
from kostnader.prognos.models import Prognosomgang
from kostnader.prognos.queries import Prognosrade, rader
from samverkan.beslut.arendeled import Led, Utkast, draft
from samverkan.beslut.beredning import Beredare, Beredningsobjekt
from samverkan.beslut.beslutsobjekt import Beslutsobjekt
from samverkan.beslut.models import Beslut
from samverkan.konton.rules import may_see_kostnader
from samverkan.lib.errors import Refused
from samverkan.lib.swedish import format_amount, format_change

KIND = "prognos"
EFFECT = "Omgången är låst. Bifall antecknar att nämnden har godkänt den; andra beslut ändrar inget i den."
HEAD = ("Tjänst och kostnadsslag, kr", "Budget", "Prognos", "Avvikelse")


def waiting(samverkan) -> list[Beredningsobjekt]:
    """The locked rounds that no body has taken up."""
    found = Prognosomgang.objects.filter(samverkan=samverkan, status=Prognosomgang.Status.LAST, beslut=None)
    return [_told(one) for one in found.select_related("samverkan")]


def described(ids: Collection[int]) -> list[Beredningsobjekt]:
    """What the given rounds say."""
    return [_told(one) for one in Prognosomgang.objects.filter(pk__in=ids).select_related("samverkan")]


def decided(omgang_id: int, beslut: Beslut, actor) -> None:
    """Bifall is noted on the round; nothing else changes, for what is locked stays so."""
    if beslut.outcome == Beslut.Outcome.BIFALL:
        take_up(Prognosomgang.objects.get(pk=omgang_id), beslut=beslut, actor=actor)


def decided_by(beslut_ids: Collection[int]) -> Iterator[Beslutsobjekt]:
    """The rounds taken up in the given decisions, for the pages of decisions."""
    for one in Prognosomgang.objects.filter(beslut__in=beslut_ids):
        yield Beslutsobjekt(
            one.beslut_id,
            "Prognos",
            str(one),
            url_name="prognos:omgang",
            url_kwargs={"year": one.year, "pk": one.pk},
            see=may_see_kostnader,
            afterwards="Omgången ligger kvar som den låstes.",
        )


def draft_arende(omgang: Prognosomgang, *, actor) -> Led:
    """Begin a matter with the round, its deviations and the comments on them. Refused for an open round."""
    if omgang.is_open:
        raise Refused("Lås omgången först. Bara en låst omgång tas till ett sammanträde.")
    texts = {"sammanfattning": sammanfattning(omgang), "forslag": f"Prognosen {omgang} godkänns."}
    return draft(omgang.samverkan, Utkast(KIND, omgang.pk, f"Prognos {omgang}", texts), actor=actor)


def sammanfattning(omgang: Prognosomgang) -> str:
    """The deviations over the limit with the controller's words, for the paper of a matter."""
    rows = rader(omgang)
    sums, large = sums_of(rows), [row for row in rows if row.is_large]
    whole = (
        f"Årets nettokostnad väntas bli {format_amount(sums.amount)} kr mot budgetens "
        f"{format_amount(sums.budget)} kr, en avvikelse på {format_change(sums.deviation)} kr."
    )
    limit = (
        f"Avvikelser över {format_amount(omgang.limit_amount)} kr och {format_amount(omgang.limit_percent)} "
        "procent av budgeten ska redovisas:"
    )
    return "\n\n".join([whole, *([limit, "\n".join(map(_line, large))] if large else [])])


def _line(row: Prognosrade) -> str:
    words = " ".join(row.comment.split())
    return (
        f"- {row.tjanst.name}, {row.slag.name.lower()}: {format_change(row.deviation)} kr. {words}".rstrip()
    )


def _told(omgang: Prognosomgang) -> Beredningsobjekt:
    rows = [row for row in rader(omgang) if row.budget or row.amount]
    sums = sums_of(rows)
    table = (
        HEAD,
        *((f"{r.tjanst.label}, {r.slag.name}", *_figures(r.budget, r.amount, r.deviation)) for r in rows),
        ("Nettokostnad", *_figures(sums.budget, sums.amount, sums.deviation)),
    )
    return Beredningsobjekt(
        kind=KIND,
        object_id=omgang.pk,
        label=f"Prognos {omgang}",
        status="Godkänd" if omgang.beslut_id else "Låst",
        text=f"avvikelse {format_change(sums.deviation)} kr mot budget",
        effect="" if omgang.beslut_id else EFFECT,
        amount=sums.amount,
        open=omgang.beslut_id is None,
        url_name="prognos:omgang",
        url_kwargs={"year": omgang.year, "pk": omgang.pk},
        table=table if rows else (),
    )


def _figures(budget, amount, deviation) -> tuple[str, str, str]:
    return format_amount(budget), format_amount(amount), format_change(deviation)


BEREDARE = Beredare(KIND, "Prognos", waiting, described, decided)
