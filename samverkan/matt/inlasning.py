"""Figures out of a file meet the members and what is stored: who is each of, and what would it change."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from samverkan.lib.errors import Refused
from samverkan.lib.workbook import Faults, TableError
from samverkan.matt.fil import Parsed, Wish, fold
from samverkan.matt.queries import Bearer
from samverkan.matt.rules import Figure, Key, Stored, differs


@dataclass(frozen=True)
class Matched:
    """Figures of the members, and how many of the file's belong to others."""

    figures: list[Figure]
    skipped: int


def match(
    parsed: Sequence[Parsed], who: Sequence[Bearer], wish: Wish, faults: Faults, *, official: bool = False
) -> Matched:
    """Find whom each figure is of, by kommunkod, organisation number or name.

    `official` is a table of SCB's, which may cover the whole country. `faults` has what was wrong when
    the file was read, and gets each figure of somebody unknown and each that the file has twice; with
    any fault at all TableError names every place, from the top of the file.
    """
    register, skipped = _Register(who), 0
    figures: dict[Key, Figure] = {}
    places: dict[Key, str] = {}
    for one in parsed:
        try:
            bearer = register.find(one)
        except Refused as refusal:
            faults.note(one.place, refusal.message)
            continue
        if bearer is None:
            skipped += 1
            if not (official or wish.skip_others):
                faults.note(one.place, _stranger(one))
            continue
        figure = Figure(*bearer.pair, one.day, one.value, one.source)
        if figure.key in figures:
            first = places[figure.key]
            faults.note(one.place, f"{bearer.name} {one.day} står redan på {first}. Ta bort den ena.")
        figures.setdefault(figure.key, figure)
        places.setdefault(figure.key, one.place)
    if faults.found:
        raise TableError(sorted(faults.found, key=lambda fault: _row_number(fault.place)))
    if not figures:
        raise Refused("Ingen rad i filen gäller en medlem. Kontrollera att kolumnen med kommunkod är rätt.")
    return Matched(list(figures.values()), skipped)


def _row_number(place: str) -> int:
    found = re.match(r"rad ([0-9]+)", place)
    return int(found[1]) if found else 0


def _stranger(one: Parsed) -> str:
    who = one.name or one.orgnr or one.code
    if not who:
        return "Raden säger inte vem måttet gäller. Skriv kommunkod, organisationsnummer eller namn."
    return f"{who} är inte medlem under året. Rätta raden, eller kryssa för att hoppa över de andra."


class _Register:
    """The members and units, by what a file may call them."""

    def __init__(self, who: Sequence[Bearer]) -> None:
        self.members = {b.organisation.pk: b for b in who if not b.enhet}
        self.units = [b for b in who if b.enhet]
        self.by_name: dict[str, Bearer] = {}
        for bearer in self.members.values():
            self.by_name[fold(bearer.organisation.name)] = bearer
            self.by_name[fold(bearer.organisation.short_name)] = bearer
        self.by_code = {
            b.organisation.kommunkod: b for b in self.members.values() if b.organisation.kommunkod
        }
        self.by_orgnr = {_digits(b.organisation.orgnr): b for b in self.members.values()}

    def find(self, one: Parsed) -> Bearer | None:
        member = self._member(one)
        if one.unit:
            return self._unit(one, member)
        return member

    def _member(self, one: Parsed) -> Bearer | None:
        by_number = self.by_code.get(one.code.zfill(4) if one.code else "")
        by_number = by_number or self.by_orgnr.get(_digits(one.orgnr))
        by_name = self.by_name.get(fold(one.name))
        if by_number and by_name and by_number != by_name:
            raise Refused(f"Numret är {by_number.name} men raden säger {by_name.name}. Rätta den som är fel.")
        if by_name and one.orgnr and not by_number:
            right = by_name.organisation.orgnr
            raise Refused(f"{by_name.name} har organisationsnummer {right}, inte {one.orgnr}. Rätta raden.")
        return by_number or (by_name if not one.code or not self._has_code(by_name) else None)

    @staticmethod
    def _has_code(bearer: Bearer | None) -> bool:
        """Whether the member has a code of its own, so that another code in the file means somebody else."""
        return bearer is not None and bool(bearer.organisation.kommunkod)

    def _unit(self, one: Parsed, member: Bearer | None) -> Bearer | None:
        named = [b for b in self.units if fold(b.enhet.name) == fold(one.unit)]
        if member:
            named = [b for b in named if b.organisation.pk == member.organisation.pk]
        if len(named) == 1:
            return named[0]
        if named:
            raise Refused(
                f"Flera medlemmar har enheten {one.unit}. Lägg till en kolumn som säger vems den är."
            )
        if member is None and (one.name or one.code or one.orgnr):
            return None
        whose = f"{member.name} har" if member else "Det finns"
        raise Refused(f"{whose} ingen enhet som heter {one.unit}. Lägg upp den på medlemmens sida först.")


def _digits(text: str) -> str:
    digits = re.sub(r"[^0-9]", "", text)
    return digits[2:] if len(digits) == 12 and digits.startswith("16") else digits


@dataclass(frozen=True)
class Change:
    """What one figure would do: kind is 'ny', 'andrad' or 'samma'."""

    kind: str
    bearer: Bearer
    day: date
    old: Decimal | None
    new: Decimal
    was_attested: bool
    source_changes: bool

    @property
    def difference(self) -> Decimal | None:
        return None if self.old is None else self.new - self.old


@dataclass(frozen=True)
class Preview:
    """What taking the figures in would do, and which members the file says nothing about."""

    changes: list[Change]
    missing: list[tuple[date, list[str]]]

    def count(self, kind: str) -> int:
        """How many changes of a kind."""
        return sum(change.kind == kind for change in self.changes)

    @property
    def changes_something(self) -> bool:
        return any(change.kind != "samma" for change in self.changes)


def compare(figures: Sequence[Figure], stored: dict[Key, Stored], who: Sequence[Bearer]) -> Preview:
    """What the figures would change, newest day first, and which members the file has none of."""
    order = {bearer.pair: place for place, bearer in enumerate(who)}
    by_pair = {bearer.pair: bearer for bearer in who}
    known = [figure for figure in figures if (figure.organisation_id, figure.enhet_id) in by_pair]
    changes = [
        _change(figure, stored.get(figure.key), by_pair[figure.organisation_id, figure.enhet_id])
        for figure in known
    ]
    changes.sort(key=lambda change: (-change.day.toordinal(), order[change.bearer.pair]))
    days = sorted({figure.day for figure in known}, reverse=True)
    return Preview(changes, [(day, names) for day in days if (names := _missing(day, known, who))])


def _change(figure: Figure, stored: Stored | None, bearer: Bearer) -> Change:
    kind = "ny" if stored is None else "andrad" if differs(figure, stored) else "samma"
    return Change(
        kind=kind,
        bearer=bearer,
        day=figure.day,
        old=stored.value if stored else None,
        new=figure.value or Decimal(0),
        was_attested=bool(stored and stored.attested and kind == "andrad"),
        source_changes=bool(stored and stored.source != figure.source),
    )


def _missing(day: date, figures: Sequence[Figure], who: Sequence[Bearer]) -> list[str]:
    """Members that neither themselves nor through a unit have a figure of the day in the file."""
    there = {figure.organisation_id for figure in figures if figure.day == day}
    return [b.organisation.short_name for b in who if not b.enhet and b.organisation.pk not in there]
