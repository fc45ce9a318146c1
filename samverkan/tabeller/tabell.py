"""A table of figures, exact and complete in itself: screen, paper, Excel and Word are made from it.

Amounts are in kronor, always; that a table is shown in tkr is the reader's choice, made where it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

Value = Decimal | str | None

BELOPP, ANTAL, PROCENT, TEXT = "belopp", "antal", "procent", "text"
RAD, VARAV, SUMMA, RUBRIK = "rad", "varav", "summa", "rubrik"


@dataclass(frozen=True)
class Kolumn:
    """A column. `kind`: belopp (kronor), antal (a number), procent (43.9 is 43,9 %), text.

    `note` stands small under the head, such as a unit or a key. `of` names the columns it is the sum of, with
    a minus before those taken away ("budget", "-prognos"): Excel computes it so where that is what it holds.
    """

    key: str
    label: str
    kind: str = BELOPP
    note: str = ""
    of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rad:
    """A row: a value per column, in their order; None is shown as a dash ("does not apply").

    `level`: rad, varav (a part of the row above, not summed), summa, rubrik (a group's name, no values).
    `href` is where the row's figures can be looked into, on screen, and `links` where each single value can:
    an address per column, "" for none. `of` names the rows it is the sum of, as in a column; a summa without
    it is thought to sum the rows above it.
    """

    key: str
    label: str
    values: tuple[Value, ...] = ()
    level: str = RAD
    href: str = ""
    links: tuple[str, ...] = ()
    of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tabell:
    """A table with all that its caption and foot say.

    `head` is the head of the first column. `sign` says how deviations are to be read ("Plus är bättre än
    budget"), once. `note` is one more line; `source` says where the figures come from and of which moment.
    """

    name: str
    head: str
    columns: tuple[Kolumn, ...]
    rows: tuple[Rad, ...]
    sign: str = ""
    note: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        for rad in self.rows:
            if rad.level != RUBRIK and len(rad.values) != len(self.columns):
                raise ValueError(
                    f"{self.name}, {rad.label}: {len(rad.values)} values, not {len(self.columns)}"
                )
            if rad.links and len(rad.links) != len(self.columns):
                raise ValueError(f"{self.name}, {rad.label}: {len(rad.links)} links, not {len(self.columns)}")
            if any(isinstance(value, float) for value in rad.values):
                raise TypeError(f"{self.name}, {rad.label}: a float is not exact; use a Decimal")

    def __iter__(self) -> Iterator[Rad]:
        return iter(self.rows)

    @property
    def has_amounts(self) -> bool:
        """Whether kr or tkr is a question at all."""
        return any(column.kind == BELOPP for column in self.columns)

    def column(self, key: str) -> int:
        """Where a column stands. Raises KeyError."""
        for place, column in enumerate(self.columns):
            if column.key == key:
                return place
        raise KeyError(f"{self.name} has no column {key}")

    def value(self, rad: str, column: str) -> Value:
        """A cell by the keys of its row and column. Raises KeyError when there is no such cell."""
        place = self.column(column)
        for found in self.rows:
            if found.key == rad and found.values:
                return found.values[place]
        raise KeyError(f"{self.name} has no row {rad}")

    def linked(self, hrefs: Mapping[str, str]) -> Tabell:
        """The same with an address for the rows whose keys are given."""
        return replace(self, rows=tuple(replace(rad, href=hrefs.get(rad.key, rad.href)) for rad in self.rows))

    def renamed(self, name: str) -> Tabell:
        """The same under another name."""
        return replace(self, name=name)

    def without_links(self) -> Tabell:
        """The same without where its figures lead: what is frozen has no addresses."""
        return replace(self, rows=tuple(replace(rad, href="", links=()) for rad in self.rows))

    def as_json(self) -> dict[str, Any]:
        """For storing: decimals as text, so that they come back exact."""
        data = asdict(self.without_links())
        for rad in data["rows"]:
            rad["values"] = [{"d": str(v)} if isinstance(v, Decimal) else v for v in rad["values"]]
            del rad["href"], rad["links"]
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Tabell:
        """The table that `as_json` stored."""
        columns = tuple(Kolumn(**column | {"of": tuple(column.get("of", ()))}) for column in data["columns"])
        rows = tuple(
            Rad(
                **rad
                | {"values": tuple(_value(value) for value in rad["values"]), "of": tuple(rad.get("of", ()))}
            )
            for rad in data["rows"]
        )
        return cls(**data | {"columns": columns, "rows": rows})


def _value(stored: Any) -> Value:
    return Decimal(stored["d"]) if isinstance(stored, dict) else stored
