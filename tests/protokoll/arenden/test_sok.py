"""The search finds §§ and matters for those who may read them, and fast."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from protokoll.models import Paragraf, Sammantrade
from protokoll.paragrafer.sources import paragrafer_for
from samverkan.lib.fritext import found_by
from tests import factories as f
from tests.pages import YEAR, signed_in

pytestmark = pytest.mark.django_db


def paragraf(organ, status: str = Sammantrade.Status.JUSTERAT, **values: object) -> Paragraf:
    return f.ParagrafFactory(sammantrade=f.SammantradeFactory(organ=organ, status=status), **values)


def hits(client: Client, samverkan, text: str) -> list[str]:
    page = client.get(reverse("start:sok", kwargs={"slug": samverkan.slug, "year": YEAR}), {"q": text})
    return [hit.title for label, found in page.context["found"] for hit in found if label == "Paragrafer"]


def test_a_paragraph_is_found_by_any_form_of_a_word_in_its_text(client: Client) -> None:
    organ = f.OrganFactory()
    paragraf(organ, heading="Delårsbokslut", beslut_text="Direktionen antar nycklarna för fördelningen.")
    signed_in(client, "ledamot", samverkan=organ.samverkan)
    found = {
        word: hits(client, organ.samverkan, word) for word in ("nycklar", "fördelning", "bokslut", "taxa")
    }
    assert found == {
        "nycklar": ["Delårsbokslut"],
        "fördelning": ["Delårsbokslut"],
        "bokslut": ["Delårsbokslut"],
        "taxa": [],
    }


@pytest.mark.parametrize(
    ("kind", "found"),
    [("sekreterare", True), ("revisor", True), ("ledamot", False), ("controller", False)],
)
def test_a_draft_is_found_by_who_keeps_or_audits_the_minutes_alone(
    client: Client, kind: str, found: bool
) -> None:
    organ = f.OrganFactory()
    paragraf(organ, Sammantrade.Status.PAGAR, heading="Avtal om växel")
    signed_in(client, kind, samverkan=organ.samverkan)
    assert hits(client, organ.samverkan, "växel") == (["Avtal om växel"] if found else [])


def test_a_secret_paragraph_is_found_by_its_own_body_alone(client: Client) -> None:
    organ = f.OrganFactory()
    paragraf(organ, heading="Köp av Snöripan", secret=True)
    signed_in(client, "ledamot", samverkan=organ.samverkan)
    assert hits(client, organ.samverkan, "Snöripan") == []
    user = f.RollFactory(kind="ledamot", samverkan=organ.samverkan).anvandare
    f.MandatFactory(organ=organ, person__anvandare=user, person__samverkan=organ.samverkan)
    client.force_login(user)
    assert hits(client, organ.samverkan, "Snöripan") == ["Köp av Snöripan"]


def test_another_samverkans_paragraphs_are_not_found(client: Client) -> None:
    paragraf(f.OrganFactory(), heading="Avtal om växel")
    samverkan = signed_in(client, "revisor")
    assert hits(client, samverkan, "växel") == []


def test_searching_twenty_thousand_paragraphs_uses_an_index() -> None:
    organ = f.OrganFactory()
    sammantrade = f.SammantradeFactory(organ=organ, status=Sammantrade.Status.JUSTERAT)
    words = ["budget", "avtal", "taxa", "internkontroll", "delårsrapport", "attest", "reglemente"]
    Paragraf.objects.bulk_create(
        Paragraf(
            sammantrade=sammantrade,
            organ=organ,
            year=2000 + number // 1000,
            number=number % 1000 + 1,
            status=Paragraf.Status.AVGJORD,
            decided_at=datetime.datetime(2023, 1, 1, tzinfo=datetime.UTC),
            order=number % 30000,
            heading=f"{words[number % 7].capitalize()} nr{number}",
            beslut_text=f"Nämnden godkänner {words[number % 5]} med löpnummer x{number}.",
        )
        for number in range(20_000)
    )
    with connection.cursor() as cursor:
        # What autovacuum does soon after: without it the planner counts with a long list still to be indexed.
        for index in ("paragraf_search", "paragraf_heading_trgm"):
            cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index])
        cursor.execute("ANALYZE protokoll_paragraf")
    for kind in ("sekreterare", "ledamot"):
        user = f.RollFactory(kind=kind, samverkan=organ.samverkan).anvandare
        found = paragrafer_for(user, organ.samverkan).filter(found_by("nr4711"))
        assert [row.number for row in found] == [712]
        plan = found.explain()
        assert ("paragraf_search" in plan, "paragraf_heading_trgm" in plan) == (True, True), plan
