"""The outcome by hand: saved per box, conflicts shown, closed years left alone."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from kostnader.models import Handpost
from kostnader.utfall.acts.hand import Konflikt, set_handposter
from kostnader.utfall.hand import Handandring, Handfalt
from kostnader.utfall.queries import drift, last_month
from kostnader.utfall.stangning import close_year
from samverkan.lib.errors import Refused
from tests.factories import AnvandareFactory
from tests.kostnader.utfall.scen import Utfallsscen, utfallsscen
from tests.pages import page_url

pytestmark = pytest.mark.django_db
YEAR = 2024


@pytest.fixture
def scen(client: Client) -> Utfallsscen:
    scen = utfallsscen()
    client.force_login(scen.controller)
    return scen


def box(scen: Utfallsscen, month: int = 1, revision: int = 0, base: str = "0.00") -> Handfalt:
    return Handfalt(scen.drift.pk, scen.personal.pk, month, revision, Decimal(base))


def put(scen: Utfallsscen, amount: str, **seen: object) -> int:
    change = Handandring(box(scen, **seen), Decimal(amount))
    return set_handposter(scen.samverkan, YEAR, [change], actor=scen.controller)


def test_an_amount_by_hand_counts(scen: Utfallsscen) -> None:
    assert put(scen, "100.50", month=3) == 1
    assert drift(scen.samverkan, YEAR) == {(scen.drift.pk, scen.personal.pk): Decimal("100.50")}
    assert last_month(scen.samverkan, YEAR) == 3


def test_what_is_emptied_counts_no_more(scen: Utfallsscen) -> None:
    put(scen, "100")
    put(scen, "0", revision=1, base="100.00")
    assert (drift(scen.samverkan, YEAR), last_month(scen.samverkan, YEAR)) == ({}, 0)


def test_the_same_amount_again_changes_nothing(scen: Utfallsscen) -> None:
    put(scen, "100")
    assert put(scen, "100") == 0
    assert Handpost.objects.get().revision == 1


def test_two_amounts_in_one_box_are_a_conflict(scen: Utfallsscen) -> None:
    put(scen, "100")
    with pytest.raises(Konflikt) as met:
        put(scen, "200")
    cell = met.value.cells[0]
    assert (cell.theirs, cell.who, cell.first_name) == (Decimal("100.00"), "Maria Controller", "Maria")


def test_a_closed_year_is_left_alone(scen: Utfallsscen) -> None:
    close_year(scen.samverkan, YEAR, actor=scen.controller)
    with pytest.raises(Refused, match="2024 är stängt"):
        put(scen, "100")


def url(scen: Utfallsscen, name: str = "hand") -> str:
    return page_url(scen.samverkan, f"utfall:{name}", year=YEAR)


def test_the_grid_saves_a_box_and_answers_with_what_changed(client: Client, scen: Utfallsscen) -> None:
    page = f"{url(scen)}?rad={scen.drift.pk}-{scen.personal.pk}"
    assert box(scen).name in client.get(page).content.decode()
    answer = client.post(page, {box(scen).name: "1 200,50"}, headers={"X-Rutnat": "1"}).json()
    assert answer["rutor"] == {
        box(scen).key: {"namn": box(scen, 1, 1, "1200.50").name, "text": "1\u00a0200,50"}
    }
    assert answer["siffror"][f"t{scen.drift.pk}-{scen.personal.pk}"] == "1\u00a0200,50"


def test_a_text_that_is_no_amount_stays_with_its_fault(client: Client, scen: Utfallsscen) -> None:
    page = f"{url(scen)}?rad={scen.drift.pk}-{scen.personal.pk}"
    answer = client.post(page, {box(scen).name: "tolv"})
    assert answer.status_code == 422
    assert "”tolv” är inget tal" in answer.content.decode()
    assert Handpost.objects.count() == 0


def test_a_conflict_is_shown_with_both_values(client: Client, scen: Utfallsscen) -> None:
    other = AnvandareFactory(name="Lars Berg")
    change = Handandring(box(scen), Decimal("100"))
    set_handposter(scen.samverkan, YEAR, [change], actor=other)
    answer = client.post(url(scen), {box(scen).name: "200"}, headers={"X-Rutnat": "1"})
    assert answer.status_code == 409
    assert "Lars Berg sparade 100" in answer.json()["rader"][box(scen).key]


def test_a_block_from_a_spreadsheet_is_shown_before_it_is_saved(client: Client, scen: Utfallsscen) -> None:
    put(scen, "5")
    sent = {"start": box(scen).key, "block": "10\t20\t30"}
    page = client.post(url(scen, "hand_klistra"), sent, headers={"X-Rutnat": "1"}).content.decode()
    assert "3 celler ändras" in page
    client.post(url(scen), {box(scen, 1, 1, "5.00").name: "10", box(scen, 2).name: "20"})
    assert list(Handpost.objects.order_by("month").values_list("month", "amount")) == [
        (date(2024, 1, 1), Decimal("10.00")),
        (date(2024, 2, 1), Decimal("20.00")),
    ]
