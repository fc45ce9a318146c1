"""What was spent, shared by the key for the outcome: to the öre, whole, and by who took part when."""

from datetime import date
from decimal import Decimal as D
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kostnader.fordelning.models import Nyckelandel, Nyckelversion
from kostnader.fordelning.utfall_delning import Utfallsdelning, shared
from kostnader.models import Anslutning, Tjanst
from tests import factories as f
from tests.scener import Scen, liten_scen

pytestmark = pytest.mark.django_db


def key_by_shares(scen: Scen, *shares: str, amounts: bool = False, **version: object):
    """A fastställd key of agreed shares (or amounts) for the outcome, put on the scene's service."""
    nyckel = f.NyckelFactory(samverkan=scen.samverkan, name="Utfall")
    row = f.NyckelversionFactory(nyckel=nyckel, number=1, beslut=scen.beslut, **version)
    kind = {"kind": "belopp", "weight": None} if amounts else {"kind": "andel", "weight": "1/1"}
    part = f.NyckelkomponentFactory(version=row, **kind)
    for organisation, share in zip(scen.medlemmar, shares, strict=True):
        told = {"amount": D(share)} if amounts else {"share": Fraction(share)}
        Nyckelandel.objects.create(komponent=part, organisation=organisation, **told)
    Nyckelversion.objects.filter(pk=row.pk).update(status="faststalld")
    Tjanst.objects.filter(pk=scen.tjanst.pk).update(utfallsnyckel=nyckel)


def shares_of(scen: Scen, amount: str, **months: object) -> list[D]:
    delning = shared(scen.samverkan, 2023, {scen.tjanst.pk: D(amount)}, **months)[scen.tjanst.pk]
    assert delning.faults == []
    return [delning.shares[one.pk] for one in scen.medlemmar if one.pk in delning.shares]


def test_the_outcome_has_a_key_of_its_own() -> None:
    scen = liten_scen(2)
    assert shares_of(scen, "100.01") == [D("50.01"), D("50.00")]
    key_by_shares(scen, "9510", "12176", percent_decimals=1)
    assert shares_of(scen, "26430000.00") == [D("11602770.00"), D("14827230.00")]


def test_what_the_key_rounds_of_invoices_is_not_asked_of_the_outcome() -> None:
    scen = liten_scen(2)
    key_by_shares(scen, "1", "2", mode="andelarna", unit=1000, direction="upp")
    assert shares_of(scen, "100.00") == [D("33.33"), D("66.67")]


def test_agreed_amounts_share_the_outcome_as_they_share_the_budget() -> None:
    scen = liten_scen(2)
    key_by_shares(scen, "30000", "90000", amounts=True)
    delning = shared(scen.samverkan, 2023, {scen.tjanst.pk: D(8000)})[scen.tjanst.pk]
    assert delning.as_budget
    assert [delning.shares[one.pk] for one in scen.medlemmar] == [D(2000), D(6000)]


def test_who_leaves_bears_its_own_months_only() -> None:
    scen = liten_scen(2)
    Anslutning.objects.filter(organisation=scen.medlemmar[1]).update(valid_to=date(2023, 3, 31))
    months = [D(0)] * 12
    months[0], months[11] = D(100), D(50)
    assert shares_of(scen, "150.00", months={scen.tjanst.pk: months}) == [D(100), D(50)]


def test_a_service_that_begins_in_july_is_shared_by_who_is_there_then() -> None:
    scen = liten_scen(2)
    Anslutning.objects.filter(tjanst=scen.tjanst).update(valid_from=date(2023, 7, 1))
    assert shares_of(scen, "99.99") == [D("50.00"), D("49.99")]


def test_every_share_can_explain_itself() -> None:
    scen = liten_scen(2)
    key_by_shares(scen, "439/1000", "561/1000")
    delning = shared(scen.samverkan, 2023, {scen.tjanst.pk: D(1000)})[scen.tjanst.pk]
    explained = delning.explanation(scen.medlemmar[0].pk)
    assert (explained["andel"], explained["delar"][0]["formel"]) == (
        "439.00",
        "1 000 × 43,9 %".replace(" ", "\u00a0").replace("\u00a0×\u00a0", " × "),
    )
    assert delning.share_of(scen.medlemmar[1].pk) == Fraction(561, 1000)


def test_what_cannot_be_shared_says_why_and_stays_in_sight() -> None:
    scen = liten_scen(2)
    Tjanst.objects.filter(pk=scen.tjanst.pk).update(nyckel=None)
    found = shared(scen.samverkan, 2023, {scen.tjanst.pk: D(10), 0: D(5)})
    assert found[scen.tjanst.pk].faults == [
        f"{scen.tjanst.name} har ingen fördelningsnyckel. Välj en under Tjänster."
    ]
    assert [found[pk].unshared for pk in (scen.tjanst.pk, 0)] == [D(10), D(5)]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(-(10**12), 10**12), min_size=12, max_size=12))
def test_shares_always_sum_to_the_outcome(scene: Scen, ore: list[int]) -> None:
    months = [D(one) / 100 for one in ore]
    total = sum(months, D(0))
    delning = Utfallsdelning(scene.samverkan, 2023).shared(
        {scene.tjanst.pk: total}, {scene.tjanst.pk: months}
    )
    assert delning[scene.tjanst.pk].unshared == 0


@pytest.fixture
def scene() -> Scen:
    scen = liten_scen(3)
    key_by_shares(scen, "1/7", "2/7", "5/9", percent_decimals=1)
    return scen


def test_many_services_take_no_more_questions_than_one(django_assert_num_queries) -> None:
    scen = liten_scen(2)
    with django_assert_num_queries(10):
        shared(scen.samverkan, 2023, {scen.tjanst.pk: D(1)})
    amounts = {}
    for _ in range(5):
        tjanst = f.TjanstFactory(samverkan=scen.samverkan, nyckel=scen.tjanst.nyckel)
        f.AnslutningFactory(tjanst=tjanst, organisation=scen.medlemmar[0])
        amounts[tjanst.pk] = D(1)
    with django_assert_num_queries(10):
        shared(scen.samverkan, 2023, amounts)
