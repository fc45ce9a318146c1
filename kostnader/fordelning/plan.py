"""A key and its members made ready: validated, and turned into whole numbers over one denominator.

Prepare once, share many amounts: `prepare(skeden).fordela(amount)` for each budget row.
"""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import lcm

from kostnader.fordelning.kolumn import YEAR, Kolumn, kolumner
from kostnader.fordelning.nyckel import Deltagare, Fel, Nyckel, Nyckelfel, Skede
from kostnader.fordelning.resultat import Resultat
from kostnader.fordelning.validering import faults_of, faults_of_members, faults_of_months, months_text
from samverkan.lib.split import largest_remainder, to_ore
from samverkan.lib.swedish import format_amount


def prepare(skeden: Sequence[Skede]) -> "Delningsplan":
    """Validate the stretches and make them ready to share amounts. Raises Nyckelfel with every fault."""
    faults = faults_of_months(skeden)
    for skede in skeden:
        faults += faults_of(skede.nyckel) or (
            faults_of_members(skede.nyckel, skede.deltagare) if skede.deltagare else []
        )
    if not faults and skeden[-1].nyckel.bearer not in {None, *(d.key for s in skeden for d in s.deltagare)}:
        faults.append(Fel("Den som bär resten deltar inte. Välj en av deltagarna."))
    if faults:
        raise Nyckelfel(list(dict.fromkeys(faults)))
    return Delningsplan(tuple(skeden))


