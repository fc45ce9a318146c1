from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from kostnader.models import Projekt, Projektdeltagare, Tidpost
from tests.kostnader.projekt import factories as p
from tests.pages import count_queries, page_url
from tests.scener import Scen, liten_scen

pytestmark = pytest.mark.django_db

D = Decimal


@pytest.fixture
def scen(client: Client) -> Scen:
    made = liten_scen()
    client.force_login(made.controller)
    return made


def one(scen: Scen, **values: object) -> Projekt:
    return p.ProjektFactory(samverkan=scen.samverkan, **{"rate": D(400)} | values)


def url(scen: Scen, name: str, projekt: Projekt, **words: object) -> str:
    return page_url(scen.samverkan, f"projekt:{name}", pk=projekt.pk, **words)


def test_a_controller_enters_a_project(client: Client, scen: Scen) -> None:
    new = {
        "number": "1240",
        "name": "Förrätt",
        "status": "pagar",
        "charged": "on",
        "rate": "400",
        "budget": "120 000",
        "first_month": "2023-01",
        "last_month": "2023-12",
        "nyckel": scen.tjanst.nyckel_id,
        "beslut": scen.beslut.pk,
    }
    answer = client.post(page_url(scen.samverkan, "projekt:ny"), new)
    made = Projekt.objects.get()
    assert answer.url == url(scen, "projekt", made)
    assert (made.rate, made.first_month, made.last_month) == (D(400), date(2023, 1, 1), date(2023, 12, 1))
    page = client.get(url(scen, "andra", made)).content.decode()
    assert 'value="2023-12"' in page


