"""Hours out of a table that somebody sent: month, hours, and what else the file tells. Frozen rows out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core import signing

from kostnader.projekt.acts import Tidrad
from kostnader.tjanster.rules import parse_month
from samverkan.lib.errors import Refused
from samverkan.lib.money import parse_amount, parse_quantity
from samverkan.lib.table import Cell, Faults, Table
from samverkan.medlemmar.models import Organisation

HOUR = 3600
SALT = "projekt.tidfil"
MOST_ROWS = 2000
MONTH = ("Månad", "Datum")
HOURS = ("Timmar", "Antal timmar")
AMOUNT = ("Belopp", "Belopp kr", "Belopp, kr")
WHO = ("Nedlagd av", "Kommun", "Organisation")
NOTE = ("Anmärkning", "Text")


@dataclass(frozen=True)
class _Headers:
    """Which header of the file says what; '' where the file does not tell."""

    month: str
    hours: str
    amount: str
    who: str
    note: str


def read_tid(table: Table, organisations: Sequence[Organisation]) -> list[Tidrad]:
    """The rows of a table with the headings Månad and Timmar, and Belopp, Nedlagd av and Anmärkning if it has
    them. Raises TableError with every cell that cannot be read, Refused when it is no such table.
    """
    headers = _Headers(
        month=table.header(*MONTH),
        hours=table.header(*HOURS),
        amount=_optional(table, AMOUNT),
        who=_optional(table, WHO),
        note=_optional(table, NOTE),
    )
    rows = [row for row in table.rows if not row.is_total]
    if not rows:
        raise Refused("Filen har inga rader under rubrikerna.")
    if len(rows) > MOST_ROWS:
        raise Refused(f"Filen har {len(rows)} rader. Dela den: högst {MOST_ROWS} läses in på en gång.")
    names = {one.short_name.casefold(): one.pk for one in organisations}
    names |= {one.name.casefold(): one.pk for one in organisations}
    faults = Faults()
    found = [_row(row, headers, names, faults) for row in rows]
    faults.raise_if_any()
    return found


def freeze(projekt_id: int, rows: Sequence[Tidrad]) -> str:
    """The rows as a signed text that a page can carry from the preview to the act."""
    plain = [
        [
            row.month.isoformat(),
            str(row.hours),
            None if row.amount is None else str(row.amount),
            row.organisation_id,
            row.note,
        ]
        for row in rows
    ]
    return signing.dumps([projekt_id, plain], salt=SALT, compress=True)


def thaw(text: str, projekt_id: int) -> list[Tidrad]:
    """The rows that `freeze` signed for the project. Raises Refused when the text is not ours or too old."""
    try:
        of, plain = signing.loads(text, salt=SALT, max_age=HOUR)
    except signing.BadSignature as error:
        raise Refused("Förhandsgranskningen gäller inte längre. Läs in filen igen.") from error
    if of != projekt_id:
        raise Refused("Filen lästes in för ett annat projekt. Läs in den igen.")
    return [
        Tidrad(
            date.fromisoformat(month),
            Decimal(hours),
            None if amount is None else Decimal(amount),
            organisation_id,
            note,
        )
        for month, hours, amount, organisation_id, note in plain
    ]


def _optional(table: Table, names: tuple[str, ...]) -> str:
    wanted = {name.casefold() for name in names}
    return next((header for header in table.headers if header.casefold() in wanted), "")


def _row(row, headers: _Headers, names: Mapping[str, int], faults: Faults) -> Tidrad:
    month = faults.read(row[headers.month], lambda text: parse_month(text[:7]))
    hours_text = row[headers.hours].text
    hours = faults.read(row[headers.hours], parse_quantity) if hours_text else Decimal(0)
    amount = None
    if headers.amount and row[headers.amount].text:
        amount = faults.read(row[headers.amount], parse_amount)
    if not hours_text and amount is None:
        faults.add("Här saknas timmar.", row[headers.hours])
    who = _who(row[headers.who], names, faults) if headers.who else None
    note = row[headers.note].text[:200] if headers.note else ""
    return Tidrad(month or date.min, hours or Decimal(0), amount, who, note)


def _who(cell: Cell, names: Mapping[str, int], faults: Faults) -> int | None:
    if not cell.text:
        return None
    pk = names.get(cell.text.casefold())
    if pk is None:
        faults.add(f"”{cell.text[:40]}” är ingen av medlemmarna. Skriv namnet som i medlemslistan.", cell)
    return pk
