"""Proposals made at the meeting, who joins them, in which order they are put, and how each went."""

from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import Max

from protokoll.paragrafer.acts.las import lock_paragraf, lock_undecided
from protokoll.paragrafer.models import Paragraf, Yrkande
from protokoll.paragrafer.narvaro import read_lage
from protokoll.paragrafer.narvarolista import TJANSTGOR, status_of
from protokoll.paragrafer.omrostning import Forslag, proposition_order
from protokoll.sammantraden.models import Deltagare
from samverkan.handelser.acts import log
from samverkan.lib.errors import Refused

MAIN = {"bifall", "avslag", "andring"}


@transaction.atomic
def yrka(
    paragraf: Paragraf,
    deltagare: Deltagare,
    text: str,
    *,
    kind: str = "andring",
    instammer: Collection[Deltagare] = (),
    actor,
) -> Yrkande:
    """Take down a proposal: bifall, avslag, aterremiss, bordlaggning, andring or tillagg.

    It is placed where the chair would put it (KL 5:53). Raises Refused for one who does not serve at the §
    (KL 4:22) and before the § is open; a text is needed for all but bifall and avslag.
    """
    locked = _open(paragraf)
    for one in (deltagare, *instammer):
        _refuse_unless_serving(locked, one)
    yrkande = Yrkande(paragraf=locked, deltagare=deltagare, kind=kind, text=_text(kind, text))
    yrkande.order = (locked.yrkanden.aggregate(last=Max("order"))["last"] or 0) + 1
    yrkande.save(force_insert=True)
    yrkande.with_support_of.set([one for one in instammer if one != deltagare])
    _place(locked)
    yrkande.refresh_from_db()
    _log("yrkande.made", yrkande, actor)
    return yrkande


def _open(paragraf: Paragraf) -> Paragraf:
    locked = lock_undecided(paragraf)
    if locked.status != Paragraf.Status.OPPEN:
        raise Refused("Öppna paragrafen först (KL 5:67).")
    return locked


def _text(kind: str, text: str) -> str:
    standard = {
        "bifall": "Bifall till förslaget.",
        "avslag": "Avslag på förslaget.",
        "aterremiss": "",
        "bordlaggning": "Ärendet bordläggs.",
    }
    words = text.strip() or standard.get(kind, "")
    if not words:
        what = "varför ärendet ska återremitteras" if kind == "aterremiss" else "vad som yrkas"
        raise Refused(f"Skriv {what} (KL 5:67 p. 1).", field="text")
    return words


def _refuse_unless_serving(paragraf: Paragraf, one: Deltagare) -> None:
    if status_of(read_lage(paragraf), one.pk) != TJANSTGOR:
        raise Refused(f"{one} tjänstgör inte vid paragrafen och kan inte yrka (KL 4:22).", field="deltagare")


def _place(paragraf: Paragraf) -> None:
    """Order the proposals as the chair puts them, keeping the order within each group (KL 5:53)."""
    rows = list(paragraf.yrkanden.order_by("order", "id"))
    proposals = [Forslag(str(row.pk), row.kind) for row in rows]
    placed = [int(one.text) for group in proposition_order(proposals) for one in group]
    for row in rows:
        row.order = placed.index(row.pk) + 1
    Yrkande.objects.bulk_update(rows, ["order"])


def _log(action: str, yrkande: Yrkande, actor) -> None:
    log(
        action,
        yrkande.paragraf,
        actor=actor,
        samverkan=yrkande.paragraf.organ.samverkan,
        namn=yrkande.deltagare,
        text=yrkande.text[:120],
    )


def _lock(yrkande: Yrkande) -> Yrkande:
    _open(yrkande.paragraf)
    related = "paragraf__organ__samverkan", "deltagare"
    return Yrkande.objects.select_related(*related).get(pk=yrkande.pk)


@transaction.atomic
def instamma(yrkande: Yrkande, instammer: Collection[Deltagare], *, actor) -> None:
    """Say who joins a proposal; all of them serve at the §."""
    locked = _lock(yrkande)
    for one in instammer:
        _refuse_unless_serving(locked.paragraf, one)
    locked.with_support_of.set([one for one in instammer if one != locked.deltagare])
    _log("yrkande.supported", locked, actor)


@transaction.atomic
def aterta_yrkande(yrkande: Yrkande, *, actor) -> None:
    """Take a proposal back: it stays out of the minutes (KL 5:67 p. 1)."""
    locked = _lock(yrkande)
    locked.withdrawn, locked.outcome = True, ""
    locked.save(update_fields=["withdrawn", "outcome"])
    _log("yrkande.withdrawn", locked, actor)


@transaction.atomic
def ordna_propositioner(paragraf: Paragraf, order: Sequence[int], *, actor) -> None:
    """Put the proposals in the order the body has approved; `order` holds their ids (KL 5:53, 5:67 p. 2)."""
    locked = _open(paragraf)
    rows = {row.pk: row for row in locked.yrkanden.all()}
    if set(order) != {pk for pk, row in rows.items() if not row.withdrawn}:
        raise Refused("Ett yrkande har kommit till eller återtagits. Ladda om sidan och ordna igen.")
    for place, pk in enumerate(order, start=1):
        rows[pk].order = place
    Yrkande.objects.bulk_update(rows.values(), ["order"])
    log("yrkande.ordered", locked, actor=actor, samverkan=locked.organ.samverkan)


@transaction.atomic
def prova_yrkande(yrkande: Yrkande, outcome: str, *, actor) -> None:
    """State how a proposal went: 'bifallet', 'avslaget', or '' for not put yet.

    Raises Refused when two that exclude each other would both be carried (KL 5:53, 6:33).
    """
    locked = _lock(yrkande)
    if locked.withdrawn:
        raise Refused("Yrkandet är återtaget.")
    if outcome not in ("", *Yrkande.Outcome.values):
        raise Refused("Välj bifallet eller avslaget.", field="outcome")
    if outcome == Yrkande.Outcome.BIFALLET and locked.kind in MAIN:
        _refuse_opposite(locked)
    locked.outcome = outcome
    locked.save(update_fields=["outcome"])
    _log(f"yrkande.{outcome or 'oprovat'}", locked, actor)


def _refuse_opposite(yrkande: Yrkande) -> None:
    opposite = MAIN - {"avslag"} if yrkande.kind == "avslag" else {"avslag"}
    others = yrkande.paragraf.yrkanden.exclude(pk=yrkande.pk).filter(
        kind__in=opposite, withdrawn=False, outcome=Yrkande.Outcome.BIFALLET
    )
    if other := others.select_related("deltagare").first():
        raise Refused(
            f"Yrkandet från {other.deltagare} är redan bifallet; båda kan inte vinna (KL 5:53).",
            field="outcome",
        )


@transaction.atomic
def andra_yrkande(yrkande: Yrkande, text: str, *, actor) -> None:
    """Put the words of a proposal right, until the protocol goes for justering."""
    lock_paragraf(yrkande.paragraf, "pagar", "avslutat")
    locked = Yrkande.objects.select_related("paragraf__organ__samverkan", "deltagare").get(pk=yrkande.pk)
    locked.text = _text(locked.kind, text)
    locked.save(update_fields=["text"])
    _log("yrkande.changed", locked, actor)
