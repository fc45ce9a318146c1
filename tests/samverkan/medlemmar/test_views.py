from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from samverkan.konton.models import Roll
from samverkan.medlemmar.models import Medlem, Organisation, Samverkan
from tests.factories import (
    MattFactory,
    MattslagFactory,
    MedlemFactory,
    OrganisationFactory,
    RollFactory,
    SamverkanFactory,
)
from tests.pages import count_queries, page_url, signed_in

pytestmark = pytest.mark.django_db


def test_the_list_shows_the_members_of_the_year_with_population_and_what_is_missing(client: Client) -> None:
    samverkan = signed_in(client, Roll.Kind.REVISOR)
    kiruna = MedlemFactory(
        samverkan=samverkan, organisation__name="Kiruna kommun", organisation__buyer_reference=""
    )
    MedlemFactory(samverkan=samverkan, organisation__name="Slutade kommun", valid_to=date(2022, 12, 31))
    MattFactory(organisation=kiruna.organisation, value=22664)
    MattFactory(organisation=kiruna.organisation, value=22555, reference_date=date(2019, 12, 31))
    MattFactory(organisation=kiruna.organisation, value=22379, reference_date=date(2025, 12, 31))
    page = client.get(page_url(samverkan, "medlemmar:lista")).content.decode()
    assert [name in page for name in ("Kiruna kommun", "Slutade kommun")] == [True, False]
    assert ["22\u00a0664" in page, "2020-12-31" in page, "Referens saknas" in page] == [True, True, True]


def test_a_samverkan_without_members_says_what_to_do(client: Client) -> None:
    samverkan = signed_in(client, Roll.Kind.ADMINISTRATOR)
    page = client.get(page_url(samverkan, "medlemmar:lista")).content.decode()
    assert "Inga medlemmar än" in page
    assert f'href="{page_url(samverkan, "medlemmar:lagg_till")}"' in page


def test_a_controller_lets_members_in(client: Client) -> None:
    samverkan = signed_in(client, Roll.Kind.CONTROLLER)
    known = OrganisationFactory()
    answer = client.post(
        page_url(samverkan, "medlemmar:lagg_till"),
        {
            "valid_from": "2023-01-01",
            "befintliga": [known.pk],
            "name": "Vårgårda kommun",
            "orgnr": "2120001454",
            "lista": "Kiruna kommun; 212000-2783; 2584",
        },
    )
    assert (answer.status_code, answer.url) == (302, page_url(samverkan, "medlemmar:lista"))
    added = (
        Medlem.objects.filter(samverkan=samverkan)
        .order_by("id")
        .values_list("organisation__orgnr", flat=True)
    )
    assert list(added) == [known.orgnr, "212000-1454", "212000-2783"]


def test_a_refused_list_keeps_what_was_typed_and_names_the_line(client: Client) -> None:
    samverkan = signed_in(client, Roll.Kind.CONTROLLER)
    answer = client.post(
        page_url(samverkan, "medlemmar:lagg_till"),
        {"valid_from": "2023-01-01", "lista": "Kiruna kommun; 212000-2784"},
    )
    form = answer.context["form"]
    assert form.errors == {
        "lista": ["Rad 1: Kontrollsiffran i 212000-2784 stämmer inte. Kontrollera organisationsnumret."]
    }
    assert "Kiruna kommun; 212000-2784" in answer.content.decode()
    assert Medlem.objects.count() == 0


def test_an_overlap_is_told_at_the_date(client: Client) -> None:
    samverkan = signed_in(client, Roll.Kind.CONTROLLER)
    medlem = MedlemFactory(samverkan=samverkan, valid_to=date(2023, 6, 30))
    answer = client.post(
        page_url(samverkan, "medlemmar:lagg_till"),
        {"valid_from": "2023-06-01", "befintliga": [medlem.organisation_id]},
    )
    assert list(answer.context["form"].errors) == ["valid_from"]


def test_a_kommunlasare_changes_the_invoice_details_of_its_own_and_no_name(client: Client) -> None:
    medlem = MedlemFactory()
    signed_in(client, Roll.Kind.KOMMUNLASARE, samverkan=medlem.samverkan, organisation=medlem.organisation)
    client.post(
        page_url(medlem.samverkan, "medlemmar:andra", pk=medlem.organisation_id),
        {"buyer_reference": "KIR-4410", "name": "Annat namn", "postal_code": "98185"},
    )
    stored = Organisation.objects.get(pk=medlem.organisation_id)
    assert (stored.buyer_reference, stored.postal_code, stored.name) == (
        "KIR-4410",
        "981 85",
        medlem.organisation.name,
    )


