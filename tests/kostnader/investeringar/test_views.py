from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from kostnader.investeringar.paverkan import budget_proposals, fingerprint
from kostnader.models import (
    Avskrivningstyp,
    Budget,
    Budgetpost,
    Investering,
    Investeringsbudget,
    Investeringsprognos,
    Konteringsregel,
    Utfallsfil,
    Utfallskalla,
    Utfallsmanad,
    Utfallssumma,
)
from tests import factories as f
from tests.kostnader.investeringar import factories as i
from tests.pages import count_queries, page_url
from tests.scener import Scen, liten_scen

pytestmark = pytest.mark.django_db

D = Decimal
PAGES = ("lista", "totalt", "plan", "avskrivningar", "prognos", "ombudgetera", "typer", "ny")


@pytest.fixture
def scen(client: Client) -> Scen:
    made = liten_scen()
    client.force_login(made.controller)
    return made


def some(scen: Scen, count: int = 1) -> list[Investering]:
    """Investments with budget, outcome, plan and decision."""
    typ = i.AvskrivningstypFactory(samverkan=scen.samverkan)
    known = {"tjanst": scen.tjanst, "avskrivningstyp": typ, "in_use_from": date(2023, 7, 1)}
    rows = [i.InvesteringFactory(samverkan=scen.samverkan, **known) for _ in range(count)]
    for one in rows:
        i.InvesteringsbudgetFactory(investering=one, beslut=scen.beslut)
        i.InvesteringsutfallFactory(investering=one)
    return rows


def test_a_controller_enters_an_investment_and_what_its_year_may_cost(client: Client, scen: Scen) -> None:
    new = {"name": "Nya servrar", "status": "pagar", "decided_total": "1 200 000", "beslut": scen.beslut.pk}
    answer = client.post(page_url(scen.samverkan, "investeringar:ny"), new)
    made = Investering.objects.get()
    assert answer.url == page_url(scen.samverkan, "investeringar:investering", pk=made.pk)
    assert (made.decided_total, made.beslut) == (D(1200000), scen.beslut)
    post = {"year": "2023", "kind": "ursprunglig", "amount": "500 000", "beslut": scen.beslut.pk}
    client.post(page_url(scen.samverkan, "investeringar:budget_ny", pk=made.pk), post)
    assert Investeringsbudget.objects.get().amount == D(500000)
    page = client.get(page_url(scen.samverkan, "investeringar:investering", pk=made.pk)).content.decode()
    assert "500\u00a0000" in page
    assert "§ 12" in page


def test_what_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost(client: Client, scen: Scen) -> None:
    (one,) = some(scen)
    url = page_url(scen.samverkan, "investeringar:budget_ny", pk=one.pk)
    answer = client.post(url, {"year": "2023", "kind": "tillagg", "amount": "1.5"})
    assert answer.context["budgetform"].errors == {"amount": ["Skriv decimaler med komma: 1,50."]}
    assert 'value="1.5"' in answer.content.decode()
    answer = client.post(
        page_url(scen.samverkan, "investeringar:utfall_ny", pk=one.pk), {"month": "maj", "amount": "5"}
    )
    assert answer.context["utfallform"].errors == {"month": ["Skriv månaden som 2023-04."]}


def test_rows_are_taken_away_and_gone_is_gone(client: Client, scen: Scen) -> None:
    (one,) = some(scen)
    post = one.budgetposter.get()
    url = page_url(scen.samverkan, "investeringar:budget_ta_bort", pk=one.pk, post=post.pk)
    assert client.post(url).status_code == 302
    assert client.post(url).status_code == 404
    hand = one.utfall.get()
    url = page_url(scen.samverkan, "investeringar:utfall_ta_bort", pk=one.pk, post=hand.pk)
    client.post(url)
    assert (one.budgetposter.count(), one.utfall.count()) == (0, 0)


def test_the_rest_of_the_year_is_carried_in_one_act(client: Client, scen: Scen) -> None:
    first, second = some(scen, 2)
    url = page_url(scen.samverkan, "investeringar:ombudgetera")
    assert client.get(url).context["form"][f"i{first.pk}"].value() == "380\u00a0000"
    post = {"beslut": scen.beslut.pk, f"i{first.pk}": "380 000", f"i{second.pk}": ""}
    answer = client.post(url, post)
    assert answer.url == page_url(scen.samverkan, "investeringar:lista", year=2024)
    carried = Investeringsbudget.objects.get(year=2024)
    assert (carried.investering, carried.kind, carried.amount) == (first, "ombudgetering", D(380000))
    too_much = client.post(url, post | {f"i{second.pk}": "380 000,01", f"i{first.pk}": ""})
    assert list(too_much.context["form"].errors) == [f"i{second.pk}"]


