"""An adopted key is read by those who pay by it; one on its way is not."""

from decimal import Decimal

import pytest
from django.test import Client

from kostnader.fordelning.models import Nyckelversion
from kostnader.fordelning.nyckel_lasning import stycken
from kostnader.fordelning.version import facts_of
from tests import factories as f
from tests.pages import count_queries, page_url, signed_in
from tests.scener import Scen, liten_scen

pytestmark = pytest.mark.django_db


@pytest.fixture
def scen() -> Scen:
    scen = liten_scen(3)
    scen.freeze()
    return scen


def version_page(scen: Scen, version: Nyckelversion | None = None, **kwargs: int) -> str:
    version = version or scen.tjanst.nyckel.versioner.get()
    return page_url(scen.samverkan, "nycklar:version", pk=version.pk, **kwargs)


def as_reader(scen: Scen, client: Client) -> None:
    signed_in(client, "kommunlasare", samverkan=scen.samverkan, organisation=scen.medlemmar[1])


def test_a_municipality_reads_the_key_that_makes_its_cost(scen: Scen, client: Client) -> None:
    as_reader(scen, client)
    page = client.get(version_page(scen)).content.decode()
    own, other = scen.medlemmar[1], scen.medlemmar[2]
    for text in ("Lika delar", "Avrundas till hela kronor", "120\u00a0000 kr att fördela", "40\u00a0000 kr"):
        assert text in page
    at = {"tjanst": scen.tjanst.pk, "organisation": own.pk}
    assert page_url(scen.samverkan, "fordelning:kvitto", **at) in page
    assert other.short_name not in page


def test_it_offers_a_reader_nothing_to_do_and_no_way_to_the_drafts(scen: Scen, client: Client) -> None:
    as_reader(scen, client)
    page = client.get(version_page(scen)).content.decode()
    nyckel = page_url(scen.samverkan, "nycklar:nyckel", pk=scen.tjanst.nyckel_id)
    assert [
        text
        for text in ("Ny version", "Räkna på", page_url(scen.samverkan, "nycklar:lista"), nyckel)
        if text in page
    ] == []


def test_a_year_it_did_not_share_says_so(scen: Scen, client: Client) -> None:
    as_reader(scen, client)
    page = client.get(version_page(scen, year=2021)).content.decode()
    assert "Ingen tjänst är delad efter den här versionen 2021." in page


@pytest.mark.parametrize("status", ["utkast", "foreslagen", "avslagen"])
@pytest.mark.parametrize(("kind", "answer"), [("kommunlasare", 404), ("ledamot", 404), ("revisor", 200)])
def test_what_is_not_adopted_is_for_those_who_see_drafts(
    scen: Scen, client: Client, status: str, kind: str, answer: int
) -> None:
    draft = f.NyckelversionFactory(nyckel=scen.tjanst.nyckel, number=2, valid_from="2025-01-01")
    f.NyckelkomponentFactory(version=draft)
    Nyckelversion.objects.filter(pk=draft.pk).update(status=status)
    own = scen.medlemmar[1] if kind == "kommunlasare" else None
    signed_in(client, kind, samverkan=scen.samverkan, organisation=own)
    assert client.get(version_page(scen, draft)).status_code == answer


def test_a_version_of_another_samverkan_does_not_exist(scen: Scen, client: Client) -> None:
    as_reader(scen, client)
    assert client.get(version_page(scen, liten_scen().tjanst.nyckel.versioner.get())).status_code == 404


def test_the_receipts_lead_to_the_version(scen: Scen, client: Client) -> None:
    as_reader(scen, client)
    at = {"tjanst": scen.tjanst.pk, "organisation": scen.medlemmar[1].pk}
    for name in ("fordelning:kvitto", "oversikt:tjanst"):
        page = client.get(page_url(scen.samverkan, name, **at)).content.decode()
        assert f'href="{version_page(scen)}">Nyckel lika, version 1</a>' in page


def test_a_receipt_by_a_draft_leads_nowhere_for_a_reader(client: Client) -> None:
    scen = liten_scen(3)
    draft = f.NyckelversionFactory(nyckel__samverkan=scen.samverkan, nyckel__short_name="ny", number=1)
    f.NyckelkomponentFactory(version=draft)
    type(scen.tjanst).objects.filter(pk=scen.tjanst.pk).update(nyckel=draft.nyckel)
    scen.freeze()
    as_reader(scen, client)
    at = {"tjanst": scen.tjanst.pk, "organisation": scen.medlemmar[1].pk}
    page = client.get(page_url(scen.samverkan, "fordelning:kvitto", **at)).content.decode()
    assert "Nyckel ny, version 1" in page
    assert version_page(scen, draft) not in page


def test_agreed_amounts_are_listed_by_name() -> None:
    ale, ystad = f.OrganisationFactory(short_name="Ystad"), f.OrganisationFactory(short_name="Ale")
    komponent = f.NyckelkomponentFactory(kind="belopp", weight=None)
    for organisation, amount in ((ale, "1200.00"), (ystad, "950.50")):
        komponent.andelar.create(organisation=organisation, amount=Decimal(amount))
    found = stycken(facts_of(komponent.version), 2023)
    assert found[0].per_member == [("Ale", "950,50\u00a0kr"), ("Ystad", "1\u00a0200\u00a0kr")]


def test_the_database_is_asked_as_often_with_three_members_as_with_forty(client: Client) -> None:
    counts = []
    for antal in (3, 40):
        scen = liten_scen(antal)
        scen.freeze()
        as_reader(scen, client)
        counts.append(count_queries(client, version_page(scen)))
    assert counts[0] == counts[1]
