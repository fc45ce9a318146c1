from datetime import date

import pytest
from django.test import Client

from kostnader.tjanster.models import Anslutning, Rytmbyte, Tjanst
from samverkan.konton.models import Roll
from tests.factories import AnslutningFactory, MedlemFactory, TjanstFactory
from tests.pages import count_queries, page_url, signed_in

pytestmark = pytest.mark.django_db

NEW = {
    "name": "E-arkiv",
    "rhythm": "ar",
    "timing": "efterskott",
    "billing_month": "3",
    "vat_kind": "utanfor",
    "valid_from": "2023-01-01",
}


def test_a_controller_enters_a_service_and_connects_everyone(client: Client) -> None:
    samverkan = signed_in(client, Roll.Kind.CONTROLLER)
    medlem = MedlemFactory(samverkan=samverkan)
    answer = client.post(page_url(samverkan, "tjanster:ny"), NEW)
    tjanst = Tjanst.objects.get()
    assert answer.url == page_url(samverkan, "tjanster:tjanst", pk=tjanst.pk)
    assert (tjanst.rhythm, tjanst.timing, tjanst.billing_month, tjanst.vat_kind) == (
        "ar",
        "efterskott",
        3,
        "utanfor",
    )
    client.post(page_url(samverkan, "tjanster:anslut_alla", pk=tjanst.pk), {"manad": "2023-01"})
    row = Anslutning.objects.get()
    assert (row.organisation, row.valid_from, row.valid_to) == (medlem.organisation, date(2023, 1, 1), None)


def test_what_is_wrong_is_told_at_its_field(client: Client) -> None:
    samverkan = signed_in(client, Roll.Kind.CONTROLLER)
    answer = client.post(page_url(samverkan, "tjanster:ny"), NEW | {"rhythm": "kvartal"})
    assert answer.context["form"].errors == {
        "billing_month": ["Faktureringsmånad gäller bara tjänster som faktureras per år. Lämna den tom."]
    }


def test_the_list_tells_what_is_not_ready(client: Client) -> None:
    samverkan = signed_in(client, Roll.Kind.CONTROLLER)
    TjanstFactory(samverkan=samverkan, name="E-arkiv")
    TjanstFactory(samverkan=samverkan, name="Gammal", valid_to=date(2021, 12, 31))
    answer = client.get(page_url(samverkan, "tjanster:lista"))
    assert [str(t) for t in answer.context["utan_nyckel"]] == ["E-arkiv"]
    assert [str(t) for t in answer.context["utan_deltagare"]] == ["E-arkiv"]


def test_who_takes_part_is_counted_in_months_of_service_membership_and_connection(client: Client) -> None:
    samverkan = signed_in(client, Roll.Kind.REVISOR)
    medlem = MedlemFactory(samverkan=samverkan, valid_to=date(2023, 9, 30))
    tjanst = TjanstFactory(samverkan=samverkan, valid_from=date(2023, 2, 1))
    AnslutningFactory(tjanst=tjanst, organisation=medlem.organisation, valid_from=date(2023, 1, 1))
    answer = client.get(page_url(samverkan, "tjanster:deltagande"))
    assert [[d.text for _, d in parts] for _, parts in answer.context["matris"]] == [["feb–sep"]]


def test_months_are_changed_in_the_grid(client: Client) -> None:
    samverkan = signed_in(client, Roll.Kind.CONTROLLER)
    medlem = MedlemFactory(samverkan=samverkan)
    row = AnslutningFactory(
        tjanst=TjanstFactory(samverkan=samverkan),
        organisation=medlem.organisation,
        valid_from=date(2023, 1, 1),
    )
    url = page_url(samverkan, "tjanster:anslutningar", pk=row.tjanst_id)
    client.post(url, {f"a{row.pk}_fran": "2023-01", f"a{row.pk}_till": "2023-06"})
    row.refresh_from_db()
    assert row.valid_to == date(2023, 6, 30)
    answer = client.post(url, {f"a{row.pk}_fran": "", f"a{row.pk}_till": "juni"})
    assert answer.context["form"].errors == {f"a{row.pk}_till": ["Skriv månaden som 2023-04."]}


