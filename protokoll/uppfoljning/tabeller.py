"""Goals and attendance as tables that a report can carry."""

from decimal import Decimal

from protokoll.uppfoljning.narvarostatistik import MedlemRad, organ_with_meetings, statistik
from protokoll.uppfoljning.queries import MalRow, mal_of
from samverkan.tabeller.kallor import Period, Tabellkalla
from samverkan.tabeller.tabell import ANTAL, PROCENT, RUBRIK, TEXT, Kolumn, Rad, Tabell


def maltabell(samverkan, period: Period) -> Tabell | None:
    """The goals of the year with what was to be reached, what was, and the judgement; None without goals."""
    found = mal_of(samverkan, period.year)
    rows: list[Rad] = []
    area = ""
    for row in found:
        if row.mal.area != area:
            area = row.mal.area
            rows.append(Rad(f"omrade{len(rows)}", area or "Övriga mål", level=RUBRIK))
        rows.append(_mal(row))
    columns = (
        Kolumn("krav", "Målvärde", TEXT),
        Kolumn("utfall", "Utfall", TEXT),
        Kolumn("bedomning", "Bedömning", TEXT),
    )
    if not found:
        return None
    return Tabell(
        "Måluppfyllelse", "Mål", columns, tuple(rows), source=f"Målen {period.year} i uppföljningen."
    )


def _mal(row: MalRow) -> Rad:
    judged = row.mal.get_judgement_display()
    return Rad(f"mal{row.mal.pk}", row.mal.text, (row.krav or "i ord", row.outcome_text or "–", judged))


def narvarotabell(samverkan, period: Period) -> Tabell | None:
    """Attendance per member at the year's meetings whose protocol is justerat; None without any."""
    rows: list[Rad] = []
    for organ in organ_with_meetings(samverkan, also_unadjusted=False):
        found = statistik(organ, period.year, also_unadjusted=False)
        if found.moten:
            rows.append(Rad(f"organ{organ.pk}", f"{organ.name}, {_meetings(len(found.moten))}", level=RUBRIK))
            rows += [_narvaro(organ.pk, place, row) for place, row in enumerate(found.medlemmar)]
    if not rows:
        return None
    columns = (
        Kolumn("sjalv", "Ledamot", ANTAL),
        Kolumn("ersattare", "Ersättare", ANTAL),
        Kolumn("platser", "Möjliga", ANTAL),
        Kolumn("andel", "Närvaro", PROCENT),
    )
    source = f"Justerade protokoll {period.year}."
    return Tabell("Närvaro vid sammanträden", "Medlem", columns, tuple(rows), source=source)


def _meetings(count: int) -> str:
    return f"{count} {'sammanträde' if count == 1 else 'sammanträden'}"


def _narvaro(organ_id: int, place: int, row: MedlemRad) -> Rad:
    percent = (Decimal(row.attended) * 100 / (row.possible or 1)).quantize(Decimal("0.1"))
    counts = (Decimal(row.own), Decimal(row.substitute), Decimal(row.possible))
    return Rad(f"organ{organ_id}-{place}", row.name, (*counts, percent))


KALLOR = (
    Tabellkalla("mal", "Måluppfyllelse", "Protokoll", maltabell),
    Tabellkalla("narvaro", "Närvaro vid sammanträden", "Protokoll", narvarotabell),
)
