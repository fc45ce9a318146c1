"""What is missing before a kallelse can go out: what stops it, and what is worth a look."""

from collections.abc import Iterator
from dataclasses import dataclass

from protokoll.sammantraden.models import Dagordningspunkt, Sammantrade
from samverkan.lib.local_time import local_day
from samverkan.organ.models import Mandat

Kind = Dagordningspunkt.Kind


@dataclass(frozen=True)
class Saknas:
    """One thing: a sentence, whether it stops, and the matter where it is mended (if it is in one)."""

    text: str
    stops: bool = False
    arende: int | None = None


def missing(sammantrade: Sammantrade) -> list[Saknas]:
    """Everything, what stops first."""
    found = [*_agenda(sammantrade), *_meeting(sammantrade), *_people(sammantrade), *_matters(sammantrade)]
    return sorted(found, key=lambda item: not item.stops)


def _agenda(sammantrade: Sammantrade) -> Iterator[Saknas]:
    if not sammantrade.punkter.exclude(kind=Kind.RUBRIK).exists():
        yield Saknas("Dagordningen är tom.", stops=True)
    elif not sammantrade.punkter.filter(numbered=True).exclude(kind=Kind.RUBRIK).exists():
        yield Saknas("Ingen punkt på dagordningen får en egen §.")


def _meeting(sammantrade: Sammantrade) -> Iterator[Saknas]:
    if not sammantrade.place and not sammantrade.remote:
        yield Saknas("Platsen är inte angiven.")


def _people(sammantrade: Sammantrade) -> Iterator[Saknas]:
    mandat = called(sammantrade)
    if not any(m.role == Mandat.Role.LEDAMOT for m in mandat):
        yield Saknas("Organet har inga ledamöter den dagen, så ingen kan kallas.", stops=True)
    if mandat and not any(m.role == Mandat.Role.ERSATTARE for m in mandat):
        yield Saknas("Organet har inga ersättare. De ska också underrättas (KL 6:17).")
    without = sorted(m.person.name for m in mandat if not m.person.email)
    if without:
        yield Saknas(f"Utan e-post, får kallelsen på annat sätt: {', '.join(without)}.")


def _matters(sammantrade: Sammantrade) -> Iterator[Saknas]:
    punkter = sammantrade.punkter.filter(arende__isnull=False).select_related("arende")
    for punkt in punkter:
        arende = punkt.arende
        title = arende.dnr if arende.secret else f"{arende.dnr} {arende.heading}"
        if punkt.kind == Kind.BESLUT and not arende.forslag.strip():
            yield Saknas(f"{title} har inget förslag till beslut.", arende=arende.pk)
        elif not arende.responsible_id:
            yield Saknas(f"{title} har ingen ansvarig.", arende=arende.pk)


def called(sammantrade: Sammantrade) -> list[Mandat]:
    """Everyone with a mandate in the body on the day of the meeting."""
    day = local_day(sammantrade.starts_at)
    found = Mandat.objects.active_on(day).filter(organ=sammantrade.organ)
    return list(found.select_related("person", "organisation").order_by("role", "order", "id"))
