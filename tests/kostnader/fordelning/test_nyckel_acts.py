"""Keys move from draft to decision, and never back."""

import datetime
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import DatabaseError, transaction

from kostnader.fakturor.acts import open_korning, utfarda_korning
from kostnader.fakturor.issue import kreditera
from kostnader.fakturor.models import Faktura
from kostnader.fakturor.plan import make_plan
from kostnader.fordelning import nyckel_acts as acts
from kostnader.fordelning.models import Fordelningsnyckel, Nyckelversion
from kostnader.fordelning.nyckel_queries import last_invoiced
from kostnader.fordelning.version import Delfakta, Versionsfakta, facts_of
from samverkan.jobb.acts import perform
from samverkan.lib.errors import Refused
from tests import factories as f
from tests.scener import Scen, liten_scen

pytestmark = pytest.mark.django_db

HALF = Fraction(1, 2)


def equal_from(day: date, **other: object) -> Versionsfakta:
    return Versionsfakta(delar=(Delfakta(kind="lika", weight=Fraction(1)),), valid_from=day, **other)


@pytest.fixture
def scen() -> Scen:
    return liten_scen(3)


def invoice_first_quarter(scen: Scen) -> None:
    scen.freeze()
    korning = open_korning(
        scen.samverkan, year=2023, month=1, issue_date=datetime.date(2023, 1, 2), actor=scen.controller
    )
    plan = make_plan(korning)
    ids = {b.organisation.pk for b in plan.betalare}
    perform(utfarda_korning(korning, payer_ids=ids, fingerprint=plan.fingerprint, actor=scen.controller).pk)


def test_a_key_is_written_proposed_and_adopted(scen: Scen) -> None:
    version = acts.create_nyckel(
        scen.samverkan, name="Ny", short_name="", facts=equal_from(date(2024, 1, 1)), actor=scen.controller
    )
    acts.propose_version(version, actor=scen.controller)
    acts.faststalla_nyckelversion(version, beslut=scen.beslut, actor=scen.controller)
    version.refresh_from_db()
    assert (version.status, version.beslut, version.number) == ("faststalld", scen.beslut, 1)


def test_the_next_version_copies_and_counts_on(scen: Scen) -> None:
    nyckel = scen.tjanst.nyckel
    facts = facts_of(nyckel.versioner.get())
    later = Versionsfakta(**{**vars(facts), "valid_from": date(2025, 1, 1)})
    assert acts.new_version(nyckel, later, actor=scen.controller).number == 2
    with pytest.raises(Refused, match="redan en version på väg"):
        acts.new_version(nyckel, later, actor=scen.controller)


def test_weights_that_do_not_sum_to_one_are_not_stored(scen: Scen) -> None:
    facts = Versionsfakta(delar=(Delfakta(kind="lika", weight=HALF),), valid_from=date(2024, 1, 1))
    with pytest.raises(Refused, match="100"):
        acts.create_nyckel(scen.samverkan, name="Halv", short_name="", facts=facts, actor=scen.controller)
    assert not Fordelningsnyckel.objects.filter(name="Halv").exists()


def test_two_keys_cannot_have_one_name(scen: Scen) -> None:
    with pytest.raises(Refused, match="redan en nyckel med det namnet") as refusal:
        acts.create_nyckel(
            scen.samverkan,
            name=scen.tjanst.nyckel.name,
            short_name="",
            facts=equal_from(date(2024, 1, 1)),
            actor=scen.controller,
        )
    assert refusal.value.field in (None, "name")


def test_a_proposal_is_closed_until_it_is_taken_back(scen: Scen) -> None:
    version = acts.new_version(scen.tjanst.nyckel, equal_from(date(2025, 1, 1)), actor=scen.controller)
    acts.propose_version(version, actor=scen.controller)
    with pytest.raises(Refused, match="Bara ett utkast"):
        acts.change_version(version, equal_from(date(2026, 1, 1)), actor=scen.controller)
    acts.withdraw_version(version, actor=scen.controller)
    changed = acts.change_version(version, equal_from(date(2026, 1, 1)), actor=scen.controller)
    assert changed.valid_from == date(2026, 1, 1)