@pytest.mark.parametrize(
    ("wrong", "field", "message"),
    [
        ({"charged": "on"}, "rate", "Skriv timpriset som timmarna debiteras med."),
        (
            {"first_month": "2023-05"},
            "last_month",
            "Skriv både första och sista månaden, eller ingen av dem.",
        ),
        (
            {"first_month": "2023-05", "last_month": "2023-04"},
            "last_month",
            "Sista månaden kan inte ligga före den första.",
        ),
        ({"budget": "-5"}, "budget", "Beloppet kan inte vara mindre än noll."),
        ({"name": "Finns"}, "name", "Det finns redan ett projekt med det namnet."),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    client: Client, scen: Scen, wrong: dict, field: str, message: str
) -> None:
    one(scen, name="Finns", number="")
    answer = client.post(page_url(scen.samverkan, "projekt:ny"), {"name": "Nytt", "status": "pagar"} | wrong)
    assert answer.context["form"].errors == {field: [message]}


def test_hours_are_entered_in_the_grid_and_what_another_wrote_is_not_lost(client: Client, scen: Scen) -> None:
    projekt = one(scen)
    kommun = scen.medlemmar[1]
    grid = url(scen, "timmar", projekt)
    cell, seen = f"h{kommun.pk}-3", f"s{kommun.pk}-3"
    client.post(grid, {cell: "37,5", "h0-1": "8"})
    rows = Tidpost.objects.order_by("month").values_list("organisation", "month", "hours")
    assert list(rows) == [(None, date(2023, 1, 1), D(8)), (kommun.pk, date(2023, 3, 1), D("37.5"))]
    # A page shown before that says nothing of the cell: what it writes there meets what stands.
    stale = client.post(grid, {cell: "12", seen: ""})
    assert stale.context["form"].errors == {
        cell: ["Någon annan har skrivit 37,5 timmar här. Ladda om sidan och skriv igen."]
    }
    assert 'value="12"' in stale.content.decode()
    # The same page again changes nothing; an emptied cell takes the hours away.
    client.post(grid, {cell: "", seen: "37,5", "h0-1": "8", "s0-1": "8"})
    assert list(Tidpost.objects.values_list("hours", flat=True)) == [D(8)]


def test_hours_that_are_no_hours_are_told_in_their_cell(client: Client, scen: Scen) -> None:
    answer = client.post(url(scen, "timmar", one(scen)), {"h0-1": "åtta", "h0-2": "1,234"})
    assert list(answer.context["form"].errors) == ["h0-1"]
    answer = client.post(url(scen, "timmar", one(scen)), {"h0-2": "1,234"})
    assert answer.context["form"].errors == {"h0-2": ["Timmar har högst två decimaler, till exempel 7,75."]}
    assert Tidpost.objects.count() == 0


def test_a_cost_and_hours_with_an_amount_of_their_own_are_entries(client: Client, scen: Scen) -> None:
    projekt = one(scen)
    new = url(scen, "post_ny", projekt)
    client.post(new, {"month": "2023-04", "amount": "25 000", "note": "Konsult"})
    client.post(new, {"month": "2023-04", "hours": "10", "amount": "12 180"})
    empty = client.post(new, {"month": "2023-04"})
    assert empty.context["postform"].errors == {"hours": ["Skriv timmar, ett belopp eller båda."]}
    answer = client.get(url(scen, "projekt", projekt))
    siffror = answer.context["siffror"]
    # Own time is worth something and is not shared; the consultant is.
    assert (siffror.hours, siffror.amount, siffror.cost) == (D(10), D(12180), D(25000))
    post = Tidpost.objects.first()
    gone = url(scen, "post_ta_bort", projekt, post=post.pk)
    client.post(gone)
    assert client.post(gone).status_code == 404


def test_members_take_part_from_a_day_and_who_comes_later_buys_in(client: Client, scen: Scen) -> None:
    projekt = one(scen, nyckel=scen.tjanst.nyckel)
    first, second, third = scen.medlemmar
    page = url(scen, "deltagare", projekt)
    client.post(
        page, {f"d{first.pk}": "2023-01-01", f"d{second.pk}": "2023-01-01", f"d{third.pk}": "2023-04-01"}
    )
    assert Projektdeltagare.objects.count() == 3
    p.TidpostFactory(projekt=projekt, month=date(2023, 2, 1), hours=0, amount=D(60000))
    p.TidpostFactory(projekt=projekt, month=date(2023, 5, 1), hours=0, amount=D(30000))
    delning = client.get(url(scen, "projekt", projekt)).context["delning"]
    names = [one.short_name for one in scen.medlemmar]
    assert {rad.label: rad.values for rad in delning.tabell} == {
        names[0]: (D(40000), D(-10000), D(30000)),
        names[1]: (D(40000), D(-10000), D(30000)),
        names[2]: (D(10000), D(20000), D(30000)),
        "Summa": (D(90000), D(0), D(90000)),
    }
    client.post(page, {f"d{first.pk}": "2023-01-01", f"d{second.pk}": "2023-01-01", f"d{third.pk}": ""})
    assert Projektdeltagare.objects.count() == 2


def test_what_hinders_sharing_is_told(client: Client, scen: Scen) -> None:
    projekt = one(scen)
    assert "Kostnaden delas när projektet har fördelningsnyckel." in (
        client.get(url(scen, "projekt", projekt)).content.decode()
    )


def test_the_list_and_its_workbook(client: Client, scen: Scen) -> None:
    assert client.get(page_url(scen.samverkan, "projekt:lista")).status_code == 200
    p.TidpostFactory(projekt=one(scen, name="Sefos"))
    one(scen, name="Vilar")
    page = client.get(page_url(scen.samverkan, "projekt:lista"))
    assert [str(row.name) for row in page.context["ovriga"]] == ["Vilar"]
    assert "En årsarbetare är 2\u00a0080 timmar om året" in page.content.decode()
    answer = client.get(page_url(scen.samverkan, "projekt:excel"))
    assert answer.content[:2] == b"PK"


@pytest.mark.parametrize("name", ["projekt", "timmar", "deltagare"])
def test_a_projects_pages_ask_as_much_with_many_rows_as_with_few(
    client: Client, scen: Scen, name: str
) -> None:
    projekt = one(scen, nyckel=scen.tjanst.nyckel)
    p.ProjektdeltagareFactory(projekt=projekt, organisation=scen.medlemmar[0])
    p.TidpostFactory(projekt=projekt, organisation=scen.medlemmar[0], note="A", amount=1)
    few = count_queries(client, url(scen, name, projekt))
    for number in range(12):
        p.ProjektdeltagareFactory(projekt=projekt, joined=date(2023, 1 + number % 12, 1))
        p.TidpostFactory(projekt=projekt, month=date(2023, 1 + number, 1), note="B", amount=number)
    assert count_queries(client, url(scen, name, projekt)) == few


def test_the_list_asks_as_much_with_many_projects_as_with_few(client: Client, scen: Scen) -> None:
    address = page_url(scen.samverkan, "projekt:lista")
    p.TidpostFactory(projekt=one(scen))
    few = count_queries(client, address)
    for _ in range(20):
        p.TidpostFactory(projekt=one(scen))
    assert count_queries(client, address) == few
