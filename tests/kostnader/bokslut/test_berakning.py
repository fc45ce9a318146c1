"""The settlement of Herrljunga and Vårgårda 2023, to the published unit."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kostnader.bokslut.acts import begin_bokslut
from kostnader.bokslut.berakning import compute
from kostnader.bokslut.sammanstallning import Sammanstallning
from samverkan.lib.swedish import format_tkr
from samverkan.tabeller.kallor import Period, get
from tests.kostnader.bokslut.scen import YEAR, Scen, equal_scen, hv_scen

pytestmark = pytest.mark.django_db


def tkr(*amounts: Decimal) -> list[str]:
    return [format_tkr(amount).replace("\u00a0", " ") for amount in amounts]


@pytest.fixture
def hv() -> Scen:
    scen = hv_scen()
    scen.bill(1)
    scen.outcome((0, "25975200"), (1, "454400"))
    return scen


def settled(scen: Scen) -> Sammanstallning:
    return compute(begin_bokslut(scen.samverkan, YEAR, actor=scen.controller))


def test_the_published_settlement_comes_out(hv: Scen) -> None:
    figures = settled(hv)
    herrljunga, vargarda = figures.medlemmar
    assert [m.short_name for m in figures.medlemmar] == ["Herrljunga", "Vårgårda"]
    rows = [tkr(m.opening, m.belopp.result, m.closing) for m in (herrljunga, vargarda)]
    assert rows == [["0", "878", "878"], ["0", "−1 097", "−1 097"]]
    assert tkr(figures.summa.result, figures.closing) == ["−219", "−219"]


def test_the_result_is_the_budgets_split_and_the_years_outcome(hv: Scen) -> None:
    herrljunga, vargarda = settled(hv).medlemmar
    parts = [tkr(m.belopp.from_split, m.belopp.from_result) for m in (herrljunga, vargarda)]
    assert parts == [["974", "−96"], ["−974", "−123"]]


def test_paid_and_share_of_the_outcome(hv: Scen) -> None:
    figures = settled(hv)
    assert [tkr(m.belopp.preliminary, m.belopp.actual) for m in figures.medlemmar] == [
        ["12 480", "11 603"],
        ["13 730", "14 827"],
    ]
    assert tkr(figures.summa.preliminary, figures.outcome) == ["26 210", "26 430"]
    assert figures.unshared == 0


def test_the_host_books_its_share_and_the_other_has_been_invoiced(hv: Scen) -> None:
    host, other = settled(hv).medlemmar
    assert [(m.internal, m.belopp.billed) for m in (host, other)] == [
        (True, Decimal("0.00")),
        (False, Decimal("13730000.00")),
    ]


def test_what_is_frozen_comes_back_as_it_was(hv: Scen) -> None:
    figures = settled(hv)
    assert Sammanstallning.from_json(figures.as_json()) == figures


def test_it_is_set_against_the_budget_where_nothing_is_billed() -> None:
    scen = hv_scen()
    scen.outcome((0, "25975200"), (1, "454400"))
    bokslut = begin_bokslut(scen.samverkan, YEAR, actor=scen.controller)
    assert bokslut.basis == "budget"
    assert [tkr(m.belopp.result) for m in compute(bokslut).medlemmar] == [["878"], ["−1 097"]]


def test_what_was_not_billed_is_not_paid() -> None:
    scen = hv_scen()
    scen.outcome((0, "25975200"), (1, "454400"))
    bokslut = begin_bokslut(scen.samverkan, YEAR, actor=scen.controller)
    bokslut.basis = "fakturerat"
    paid = [medlem.belopp.preliminary for medlem in compute(bokslut).medlemmar]
    assert paid == [Decimal("12480200.00"), Decimal("0.00")]


def test_who_leaves_in_the_middle_bears_its_own_months() -> None:
    scen = equal_scen(2, "120000")
    leaver = scen.medlemmar[1]
    leaver.anslutningar.update(valid_to=f"{YEAR}-06-30")
    scen.outcome((0, "80000"), month=3)
    scen.outcome((0, "50000"), month=9)
    shares = {m.id: m.belopp.actual for m in settled(scen).medlemmar}
    assert shares == {scen.medlemmar[0].pk: Decimal("90000.00"), leaver.pk: Decimal("40000.00")}


def test_an_outcome_booked_in_one_month_is_shared_over_the_year() -> None:
    scen = equal_scen(2, "120000")
    scen.medlemmar[1].anslutningar.update(valid_to=f"{YEAR}-06-30")
    scen.outcome((0, "120000"))
    figures = settled(scen)
    shares = {m.id: m.belopp.actual for m in figures.medlemmar}
    assert shares == {scen.medlemmar[0].pk: Decimal("90000.00"), scen.medlemmar[1].pk: Decimal("30000.00")}
    assert figures.tjanster[0].evenly


def test_reports_fetch_the_two_tables(hv: Scen) -> None:
    settled(hv)
    balances = get("over_underskott").fetch(hv.samverkan, Period(YEAR))
    assert [(rad.label, tkr(*rad.values)) for rad in balances] == [
        ("Herrljunga", ["0", "878", "878"]),
        ("Vårgårda", ["0", "−1 097", "−1 097"]),
        ("Summa", ["0", "−219", "−219"]),
    ]
    split = get("fordelning_utfall").fetch(hv.samverkan, Period(YEAR))
    assert tkr(split.value("summa", "betalt"), split.value("summa", "utfall")) == ["26 210", "26 430"]
    assert get("over_underskott").fetch(hv.samverkan, Period(YEAR, 8)) is None


def test_the_queries_do_not_grow_with_the_members() -> None:
    small, large = equal_scen(2), equal_scen(30)
    for scen in (small, large):
        scen.outcome((0, "130000"))
        begin_bokslut(scen.samverkan, YEAR, actor=scen.controller)
    counts = []
    for scen in (small, large):
        bokslut = scen.samverkan.bokslut.select_related("samverkan__issuer").get()
        with CaptureQueriesContext(connection) as found:
            compute(bokslut)
        counts.append(len(found))
    assert counts[0] == counts[1]
