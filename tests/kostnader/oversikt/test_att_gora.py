import datetime
from decimal import Decimal

import pytest
from django.test import Client

from kostnader.budget.models import Budget
from kostnader.fakturor.models import Leverans
from kostnader.oversikt.att_gora import lage_of_year
from tests import factories as f
from tests.kostnader.oversikt.scen import freeze_year, run
from tests.pages import count_queries
from tests.scener import Scen, liten_scen

pytestmark = pytest.mark.django_db


def waiting(scen: Scen, year: int = 2023) -> list[tuple[str, str]]:
    return [(one.rubrik, one.slag) for one in lage_of_year(scen.samverkan, year).vantar]


def test_a_decided_budget_waits_to_be_shared_and_then_to_be_invoiced() -> None:
    scen = liten_scen()
    assert waiting(scen) == [("Fördelningen 2023 är inte låst än", "obs")]
    scen.freeze()
    assert waiting(scen) == [("Nästa fakturakörning: januari 2023", "")]


def test_a_year_that_is_run_to_its_end_is_quiet() -> None:
    scen = liten_scen(rhythm="ar")
    scen.freeze()
    run(scen, 1)
    assert waiting(scen) == []


def test_a_run_names_who_stops_it() -> None:
    scen = liten_scen()
    scen.freeze()
    lacking = scen.medlemmar[1]
    type(lacking).objects.filter(pk=lacking.pk).update(buyer_reference="")
    found = lage_of_year(scen.samverkan, 2023).vantar[0]
    assert found.slag == "obs"
    assert f"{lacking.short_name} (referens)" in found.text


def test_a_service_without_a_key_stops_the_year() -> None:
    scen = liten_scen()
    bare = f.TjanstFactory(samverkan=scen.samverkan, name="Växel", nyckel=None)
    draft = f.BudgetFactory(samverkan=scen.samverkan, year=2024)
    f.BudgetpostFactory(rad=f.BudgetradFactory(budget=draft, tjanst=bare))
    assert waiting(scen, 2024) == [
        ("Växel kan inte fördelas 2024", "stopp"),
        ("Budget 2024, version 1 är utkast", ""),
    ]


def test_a_missing_measure_is_told_once_and_by_its_day() -> None:
    scen = liten_scen()
    nyckel = f.NyckelFactory(samverkan=scen.samverkan)
    f.NyckelkomponentFactory(
        version=f.NyckelversionFactory(nyckel=nyckel),
        kind="matt",
        weight="1/1",
        mattslag=f.MattslagFactory(),
        reference_date=datetime.date(2022, 12, 31),
    )
    f.MattFactory(organisation=scen.medlemmar[0], reference_date=datetime.date(2022, 12, 31))
    tjanst = f.TjanstFactory(samverkan=scen.samverkan, nyckel=nyckel)
    for organisation in scen.medlemmar:
        f.AnslutningFactory(tjanst=tjanst, organisation=organisation)
    draft = f.BudgetFactory(samverkan=scen.samverkan, year=2024)
    f.BudgetpostFactory(rad=f.BudgetradFactory(budget=draft, tjanst=tjanst))
    found = [rubrik for rubrik, slag in waiting(scen, 2024) if slag == "stopp"]
    assert found == ["Invånare 2022-12-31 saknas för 2 medlemmar"]


def test_a_key_version_without_decision_waits() -> None:
    scen = liten_scen()
    scen.freeze()
    nyckel = f.NyckelFactory(samverkan=scen.samverkan, name="Ny nyckel")
    f.NyckelversionFactory(nyckel=nyckel, number=1)
    assert ("Ny nyckel, version 1 är utkast", "") in waiting(scen)


def test_mail_that_failed_is_told_per_run() -> None:
    scen = liten_scen()
    scen.freeze()
    run(scen, 1)
    Leverans.objects.update(mail_error="mailbox full", mail_attempts=5)
    assert waiting(scen)[0] == ("2 fakturor gick inte att mejla", "obs")


def test_members_that_move_more_than_a_fifth_are_told() -> None:
    scen = liten_scen()
    scen.freeze()
    freeze_year(scen, 2022, {scen.tjanst: Decimal("90000.00")})
    found = [one.rubrik for one in lage_of_year(scen.samverkan, 2023).att_veta]
    assert found == ["3 medlemmar ändras mer än 20 % mot 2022"]


def test_a_newer_decided_budget_asks_for_a_new_sharing() -> None:
    scen = liten_scen()
    scen.freeze()
    Budget.objects.filter(pk=scen.budget.pk).update(status="ersatt")
    f.BudgetFactory(samverkan=scen.samverkan, number=2, status="faststalld", beslut=scen.beslut)
    assert waiting(scen)[0] == ("Fördelningen 2023 är räknad på en äldre version av budgeten", "obs")


@pytest.mark.parametrize(
    ("role", "text"), [("controller", "Väntar på dig"), ("revisor", "Väntar på controllern")]
)
def test_the_revisor_reads_what_the_controller_acts_on(client: Client, role: str, text: str) -> None:
    scen = liten_scen()
    scen.freeze()
    client.force_login(f.RollFactory(samverkan=scen.samverkan, kind=role).anvandare)
    page = client.get(f"/{scen.samverkan.slug}/2023/").content.decode()
    assert text in page
    assert ("knapp fylld" in page) == (role == "controller")


def test_the_database_is_asked_as_often_with_three_members_as_with_forty(client: Client) -> None:
    counts = []
    for antal in (3, 40):
        scen = liten_scen(antal)
        scen.freeze()
        f.BudgetFactory(samverkan=scen.samverkan, year=2024)
        client.force_login(scen.controller)
        counts.append([count_queries(client, f"/{scen.samverkan.slug}/{year}/") for year in (2023, 2024)])
    assert counts[0] == counts[1]
