"""How sharing compares with the bare Fraction arithmetic of the same. Prints a ratio, never fails on time."""

import random
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from kostnader.fordelning.rules import Deltagare, Komponent, Nyckel, Skede, prepare

DAY = date(2020, 12, 31)
ROWS, MEMBERS = 1000, 290
HALF = Fraction(1, 2)


def seconds(work: Callable[[], object]) -> float:
    """Processor time, the best of three: what else the machine does disturbs least."""
    times = []
    for _ in range(3):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def test_sharing_a_thousand_budget_rows_over_290_members() -> None:
    rnd = random.Random(290)
    people = {f"{n:03}": rnd.randint(2500, 900000) for n in range(MEMBERS)}
    amounts = [Decimal(rnd.randint(10**4, 10**9)).scaleb(-2) for _ in range(ROWS)]
    members = [Deltagare(k, k, quantities={("invanare", DAY): Decimal(n)}) for k, n in people.items()]
    matt = Komponent(kind="matt", weight=HALF, mattslag="invanare", reference_date=DAY)
    nyckel = Nyckel(komponenter=(Komponent(kind="lika", weight=HALF), matt))
    quotas = [HALF / MEMBERS + HALF * Fraction(n, sum(people.values())) for n in people.values()]

    def bare() -> None:
        for amount in amounts:
            whole = Fraction(amount)
            [whole * quota for quota in quotas]

    def whole_years() -> None:
        plan = prepare([Skede(1, 12, nyckel, members)])
        for amount in amounts:
            assert len(plan.fordela(amount).belopp) == MEMBERS

    def each_for_itself() -> None:
        for amount in amounts[:100]:
            prepare([Skede(1, 12, nyckel, members)]).fordela(amount)

    fractions, ours, unprepared = seconds(bare), seconds(whole_years), seconds(each_for_itself) * 10
    print(f"\nfördelning, {ROWS} rader × {MEMBERS} medlemmar: bara Fraction {fractions:.2f} s")
    print(f"  med en plan per nyckel {ours:.2f} s = {ours / fractions:.2f} × (gräns 3)")
    print(f"  utan återanvänd plan {unprepared:.2f} s = {unprepared / fractions:.2f} ×")
