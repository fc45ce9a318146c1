"""Forecasts over HTTP: opening a round, filling it in with and without the script, locking it."""

import re
from decimal import Decimal as D

import pytest
from django.test import Client

from kostnader.models import Prognosomgang
from kostnader.prognos.acts import set_boxes
from kostnader.prognos.changes import BELOPP, KOMMENTAR, METOD, Box, Change
from kostnader.prognos.queries import rader
from tests import factories as f
from tests.kostnader.prognos.scen import YEAR, Ar, ett_ar
from tests.pages import count_queries, page_url

pytestmark = pytest.mark.django_db
SCRIPT = {"X-Rutnat": "1"}


@pytest.fixture
def ar() -> Ar:
    return ett_ar(("Personal", 120000), ("Intäkter", -24000))


@pytest.fixture
def maria(ar: Ar, client: Client) -> Client:
    client.force_login(ar.controller)
    return client


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def url(ar: Ar, name: str, **kwargs: object) -> str:
    return page_url(ar.scen.samverkan, f"prognos:{name}", year=YEAR, **kwargs)


def name_of(omgang: Prognosomgang, row: int, column: str) -> str:
    return Box.of(rader(omgang)[row], column).name


def test_before_the_first_round_the_page_says_how_to_begin(ar: Ar, maria: Client) -> None:
    assert "Öppna en prognosomgång" in words(maria.get(url(ar, "lista")))


def test_a_new_round_is_proposed_for_the_last_month_with_outcome(ar: Ar, maria: Client) -> None:
    ar.spend(2, 5000, "Personal")
    form = maria.get(url(ar, "ny")).context["form"]
    assert (form["name"].value(), form["through"].value()) == ("Prognos februari", 2)
    given = {"name": "Prognos februari", "through": "2", "limit_amount": "100 000", "limit_percent": "5"}
    response = maria.post(url(ar, "ny"), given)
    assert response["Location"] == url(ar, "omgang", pk=Prognosomgang.objects.get().pk)


def test_the_plain_form_saves_only_what_was_changed(ar: Ar, maria: Client) -> None:
    omgang = ar.omgang(through=3)
    sent = {
        name_of(omgang, 0, METOD): "rest",
        name_of(omgang, 0, BELOPP): "125 000,50",
        name_of(omgang, 0, KOMMENTAR): "Vikarie",
        name_of(omgang, 1, BELOPP): "-18 000",
    }
    response = maria.post(url(ar, "omgang", pk=omgang.pk), sent, follow=True)
    assert "2 rutor sparade" in words(response)
    assert [(row.method, row.amount, row.comment) for row in rader(omgang)] == [
        ("egen", D("125000.50"), "Vikarie"),
        ("rest", D(-18000), ""),
    ]


def test_the_script_is_told_what_every_row_says_now(ar: Ar, maria: Client) -> None:
    omgang = ar.omgang()
    sent = {name_of(omgang, 0, BELOPP): "150000"}
    data = maria.post(url(ar, "omgang", pk=omgang.pk), sent, headers=SCRIPT).json()
    key = f"{ar.tjanst.pk}-{rader(omgang)[0].slag.pk}"
    assert data["siffror"][f"a-{key}"] == "\u221230\u00a0000"
    assert data["rutor"][f"metod.{key.replace('-', '.')}"]["varde"] == "egen"
    assert data["saknar"][key] is True
    assert "1 avvikelse saknar kommentar" in re.sub(r"\s+", " ", data["lage"])


def test_a_text_that_is_no_amount_stays_with_its_reason(ar: Ar, maria: Client) -> None:
    omgang = ar.omgang()
    response = maria.post(url(ar, "omgang", pk=omgang.pk), {name_of(omgang, 0, BELOPP): "hundra"})
    assert response.status_code == 422
    assert "är inget tal" in words(response)
    assert 'value="hundra"' in response.content.decode()


def test_a_stale_box_shows_both_values(ar: Ar, maria: Client) -> None:
    omgang, stale = ar.omgang(), None
    stale = name_of(omgang, 0, BELOPP)
    other = f.AnvandareFactory(name="Lars Öberg")
    set_boxes(omgang, [Change(Box.of(rader(omgang)[0], BELOPP), D(100))], actor=other)
    response = maria.post(url(ar, "omgang", pk=omgang.pk), {stale: "200"})
    assert response.status_code == 409
    assert "Lars Öberg sparade 100" in words(response)
    again = {name_of(omgang, 0, BELOPP): "200"}  # as "Behåll mitt" sends it
    assert maria.post(url(ar, "omgang", pk=omgang.pk), again).status_code == 302
    assert rader(omgang)[0].amount == D(200)


def test_locking_names_the_rows_that_lack_a_comment(ar: Ar, maria: Client) -> None:
    omgang = ar.omgang()
    maria.post(url(ar, "omgang", pk=omgang.pk), {name_of(omgang, 0, BELOPP): "150000"})
    response = maria.post(url(ar, "las", pk=omgang.pk), follow=True)
    assert f"Skriv en kommentar till avvikelsen på {ar.tjanst.label}, Personal" in words(response)
    maria.post(url(ar, "omgang", pk=omgang.pk), {name_of(omgang, 0, KOMMENTAR): "Vikarie"})
    assert "är låst" in words(maria.post(url(ar, "las", pk=omgang.pk), follow=True))
    assert "<textarea" not in maria.get(url(ar, "omgang", pk=omgang.pk)).content.decode()


def test_the_overview_shows_rounds_and_how_the_forecast_moved(ar: Ar, maria: Client) -> None:
    ar.spend(1, 11000, "Personal")
    ar.omgang(through=1, name="Januari")
    second = ar.omgang(through=3, name="Mars")
    set_boxes(second, [Change(Box.of(rader(second)[0], BELOPP), D(100000))], actor=ar.controller)
    page = words(maria.get(url(ar, "lista"), {"enhet": "kr"}))
    assert "Januari januari öppen 96 000 99 000 −3 000 –" in page.replace("\u00a0", " ")
    assert "Mars mars öppen 96 000 82 000 14 000 17 000" in page.replace("\u00a0", " ")
    assert maria.get(url(ar, "excel")).status_code == 200
    assert maria.get(url(ar, "omgang_excel", pk=second.pk)).status_code == 200


def test_many_rows_take_no_more_questions_than_one(ar: Ar, maria: Client) -> None:
    omgang = ar.omgang()
    few = [count_queries(maria, address) for address in (url(ar, "omgang", pk=omgang.pk), url(ar, "lista"))]
    for number in range(8):
        tjanst = f.TjanstFactory(samverkan=ar.scen.samverkan, name=f"Ny {number}")
        ar.spend(1, 100, f"Slag {number}", tjanst=tjanst)
    many = [count_queries(maria, address) for address in (url(ar, "omgang", pk=omgang.pk), url(ar, "lista"))]
    assert many == few


def test_a_round_of_another_samverkan_is_not_there(ar: Ar, maria: Client) -> None:
    other = ett_ar(("Personal", 1)).omgang()
    assert maria.get(url(ar, "omgang", pk=other.pk)).status_code == 404
