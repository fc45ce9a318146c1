"""The public notice board: open to all, the same for all, and nothing on it that does not belong."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client

from protokoll.anslag.acts import bekrafta
from protokoll.anslag.webb import (
    WEBB_PDF_JOBB,
    avpublicera,
    forbered_webbversion,
    publicera,
    what_public_reads,
)
from protokoll.anslag.webbtext import digest
from protokoll.models import Webbversion
from samverkan.jobb.acts import perform
from samverkan.jobb.models import Jobb
from samverkan.lib import klocka
from tests.protokoll.anslag.scen import Scen, make_scen

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def scen() -> Scen:
    scen = make_scen()
    anslag = scen.announce()
    with klocka.at(scen.announce().platser.first().posted_at + timedelta(hours=1)):
        bekrafta(anslag, actor=scen.sekreterare)
    return scen


def publish(scen: Scen) -> Webbversion:
    version = forbered_webbversion(scen.protokoll, actor=scen.sekreterare)
    read = digest(what_public_reads(version))
    until = klocka.today() + timedelta(days=30)
    publicera(version, read=read, unpublish_on=until, actor=scen.sekreterare)
    perform(Jobb.objects.get(kind=WEBB_PDF_JOBB).pk)
    version.refresh_from_db()
    return version


def addresses(scen: Scen) -> list[str]:
    anslag, version = scen.announce(), publish(scen)
    slug = scen.samverkan.slug
    return [
        "/anslagstavla/",
        "/anslagstavla/flode/",
        f"/anslagstavla/{slug}/",
        f"/anslagstavla/{slug}/flode/",
        f"/anslagstavla/{slug}/{anslag.pk}/",
        f"/protokoll/{slug}/",
        f"/protokoll/{slug}/{version.pk}/",
        f"/protokoll/{slug}/{version.pk}/pdf/",
    ]


def text(answer: HttpResponse) -> str:
    return " ".join(answer.content.decode().split())


def test_no_public_page_sets_a_cookie_opens_a_session_or_depends_on_one(scen: Scen) -> None:
    sessions = Session.objects.count()
    for url in addresses(scen):
        answer = Client().get(url)
        assert (url, answer.status_code) == (url, 200)
        assert (url, "Set-Cookie" in answer.headers, len(answer.cookies)) == (url, False, 0)
        assert (url, "cookie" in answer.get("Vary", "").lower()) == (url, False)
        assert "public" in answer["Cache-Control"]
    assert Session.objects.count() == sessions


def test_a_page_that_is_not_there_sets_no_cookie_either(scen: Scen) -> None:
    for url in ("/anslagstavla/finns-inte/", f"/anslagstavla/{scen.samverkan.slug}/999/", "/protokoll/x/1/"):
        answer = Client().get(url)
        assert (answer.status_code, "Set-Cookie" in answer.headers) == (404, False)


def test_a_signed_in_person_sees_the_same_as_anybody_and_stays_signed_in(scen: Scen) -> None:
    client = Client()
    client.force_login(scen.sekreterare, backend="django.contrib.auth.backends.ModelBackend")
    for url in addresses(scen):
        answer = client.get(url)
        assert (answer.content, "Set-Cookie" in answer.headers) == (Client().get(url).content, False)
    assert client.get("/mitt-konto/").status_code == 200


def test_the_board_is_only_for_reading(scen: Scen) -> None:
    assert {Client().post(url).status_code for url in addresses(scen)} == {405}


def test_a_notice_says_what_the_law_asks(scen: Scen) -> None:
    anslag = scen.announce()
    page = text(Client().get(f"/anslagstavla/{scen.samverkan.slug}/{anslag.pk}/"))
    for fact in (
        "Norrbottens e-nämnd",
        "§§ 8–10",
        "onsdag 22 juni 2022",
        "onsdag 6 juli 2022",
        "onsdag 27 juli 2022",
        "Luleå kommun",
        "Anders Vikström",
        "Förvaltningsrätten i Luleå",
        "Beslutet överklagas senast 2022-07-27, därför att anslaget sattes upp 2022-07-06",
    ):
        assert fact in page


def test_a_notice_is_readable_here_before_the_other_boards_are_confirmed() -> None:
    scen = make_scen()
    anslag = scen.announce()
    page = text(Client().get(f"/anslagstavla/{scen.samverkan.slug}/{anslag.pk}/"))
    assert "1 av 3 tavlor" in page
    assert "räknas ut när anslaget är uppe på alla tavlor" in page
    assert page.count("inte bekräftad än") == 2


def test_what_is_not_up_or_has_come_down_is_not_there(scen: Scen) -> None:
    anslag = scen.announce()
    url = f"/anslagstavla/{scen.samverkan.slug}/{anslag.pk}/"
    type(anslag).objects.filter(pk=anslag.pk).update(status="nertaget")
    assert Client().get(url).status_code == 404
    assert "§§ 8–10" not in text(Client().get("/anslagstavla/"))
    waiting = make_scen(names=("Piteå", "Kiruna", "Pajala"))
    assert waiting.samverkan.name not in text(Client().get("/anslagstavla/"))


def test_a_notice_is_not_found_under_another_samverkan(scen: Scen) -> None:
    other = make_scen(names=("Piteå", "Kiruna", "Pajala"))
    assert Client().get(f"/anslagstavla/{other.samverkan.slug}/{scen.announce().pk}/").status_code == 404


def test_the_feed_is_atom_with_what_stands_on_the_board(scen: Scen) -> None:
    answer = Client().get(f"/anslagstavla/{scen.samverkan.slug}/flode/")
    feed = ElementTree.fromstring(answer.content)
    entries = feed.findall("a:entry", ATOM)
    link = entries[0].find("a:link", ATOM).get("href")
    assert entries[0].findtext("a:title", namespaces=ATOM).endswith("§§ 8–10")
    assert link == f"http://testserver/anslagstavla/{scen.samverkan.slug}/{scen.announce().pk}/"


def test_the_sign_in_page_shows_the_newest_notices(scen: Scen) -> None:
    page = text(Client().get("/logga-in/"))
    assert "Öppet för alla" in page
    assert f"/anslagstavla/{scen.samverkan.slug}/{scen.announce().pk}/" in page


def test_published_protocols_are_not_for_search_engines(scen: Scen) -> None:
    version = publish(scen)
    url = f"/protokoll/{scen.samverkan.slug}/{version.pk}/"
    page, paper = Client().get(url), Client().get(f"{url}pdf/")
    assert page["X-Robots-Tag"] == paper["X-Robots-Tag"] == "noindex, noarchive"
    assert '<meta name="robots" content="noindex, noarchive">' in page.content.decode()
    assert "no-cache" in page["Cache-Control"]
    assert paper["Content-Type"] == "application/pdf"


def test_what_is_taken_off_the_web_is_gone_at_once(scen: Scen) -> None:
    version = publish(scen)
    avpublicera(version, actor=scen.sekreterare)
    for url in (f"/protokoll/{scen.samverkan.slug}/{version.pk}/", "pdf/"):
        path = url if url.startswith("/") else f"/protokoll/{scen.samverkan.slug}/{version.pk}/pdf/"
        assert Client().get(path).status_code == 404


def test_a_protocol_leaves_the_web_on_its_day_even_if_no_clock_runs(scen: Scen) -> None:
    version = publish(scen)
    Webbversion.objects.update(unpublish_on=klocka.today())
    assert Client().get(f"/protokoll/{scen.samverkan.slug}/{version.pk}/").status_code == 404


def test_the_board_asks_the_same_number_of_questions_however_much_is_on_it(
    scen: Scen, django_assert_num_queries
) -> None:
    make_scen(names=("Piteå", "Kiruna", "Pajala")).announce()
    with django_assert_num_queries(2):
        Client().get("/anslagstavla/")
