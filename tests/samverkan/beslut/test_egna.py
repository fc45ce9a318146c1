"""What every member must approve: collected one by one, shown while missing, warned of before invoices."""

import datetime

import pytest
from django.test import Client

from kostnader.fakturor.acts import open_korning
from kostnader.fakturor.plan import make_plan
from samverkan.beslut import egna
from samverkan.lib.errors import Refused
from samverkan.models import Beslut, Medlemsbeslut, Samverkan
from tests import factories as f
from tests.pages import page_url, signed_in
from tests.scener import Scen, liten_scen

pytestmark = pytest.mark.django_db
YEAR = 2023


@pytest.fixture
def scen() -> Scen:
    made = liten_scen()
    Samverkan.objects.filter(pk=made.samverkan.pk).update(members_approve=["budget", "nyckelversion"])
    made.samverkan.refresh_from_db()
    return made


def own(scen: Scen, number: int) -> Beslut:
    organ = f.OrganFactory(samverkan=scen.samverkan, name=f"Fullmäktige {number}", outside=True)
    return f.BeslutFactory(samverkan=scen.samverkan, organ=organ, paragraf=str(number))


def note(scen: Scen, number: int, beslut: Beslut | None = None) -> Medlemsbeslut:
    return egna.note(
        scen.samverkan,
        "budget",
        scen.budget.pk,
        organisation=scen.medlemmar[number],
        beslut=beslut or own(scen, number),
        label="Budget 2023",
        actor=scen.controller,
    )


def lacking(scen: Scen) -> list:
    return egna.missing(scen.samverkan, "budget", [scen.budget.pk], YEAR).get(scen.budget.pk, [])


def test_nothing_is_missing_where_the_agreement_asks_for_nothing() -> None:
    scen = liten_scen()
    assert lacking(scen) == []
    assert egna.of_members(scen.samverkan, "budget", scen.budget.pk, YEAR) == []


def test_each_member_is_missing_until_its_own_decision_is_noted(scen: Scen) -> None:
    assert set(lacking(scen)) == set(scen.medlemmar)
    note(scen, 1)
    assert set(lacking(scen)) == {scen.medlemmar[0], scen.medlemmar[2]}
    note(scen, 0)
    note(scen, 2)
    assert lacking(scen) == []


def test_noted_twice_it_stands_once_and_another_decision_takes_its_place(scen: Scen) -> None:
    first = own(scen, 1)
    assert note(scen, 1, first) == note(scen, 1, first)
    other = own(scen, 7)
    assert note(scen, 1, other).beslut == other
    assert Medlemsbeslut.objects.count() == 1


def test_an_annulled_decision_does_not_count(scen: Scen) -> None:
    beslut = own(scen, 1)
    note(scen, 1, beslut)
    Beslut.objects.filter(pk=beslut.pk).update(status="upphavt")
    assert scen.medlemmar[1] in lacking(scen)


def test_what_is_no_bifall_is_refused(scen: Scen) -> None:
    no = f.BeslutFactory(samverkan=scen.samverkan, outcome="avslag")
    with pytest.raises(Refused, match="Välj ett beslut med bifall"):
        note(scen, 1, no)


def test_the_page_tells_who_is_missing_and_takes_a_decision(client: Client, scen: Scen) -> None:
    client.force_login(scen.controller)
    page = page_url(scen.samverkan, "beslut:egna", kind="budget", object_id=scen.budget.pk)
    assert "3 av 3 saknas" in client.get(page).content.decode()
    beslut = own(scen, 1)
    client.post(page, {"organisation": scen.medlemmar[1].pk, "beslut": beslut.pk})
    assert "2 av 3 saknas" in client.get(page).content.decode()
    budget = page_url(scen.samverkan, "budget:version", number=scen.budget.number)
    assert "Egna beslut saknas" in client.get(budget).content.decode()


def test_another_samverkans_budget_is_not_there(client: Client, scen: Scen) -> None:
    client.force_login(scen.controller)
    other = liten_scen()
    page = page_url(scen.samverkan, "beslut:egna", kind="budget", object_id=other.budget.pk)
    assert client.get(page).status_code == 404


def test_invoicing_warns_of_budget_and_key_that_lack_a_members_decision(scen: Scen) -> None:
    scen.freeze()
    note(scen, 0)
    note(scen, 1)
    day = datetime.date(YEAR, 1, 3)
    run = open_korning(scen.samverkan, year=YEAR, month=1, issue_date=day, actor=scen.controller)
    notes = make_plan(run).notes
    assert f"{scen.budget} saknar eget beslut av {scen.medlemmar[2].short_name}." in notes
    assert any(text.startswith("Nyckeln lika saknar eget beslut av") for text in notes)


def test_the_administrator_says_what_every_member_decides(client: Client) -> None:
    samverkan = signed_in(client, "administrator")
    page = page_url(samverkan, "uppgifter:andra")
    html = client.get(page).content.decode()
    assert "Varje medlem beslutar själv om" in html
    assert 'value="nyckelversion"' in html
