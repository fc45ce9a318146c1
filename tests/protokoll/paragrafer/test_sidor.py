"""The meeting page and its forms, as a browser without script meets them."""

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from protokoll.arenden.models import Arende
from protokoll.paragrafer.acts import lagg_upp_fraser, oppna_paragraf, spara_text
from samverkan.models import Anvandare
from tests.protokoll.scen import MATTERS, Motesscen, mote_scen

pytestmark = pytest.mark.django_db


def signed_in(user: Anvandare) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def scen() -> Motesscen:
    return mote_scen("oppnat")


@pytest.fixture
def sekreterare(scen: Motesscen) -> Client:
    return signed_in(scen.sekreterare)


def words(answer: HttpResponse) -> str:
    return " ".join(answer.content.decode().split())


def test_the_page_shows_agenda_text_and_timetable(scen: Motesscen, sekreterare: Client) -> None:
    scen.avgor("Granskning")
    oppna_paragraf(scen.paragraf("Budget"), actor=scen.sekreterare)
    page = words(sekreterare.get(scen.url()))
    assert "Sammanträde 22 juni 2022" in page
    assert "Ordförande §§ 1–4 Ivar Stenman (S)" in page
    assert "4 av 5 tjänstgör" in page
    assert "e-nämnden är beslutför (minst 3). En ersättare tjänstgör: Boden." in page
    assert "ersätter Lena Gren (S)" in page
    assert "Avgör § 2 och gå vidare" in page


def test_a_decided_paragraf_leads_back_to_the_one_that_is_open(scen: Motesscen, sekreterare: Client) -> None:
    scen.avgor("Granskning")
    oppna_paragraf(scen.paragraf("Budget"), actor=scen.sekreterare)
    page = words(sekreterare.get(scen.paragraf_url("Granskning")))
    assert "Till öppna paragrafen" in page
    assert f'href="{scen.paragraf_url("Budget")}"' in page


@pytest.mark.parametrize("kind", ["controller", "ledamot", "kommunlasare", "administrator"])
def test_nobody_else_reaches_the_page(scen: Motesscen, kind: str) -> None:
    extra = {"organisation": scen.medlemmar[1]} if kind == "kommunlasare" else {}
    client = signed_in(scen.konto(kind, **extra))
    assert client.get(scen.url()).status_code == 404
    assert client.get(scen.paragraf_url("Budget")).status_code == 404
    assert client.post(scen.paragraf_url("Budget", "spara")).status_code == 404


def test_the_revisor_reads_and_changes_nothing(scen: Motesscen) -> None:
    client = signed_in(scen.konto("revisor"))
    page = words(client.get(scen.url()))
    assert ("Avgör" in page, "<textarea" in page, "Budget 2023" in page) == (False, False, True)
    assert client.post(scen.paragraf_url("Budget"), {"gor": "avgor"}).status_code == 403


def test_the_meeting_of_another_samverkan_is_not_found(scen: Motesscen, sekreterare: Client) -> None:
    other = mote_scen("oppnat")
    elsewhere = f"/{scen.samverkan.slug}/2022/sammantraden/mote/{other.sammantrade.pk}/"
    assert sekreterare.get(elsewhere).status_code == 404


def test_from_opening_to_closing_without_script() -> None:
    scen = mote_scen(matters=MATTERS[:2])
    client = signed_in(scen.sekreterare)
    assert "Öppna sammanträdet" in words(client.get(scen.url()))
    client.post(scen.url("oppna"))
    here = scen.sammantrade.deltagare.exclude(group="ersattare")
    client.post(scen.url("upprop"), {f"har.{one.pk}": "on" for one in here})
    for heading in ("Granskning", "Budget"):
        answer = client.post(
            scen.paragraf_url(heading),
            {"gor": "avgor", "outcome": "bifall", "motet": f"Samtal om {heading}."},
        )
        assert answer.status_code == 302
    client.post(scen.url("justerare"), {"justerare": scen.person("Stina Sarri").pk})
    client.post(scen.url("avsluta"), {"clock": "23:59"})
    scen.sammantrade.refresh_from_db()
    assert scen.sammantrade.status == "avslutat"
    assert [(one.number, one.motet, one.ordforande.name) for one in scen.paragrafer] == [
        (1, "Samtal om Granskning.", "Karin Sandell"),
        (2, "Samtal om Budget.", "Karin Sandell"),
    ]


def test_a_refused_decision_keeps_what_was_written(scen: Motesscen, sekreterare: Client) -> None:
    oppna_paragraf(scen.paragraf("Budget"), actor=scen.sekreterare)
    answer = sekreterare.post(
        scen.paragraf_url("Budget"), {"gor": "avgor", "outcome": "avslag", "motet": "Ett långt samtal."}
    )
    assert answer.status_code == 409
    assert "Texten är fortfarande förslaget" in words(answer)
    assert (scen.paragraf("Budget").motet, scen.paragraf("Budget").number) == ("Ett långt samtal.", None)


def test_saving_as_one_types(scen: Motesscen, sekreterare: Client) -> None:
    url = scen.paragraf_url("Budget", "spara")
    saved = sekreterare.post(url, {"field": "motet", "value": "Hej", "base": ""})
    assert (saved.status_code, saved.json()["text"], saved.json()["versioner"]) == (200, "Hej", 1)
    assert sekreterare.post(url, {"field": "secret", "value": "1"}).status_code == 422


