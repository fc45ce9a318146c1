"""The path of a settlement: draft, closed and proposed, decided, opened again."""

import threading
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from kostnader.bokslut import acts
from kostnader.bokslut.models import Bokslut
from kostnader.bokslut.queries import awaited, openings
from kostnader.utfall.stangning import year_is_closed
from samverkan.beslut import beredning
from samverkan.beslut.beslutsobjekt import resting_on
from samverkan.lib.errors import Refused
from tests.kostnader.bokslut.scen import YEAR, Scen, equal_scen

pytestmark = pytest.mark.django_db


@pytest.fixture
def scen() -> Scen:
    """Three members paid 40 000 each; the year cost 150 000."""
    scen = equal_scen()
    scen.bill(1)
    scen.outcome((0, "150000"))
    return scen


def begun(scen: Scen, *actions: str) -> Bokslut:
    bokslut = acts.begin_bokslut(scen.samverkan, YEAR, actor=scen.controller)
    for organisation, action in zip(scen.medlemmar, actions, strict=False):
        acts.change_rad(bokslut, organisation.pk, action=action, actor=scen.controller)
    return bokslut


def proposed(scen: Scen, *actions: str) -> Bokslut:
    bokslut = begun(scen, *actions)
    acts.foresla_bokslut(bokslut, actor=scen.controller)
    return bokslut


def decided(scen: Scen, *actions: str) -> Bokslut:
    bokslut = proposed(scen, *actions)
    acts.besluta_bokslut(bokslut, beslut=scen.decision(), actor=scen.controller)
    return bokslut


def test_beginning_twice_is_beginning_once(scen: Scen) -> None:
    first = begun(scen)
    assert acts.begin_bokslut(scen.samverkan, YEAR, actor=scen.controller) == first
    assert (first.basis, first.rader.count()) == ("fakturerat", 3)


def test_proposing_closes_the_year_and_freezes_what_it_rests_on(scen: Scen) -> None:
    bokslut = proposed(scen)
    assert year_is_closed(scen.samverkan, YEAR)
    assert (bokslut.status, len(bokslut.sha256)) == ("foreslaget", 64)
    row = scen.row(bokslut, 1)
    assert (row.preliminary, row.actual, row.from_split, row.from_result) == (
        Decimal("40000.00"),
        Decimal("50000.00"),
        Decimal("0.00"),
        Decimal("-10000.00"),
    )
    assert (row.opening, row.closing) == (Decimal("0.00"), Decimal("-10000.00"))


def test_nothing_is_proposed_while_something_is_missing() -> None:
    scen = equal_scen()
    bokslut = begun(scen)
    with pytest.raises(Refused, match="Det finns inget utfall för 2023"):
        acts.foresla_bokslut(bokslut, actor=scen.controller)
    bokslut.refresh_from_db()
    assert (bokslut.status, year_is_closed(scen.samverkan, YEAR)) == ("utkast", False)


def test_only_a_deficit_can_be_charged(scen: Scen) -> None:
    bokslut = begun(scen)
    with pytest.raises(Refused, match="Bara ett överskott kan återbetalas") as refusal:
        acts.change_rad(bokslut, scen.medlemmar[1].pk, action="aterbetala", actor=scen.controller)
    assert refusal.value.field == "action"
    assert scen.row(bokslut, 1).action == "overfora"


def test_a_proposal_is_locked_until_it_is_taken_back(scen: Scen) -> None:
    bokslut = proposed(scen)
    with pytest.raises(Refused, match="Ta tillbaka bokslutet"):
        acts.change_rad(bokslut, scen.medlemmar[1].pk, action="avskriva", actor=scen.controller)
    acts.withdraw_bokslut(bokslut, actor=scen.controller)
    assert (bokslut.status, bokslut.underlag, bokslut.sha256) == ("utkast", None, "")
    assert scen.row(bokslut, 1).closing is None
    assert not year_is_closed(scen.samverkan, YEAR)


