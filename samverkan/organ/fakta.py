"""What a body's reglemente and the law say of it, in plain words with the clause."""

from collections.abc import Iterator
from dataclasses import dataclass

from samverkan.organ.diarium import Diarienummer, format_diarienummer
from samverkan.organ.inkallelse import inkallelseordning
from samverkan.organ.models import Organ
from samverkan.organ.rules import keeps_protokoll, quorum

REGLEMENTE = "reglementet"
JUSTERING_DAYS = 14  # KL 5:69


@dataclass(frozen=True)
class Faktum:
    """One fact: what it is about, what holds, and where that is said ('' when nowhere)."""

    label: str
    text: str
    lagrum: str = ""


def facts(organ: Organ, year: int) -> list[Faktum]:
    """Everything that steers the body's meetings; `year` is that of the example of a diary number."""
    return [*_seats(organ), *_meetings(organ), *_papers(organ, year)]


def _seats(organ: Organ) -> Iterator[Faktum]:
    if organ.seats:
        yield Faktum("Platser", f"{organ.seats} ledamöter", REGLEMENTE)
    if organ.seats and keeps_protokoll(organ.kind):
        clause = "KL 5:45" if organ.kind in ("fullmaktige", "direktion") else "KL 6:27"
        yield Faktum("Beslutför", f"När minst {quorum(organ.seats)} tjänstgör", clause)
    if organ.majoritet:
        text = f"{organ.get_majoritet_display()}: {organ.majoritet_for}"
        yield Faktum("Majoritet", text, organ.majoritet_clause)
    yield from _ersattare(organ)


def _ersattare(organ: Organ) -> Iterator[Faktum]:
    ordning = inkallelseordning(organ)
    text = "Kallas in från samma medlem" if ordning.samma_medlem else "Kallas in i en ordning för alla"
    if ordning.partier:
        orders = "; ".join(f"för {party}: {', '.join(others)}" for party, others in ordning.partier.items())
        text += f". Partiernas ordning {orders}"
    clause = "KL 9:3, 9:24" if ordning.samma_medlem and not organ.inkallelse else "KL 6:17"
    yield Faktum("Ersättare", text, REGLEMENTE if organ.inkallelse or ordning.partier else clause)


def _meetings(organ: Organ) -> Iterator[Faktum]:
    if organ.place:
        yield Faktum("Sammanträder", organ.place)
    days = organ.kallelse_days
    text = f"Senast {days} dagar före sammanträdet" if days else "Reglementet anger ingen tid"
    yield Faktum("Kallelse", text, REGLEMENTE if days else "KL 6:23")
    if organ.late_clause:
        yield Faktum("Sen kallelse", "När ett ärende är brådskande", organ.late_clause)
    yield Faktum("Distans", _remote(organ), "KL 6:24")


def _remote(organ: Organ) -> str:
    if organ.remote_from is None:
        return "Inte tillåtet"
    until = f"till och med {organ.remote_to}" if organ.remote_to else "tills vidare"
    return f"Tillåtet från {organ.remote_from} {until}"


def _papers(organ: Organ, year: int) -> Iterator[Faktum]:
    count = organ.justerare_count
    who = f"Ordföranden och {count} justerare" if count else "Ordföranden"
    yield Faktum("Justering", f"{who}, senast {JUSTERING_DAYS} dagar efter sammanträdet", "KL 5:69")
    if count:
        yield Faktum("Ordning", organ.get_justering_order_display(), REGLEMENTE)
    if not organ.omedelbar:
        yield Faktum("Omedelbar justering", "Medges inte", REGLEMENTE)
    if organ.kept_at:
        yield Faktum("Förvaras", organ.kept_at, "KL 8:12")
    text = f"I {organ.publish_days} dagar" if organ.publish_days else "Protokollet läggs inte ut"
    yield Faktum("Protokoll på webben", text, "KL 8:10")
    example = format_diarienummer(organ.dnr_pattern, Diarienummer(year, 9, "2.2.0.1"))
    yield Faktum("Diarienummer", f"Skrivs som {example}")
