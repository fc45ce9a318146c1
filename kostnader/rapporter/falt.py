"""Figures in running text are fields: `{resultat.nettokostnad.prognos}` is table, row and column.

They are read from the tables of the report, so that text and table cannot disagree. After a bar stands how
a figure is shown: `|utan-tecken` ("564 tkr" of a minus), `|utan-enhet` ("564"). Pure functions; a field that
leads nowhere is an error at its place, never an empty space.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from samverkan.lib.swedish import GROUP
from samverkan.lib.text import to_html, to_plain
from samverkan.tabeller.tabell import BELOPP, RUBRIK, Tabell, Value
from samverkan.tabeller.visning import cell_text

Tables = Mapping[str, Tabell | None]

_BRACES = re.compile(r"\{([^{}\n]*)\}")
_NAME = re.compile(r"(?P<key>[^.|\s]+)\.(?P<row>[^|]+)\.(?P<column>[^.|\s]+)(?P<options>(?:\|[^|]+)*)")
WITHOUT_SIGN, WITHOUT_UNIT = "utan-tecken", "utan-enhet"
OPTIONS = (WITHOUT_SIGN, WITHOUT_UNIT)
_OPEN, _CLOSE = "\ue000", "\ue001"  # private characters: they stand for a figure while the text is marked up
_MARKED = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")


@dataclass(frozen=True)
class Falt:
    """A field in a text, from `start` to `end`. Without `key`, `row` and `column` it cannot be read."""

    start: int
    end: int
    text: str
    key: str = ""
    row: str = ""
    column: str = ""
    options: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """'resultat.nettokostnad.prognos'."""
        return f"{self.key}.{self.row}.{self.column}"


@dataclass(frozen=True)
class Faltfel:
    """A field that leads nowhere: which, and what to do."""

    falt: Falt
    message: str


class UnknownField(Exception):
    """The field leads nowhere; the message says in plain Swedish what is wrong."""


def find_fields(text: str) -> list[Falt]:
    """The fields of a text in order, those that cannot be read too."""
    return [_field(found) for found in _BRACES.finditer(text)]


def _field(found: re.Match[str]) -> Falt:
    place = {"start": found.start(), "end": found.end(), "text": found[0]}
    name = _NAME.fullmatch(found[1].strip())
    if name is None:
        return Falt(**place)
    options = tuple(option.strip() for option in name["options"].split("|") if option)
    return Falt(**place, key=name["key"], row=name["row"], column=name["column"], options=options)


def spelled(key: str, row: str, column: str) -> str:
    """The field as it is written in a text."""
    return f"{{{key}.{row}.{column}}}"


def keys_in(text: str) -> set[str]:
    """The tables that the fields of a text are read from."""
    return {falt.key for falt in find_fields(text) if falt.key}


def value_of(falt: Falt, tables: Tables) -> tuple[Value, str]:
    """The value and its kind (belopp, antal, procent, text). Raises UnknownField."""
    if not falt.key:
        raise UnknownField("Skriv fältet som {tabell.rad.kolumn}, eller välj siffran i listan.")
    tabell = tables.get(falt.key)
    if tabell is None:
        raise UnknownField(f"Rapporten har ingen tabell som heter {falt.key}. Välj siffran i listan.")
    if unknown := [option for option in falt.options if option not in OPTIONS]:
        raise UnknownField(f"Efter strecket kan stå {' eller '.join(OPTIONS)}, inte {unknown[0]}.")
    try:
        value = tabell.value(falt.row, falt.column)
        return value, tabell.columns[tabell.column(falt.column)].kind
    except KeyError:
        raise UnknownField(_missing(falt, tabell)) from None


def _missing(falt: Falt, tabell: Tabell) -> str:
    if all(rad.key != falt.row or rad.level == RUBRIK for rad in tabell):
        return f"Tabellen {tabell.name} har ingen rad {falt.row}. Välj siffran i listan."
    return f"Tabellen {tabell.name} har ingen kolumn {falt.column}. Välj siffran i listan."


def figure(falt: Falt, tables: Tables, unit: str) -> str:
    """The figure as the text shows it: '1 376 tkr', '43,9 %'. Raises UnknownField."""
    value, kind = value_of(falt, tables)
    if WITHOUT_SIGN in falt.options and isinstance(value, Decimal):
        value = abs(value)
    shown = cell_text(value, kind, unit)
    has_unit = kind == BELOPP and value is not None and WITHOUT_UNIT not in falt.options
    return f"{shown}{GROUP}{unit}" if has_unit else shown


def faults(text: str, tables: Tables) -> list[Faltfel]:
    """The fields of a text that lead nowhere, in order."""
    return list(_faults(text, tables))


def _faults(text: str, tables: Tables) -> Iterator[Faltfel]:
    for falt in find_fields(text):
        try:
            value_of(falt, tables)
        except UnknownField as unknown:
            yield Faltfel(falt, str(unknown))


def html(text: str, tables: Tables, unit: str) -> SafeString:
    """The text as HTML with its figures; a field that leads nowhere stands marked with what is wrong."""
    shown: list[str] = []

    def show(falt: Falt) -> str:
        shown.append(_figure_html(falt, tables, unit))
        return f"{_OPEN}{len(shown) - 1}{_CLOSE}"

    marked = to_html(_replaced(_without_private(text), show))
    # Every piece put back is escaped above; the rest was escaped by to_html.
    return mark_safe(_MARKED.sub(lambda found: shown[int(found[1])], marked))


def _figure_html(falt: Falt, tables: Tables, unit: str) -> str:
    try:
        shown = figure(falt, tables, unit)
    except UnknownField as unknown:
        message = format_html('<span class="dold"> ({})</span>', str(unknown))
        return format_html('<mark class="faltfel" title="{}">{}{}</mark>', str(unknown), falt.text, message)
    return format_html('<span class="figur" title="{}">{}</span>', falt.name, escape(shown))


def plain(text: str, tables: Tables, unit: str) -> str:
    """The words alone with their figures; a field that leads nowhere stands as it is written."""

    def show(falt: Falt) -> str:
        try:
            return figure(falt, tables, unit)
        except UnknownField:
            return falt.text

    return to_plain(_replaced(text, show))


def with_figures(text: str, tables: Tables, unit: str) -> str:
    """The markup itself with figures in the place of fields, for formats that read it themselves (Word)."""

    def show(falt: Falt) -> str:
        try:
            return figure(falt, tables, unit)
        except UnknownField:
            return falt.text

    return _replaced(text, show)


def _replaced(text: str, show: Callable[[Falt], str]) -> str:
    return _BRACES.sub(lambda found: show(_field(found)), text)


def _without_private(text: str) -> str:
    return text.replace(_OPEN, "").replace(_CLOSE, "")