def test_a_decision_locks_it_for_good(scen: Scen) -> None:
    bokslut = decided(scen)
    assert (bokslut.status, year_is_closed(scen.samverkan, YEAR)) == ("beslutat", True)
    with pytest.raises(Refused, match="redan beslutat"):
        acts.besluta_bokslut(bokslut, beslut=scen.decision(paragraf="77"), actor=scen.controller)
    with pytest.raises(IntegrityError), transaction.atomic():
        bokslut.rader.update(closing=0, opening=0, preliminary=0, actual=0, from_split=0, from_result=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        Bokslut.objects.filter(pk=bokslut.pk).update(sha256="0" * 64)


@pytest.mark.parametrize(
    ("outcome", "status", "closed"),
    [
        ("bifall", "beslutat", True),
        ("avslag", "avslaget", False),
        ("aterremiss", "utkast", False),
        ("bordlaggning", "foreslaget", True),
    ],
)
def test_a_paragraph_decides_it(scen: Scen, outcome: str, status: str, closed: bool) -> None:
    bokslut = proposed(scen)
    carried = [(item.kind, item.object_id) for item in beredning.waiting(scen.samverkan)]
    assert carried == [("bokslut", bokslut.pk)]
    beredning.decide(carried, beslut=scen.decision(outcome=outcome), actor=scen.controller)
    bokslut.refresh_from_db()
    assert (bokslut.status, year_is_closed(scen.samverkan, YEAR)) == (status, closed)


def test_the_papers_show_every_member(scen: Scen) -> None:
    bokslut = proposed(scen)
    told = beredning.describe([("bokslut", bokslut.pk)])["bokslut", bokslut.pk]
    assert told.amount == Decimal("-30000.00")
    assert [row[0] for row in told.table] == [
        "Medlem, kr",
        *(one.short_name for one in scen.medlemmar),
        "Summa",
    ]
    assert told.table[-1][1:6] == tuple(
        text.replace(" ", "\u00a0") for text in ("120 000", "150 000", "0", "−30 000", "−30 000")
    )


def test_the_decisions_page_knows_what_rests_on_it(scen: Scen) -> None:
    bokslut = decided(scen)
    (item,) = resting_on([bokslut.beslut_id])[bokslut.beslut_id]
    assert (item.label, item.amount, bool(item.holds)) == ("Bokslut", Decimal("-30000.00"), True)


def test_each_members_own_decision_is_awaited_where_the_agreement_says_so(scen: Scen) -> None:
    bokslut = begun(scen)
    acts.change_bokslut(bokslut, basis="fakturerat", members_decide=True, actor=scen.controller)
    acts.foresla_bokslut(bokslut, actor=scen.controller)
    own = scen.decision(paragraf="8")
    acts.note_own_beslut(bokslut, scen.medlemmar[1].pk, beslut=own, actor=scen.controller)
    bokslut.refresh_from_db()
    assert [rad.organisation for rad in awaited(bokslut)] == [scen.medlemmar[0], scen.medlemmar[2]]
    with pytest.raises(Refused, match="har redan beslutat"):
        acts.note_own_beslut(bokslut, scen.medlemmar[1].pk, beslut=own, actor=scen.controller)


def test_next_year_begins_with_what_was_carried_over(scen: Scen) -> None:
    decided(scen, "overfora", "avskriva", "debitera")
    following = acts.begin_bokslut(scen.samverkan, YEAR + 1, actor=scen.controller)
    found = openings(following)
    assert [found[one.pk][0] for one in scen.medlemmar] == [Decimal("-10000.00"), 0, 0]


def test_a_balance_is_typed_where_no_settlement_gives_it(scen: Scen) -> None:
    bokslut, member = begun(scen), scen.medlemmar[1].pk
    amount = Decimal("2500.00")
    acts.change_rad(bokslut, member, action="overfora", typed_opening=amount, actor=scen.controller)
    acts.foresla_bokslut(bokslut, actor=scen.controller)
    row = scen.row(bokslut, 1)
    assert (row.opening, row.closing) == (amount, Decimal("-7500.00"))


def test_opening_again_keeps_what_was_decided_and_begins_anew(scen: Scen) -> None:
    bokslut = decided(scen, "overfora", "avskriva")
    with pytest.raises(Refused, match="Skriv varför"):
        acts.open_again(bokslut, reason=" ", actor=scen.controller)
    draft = acts.open_again(bokslut, reason="En faktura kom i mars.", actor=scen.controller)
    assert (bokslut.status, draft.number, draft.status) == ("oppnat", 2, "utkast")
    assert scen.row(draft, 1).action == "avskriva"
    assert not year_is_closed(scen.samverkan, YEAR)


def test_a_year_that_the_next_rests_on_is_not_opened(scen: Scen) -> None:
    bokslut = decided(scen)
    following = acts.begin_bokslut(scen.samverkan, YEAR + 1, actor=scen.controller)
    Bokslut.objects.filter(pk=following.pk).update(status="foreslaget", sha256="0" * 64)
    with pytest.raises(Refused, match="Bokslut 2024 bygger på det här"):
        acts.open_again(bokslut, reason="Fel", actor=scen.controller)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_is_refused() -> None:
    scen = equal_scen()
    scen.outcome((0, "150000"))
    bokslut = proposed(scen)
    decisions = [scen.decision(paragraf="5"), scen.decision(paragraf="6")]
    answers: list[str] = []

    def decide(number: int) -> None:
        try:
            acts.besluta_bokslut(
                Bokslut.objects.get(pk=bokslut.pk), beslut=decisions[number], actor=scen.controller
            )
            answers.append("beslutat")
        except Refused:
            answers.append("nekad")
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["beslutat", "nekad"]