def test_a_kommunlasare_sees_another_member_but_cannot_change_it(client: Client) -> None:
    medlem, other = MedlemFactory(), MedlemFactory()
    MedlemFactory(samverkan=medlem.samverkan, organisation=other.organisation)
    signed_in(client, Roll.Kind.KOMMUNLASARE, samverkan=medlem.samverkan, organisation=medlem.organisation)
    see = page_url(medlem.samverkan, "medlemmar:organisation", pk=other.organisation_id)
    change = page_url(medlem.samverkan, "medlemmar:andra", pk=other.organisation_id)
    assert [client.get(see).status_code, client.post(change).status_code] == [200, 403]


def test_an_organisation_of_another_samverkan_does_not_exist_here(client: Client) -> None:
    samverkan = signed_in(client, Roll.Kind.ADMINISTRATOR)
    stranger = MedlemFactory()
    pages = [
        page_url(samverkan, "medlemmar:organisation", pk=stranger.organisation_id),
        page_url(samverkan, "medlemmar:medlemskap", pk=stranger.pk),
    ]
    assert [client.get(page).status_code for page in pages] == [404, 404]


def test_details_are_refused_at_their_fields(client: Client) -> None:
    medlem = MedlemFactory()
    signed_in(client, Roll.Kind.CONTROLLER, samverkan=medlem.samverkan)
    answer = client.post(
        page_url(medlem.samverkan, "medlemmar:andra", pk=medlem.organisation_id),
        {
            "name": medlem.organisation.name,
            "short_name": "X",
            "kind": "kommun",
            "orgnr": "212000-2784",
            "bankgiro": "5050-1056",
            "peppol_id": "2120002783",
            "vat_number": "SE1",
            "invoice_email": "ingen adress",
        },
    )
    assert sorted(answer.context["form"].errors) == [
        "bankgiro",
        "invoice_email",
        "orgnr",
        "peppol_id",
        "vat_number",
    ]


def test_the_list_is_handed_out_as_excel_and_csv(client: Client) -> None:
    samverkan = signed_in(client, Roll.Kind.REVISOR)
    MedlemFactory(samverkan=samverkan, organisation__name="=Kiruna")
    content = client.get(page_url(samverkan, "medlemmar:fil", fmt="csv")).content.decode()
    assert content.splitlines()[1].split(";")[0] == "'=Kiruna"
    assert client.get(page_url(samverkan, "medlemmar:fil", fmt="xlsx")).content[:2] == b"PK"


@pytest.mark.parametrize("page", ["medlemmar:lista", "medlemmar:lagg_till"])
def test_a_page_asks_the_database_as_often_with_3_members_as_with_290(client: Client, page: str) -> None:
    samverkan = signed_in(client, Roll.Kind.ADMINISTRATOR)
    _let_in(samverkan, 3)
    few = count_queries(client, page_url(samverkan, page))
    _let_in(samverkan, 287)
    assert count_queries(client, page_url(samverkan, page)) == few


def _let_in(samverkan: Samverkan, members: int) -> None:
    kind = MattslagFactory()
    for _ in range(members):
        medlem = MedlemFactory(samverkan=samverkan)
        MattFactory(mattslag=kind, organisation=medlem.organisation)


def test_signed_out_one_is_sent_to_sign_in(client: Client) -> None:
    samverkan = SamverkanFactory()
    answer = client.get(page_url(samverkan, "medlemmar:lista"))
    assert answer.url == f"/logga-in/?next={page_url(samverkan, 'medlemmar:lista')}"


def test_a_ledamot_sees_the_list_but_may_not_add(client: Client) -> None:
    samverkan = signed_in(client, Roll.Kind.LEDAMOT)
    pages = ["medlemmar:lista", "medlemmar:lagg_till"]
    assert [client.get(page_url(samverkan, page)).status_code for page in pages] == [200, 403]


def test_the_role_of_yesterday_opens_nothing(client: Client) -> None:
    roll = RollFactory(valid_to=date(2021, 1, 1))
    client.force_login(roll.anvandare)
    assert client.get(page_url(roll.samverkan, "medlemmar:lista")).status_code == 404
    assert reverse("medlemmar:lista", kwargs={"slug": "x", "year": 2023}) == "/x/2023/medlemmar/"
