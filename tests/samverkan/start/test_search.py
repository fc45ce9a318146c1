import pytest
from django.test import Client

from tests.factories import AnvandareFactory, BeslutFactory, RollFactory
from tests.scener import Scen, liten_scen

pytestmark = pytest.mark.django_db


@pytest.fixture
def scen() -> Scen:
    return liten_scen()


def hits(scen: Scen, client: Client, text: str) -> dict[str, list[str]]:
    page = client.get(f"/{scen.samverkan.slug}/2023/sok/", {"q": text})
    return {label: [hit.title for hit in found] for label, found in page.context["found"]}


def test_a_paragraph_is_found_by_its_number_with_or_without_sign(scen: Scen, client: Client) -> None:
    client.force_login(scen.controller)
    found = [hits(scen, client, text)["Beslut"] for text in ("§ 12", "12")]
    assert found == [["§ 12 Budget 2023"], ["§ 12 Budget 2023"]]


def test_a_member_is_found_by_its_name(scen: Scen, client: Client) -> None:
    client.force_login(scen.controller)
    name = scen.medlemmar[1].name
    assert hits(scen, client, name.lower())["Medlemmar"] == [name]


def test_another_samverkans_decisions_are_not_found(scen: Scen, client: Client) -> None:
    BeslutFactory(heading="Hemligt ärende")
    client.force_login(scen.controller)
    assert hits(scen, client, "Hemligt") == {}


def test_an_empty_search_finds_nothing(scen: Scen, client: Client) -> None:
    client.force_login(scen.controller)
    assert hits(scen, client, "  ") == {}


def test_who_has_no_role_finds_no_page(scen: Scen, client: Client) -> None:
    person = AnvandareFactory()
    RollFactory(anvandare=person)
    client.force_login(person)
    assert client.get(f"/{scen.samverkan.slug}/2023/sok/", {"q": "12"}).status_code == 404
