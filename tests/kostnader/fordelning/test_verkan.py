"""What a proposed key means for each member, and each member's own figures of a budget."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from kostnader.fordelning import nyckel_acts as acts
from kostnader.fordelning.models import Nyckelversion
from kostnader.fordelning.verkan import effect_table, own_by_budget, own_by_key, verkan
from kostnader.fordelning.version import Delfakta, Versionsfakta
from samverkan.beslut import beredning
from tests import factories as f
from tests.scener import Scen, liten_scen

pytestmark = pytest.mark.django_db


@pytest.fixture
def scen() -> Scen:
    return liten_scen(3)


@pytest.fixture
def version(scen: Scen) -> Nyckelversion:
    """Half of the cost to the first member from July, the rest shared by the others."""
    shares = dict(zip([one.orgnr for one in scen.medlemmar], map(Decimal, ("50", "25", "25")), strict=True))
    andel = Delfakta(kind="andel", weight=Fraction(1), per_member=shares)
    facts = Versionsfakta(delar=(andel,), valid_from=date(2023, 7, 1))
    new = acts.new_version(scen.tjanst.nyckel, facts, actor=scen.controller)
    acts.propose_version(new, actor=scen.controller)
    return Nyckelversion.objects.select_related("nyckel__samverkan").get(pk=new.pk)


def test_the_effect_is_told_per_member_with_shares_and_kronor(scen: Scen, version: Nyckelversion) -> None:
    head, *rows, total = effect_table(verkan(version))
    assert head == ("Medlem, kr 2023", "Andel före", "Andel efter", "Före", "Efter", "Förändring")
    assert sorted(row[1:] for row in rows) == [
        ("33,33\u00a0%", "29,17\u00a0%", "40\u00a0000", "35\u00a0000", "−5\u00a0000"),
        ("33,33\u00a0%", "29,17\u00a0%", "40\u00a0000", "35\u00a0000", "−5\u00a0000"),
        ("33,33\u00a0%", "41,67\u00a0%", "40\u00a0000", "50\u00a0000", "+10\u00a0000"),
    ]
    assert total == ("Summa", "", "", "120\u00a0000", "120\u00a0000", "0")


def test_the_effect_goes_with_the_key_to_its_decision(scen: Scen, version: Nyckelversion) -> None:
    told = beredning.describe({("nyckelversion", version.pk)})["nyckelversion", version.pk]
    assert told.text == f"ska gälla från och med 2023-07-01, räknat på budgeten 2023 för {scen.tjanst.name}"
    assert told.table == effect_table(verkan(version))


def test_a_key_that_no_service_uses_has_no_effect_to_tell(scen: Scen, version: Nyckelversion) -> None:
    unused = f.NyckelversionFactory(nyckel=f.NyckelFactory(samverkan=scen.samverkan))
    f.NyckelkomponentFactory(version=unused, weight="1/1")
    assert verkan(unused) is None
    assert own_by_key(unused.pk, scen.medlemmar[0]) is None


def test_a_member_is_told_its_own_row_alone(scen: Scen, version: Nyckelversion) -> None:
    own = own_by_key(version.pk, scen.medlemmar[0])
    assert [row[1:] for row in own.table[1:]] == [
        ("33,33\u00a0%", "41,67\u00a0%", "40\u00a0000", "50\u00a0000", "+10\u00a0000")
    ]
    assert own_by_key(version.pk, f.OrganisationFactory()) is None


def test_a_member_is_told_what_a_budget_costs_it_per_service(scen: Scen) -> None:
    own = own_by_budget(scen.budget.pk, scen.medlemmar[1])
    assert own.table == (
        ("Tjänst, kr", "2022", "2023", "Förändring"),
        (scen.tjanst.name, "–", "40\u00a0000", "+40\u00a0000"),
        ("Summa", "0", "40\u00a0000", "+40\u00a0000"),
    )
    assert beredning.own_figures([("budget", scen.budget.pk)], scen.medlemmar[1]) == [own]
    assert beredning.own_figures([("annat", 1)], scen.medlemmar[1]) == []
