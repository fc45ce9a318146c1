"""Each budget year is invoiced in its own rhythm, also across the turn of the year."""

import pytest

from kostnader.fakturor.queries import billing_months
from kostnader.fakturor.rules import due_parts
from kostnader.oversikt.queries import kostnad_of
from kostnader.tjanster.models import Rytmbyte
from samverkan.lib.period import Month
from tests.kostnader.oversikt.scen import freeze_year, run
from tests.scener import Scen, liten_scen

pytestmark = pytest.mark.django_db


@pytest.fixture
def scen() -> Scen:
    """Quarterly in arrears through 2023, by month in advance from 2024; both years frozen."""
    scen = liten_scen(timing="efterskott")
    Rytmbyte.objects.create(tjanst=scen.tjanst, from_year=2024, rhythm="manad", timing="forskott")
    scen.freeze()
    freeze_year(scen, 2024, {scen.tjanst: "240000.00"})
    return scen


def due(scen: Scen, year: int, month: int) -> list[tuple[int, int, str]]:
    return [
        (one.year, one.part.index, one.part.rhythm) for one in due_parts(scen.tjanst.rytm, Month(year, month))
    ]


def test_at_the_turn_of_the_year_the_old_rhythm_ends_and_the_new_begins(scen: Scen) -> None:
    assert due(scen, 2023, 10) == [(2023, 3, "kvartal")]
    assert due(scen, 2024, 1) == [(2023, 4, "kvartal"), (2024, 1, "manad")]
    assert due(scen, 2024, 2) == [(2024, 2, "manad")]


def test_the_months_to_invoice_follow(scen: Scen) -> None:
    months = {year: [m.month.month for m in billing_months(scen.samverkan, year)] for year in (2023, 2024)}
    assert months == {2023: [4, 7, 10], 2024: list(range(1, 13))}


def test_what_is_issued_and_what_is_planned_are_in_the_years_own_parts(scen: Scen) -> None:
    run(scen, 4)
    run(scen, 1, year=2024)
    nets = {
        year: [str(one.net) for one in kostnad_of(scen.samverkan, year, scen.medlemmar[1]).betalningar]
        for year in (2023, 2024)
    }
    assert nets == {2023: ["10000.00", "30000.00"], 2024: ["6666.67", *nets[2024][1:]]}
    assert len(nets[2024]) == 12
