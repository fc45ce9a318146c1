import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protokoll.paragrafer.acts import lagg_upp_fraser, spara_fras, spara_text
from protokoll.paragrafer.fraser import fill
from protokoll.paragrafer.models import Paragraf
from protokoll.paragrafer.rules import closing_moment
from protokoll.sammantraden.models import Fras
from samverkan.lib import klocka
from samverkan.lib.errors import Refused
from samverkan.lib.local_time import STOCKHOLM
from samverkan.lib.merging import TextConflict, differences, merge
from tests.protokoll.scen import OPENS, Motesscen, mote_scen

LATER = OPENS + datetime.timedelta(minutes=20)
TEXT = "Rad ett\nRad två\nRad tre"


@pytest.fixture
def scen(db: None) -> Motesscen:
    return mote_scen("oppnat")


@pytest.fixture
def budget(scen: Motesscen) -> Paragraf:
    paragraf = scen.paragraf("Budget")
    spara_text(paragraf, "motet", TEXT, actor=scen.konto("sekreterare"))
    return paragraf


def test_writing_in_different_lines_is_merged(scen: Motesscen, budget: Paragraf) -> None:
    spara_text(budget, "motet", "RAD ETT\nRad två\nRad tre", base=TEXT, actor=scen.sekreterare)
    saved = spara_text(
        budget, "motet", "Rad ett\nRad två\nRad tre och fyra", base=TEXT, actor=scen.sekreterare
    )
    assert (saved.text, saved.merged) == ("RAD ETT\nRad två\nRad tre och fyra", True)


def test_writing_in_the_same_line_shows_both_and_loses_nothing(scen: Motesscen, budget: Paragraf) -> None:
    spara_text(budget, "motet", "Deras", base=TEXT, actor=scen.sekreterare)
    with pytest.raises(TextConflict) as conflict:
        spara_text(budget, "motet", "Mitt", base=TEXT, actor=scen.konto("sekreterare"))
    assert (conflict.value.theirs, conflict.value.mine, conflict.value.who) == ("Deras", "Mitt", "Peter Lund")
    budget.refresh_from_db()
    assert budget.motet == "Deras"


def test_two_who_write_the_same_do_not_meet(scen: Motesscen, budget: Paragraf) -> None:
    spara_text(budget, "motet", "Samma", base=TEXT, actor=scen.sekreterare)
    assert spara_text(budget, "motet", "Samma", base=TEXT, actor=scen.sekreterare).text == "Samma"


def test_a_stretch_of_writing_is_one_version(scen: Motesscen, budget: Paragraf) -> None:
    before = budget.textversioner.count()
    for text in ("N", "Nå", "Något"):
        spara_text(budget, "motet", text, actor=scen.sekreterare)
    with klocka.at(klocka.now() + datetime.timedelta(minutes=6)):
        spara_text(budget, "motet", "Något annat", actor=scen.sekreterare)
    texts = [one.text for one in budget.textversioner.all()]
    assert texts[before:] == ["Något", "Något annat"]


def test_a_decided_paragraf_is_put_right_before_justering_and_the_beslut_with_it(scen: Motesscen) -> None:
    budget = scen.avgor("Budget")
    spara_text(budget, "beslut_text", "E-nämnden beslutar att anta budgeten.", actor=scen.sekreterare)
    budget.beslut.refresh_from_db()
    assert budget.beslut.text == "E-nämnden beslutar att anta budgeten."
    assert budget.textversioner.get().before == "E-nämnden beslutar att godkänna budgeten för 2023."
    with pytest.raises(Refused, match=r"KL 5:67 p. 4"):
        spara_text(budget, "beslut_text", "", actor=scen.sekreterare)


def test_what_is_out_for_justering_is_not_written_in() -> None:
    scen = mote_scen("avslutat")
    first = scen.paragrafer[0]
    protokoll = scen.sammantrade.protokoll.create(content={}, content_sha256="0", deadline=OPENS.date())
    protokoll.paragrafer.add(first)
    with pytest.raises(Refused, match="KL 5:69"):
        spara_text(first, "motet", "Ändrat", actor=scen.sekreterare)
    spara_text(first, "motet", "Ändrat", in_round=True, actor=scen.sekreterare)


test_what_is_out_for_justering_is_not_written_in = pytest.mark.django_db(
    test_what_is_out_for_justering_is_not_written_in
)


def test_recipients_are_lines_with_or_without_address(scen: Motesscen, budget: Paragraf) -> None:
    lines = "Kiruna kommun <kansli@kiruna.example>\nGällivare kommun"
    assert spara_text(budget, "skickas_till", lines, actor=scen.sekreterare).text == lines
    with pytest.raises(Refused, match="Skriv"):
        spara_text(budget, "skickas_till", "<bara@adress.example>", actor=scen.sekreterare)


LINES = st.lists(st.sampled_from(["a", "b", "c", "d", ""]), max_size=6).map("\n".join)


@given(LINES, LINES)
def test_merging_with_what_has_not_changed_gives_the_change(base: str, mine: str) -> None:
    assert merge(base, mine, base) == mine
    assert merge(base, base, mine) == mine


@given(LINES, LINES, LINES)
def test_merging_is_the_same_from_both_sides(base: str, mine: str, theirs: str) -> None:
    assert merge(base, mine, theirs) == merge(base, theirs, mine)


@given(LINES, LINES)
def test_differences_hold_both_texts(before: str, after: str) -> None:
    bits = differences(before, after)
    assert "".join(bit.text for bit in bits if bit.kind != "in") == before
    assert "".join(bit.text for bit in bits if bit.kind != "ut") == after


def test_gaps_are_filled_and_the_rest_stay_open() -> None:
    gaps = {"organ": "E-nämnden", "ordforande": "ordföranden"}
    assert fill("{organ} beslutar att {okant}.", gaps) == "E-nämnden beslutar att …."
    assert fill("{ordforande} ställer. {ordforande} finner, {ordforande} säger", gaps) == (
        "Ordföranden ställer. Ordföranden finner, ordföranden säger"
    )


def test_the_usual_phrases_are_laid_up_once(scen: Motesscen) -> None:
    first = lagg_upp_fraser(scen.samverkan, actor=scen.sekreterare)
    assert (first > 10, lagg_upp_fraser(scen.samverkan, actor=scen.sekreterare)) == (True, 0)
    twin = Fras(samverkan=scen.samverkan, place="beslut", label="att bordlägga", text="x")
    with pytest.raises(Refused, match="redan en fras"):
        spara_fras(twin, actor=scen.sekreterare)


def moment(*parts: int, fold: int = 0) -> datetime.datetime:
    return datetime.datetime(*parts, tzinfo=STOCKHOLM, fold=fold)


def test_a_meeting_is_closed_at_the_clock_of_the_wall() -> None:
    assert closing_moment(moment(2022, 6, 22, 13, 0), datetime.time(14, 40)) == moment(2022, 6, 22, 14, 40)
    assert closing_moment(moment(2022, 6, 22, 23, 0), datetime.time(0, 20)) == moment(2022, 6, 23, 0, 20)


def test_when_summer_time_ends_the_hour_comes_twice() -> None:
    opened = moment(2022, 10, 30, 2, 30)
    closed = closing_moment(opened, datetime.time(2, 10))
    assert closed.timestamp() - opened.timestamp() == 40 * 60


def test_when_summer_time_begins_an_hour_does_not_exist() -> None:
    with pytest.raises(Refused, match="sommartiden"):
        closing_moment(moment(2022, 3, 27, 1, 30), datetime.time(2, 30))
