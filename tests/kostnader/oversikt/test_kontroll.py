from decimal import Decimal

import pytest

from kostnader.oversikt.kontroll import kontroll_of
from kostnader.tjanster.models import Tjanst
from samverkan.models import Beslut
from tests import factories as f
from tests.kostnader.oversikt.scen import freeze_year
from tests.scener import liten_scen

pytestmark = pytest.mark.django_db


def test_money_and_decisions_that_hold_together_leave_both_lists_empty() -> None:
    scen = liten_scen()
    scen.freeze()
    found = kontroll_of(scen.samverkan, 2023)
    assert (found.utan_beslut, found.utan_verkan) == ([], [])


def test_nothing_frozen_is_nothing_to_check() -> None:
    assert kontroll_of(liten_scen().samverkan, 2023) is None


def test_a_key_without_decision_is_money_without_decision() -> None:
    scen = liten_scen()
    draft = f.NyckelversionFactory(nyckel__samverkan=scen.samverkan, nyckel__short_name="lika")
    f.NyckelkomponentFactory(version=draft)
    Tjanst.objects.update(nyckel=draft.nyckel)
    scen.freeze()
    found = kontroll_of(scen.samverkan, 2023).utan_beslut
    assert [(one.rubrik, one.text) for one in found] == [
        (scen.tjanst.name, "120\u00a0000 kr delas enligt lika, som saknar beslut")
    ]


def test_a_decision_annulled_after_the_freeze_carries_nothing_any_more() -> None:
    scen = liten_scen()
    scen.freeze()
    Beslut.objects.update(status="upphavt")
    found = kontroll_of(scen.samverkan, 2023).utan_beslut
    assert [one.beslut["id"] for one in found] == [scen.beslut.pk, scen.beslut.pk]


def test_a_decided_budget_that_is_not_shared_has_no_effect() -> None:
    scen = liten_scen()
    scen.freeze()
    f.BudgetFactory(samverkan=scen.samverkan, year=2024, status="faststalld", beslut=scen.beslut)
    assert [one.rubrik for one in kontroll_of(scen.samverkan, 2023).utan_verkan] == ["Budget 2024, version 1"]


def test_a_key_that_shares_the_outcome_of_a_service_has_an_effect() -> None:
    scen = liten_scen()
    outcome = f.NyckelFactory(samverkan=scen.samverkan, name="Delar utfallet")
    f.NyckelversionFactory(nyckel=outcome, number=1, status="faststalld", beslut=scen.beslut)
    scen.tjanst.utfallsnyckel = outcome
    scen.tjanst.save()
    scen.freeze()
    assert kontroll_of(scen.samverkan, 2023).utan_verkan == []


def test_a_decided_key_that_nothing_uses_has_no_effect() -> None:
    scen = liten_scen()
    loose = f.NyckelFactory(samverkan=scen.samverkan, name="Lös nyckel")
    f.NyckelversionFactory(nyckel=loose, number=1, status="faststalld", beslut=scen.beslut)
    scen.freeze()
    freeze_year(scen, 2022, {scen.tjanst: Decimal("1.00")}, scen.beslut)
    found = kontroll_of(scen.samverkan, 2023).utan_verkan
    assert [(one.rubrik, one.text) for one in found] == [
        ("Lös nyckel, version 1", "ingen tjänst delas med den 2023")
    ]


def test_a_key_version_decided_after_the_freeze_has_no_effect_on_the_year() -> None:
    scen = liten_scen()
    scen.freeze()
    nyckel = type(scen.tjanst).objects.get().nyckel
    f.NyckelversionFactory(
        nyckel=nyckel, number=2, valid_from="2023-01-01", status="faststalld", beslut=scen.beslut
    )
    found = kontroll_of(scen.samverkan, 2023).utan_verkan
    assert [one.text for one in found] == [
        "gäller från 2023-01-01, men fördelningen 2023 är räknad med en annan version"
    ]