class Delningsplan:
    """Numerators over `denominator` give each member's part in öre. `keys` are the members in key order."""

    def __init__(self, skeden: tuple[Skede, ...]) -> None:
        self.skeden = skeden
        self.nyckel: Nyckel = skeden[-1].nyckel  # the last key of the year rounds
        self.deltagare: dict[str, Deltagare] = {d.key: d for s in skeden for d in s.deltagare}
        self.keys = sorted(self.deltagare)
        self.kolumner: list[Kolumn] = [k for n, skede in enumerate(skeden) for k in kolumner(n, skede)]
        self.top = [Fraction(0)] * len(skeden)
        for kolumn in self.kolumner:
            self.top[kolumn.skede] += kolumn.top
        steps = [self._step(k) for k in self.kolumner]
        self.denominator = YEAR * lcm(*(f.denominator for step in steps for f in step))
        self.lines = [self._line(k, *step) for k, step in zip(self.kolumner, steps, strict=True)]

    def fordela(self, amount: Decimal, *, monthly_amounts: Sequence[Decimal] | None = None) -> Resultat:
        """Share a year's amount (kronor); `monthly_amounts` are its twelve months, else each is a twelfth.

        Raises Nyckelfel when fixed amounts exceed the amount or a month with money has nobody taking part,
        ValueError for a float, parts of an öre, or months that do not sum to the amount.
        """
        ore = to_ore(amount)
        months = self._months(ore, monthly_amounts)
        stretches = tuple(sum(months[s.first_month - 1 : s.last_month]) for s in self.skeden)
        self._refuse(months, stretches)
        to_share = self._to_share(ore, stretches)
        columns: list[list[int]] | None = None
        if self.nyckel.mode == "summan":
            parts = self._by_sum(to_share, self._numerators(ore, stretches))
        elif self.nyckel.place == "manad":
            parts = self._by_month(months)
        elif self.nyckel.place == "komponent":
            columns = self._by_component(stretches)
            parts = [sum(column) for column in zip(*columns, strict=True)]
        else:
            parts = [self._round(n, self.denominator) for n in self._numerators(ore, stretches)]
        return Resultat(self, amount, to_share, stretches, parts, columns)

    def exact(self, line: int, stretches: Sequence[int], member: int) -> Fraction:
        """A member's exact part of one column, kronor."""
        slopes, constants = self.lines[line]
        month_sum = stretches[self.kolumner[line].skede]
        return Fraction(slopes[member] * month_sum + constants[member], self.denominator * 100)

    @cached_property
    def groups(self) -> list[int]:
        """For each column the number of the first column of the same component of the same key."""
        seen: list[tuple[int, Nyckel, int]] = []
        found = []
        for number, kolumn in enumerate(self.kolumner):
            nyckel = self.skeden[kolumn.skede].nyckel
            same = [n for n, key, index in seen if index == kolumn.index and key == nyckel]
            found.append(same[0] if same else number)
            seen.append((number, nyckel, kolumn.index))
        return found

    def _step(self, kolumn: Kolumn) -> tuple[Fraction, Fraction]:
        """What one unit of a share in the column gives: per öre of the stretch, and besides in öre."""
        if kolumn.price is not None:
            return Fraction(0), 100 * kolumn.price / kolumn.scale
        slope = Fraction(kolumn.komponent.weight or 0) / kolumn.whole
        return slope, -100 * self.top[kolumn.skede] * slope

    def _line(self, kolumn: Kolumn, slope: Fraction, constant: Fraction) -> tuple[list[int], list[int]]:
        """Slope per twelfth of an öre and constant, as numerators in key order; 0 for who is not there."""
        share = [kolumn.share.get(key, 0) for key in self.keys]
        per_amount, besides = int(slope * (self.denominator // YEAR)), int(constant * self.denominator)
        return [n * per_amount for n in share], [n * besides for n in share]

    @cached_property
    def _whole_year(self) -> tuple[list[int], list[int]]:
        """Slope per öre of the year and constant, for amounts spread evenly."""
        slope, constant = [0] * len(self.keys), [0] * len(self.keys)
        for kolumn, (slopes, constants) in zip(self.kolumner, self.lines, strict=True):
            months = self.skeden[kolumn.skede].months
            slope = [a + months * b for a, b in zip(slope, slopes, strict=True)]
            constant = [a + b for a, b in zip(constant, constants, strict=True)]
        return slope, constant

    def _months(self, ore: int, monthly: Sequence[Decimal] | None) -> list[int]:
        """Each month's amount in twelfths of an öre."""
        if monthly is None:
            return [ore] * YEAR
        months = [to_ore(m, "the month's amount") for m in monthly]
        if len(months) != YEAR or sum(months) != ore:
            raise ValueError("monthly_amounts must be twelve and sum to the amount")
        return [YEAR * m for m in months]

    def _refuse(self, months: Sequence[int], stretches: Sequence[int]) -> None:
        if any(s.nyckel.is_weighted for s in self.skeden):
            covered = {m for s in self.skeden for m in range(s.first_month, s.last_month + 1)}
            bare = [m for m in range(1, YEAR + 1) if m not in covered and months[m - 1]]
            if bare:
                raise Nyckelfel([Fel(_bare_text(bare))])
        for skede, top, amount in zip(self.skeden, self.top, stretches, strict=True):
            if skede.nyckel.is_weighted and top > max(Fraction(amount, 1200), 0):
                raise Nyckelfel([Fel(_top_text(skede, top, Fraction(amount, 1200)))])

    def _to_share(self, ore: int, stretches: Sequence[int]) -> int:
        """Öre to share: the amount; for stretches with a priced key what the prices come to."""
        if all(s.nyckel.is_weighted for s in self.skeden):
            return ore
        total = Fraction(0)
        for skede, top, amount in zip(self.skeden, self.top, stretches, strict=True):
            total += Fraction(amount, YEAR) if skede.nyckel.is_weighted else 100 * top
        return _rounded(total.numerator, total.denominator, 1, "narmast")

    def _numerators(self, ore: int, stretches: Sequence[int]) -> list[int]:
        """Each member's exact share, in key order."""
        if all(amount == ore * skede.months for skede, amount in zip(self.skeden, stretches, strict=True)):
            slope, constant = self._whole_year
            return [s * ore + c for s, c in zip(slope, constant, strict=True)]
        numerators = [0] * len(self.keys)
        for kolumn, (slope, constant) in zip(self.kolumner, self.lines, strict=True):
            amount = stretches[kolumn.skede]
            numerators = [n + s * amount + c for n, s, c in zip(numerators, slope, constant, strict=True)]
        return numerators

    def _by_sum(self, to_share: int, numerators: list[int]) -> list[int]:
        bearer = self.nyckel.bearer
        return largest_remainder(
            to_share,
            numerators,
            self.denominator,
            unit=to_ore(self.nyckel.unit, "unit"),
            bearer=None if bearer is None else self.keys.index(bearer),
        )

    def _by_component(self, stretches: Sequence[int]) -> list[list[int]]:
        """Per column the rounded parts; what runs on over stretches is rounded once, on its last."""
        running: dict[int, list[int]] = {}
        last = {group: number for number, group in enumerate(self.groups)}
        columns = []
        for number, (slope, constant) in enumerate(self.lines):
            group, amount = self.groups[number], stretches[self.kolumner[number].skede]
            before = running.get(group, [0] * len(self.keys))
            exact = [b + s * amount + c for b, s, c in zip(before, slope, constant, strict=True)]
            running[group] = exact
            ends = last[group] == number
            columns.append([self._round(n, self.denominator) if ends else 0 for n in exact])
        return columns

    def _by_month(self, months: Sequence[int]) -> list[int]:
        """Each month's share rounded for itself, then summed; an even year is one month's share × 12."""
        parts = [0] * len(self.keys)
        for number, skede in enumerate(self.skeden):
            lines = [ln for k, ln in zip(self.kolumner, self.lines, strict=True) if k.skede == number]
            slope = [sum(column) for column in zip(*(s for s, _ in lines), strict=True)]
            constant = [sum(column) for column in zip(*(c for _, c in lines), strict=True)]
            denominator = self.denominator * skede.months
            for amount, times in Counter(months[skede.first_month - 1 : skede.last_month]).items():
                exact = [s * amount * skede.months + c for s, c in zip(slope, constant, strict=True)]
                parts = [p + times * self._round(n, denominator) for p, n in zip(parts, exact, strict=True)]
        return parts

    def _round(self, numerator: int, denominator: int) -> int:
        return _rounded(numerator, denominator, to_ore(self.nyckel.unit, "unit"), self.nyckel.direction)


def _rounded(numerator: int, denominator: int, unit: int, direction: str) -> int:
    """numerator / denominator to a whole multiple of `unit`; the same size for −x as for x."""
    size, step = abs(numerator), denominator * unit
    if direction == "upp":
        steps = -(-size // step)
    elif direction == "ned":
        steps = size // step
    else:
        steps = (2 * size + step) // (2 * step)
    return -steps * unit if numerator < 0 else steps * unit


def _bare_text(bare: Sequence[int]) -> str:
    names = ", ".join(months_text(m, m) for m in bare)
    return (
        f"Ingen deltar i {names}, men det finns belopp att fördela då. "
        "Anslut någon de månaderna eller lägg beloppet på de månader då någon deltar."
    )


def _top_text(skede: Skede, top: Fraction, amount: Fraction) -> str:
    when = "" if skede.months == YEAR else f" för {months_text(skede.first_month, skede.last_month)}"
    return (
        f"De fasta beloppen{when} är {format_amount(top)} kr och större än beloppet att fördela, "
        f"{format_amount(amount)} kr. Sänk de fasta beloppen eller höj beloppet."
    )
