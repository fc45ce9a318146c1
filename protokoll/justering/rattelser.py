"""Correcting a protocol that is justerat and posted: by a § of its own, never by rewriting it.

A decision's time to appeal runs from the notice that the protocol over it is justerat, and the notice may not
come down before (KL 8:12, 13:5). A second text of the same § with another day of justering would leave a
citizen unsure which text and which last day hold, and whoever has an extract with the wrong one. So what is
wrong is taken up as a matter, decided, justerat and posted in its turn with a time of its own; the § that was
wrong shows by which § it is corrected, and stays as it was signed. (The rättelse of förvaltningslagen 36 § is
not for decisions that are tried by laglighetsprövning, as we read its 2 §.)
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from protokoll.arenden.acts import change_arende, open_arende
from protokoll.arenden.models import Arende
from protokoll.justering.models import Protokoll
from protokoll.paragrafer.models import Paragraf
from protokoll.sammantraden.dagordning import add_arenden
from protokoll.sammantraden.models import Sammantrade
from protokoll.sammantraden.queries import next_sammantrade
from samverkan.beslut.models import Beslut
from samverkan.handelser.acts import log
from samverkan.lib.errors import Refused
from samverkan.lib.klocka import now
from samverkan.lib.local_time import local_day


@dataclass(frozen=True)
class Ratt:
    """What stands in the § (`fel`), what shall stand (`ratt`), and how it came about (may be empty)."""

    fel: str
    ratt: str
    varfor: str = ""

    def __post_init__(self) -> None:
        for name, asked in (("fel", "vad som står nu"), ("ratt", "vad som ska stå")):
            if not getattr(self, name).strip():
                raise Refused(f"Skriv {asked}.", field=name)


@transaction.atomic
def ratta_i_ny_paragraf(
    protokoll: Protokoll, paragraf: Paragraf, ratt: Ratt, *, actor
) -> tuple[Arende, Sammantrade | None]:
    """Open a matter that corrects the § and place it on the body's next planned meeting, if there is one.

    Refuses a protocol that is not justerat, a § that is not in it, and one whose correction is on its way.
    """
    if protokoll.status != Protokoll.Status.JUSTERAT:
        raise Refused("Protokollet är inte justerat. Rätta texten i justeringen, eller öppna en ny version.")
    found = protokoll.paragrafer.select_related("organ__samverkan", "arende", "sammantrade")
    locked = found.select_for_update(of=("self",)).filter(pk=paragraf.pk).first()
    if locked is None:
        raise Refused("Paragrafen står inte i protokollet.", field="paragraf")
    waiting = locked.rattelser.filter(status=Arende.Status.OPPET).first()
    if waiting:
        raise Refused(f"En rättelse är redan på väg: {waiting.dnr}.", field="paragraf")
    arende = _matter(locked, ratt, actor)
    meeting = next_sammantrade(locked.organ, now())
    if meeting:
        add_arenden(meeting, [arende], actor=actor)
    log(
        "protokoll.correcting",
        protokoll,
        actor=actor,
        samverkan=arende.samverkan,
        paragraf=f"§ {locked.number}",
        arende=arende.dnr,
    )
    return arende, meeting


def _matter(paragraf: Paragraf, ratt: Ratt, actor) -> Arende:
    organ, day = paragraf.organ, local_day(paragraf.sammantrade.starts_at)
    of = paragraf.arende
    arende = open_arende(
        organ.samverkan,
        organ=organ,
        heading=f"Rättelse av § {paragraf.number}, {day}",
        secret=paragraf.secret,
        secret_clause=(of.secret_clause if of else "") or "OSL" if paragraf.secret else "",
        actor=actor,
    )
    texts = {
        "forslag": f"{organ.as_subject} beslutar att rätta § {paragraf.number} i protokollet {day}. I "
        f"stället för ”{ratt.fel.strip()}” ska det stå ”{ratt.ratt.strip()}”.",
        "sammanfattning": f"Protokollet {day} är justerat och anslaget. I § {paragraf.number}, "
        f"{paragraf.heading}, står det ”{ratt.fel.strip()}”. Rätt är ”{ratt.ratt.strip()}”.",
        "bakgrund": ratt.varfor.strip(),
    }
    arende = change_arende(arende, texts, actor=actor)
    Arende.objects.filter(pk=arende.pk).update(rattar=paragraf)
    return arende


@dataclass(frozen=True)
class Rattelse:
    """A correction of a §: by which § and day it is made (None: not yet), and the matter of it."""

    nummer: int
    arende: Arende
    genom: int | None = None
    dag: date | None = None
    protokoll: int | None = None

    @property
    def text(self) -> str:
        """'§ 9 är rättad genom § 21, 2022-09-14'."""
        if self.genom is None:
            return f"§ {self.nummer} ska rättas: {self.arende.dnr}"
        return f"§ {self.nummer} är rättad genom § {self.genom}, {self.dag}"


def rattelser_of(protokoll: Protokoll, *, waiting: bool = False) -> list[Rattelse]:
    """The corrections of a protocol's §§ that are justerade; with `waiting` also those on their way."""
    return corrections(list(protokoll.paragrafer.values_list("pk", flat=True)), waiting=waiting)


def corrections(paragrafer: Collection[int], *, waiting: bool = False) -> list[Rattelse]:
    """The corrections of the §§ with these ids, in their order. Two queries."""
    matters = Arende.objects.filter(rattar__in=paragrafer).select_related("rattar").order_by("rattar__number")
    made = {one.arende_id: one for one in _justerade(matters)}
    found = [_told(arende, made.get(arende.pk)) for arende in matters]
    return [one for one in found if one.genom or (waiting and one.arende.status == Arende.Status.OPPET)]


def _justerade(matters) -> Collection[Paragraf]:
    justerat = [Beslut.Status.JUSTERAT, Beslut.Status.LAGA_KRAFT]
    found = Paragraf.objects.filter(arende__in=matters, outcome=Paragraf.Outcome.BIFALL)
    return found.filter(beslut__status__in=justerat).select_related("sammantrade", "beslut")


def _told(arende: Arende, by: Paragraf | None) -> Rattelse:
    if by is None:
        return Rattelse(arende.rattar.number, arende)
    return Rattelse(arende.rattar.number, arende, by.number, local_day(by.sammantrade.starts_at), by.pk)