def test_a_service_of_another_samverkan_does_not_exist_here(client: Client) -> None:
    samverkan = signed_in(client, Roll.Kind.CONTROLLER)
    stranger = TjanstFactory()
    assert client.get(page_url(samverkan, "tjanster:tjanst", pk=stranger.pk)).status_code == 404


@pytest.mark.parametrize("kind", [Roll.Kind.ADMINISTRATOR, Roll.Kind.REVISOR, Roll.Kind.LEDAMOT])
def test_only_the_controller_changes_services(client: Client, kind: str) -> None:
    samverkan = signed_in(client, kind)
    tjanst = TjanstFactory(samverkan=samverkan)
    pages = [
        page_url(samverkan, "tjanster:lista"),
        page_url(samverkan, "tjanster:ny"),
        page_url(samverkan, "tjanster:andra", pk=tjanst.pk),
        page_url(samverkan, "tjanster:anslutningar", pk=tjanst.pk),
    ]
    assert [client.get(page).status_code for page in pages] == [200, 403, 403, 403]
    moved = client.post(page_url(samverkan, "tjanster:flytta", pk=tjanst.pk), {"hall": "upp"})
    assert moved.status_code == 403


@pytest.mark.parametrize(
    "name", ["tjanster:lista", "tjanster:deltagande", "tjanster:tjanst", "tjanster:anslutningar"]
)
def test_a_page_asks_the_database_as_often_with_3_members_as_with_290(client: Client, name: str) -> None:
    def let_in(members: int) -> None:
        for _ in range(members):
            medlem = MedlemFactory(samverkan=samverkan)
            for tjanst in tjanster:
                AnslutningFactory(tjanst=tjanst, organisation=medlem.organisation)

    samverkan = signed_in(client, Roll.Kind.CONTROLLER)
    tjanster = [TjanstFactory(samverkan=samverkan) for _ in range(2)]
    about_one = name in ("tjanster:tjanst", "tjanster:anslutningar")
    url = page_url(samverkan, name, **({"pk": tjanster[0].pk} if about_one else {}))
    let_in(3)
    few = count_queries(client, url)
    let_in(287)
    assert count_queries(client, url) == few


def test_a_service_is_charged_otherwise_from_a_year(client: Client) -> None:
    samverkan = signed_in(client, Roll.Kind.CONTROLLER)
    tjanst = TjanstFactory(samverkan=samverkan, name="E-arkiv", rhythm="kvartal")
    url = page_url(samverkan, "tjanster:andra", year=2024, pk=tjanst.pk)
    assert client.get(url).context["form"]["from_year"].value() == 2024
    client.post(url, NEW | {"valid_from": "2020-01-01", "from_year": "2024"})
    seen = {}
    for year in (2023, 2024):
        for name, words in (("tjanster:tjanst", {"pk": tjanst.pk}), ("tjanster:lista", {})):
            page = client.get(page_url(samverkan, name, year=year, **words)).content.decode()
            seen[year, name] = ("Per kvartal, i förskott" in page, "Per år, i efterskott, i mars" in page)
    assert seen == {
        (2023, "tjanster:tjanst"): (True, False),
        (2023, "tjanster:lista"): (True, False),
        (2024, "tjanster:tjanst"): (False, True),
        (2024, "tjanster:lista"): (False, True),
    }
    page = client.get(page_url(samverkan, "tjanster:tjanst", year=2023, pk=tjanst.pk)).content.decode()
    assert "Från 2024: per år, i efterskott, i mars" in page


def test_the_form_shows_the_rhythm_of_the_year_one_stands_in(client: Client) -> None:
    samverkan = signed_in(client, Roll.Kind.CONTROLLER)
    tjanst = TjanstFactory(samverkan=samverkan, rhythm="kvartal")
    Rytmbyte.objects.create(tjanst=tjanst, from_year=2024, rhythm="ar", billing_month=3)
    shown = {}
    for year in (2023, 2024):
        form = client.get(page_url(samverkan, "tjanster:andra", year=year, pk=tjanst.pk)).context["form"]
        shown[year] = (form["rhythm"].value(), form["billing_month"].value())
    assert shown == {2023: ("kvartal", None), 2024: ("ar", 3)}
