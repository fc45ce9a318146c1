"""Read measures out of a file: CSV, Excel or SCB's JSON-stat. Every fault is collected with its place."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from samverkan.lib.errors import Refused
from samverkan.lib.jsonstat import Dataset, is_json, read_jsonstat
from samverkan.lib.money import parse_quantity
from samverkan.lib.workbook import Faults, Row, Table, TableCell, read_table
from samverkan.matt.rules import read_period
from samverkan.medlemmar.models import Mattslag
from samverkan.medlemmar.queries import INVANARE

CODE = ("kommunkod", "kod", "regionkod", "region")
ORGNR = ("organisationsnummer", "orgnr", "org.nr", "orgnummer")
NAME = ("kommun", "kommunnamn", "medlem", "organisation", "namn", "part", "grupp")
UNIT = ("enhet", "verksamhet", "forvaltning")
DAY = ("datum", "matdatum", "tid", "ar", "period")
SOURCE = ("kalla",)
VALUE = ("varde", "antal", "folkmangd", "befolkning")

_PERIOD_LAST = re.compile(r"(?:(.*?)\s+)?([0-9]{4}(?:-[0-9]{2}-[0-9]{2})?)")
_CODE_FIRST = re.compile(r"([0-9]{2,4})\s+(.+)")
_FOLD = str.maketrans("åäö", "aao")


@dataclass(frozen=True)
class Wish:
    """What the person chose when uploading. `day` may be left to the file."""

    mattslag: Mattslag
    day: date | None
    source: str
    skip_others: bool = False


@dataclass(frozen=True)
class Parsed:
    """One figure as the file has it. `place` says where, for faults that are found later."""

    place: str
    code: str
    orgnr: str
    name: str
    unit: str
    day: date
    value: Decimal
    source: str


def fold(text: str) -> str:
    """A header or a name for comparison: capitals and å ä ö do not matter."""
    return re.sub(r"\s+", " ", text.strip().casefold()).translate(_FOLD)


def read_file(data: bytes, filename: str, wish: Wish, faults: Faults) -> list[Parsed]:
    """The sound figures of a CSV, Excel or JSON-stat file; `faults` gets each that is not, with its place.

    Raises Refused or TableError for a file that cannot be read at all.
    """
    if is_json(data):
        return _from_jsonstat(read_jsonstat(data), wish, faults)
    return _from_table(read_table(data, filename), wish, faults)


def _from_jsonstat(dataset: Dataset, wish: Wish, faults: Faults) -> list[Parsed]:
    november = "1 november" in f"{dataset.label} {dataset.contents}".casefold()
    source = wish.source or ", ".join(part for part in (dataset.source, dataset.label) if part)
    found = []
    for one in dataset.observations:
        place = f"{one.region} {one.period}"
        day = _noting(
            faults, place, lambda period=one.period: read_period(period, wish.day, november=november)
        )
        _check_whole(one.value, wish, faults, place)
        if day:
            found.append(Parsed(place, one.region_code, "", one.region, "", day, one.value, source[:200]))
    return found


def _noting(faults: Faults, place: str, read: Callable[[], date]) -> date | None:
    try:
        return read()
    except Refused as refusal:
        faults.note(place, refusal.message)
        return None


@dataclass(frozen=True)
class Columns:
    """Which header holds what; a value column may carry its period in its header."""

    code: str | None
    orgnr: str | None
    name: str | None
    unit: str | None
    day: str | None
    source: str | None
    values: tuple[tuple[str, str | None], ...]


def _from_table(table: Table, wish: Wish, faults: Faults) -> list[Parsed]:
    columns = find_columns(table.headers, wish.mattslag)
    if columns.day is None and wish.day is None and any(period is None for _, period in columns.values):
        raise Refused("Filen säger inte vilken dag måtten gäller. Fyll i mätdatum.", field="reference_date")
    if columns.source is None and not wish.source:
        raise Refused("Skriv varifrån måtten kommer, till exempel SCB.", field="source")
    found = []
    for row in table.rows:
        if not row.is_total:
            found += _from_row(row, columns, wish, faults)
    return found


def find_columns(headers: Sequence[str], mattslag: Mattslag) -> Columns:
    """Tell the columns by their headers. Raises Refused naming what is missing."""
    by_name = {fold(header): header for header in headers if header}

    def first(names: Iterable[str]) -> str | None:
        return next((by_name[name] for name in names if name in by_name), None)

    code, orgnr, name = first(CODE), first(ORGNR), first(NAME)
    if code is None and orgnr is None and name is None:
        has = ", ".join(header for header in headers if header)
        raise Refused(
            "Filen saknar en kolumn som säger vem måttet gäller. "
            f"Kalla den Kommunkod, Organisationsnummer eller Kommun. Filen har kolumnerna {has}."
        )
    known = [code, orgnr, name, first(UNIT), first(DAY), first(SOURCE)]
    others = [header for header in headers if header and header not in known]
    return Columns(*known, values=_value_columns(others, mattslag))


def _value_columns(headers: Sequence[str], mattslag: Mattslag) -> tuple[tuple[str, str | None], ...]:
    names = {*VALUE, fold(mattslag.name), fold(mattslag.unit)}
    plain = [(header, None) for header in headers if fold(header) in names]
    if plain:
        return tuple(plain[:1])
    dated = []
    for header in headers:
        found = _PERIOD_LAST.fullmatch(header.strip())
        if found and (not found[1] or fold(found[1]) in names):
            dated.append((header, found[2]))
    if dated:
        return tuple(dated)
    if len(headers) == 1:
        return ((headers[0], None),)
    raise Refused(
        f"Filen saknar en kolumn med värden. Kalla den Antal eller {mattslag.name}, eller ge den ett årtal."
    )


def _from_row(row: Row, columns: Columns, wish: Wish, faults: Faults) -> list[Parsed]:
    code, name = _text(row, columns.code), _text(row, columns.name)
    if found := _CODE_FIRST.fullmatch(code):
        code, name = found[1], name or found[2]
    if columns.code and not code.isdigit():
        code, name = "", name or code  # a column "Region" may hold the name
    source = _text(row, columns.source) or wish.source
    found_here = []
    for header, period in columns.values:
        cell = row[header]
        if not cell.text and len(columns.values) > 1:
            continue  # with a column per day, an empty cell is a day without figure
        day = _day(row, columns, period, wish, faults, cell)
        value = faults.read(cell, parse_quantity)
        _check_whole(value, wish, faults, cell.place)
        if day and value is not None:
            orgnr, unit = _text(row, columns.orgnr), _text(row, columns.unit)
            found_here.append(Parsed(cell.place, code, orgnr, name, unit, day, value, source[:200]))
    return found_here


def _text(row: Row, header: str | None) -> str:
    return row[header].text.strip() if header else ""


def _day(
    row: Row, columns: Columns, period: str | None, wish: Wish, faults: Faults, cell: TableCell
) -> date | None:
    if period is not None:
        only = wish.day if len(columns.values) == 1 else None
        return _noting(faults, cell.place, lambda: read_period(period, only))
    if columns.day is None:
        return wish.day
    there = row[columns.day]
    if not there.text and wish.day:
        return wish.day
    return faults.read(there, lambda text: read_period(text, wish.day))


def _check_whole(value: Decimal | None, wish: Wish, faults: Faults, place: str) -> None:
    if value is not None and wish.mattslag.code == INVANARE and value != value.to_integral_value():
        faults.note(place, "Antalet invånare är ett heltal. Skriv det utan decimaler.")