def test_what_is_turned_down_or_thrown_away_is_out_of_use(scen: Scen) -> None:
    nyckel = scen.tjanst.nyckel
    version = acts.new_version(nyckel, equal_from(date(2025, 1, 1)), actor=scen.controller)
    acts.avsla_nyckelversion(version, actor=scen.controller)
    with pytest.raises(Refused, match="redan avgjord"):
        acts.faststalla_nyckelversion(version, beslut=scen.beslut, actor=scen.controller)
    other = acts.new_version(nyckel, equal_from(date(2025, 1, 1)), actor=scen.controller)
    acts.remove_version(other, actor=scen.controller)
    assert not Nyckelversion.objects.filter(pk=other.pk).exists()


def test_an_adopted_version_never_changes(scen: Scen) -> None:
    version = scen.tjanst.nyckel.versioner.get()
    for change in (
        lambda: Nyckelversion.objects.filter(pk=version.pk).update(unit=100),
        lambda: version.komponenter.update(weight="1/2"),
        lambda: version.komponenter.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_version_cannot_start_behind_an_invoiced_day(scen: Scen) -> None:
    invoice_first_quarter(scen)
    nyckel = scen.tjanst.nyckel
    assert last_invoiced(nyckel) == date(2023, 3, 31)
    with pytest.raises(Refused, match="Välj 2023-04-01 eller senare") as refusal:
        acts.new_version(nyckel, equal_from(date(2023, 3, 31)), actor=scen.controller)
    assert refusal.value.field == "valid_from"
    version = acts.new_version(nyckel, equal_from(date(2023, 4, 1)), actor=scen.controller)
    acts.faststalla_nyckelversion(version, beslut=scen.beslut, actor=scen.controller)


def test_a_draft_overtaken_by_an_invoice_is_refused_when_it_is_adopted(scen: Scen) -> None:
    nyckel = scen.tjanst.nyckel
    version = acts.new_version(nyckel, equal_from(date(2023, 2, 1)), actor=scen.controller)
    invoice_first_quarter(scen)
    with pytest.raises(Refused, match="fakturerade till och med 2023-03-31"):
        acts.faststalla_nyckelversion(version, beslut=scen.beslut, actor=scen.controller)


def test_a_version_from_the_same_day_by_another_decision_takes_the_earlier_ones_place(scen: Scen) -> None:
    nyckel = scen.tjanst.nyckel
    first = nyckel.versioner.get()
    again = acts.new_version(nyckel, equal_from(first.valid_from, unit=Decimal(100)), actor=scen.controller)
    with pytest.raises(Refused, match="Beslutet har redan fastställt en version från den dagen"):
        acts.faststalla_nyckelversion(again, beslut=scen.beslut, actor=scen.controller)
    other = f.BeslutFactory(samverkan=scen.samverkan)
    acts.faststalla_nyckelversion(again, beslut=other, actor=scen.controller)
    assert scen.freeze().summary["tjanster"][0]["version_id"] == again.pk


@pytest.mark.parametrize("wrong", [{"outcome": "avslag"}, {"status": "upphavt"}])
def test_only_a_decision_that_carries_can_adopt_a_key(scen: Scen, wrong: dict[str, str]) -> None:
    version = acts.new_version(scen.tjanst.nyckel, equal_from(date(2025, 1, 1)), actor=scen.controller)
    beslut = f.BeslutFactory(samverkan=scen.samverkan, **wrong)
    with pytest.raises(Refused, match="Välj ett beslut som gäller, med bifall") as refusal:
        acts.faststalla_nyckelversion(version, beslut=beslut, actor=scen.controller)
    assert refusal.value.field == "beslut"


def test_what_is_credited_is_as_if_never_invoiced(scen: Scen) -> None:
    invoice_first_quarter(scen)
    for faktura in Faktura.objects.filter(kind="faktura"):
        kreditera(faktura, reason="Fel nyckel", actor=scen.controller)
    assert last_invoiced(scen.tjanst.nyckel) is None


def test_a_decision_of_another_samverkan_carries_nothing_here(scen: Scen) -> None:
    version = acts.new_version(scen.tjanst.nyckel, equal_from(date(2025, 1, 1)), actor=scen.controller)
    with pytest.raises(Refused, match="Välj ett beslut som gäller"):
        acts.faststalla_nyckelversion(version, beslut=f.BeslutFactory(), actor=scen.controller)
