"""A round from its opening to its lock: proposals follow the outcome, what is locked stands."""

from decimal import Decimal as D

import pytest
from django.db import IntegrityError, transaction

from kostnader.models import Handpost, Prognosomgang, Prognosrad
from kostnader.prognos.acts import change_omgang, create_omgang, lock_omgang, remove_omgang, set_boxes
from kostnader.prognos.changes import BELOPP, KOMMENTAR, METOD, Box, Change, Conflict
from kostnader.prognos.queries import omgang_of, rader
from samverkan.handelser.models import Handelse
from samverkan.lib.errors import Refused
from tests import factories as f
from tests.kostnader.prognos.scen import YEAR, Ar, ett_ar

pytestmark = pytest.mark.django_db


@pytest.fixture
def ar() -> Ar:
    return ett_ar(("Personal", 120000), ("Intäkter", -24000))


def fill(omgang: Prognosomgang, row: int, column: str, value, actor) -> int:
    return set_boxes(omgang, [Change(Box.of(rader(omgang)[row], column), value)], actor=actor)


def test_a_round_begins_with_outcome_and_remaining_budget(ar: Ar) -> None:
    ar.spend(1, 11000, "Personal")
    ar.spend(4, 99, "Personal")  # after the month the round knows
    (personal, income) = rader(ar.omgang(through=3))
    assert (personal.budget, personal.utfall, personal.amount) == (D(120000), D(11000), D(101000))
    assert (personal.deviation, income.amount) == (D(19000), D(-18000))


def test_the_proposal_of_an_open_round_follows_the_outcome(ar: Ar) -> None:
    omgang = ar.omgang(through=1)
    fill(omgang, 0, METOD, "rak", ar.controller)
    ar.spend(1, 11000, "Personal")
    assert rader(omgang)[0].amount == D(132000)


def test_an_amount_typed_is_ones_own_judgement_and_stays(ar: Ar) -> None:
    omgang = ar.omgang()
    fill(omgang, 0, BELOPP, D("125000.50"), ar.controller)
    ar.spend(1, 11000, "Personal")
    assert next((row.method, row.amount) for row in rader(omgang)) == ("egen", D("125000.50"))


def test_outcome_that_no_budget_foresaw_is_a_row_too(ar: Ar) -> None:
    ar.spend(2, 500, "Lokaler")
    assert [(row.slag.name, row.amount) for row in rader(ar.omgang(through=3))][-1] == ("Lokaler", D(500))


def test_two_who_write_in_the_same_box_meet_and_nothing_is_lost(ar: Ar) -> None:
    omgang, other = ar.omgang(), f.AnvandareFactory(name="Lars Öberg")
    seen = Box.of(rader(omgang)[0], BELOPP)
    set_boxes(omgang, [Change(seen, D(100))], actor=other)
    with pytest.raises(Conflict) as met:
        set_boxes(omgang, [Change(seen, D(200))], actor=ar.controller)
    (box,) = met.value.boxes
    assert (box.who, box.theirs, box.mine) == ("Lars Öberg", "100", "200")
    assert rader(omgang)[0].amount == D(100)


def test_two_who_write_in_different_boxes_of_a_row_both_get_through(ar: Ar) -> None:
    omgang = ar.omgang()
    amount, comment = (Box.of(rader(omgang)[0], column) for column in (BELOPP, KOMMENTAR))
    set_boxes(omgang, [Change(amount, D(100))], actor=ar.controller)
    set_boxes(omgang, [Change(comment, "Vakans")], actor=ar.controller)
    assert (rader(omgang)[0].amount, rader(omgang)[0].comment) == (D(100), "Vakans")


def test_what_already_stands_there_changes_nothing(ar: Ar) -> None:
    omgang = ar.omgang()
    assert fill(omgang, 0, BELOPP, rader(omgang)[0].amount, ar.controller) == 0
    assert not omgang.rader.exists()