def test_forecasts_are_given_on_one_page(client: Client, scen: Scen) -> None:
    first, second = some(scen, 2)
    i.PrognosomgangFactory(budget=scen.budget)
    url = page_url(scen.samverkan, "investeringar:prognos")
    client.post(url, {f"p{first.pk}": "450 000", f"k{first.pk}": "Billigare kablar"})
    told = Investeringsprognos.objects.get()
    assert (told.investering, told.amount, told.comment) == (first, D(450000), "Billigare kablar")
    answer = client.post(url, {f"p{first.pk}": "450 000", f"k{second.pk}": "Varför?"})
    assert answer.context["form"].errors == {f"p{second.pk}": ["Skriv också årets prognos."]}


def test_depreciation_is_put_into_a_draft_after_a_look(client: Client, scen: Scen) -> None:
    some(scen)
    draft = f.BudgetFactory(samverkan=scen.samverkan, year=2024, status=Budget.Status.UTKAST)
    page = client.get(page_url(scen.samverkan, "investeringar:avskrivningar")).content.decode()
    url = page_url(scen.samverkan, "investeringar:till_budget", year=2024, number=1)
    assert url in page
    client.post(url, {"sett": fingerprint(budget_proposals(draft))})
    assert Budgetpost.objects.get(rad__budget=draft).amount == D(120000)
    stale = client.post(url, {"sett": "gammalt"})
    assert "Granska förslaget igen" in stale.content.decode()


def test_kinds_of_asset_are_added_changed_and_removed(client: Client, scen: Scen) -> None:
    url = page_url(scen.samverkan, "investeringar:typer")
    client.post(url, {"name": "Klienter", "years": "3"})
    typ = Avskrivningstyp.objects.get()
    twice = client.post(url, {"name": "Klienter", "years": "4"})
    assert twice.context["form"].errors == {"name": ["Det finns redan en typ med det namnet."]}
    client.post(page_url(scen.samverkan, "investeringar:typ", pk=typ.pk), {"name": "Klienter", "years": "4"})
    typ.refresh_from_db()
    assert typ.years == 4
    client.post(page_url(scen.samverkan, "investeringar:typ_ta_bort", pk=typ.pk))
    assert Avskrivningstyp.objects.count() == 0


def test_the_workbook_holds_every_table(client: Client, scen: Scen) -> None:
    some(scen)
    answer = client.get(page_url(scen.samverkan, "investeringar:excel"))
    assert answer["Content-Disposition"].endswith(f'{scen.samverkan.slug}-investeringar-2023-05.xlsx"')
    assert answer.content[:2] == b"PK"


@pytest.mark.parametrize("name", PAGES)
def test_an_empty_samverkan_is_told_what_to_do(client: Client, scen: Scen, name: str) -> None:
    assert client.get(page_url(scen.samverkan, f"investeringar:{name}")).status_code == 200


@pytest.mark.parametrize(
    "name", ["lista", "totalt", "plan", "avskrivningar", "prognos", "ombudgetera", "typer"]
)
def test_many_investments_ask_no_more_questions_than_one(client: Client, scen: Scen, name: str) -> None:
    i.PrognosomgangFactory(budget=scen.budget)
    some(scen)
    url = page_url(scen.samverkan, f"investeringar:{name}")
    client.get(url)
    few = count_queries(client, url)
    some(scen, 20)
    assert count_queries(client, url) == few


def test_the_page_of_an_investment_asks_as_much_for_many_rows(client: Client, scen: Scen) -> None:
    (one,) = some(scen)
    url = page_url(scen.samverkan, "investeringar:investering", pk=one.pk)
    few = count_queries(client, url)
    for year in range(2024, 2044):
        i.InvesteringsbudgetFactory(investering=one, year=year, beslut=scen.beslut)
        i.InvesteringsutfallFactory(investering=one, month=date(year, 1, 1))
    assert count_queries(client, url) == few


def test_what_the_ledger_booked_leads_to_its_postings(client: Client, scen: Scen) -> None:
    (one,) = some(scen)
    Konteringsregel.objects.create(samverkan=scen.samverkan, konto="12", investering=one)
    kalla = Utfallskalla.objects.create(samverkan=scen.samverkan, name="Raindance")
    fil = Utfallsfil.objects.create(
        samverkan=scen.samverkan, kalla=kalla, filename="a.se", sha256="0" * 64, status="intagen"
    )
    day = date(2023, 3, 1)
    Utfallsmanad.objects.create(kalla=kalla, month=day, fil=fil)
    Utfallssumma.objects.create(fil=fil, month=day, konto="1230", objekt="8114", amount=5000)
    page = client.get(page_url(scen.samverkan, "investeringar:investering", pk=one.pk)).content.decode()
    link = page_url(scen.samverkan, "utfall:poster")
    where = f"{link}?investering={one.pk}&amp;fran=2023-03&amp;konto=1230&amp;objekt=8114"
    assert f'<a href="{where}">1230 · 8114</a>' in page
    assert client.get(where.replace("&amp;", "&")).context["found"].amount == D(5000)
