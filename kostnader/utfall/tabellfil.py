"""Postings out of an Excel or CSV file, by the columns that were chosen for its source. No database."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kostnader.utfall.beloppsstil import read_column
from kostnader.utfall.sie_summor import Post
from samverkan.lib.errors import Refused
from samverkan.lib.swedish import MONTHS, MONTHS_SHORT
from samverkan.lib.table import Cell, Fault, Faults, Row, Table, TableError

SAME, TURNED = "som", "omvant"
KONTO_LENGTH, OBJEKT_LENGTH = 20, 40
# What a column may be, and the headers that are likely to be it.
ROLES = {
    "manad": ("Månad eller datum", ("månad", "period", "datum", "bokföringsdatum", "bokf.datum", "verdatum")),
    "belopp": ("Belopp, eller debet", ("belopp", "utfall", "debet", "summa", "saldo", "kronor")),
    "kredit": ("Kredit, om den står för sig", ("kredit",)),
    "konto": ("Konto", ("konto", "kontonr", "kontonummer")),
    "objekt": ("Kostnadsställe", ("kostnadsställe", "kst", "ansvar", "enhet", "objekt")),
    "projekt": ("Projekt", ("projekt", "projektkod", "proj")),
    "tjanst": ("Tjänstens namn", ("tjänst",)),
    "kostnadsslag": ("Kostnadsslagets namn", ("kostnadsslag", "slag")),
    "verifikat": ("Verifikat", ("verifikat", "ver", "verifikationsnummer", "vernr")),
    "text": ("Text", ("text", "beskrivning", "benämning")),
}
_YEAR_MONTH = re.compile(r"([0-9]{4})[-/ ]?([0-9]{2})(?:[-/ ]?([0-9]{2}))?(?:[ T].*)?")
_NAMED = re.compile(r"([a-zåäö]{3,9})\.?[ -]*([0-9]{4}|[0-9]{2})?")


@dataclass(frozen=True)
class Kolumner:
    """Which header holds what, whether costs are negative in the file, and the year of bare months."""

    roles: Mapping[str, str]
    sign: str = SAME
    year: int | None = None

    @classmethod
    def of(cls, stored: Mapping) -> "Kolumner | None":
        """From what a source keeps; None when nothing has been chosen."""
        roles = stored.get("roles")
        return cls(roles, stored.get("sign", SAME), stored.get("year")) if roles else None

    def fits(self, headers: tuple[str, ...]) -> bool:
        """Whether the file has every chosen column."""
        return set(self.roles.values()) <= set(headers)


def guess(headers: tuple[str, ...]) -> dict[str, str]:
    """Likely roles of the columns, by their headers."""
    found: dict[str, str] = {}
    for role, (_, names) in ROLES.items():
        for header in headers:
            if header.casefold().strip(" .") in names and header not in found.values():
                found.setdefault(role, header)
    return found


def poster(table: Table, kolumner: Kolumner) -> Iterator[Post]:
    """The table's rows as postings; rows of sums are stepped over. Raises TableError with every place."""
    rows = [row for row in table.rows if not row.is_total]
    months = _months(rows, kolumner)
    amounts = _amounts(rows, kolumner)
    for row, (month, day), ore in zip(rows, months, amounts, strict=True):
        konto = _text(row, kolumner, "konto") or _text(row, kolumner, "kostnadsslag")
        objekt = _text(row, kolumner, "objekt") or _text(row, kolumner, "tjanst")
        if ore:
            yield Post(
                row.number, month, day, _text(row, kolumner, "verifikat")[:40], konto[:KONTO_LENGTH],
                objekt[:OBJEKT_LENGTH], _text(row, kolumner, "projekt")[:OBJEKT_LENGTH],
                _text(row, kolumner, "text")[:200], ore,
            )  # fmt: skip


def _text(row: Row, kolumner: Kolumner, role: str) -> str:
    header = kolumner.roles.get(role)
    return " ".join(row[header].text.split()) if header else ""


def _months(rows: list[Row], kolumner: Kolumner) -> list[tuple[date, date | None]]:
    faults = Faults()
    header = kolumner.roles["manad"]
    read = [faults.read(row[header], lambda text: read_month(text, kolumner.year)) for row in rows]
    missing = [
        Fault("Konto eller kostnadsslag saknas.", f"rad {row.number}")
        for row in rows
        if not (_text(row, kolumner, "konto") or _text(row, kolumner, "kostnadsslag"))
    ]
    if faults.found or missing:
        raise TableError(
            sorted([*faults.found, *missing], key=lambda fault: int(fault.place.split()[1].strip(",")))
        )
    return read


def _amounts(rows: list[Row], kolumner: Kolumner) -> list[int]:
    sign = -1 if kolumner.sign == TURNED else 1
    debet = read_column(row[kolumner.roles["belopp"]] for row in rows)
    if "kredit" not in kolumner.roles:
        return [sign * ore for ore in debet]
    kredit = read_column(row[kolumner.roles["kredit"]] for row in rows)
    return [sign * (up - down) for up, down in zip(debet, kredit, strict=True)]


def read_month(text: str, year: int | None) -> tuple[date, date | None]:
    """The month, and the day if there is one, of '2024-01-31', '202401', 'jan 2024', 'januari' or '1'.

    Raises Refused with what to write; a month without year needs the year that was chosen.
    """
    clean = text.strip().casefold()
    try:
        if found := _YEAR_MONTH.fullmatch(clean):
            month = date(int(found[1]), int(found[2]), 1)
            return month, month.replace(day=int(found[3])) if found[3] else None
        number, stated = _named(clean)
        if number:
            return date(stated or _needed(year), number, 1), None
    except ValueError:
        pass
    raise Refused(
        f"”{text[:30]}” är ingen månad. Skriv 2024-01, ett datum som 2024-01-31 eller månadens namn."
    )


def _named(clean: str) -> tuple[int, int | None]:
    if clean.isdecimal() and len(clean) < 3:
        return int(clean), None
    found = _NAMED.fullmatch(clean)
    number = found and next((n for n, name in enumerate(MONTHS, 1) if name.startswith(found[1])), 0)
    if found and not number:
        number = next((n for n, name in enumerate(MONTHS_SHORT, 1) if name == found[1]), 0)
    stated = int(found[2]) if found and found[2] else None
    return number or 0, stated + 2000 if stated is not None and stated < 100 else stated


def _needed(year: int | None) -> int:
    if year is None:
        raise Refused("Månaden står utan år. Ange vilket år filen gäller när du väljer kolumner.")
    return year


def preview(table: Table, most: int = 6) -> list[list[Cell]]:
    """The first rows, as cells under the headers."""
    return [[row[header] for header in table.headers if header] for row in table.rows[:most]]