def test_a_large_deviation_must_be_explained_before_the_round_is_locked(ar: Ar) -> None:
    omgang = ar.omgang()
    fill(omgang, 0, BELOPP, D(150000), ar.controller)
    with pytest.raises(Refused, match=f"{ar.tjanst.label}, Personal"):
        lock_omgang(omgang, actor=ar.controller)
    fill(omgang, 0, KOMMENTAR, "Två vikarier", ar.controller)
    lock_omgang(omgang, actor=ar.controller)
    omgang.refresh_from_db()
    assert not omgang.is_open


def test_a_locked_round_stands_whatever_comes_after(ar: Ar) -> None:
    ar.spend(1, 10000, "Personal")
    omgang = ar.omgang(through=1)
    lock_omgang(omgang, actor=ar.controller)
    lock_omgang(omgang, actor=ar.controller)  # pressed twice
    Handpost.objects.update(amount=D(77))
    omgang.refresh_from_db()
    assert [(row.budget, row.utfall, row.amount) for row in rader(omgang)] == [
        (D(120000), D(10000), D(120000)),
        (D(-24000), D(0), D(-22000)),
    ]
    assert Handelse.objects.filter(action="prognos.locked").count() == 1
    for act in (
        lambda: set_boxes(omgang, [Change(Box.of(rader(omgang)[0], BELOPP), D(1))], actor=ar.controller),
        lambda: remove_omgang(omgang, actor=ar.controller),
    ):
        with pytest.raises(Refused, match="låst"):
            act()


@pytest.mark.parametrize(
    "change",
    [
        lambda omgang: Prognosrad.objects.filter(omgang=omgang).update(amount=1),
        lambda omgang: Prognosrad.objects.filter(omgang=omgang).delete(),
        lambda omgang: Prognosrad.objects.create(
            omgang=omgang, tjanst=f.TjanstFactory(), kostnadsslag=omgang.rader.first().kostnadsslag
        ),
        lambda omgang: Prognosomgang.objects.filter(pk=omgang.pk).update(status="oppen"),
    ],
)
def test_the_database_itself_keeps_a_locked_round(ar: Ar, change) -> None:
    omgang = ar.omgang()
    lock_omgang(omgang, actor=ar.controller)
    with pytest.raises(IntegrityError), transaction.atomic():
        change(omgang)


def test_a_new_round_copies_methods_judgements_and_comments(ar: Ar) -> None:
    first = ar.omgang()
    fill(first, 0, BELOPP, D(150000), ar.controller)
    fill(first, 0, KOMMENTAR, "Två vikarier", ar.controller)
    fill(first, 1, METOD, "rak", ar.controller)
    lock_omgang(first, actor=ar.controller)
    second = ar.omgang(through=6, name="Prognos juni", source=first)
    assert [(row.method, row.comment) for row in rader(second)] == [("egen", "Två vikarier"), ("rak", "")]
    assert rader(second)[0].amount == D(150000)


def test_a_round_needs_a_budget_a_name_and_a_name_of_its_own(ar: Ar) -> None:
    ar.omgang()
    with pytest.raises(Refused, match="redan en omgång"):
        ar.omgang()
    with pytest.raises(Refused, match="namn"):
        ar.omgang(name="  ")
    with pytest.raises(Refused, match="ingen budget för 2031"):
        create_omgang(
            ar.scen.samverkan, 2031, name="P", through=0, limit_amount=D(1), limit_percent=D(1), actor=None
        )


def test_an_open_round_can_be_changed_and_thrown_away(ar: Ar) -> None:
    omgang = ar.omgang()
    fill(omgang, 0, METOD, "rak", ar.controller)
    change_omgang(omgang, name="Delår", through=8, limit_amount=D(5), limit_percent=D(0), actor=ar.controller)
    omgang.refresh_from_db()
    assert (str(omgang), omgang.through) == ("Delår 2023", 8)
    remove_omgang(omgang, actor=ar.controller)
    assert not Prognosomgang.objects.exists()


def test_the_round_of_a_month_is_the_newest_that_knows_no_later_month(ar: Ar) -> None:
    march, august = ar.omgang(through=3, name="mars"), ar.omgang(through=8, name="augusti")
    found = [omgang_of(ar.scen.samverkan, YEAR, month) for month in (2, 3, 7, 12)]
    assert found == [None, march, march, august]
