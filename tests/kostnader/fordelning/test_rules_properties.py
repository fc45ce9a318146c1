"""What holds for every key, every rounding and any number of members up to 400."""

import random
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kostnader.fordelning.rules import (
    Deltagare,
    Komponent,
    Nyckel,
    Resultat,
    Skede,
    billed_part,
    fordela,
    prepare,
)

D = Decimal
DAY = date(2020, 12, 31)
UNITS = [D("0.01"), D(1), D(100), D(1000)]
amounts = st.integers(-(10**12), 10**12).map(lambda ore: D(ore).scaleb(-2))
shares_of_one = st.lists(st.integers(1, 20), min_size=1, max_size=3).map(
    lambda parts: [Fraction(p, sum(parts)) for p in parts]
)


@dataclass
class Case:
    skeden: list[Skede]
    amount: Decimal
    monthly: list[Decimal] | None

    @property
    def nyckel(self) -> Nyckel:
        return self.skeden[-1].nyckel

    def share(self, sign: int = 1, skeden: list[Skede] | None = None) -> Resultat:
        monthly = self.monthly and [sign * m for m in self.monthly]
        return fordela(sign * self.amount, skeden or self.skeden, monthly_amounts=monthly)


def members(rnd: random.Random, size: int, top: int) -> list[Deltagare]:
    return [
        Deltagare(
            f"{n:03}", f"Medlem {n}", units=rnd.randint(1, 3), quantities={("m", DAY): D(rnd.randint(1, top))}
        )
        for n in range(size)
    ]