def test_a_conflict_shows_both_texts(scen: Motesscen, sekreterare: Client) -> None:
    spara_text(scen.paragraf("Budget"), "motet", "Deras rad", actor=scen.konto("sekreterare"))
    url = scen.paragraf_url("Budget")
    met = sekreterare.post(url + "spara", {"field": "motet", "value": "Min rad", "base": ""})
    assert met.status_code == 409
    assert ("Deras rad" in met.json()["html"], met.json()["base"]) == (True, "Deras rad")
    plain = sekreterare.post(url, {"motet": "Min rad", "motet.bas": "", "gor": "spara"})
    assert (plain.status_code, "Min rad" in words(plain), "Deras rad" in words(plain)) == (409, True, True)
    mine = sekreterare.post(url, {"motet": "Min rad", "motet.bas": "Deras rad", "gor": "spara"})
    assert (mine.status_code, scen.paragraf("Budget").motet) == (302, "Min rad")


def test_a_phrase_is_put_in_without_script(scen: Motesscen, sekreterare: Client) -> None:
    sekreterare.post(
        scen.paragraf_url("Budget"),
        {"beslut_text": "E-nämnden beslutar.", "fras": "beslut_text:Paragrafen justeras omedelbart."},
    )
    assert scen.paragraf("Budget").beslut_text == "E-nämnden beslutar.\n\nParagrafen justeras omedelbart."


def test_attendance_is_changed_all_or_nothing(scen: Motesscen, sekreterare: Client) -> None:
    first = oppna_paragraf(scen.paragraf("Granskning"), actor=scen.sekreterare)
    stina, secretary = scen.person("Stina Sarri"), scen.sammantrade.deltagare.get(secretary=True)
    url = scen.paragraf_url("Granskning", "narvaro")
    refused = sekreterare.post(
        url, {f"status.{stina.pk}": "franvarande", f"status.{secretary.pk}": "tjanstgor"}
    )
    assert (refused.status_code, "KL 4:22" in words(refused)) == (409, True)
    assert first.narvaro.filter(deltagare=stina, status="tjanstgor").exists()
    sekreterare.post(url, {f"status.{stina.pk}": "franvarande"})
    assert not first.narvaro.filter(deltagare=stina).exists()


def test_the_small_forms_are_filled_in(scen: Motesscen, sekreterare: Client) -> None:
    paragraf = oppna_paragraf(scen.paragraf("Budget"), actor=scen.sekreterare)
    stina, jon = scen.person("Stina Sarri"), scen.person("Jon Lindgren")
    url = scen.paragraf_url("Budget")
    sekreterare.post(url + "yrkande", {"deltagare": stina.pk, "kind": "avslag", "instammer": [jon.pk]})
    yrkande = paragraf.yrkanden.get()
    sekreterare.post(
        f"/{scen.samverkan.slug}/2022/sammantraden/mote/yrkande/{yrkande.pk}", {"gor": "avslaget"}
    )
    votes = {f"rost_{row.deltagare_id}": "ja" for row in paragraf.narvaro.filter(status="tjanstgor")}
    question = {"question": "Budget", "yes_means": "bifall", "no_means": "avslag"}
    missing = sekreterare.post(url + "omrostning", question)
    assert (missing.status_code, "KL 5:67 p. 5" in words(missing)) == (409, True)
    sekreterare.post(url + "omrostning", question | votes)
    sekreterare.post(url + "beslutsgang")
    sekreterare.post(url + "reservation", {"deltagare": stina.pk, "kind": "reservation", "text": "Nej."})
    page = words(sekreterare.get(url))
    assert "4 ja, 0 nej" in page
    assert "bifall mot avslag under proposition" in scen.paragraf("Budget").beslutsgang
    assert "reserverar sig mot beslutet" in page


def test_the_history_of_a_text_is_shown(scen: Motesscen, sekreterare: Client) -> None:
    budget = scen.paragraf("Budget")
    spara_text(budget, "beslut_text", "E-nämnden beslutar att avvakta.", actor=scen.sekreterare)
    page = words(sekreterare.get(scen.paragraf_url("Budget", "andringar")))
    assert "Version 1" in page
    assert "<ins>avvakta.</ins>" in page


def queries(scen: Motesscen) -> int:
    client = signed_in(scen.sekreterare)
    client.get(scen.url())
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(scen.url()).status_code == 200
    return len(caught)


def test_the_page_asks_as_much_with_three_paragrafer_as_with_thirty() -> None:
    few = mote_scen("oppnat", matters=MATTERS[:3])
    many_matters = [(f"2022/{n}-1", f"Ärende {n}", "E-nämnden beslutar.") for n in range(30)]
    many = mote_scen("oppnat", matters=many_matters)
    for scen in (few, many):
        lagg_upp_fraser(scen.samverkan, actor=scen.sekreterare)
        first = scen.paragrafer[0]
        scen.avgor(first.heading)
        oppna_paragraf(scen.paragrafer[1], actor=scen.sekreterare)
    assert queries(few) == queries(many)
    assert Arende.objects.count() == 33