def component(rnd: random.Random, weight: Fraction, top: int) -> Komponent:
    kind = rnd.choice(["lika", "matt", "andel"])
    agreed = {f"{n:03}": D(rnd.randint(0, top)) for n in range(400)}
    agreed["000"] = D(1)
    return Komponent(
        kind=kind,
        weight=weight,
        mattslag="m" if kind == "matt" else None,
        reference_date=DAY if kind == "matt" else None,
        per_member=agreed if kind == "andel" else {},
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A weighted key with any rounding, one to three stretches in which members come and go, any months."""
    rnd = random.Random(draw(st.integers(0, 10**9)))
    top = 10 ** draw(st.integers(0, 9))
    everyone = members(rnd, draw(st.one_of(st.integers(1, 6), st.integers(1, 400))), top)
    komponenter = tuple(component(rnd, weight, top) for weight in draw(shares_of_one))
    measured = any(k.kind != "lika" for k in komponenter)
    nyckel = Nyckel(
        komponenter=komponenter,
        unit=draw(st.sampled_from(UNITS)),
        percent_decimals=draw(st.sampled_from([None, 1, 2, 4])) if measured else None,
    )
    if draw(st.booleans()):
        nyckel = replace(
            nyckel,
            mode="andelarna",
            direction=draw(st.sampled_from(["narmast", "upp", "ned"])),
            place=draw(st.sampled_from(["medlem", "komponent", "manad"])),
        )
    elif draw(st.booleans()):
        nyckel = replace(nyckel, bearer="000")
    ends = sorted({*draw(st.lists(st.integers(1, 11), max_size=2)), 12})
    starts = [1, *(end + 1 for end in ends[:-1])]
    skeden = [
        Skede(a, b, nyckel, [everyone[0], *(m for m in everyone[1:] if rnd.random() < 0.8)])
        for a, b in zip(starts, ends, strict=True)
    ]
    monthly = [D(rnd.randint(-(10**9), 10**9)).scaleb(-2) for _ in range(12)] if draw(st.booleans()) else None
    return Case(skeden, sum(monthly) if monthly else draw(amounts), monthly)


@settings(max_examples=150, deadline=None)
@given(cases())
def test_shares_keep_the_promise_of_their_rounding(case: Case) -> None:
    resultat, nyckel = case.share(), case.nyckel
    andelar = resultat.andelar.values()
    if nyckel.mode == "summan":
        assert resultat.summa == case.amount == sum(resultat.belopp.values())
        assert [a.key for a in andelar if abs(Fraction(a.amount) - a.exact) >= nyckel.unit] == []
    else:
        times = {"medlem": 1, "komponent": len(nyckel.komponenter), "manad": 12}[nyckel.place]
        assert [a.key for a in andelar if abs(Fraction(a.amount) - a.exact) >= nyckel.unit * times] == []
        assert [a.key for a in andelar if a.amount % nyckel.unit] == []
        assert resultat.difference == sum(resultat.belopp.values()) - resultat.att_fordela
    if nyckel.percent_decimals is None:
        assert sum(a.exact for a in andelar) == case.amount


@settings(max_examples=100, deadline=None)
@given(cases())
def test_a_credit_is_shared_as_the_charge_it_undoes(case: Case) -> None:
    expected = {key: -amount for key, amount in case.share().belopp.items()}
    assert case.share(sign=-1).belopp == expected


@settings(max_examples=100, deadline=None)
@given(cases(), st.randoms())
def test_the_order_of_members_and_measures_never_matters(case: Case, rnd: random.Random) -> None:
    skeden = [replace(s, deltagare=rnd.sample(s.deltagare, len(s.deltagare))) for s in case.skeden]
    assert case.share(skeden=skeden).belopp == case.share().belopp


@settings(max_examples=100, deadline=None)
@given(cases())
def test_parts_of_a_share_sum_to_its_exact_value_and_its_bases_to_the_amount(case: Case) -> None:
    resultat = case.share()
    for andel in list(resultat.andelar.values())[:20]:
        assert sum((d.exact for d in andel.delar), Fraction(0)) == andel.exact
        assert [d for d in andel.delar if d.exact != d.base * d.quota] == []
        if case.nyckel.place == "komponent":
            assert sum((d.rounded or D(0) for d in andel.delar), D(0)) == andel.amount
    first = resultat.andelar["000"]  # takes part in every stretch
    assert sum(d.base for d in first.delar) == case.amount


@settings(max_examples=60, deadline=None)
@given(cases())
def test_splitting_the_year_into_stretches_with_the_same_members_changes_nothing(case: Case) -> None:
    nyckel, all_year = case.nyckel, case.skeden[0].deltagare
    assume(nyckel.place != "manad")
    whole = Case([Skede(1, 12, nyckel, all_year)], case.amount, case.monthly)
    halves = Case([Skede(1, 5, nyckel, all_year), Skede(6, 12, nyckel, all_year)], case.amount, case.monthly)
    assert halves.share().belopp == whole.share().belopp


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 400),
    st.sampled_from(UNITS),
    st.decimals(0, 10**6, places=2),
    st.decimals(0, 100, places=4),
    st.integers(0, 10**6),
)
def test_a_priced_key_shares_the_sum_of_its_prices(
    size: int, unit: Decimal, fixed: Decimal, rate: Decimal, seed: int
) -> None:
    komponenter = (
        Komponent(kind="belopp_lika", amount=fixed),
        Komponent(kind="pris", rate=rate, mattslag="m", reference_date=DAY),
    )
    everyone = members(random.Random(seed), size, 10**5)
    resultat = prepare([Skede(1, 12, Nyckel(komponenter=komponenter, unit=unit), everyone)]).fordela(D(0))
    exact = sum(
        m.units * Fraction(fixed) + Fraction(rate) * Fraction(m.quantities["m", DAY]) for m in everyone
    )
    assert abs(Fraction(resultat.att_fordela) - exact) <= Fraction(1, 200)
    assert resultat.difference == 0
    assert [a for a in resultat.andelar.values() if abs(Fraction(a.amount) - a.exact) >= unit] == []


@given(amounts, st.integers(1, 12), st.sampled_from(UNITS))
def test_parts_billed_always_sum_to_the_year_and_the_same_for_a_credit(
    year_share: Decimal, n: int, unit: Decimal
) -> None:
    billed, undone = [], []
    for k in range(1, n + 1):
        billed.append(billed_part(year_share, k, n, sum(billed, D(0)), unit))
        undone.append(billed_part(-year_share, k, n, sum(undone, D(0)), unit))
    assert sum(billed) == year_share
    assert undone == [-part for part in billed]
    assert [part for part in billed if abs(Fraction(part) - Fraction(year_share) / n) > unit] == []
