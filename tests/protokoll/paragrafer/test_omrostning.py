from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protokoll.paragrafer.omrostning import (
    CHOICES,
    Forslag,
    Rond,
    Rostetal,
    Utfall,
    Valutgang,
    Votum,
    decided_by_acclamation,
    is_open,
    kontraproposition,
    outcome_of_election,
    outcome_of_open,
    outcome_of_qualified,
    proposition_order,
    tally,
)
from samverkan.lib.errors import Refused

MAJORITY, CASTING = "majoritet", "utslagsrost"


def votes(text: str) -> list[Votum]:
    """'jnja' is four votes; person 0 is the chair."""
    words = {"j": "ja", "n": "nej", "a": "avstar"}
    return [Votum(str(place), words[sign]) for place, sign in enumerate(text)]


def test_votes_are_open_but_for_elections_and_hiring() -> None:
    assert [is_open(slag) for slag in ("sakfraga", "val", "anstallning")] == [True, False, False]


def test_the_tally_counts_each_once() -> None:
    assert tally(votes("jjna")) == Rostetal(2, 1, 1)
    assert tally(votes("jjna")).text == "2 ja, 1 nej, 1 avstår"
    with pytest.raises(Refused, match="1 har röstat två gånger"):
        tally([*votes("jj"), Votum("1", "nej")])
    with pytest.raises(ValueError, match="kanske"):
        Votum("1", "kanske")


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("jjn", Utfall("ja", MAJORITY, "KL 5:55")),
        ("nnj", Utfall("nej", MAJORITY, "KL 5:55")),
        ("jn", Utfall("ja", CASTING, "KL 5:56")),
        ("njjn", Utfall("nej", CASTING, "KL 5:56")),
    ],
)
def test_most_votes_win_and_at_a_tie_the_chairs_once_more(text: str, outcome: Utfall) -> None:
    assert outcome_of_open(votes(text), "0") == outcome


def test_at_a_tie_the_chair_must_vote() -> None:
    with pytest.raises(Refused, match=r"Ordföranden måste rösta \(KL 4:25, 5:56\)"):
        outcome_of_open(votes("ajn"), "0")


@given(st.lists(st.sampled_from("jna"), min_size=1, max_size=20))
def test_turning_every_vote_turns_the_outcome(signs: list[str]) -> None:
    if signs[0] == "a":
        signs[0] = "j"
    text = "".join(signs)
    turned = text.translate(str.maketrans("jn", "nj"))
    one, other = outcome_of_open(votes(text), "0"), outcome_of_open(votes(turned), "0")
    assert {one.vinner, other.vinner} == {"ja", "nej"}
    assert one.genom == other.genom
    assert sum(vars(tally(votes(text))).values()) == len(text)


@given(st.lists(st.sampled_from("jna"), max_size=20), st.randoms())
def test_the_order_of_voting_does_not_matter(signs: list[str], chance: object) -> None:
    roster = votes("j" + "".join(signs))
    shuffled = sorted(roster, key=lambda rost: hash((rost.person, chance)))
    assert outcome_of_open(roster, "0") == outcome_of_open(shuffled, "0")


@pytest.mark.parametrize(
    ("ja", "nej", "share", "winner"),
    [
        (10, 5, Fraction(2, 3), "ja"),
        (9, 5, Fraction(2, 3), "nej"),
        (3, 0, Fraction(1), "ja"),
        (5, 5, Fraction(1, 2), "nej"),
        (0, 0, Fraction(2, 3), "nej"),
    ],
)
def test_a_qualified_majority_is_reached_or_nej_has_won(
    ja: int, nej: int, share: Fraction, winner: str
) -> None:
    assert outcome_of_qualified(Rostetal(ja, nej, 4), share).vinner == winner
    with pytest.raises(ValueError, match="from a half"):
        outcome_of_qualified(Rostetal(1, 0), Fraction(1, 3))


def test_an_election_with_equals_at_the_last_place_is_settled_by_lot() -> None:
    count = {"Bo": 5, "Eva": 5, "Siv": 4}
    assert outcome_of_election(count, 2) == Valutgang(("Bo", "Eva"), (), 0)
    assert outcome_of_election(count, 1) == Valutgang((), ("Bo", "Eva"), 1)
    assert outcome_of_election(count, 1, ["Eva"]) == Valutgang(("Eva",), (), 0)
    assert outcome_of_election({"Bo": 7, "Eva": 5, "Siv": 5}, 2) == Valutgang(("Bo",), ("Eva", "Siv"), 1)


@pytest.mark.parametrize("drawn", [["Siv"], ["Bo", "Eva"], ["Bo", "Bo"]])
def test_a_lot_that_chose_wrong_is_refused(drawn: list[str]) -> None:
    with pytest.raises(Refused, match="Lotten ska välja 1 av Bo, Eva"):
        outcome_of_election({"Bo": 5, "Eva": 5, "Siv": 4}, 1, drawn)


def test_there_is_a_candidate_for_each_seat() -> None:
    with pytest.raises(ValueError, match="candidate for each seat"):
        outcome_of_election({"Bo": 5}, 2)


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 5), min_size=1), st.data())
def test_nobody_with_fewer_votes_is_elected_before_one_with_more(
    count: dict[str, int], data: st.DataObject
) -> None:
    seats = data.draw(st.integers(1, len(count)))
    result = outcome_of_election(count, seats)
    assert len(result.valda) + result.platser_att_lotta == seats
    left = [name for name in count if name not in result.valda]
    assert all(count[one] >= count[other] for one in result.valda for other in left)
    assert all(count[one] == max(count[name] for name in left) for one in result.lottas)


def test_putting_off_is_decided_first_and_additions_last() -> None:
    bifall, avslag, more = (
        Forslag("Bifall", "bifall"),
        Forslag("Avslag", "avslag"),
        Forslag("Även", "tillagg"),
    )
    off, gone = Forslag("Åter", "aterremiss"), Forslag("Bordlägg", "bordlaggning", aterkallat=True)
    assert proposition_order([more, bifall, gone, avslag, off]) == ((off,), (bifall, avslag), (more,))
    assert proposition_order([gone]) == ()


def test_the_chair_finds_the_outcome_unless_a_vote_is_asked_for() -> None:
    assert decided_by_acclamation("Bifall", ["Bifall", "Avslag"], vote_asked=False) == "Bifall"
    assert decided_by_acclamation("Bifall", ["Bifall", "Avslag"], vote_asked=True) is None
    with pytest.raises(ValueError, match="Nobody proposed"):
        decided_by_acclamation("Annat", ["Bifall"], vote_asked=False)


def test_the_others_meet_first_and_the_last_meets_the_main_proposal() -> None:
    assert kontraproposition("A", ["B", "C", "D"], max) == (
        Rond("B", "C", "C"),
        Rond("C", "D", "D"),
        Rond("A", "D", "D"),
    )
    assert kontraproposition("A", ["B"], min) == (Rond("A", "B", "A"),)
    with pytest.raises(ValueError, match="all different"):
        kontraproposition("A", [], min)


@given(st.integers(1, 8))
def test_there_is_one_vote_less_than_proposals(count: int) -> None:
    rounds = kontraproposition("0", [str(number) for number in range(1, count + 1)], min)
    assert len(rounds) == count
    assert rounds[-1].ja == "0"


def test_the_choices_are_three() -> None:
    assert CHOICES == ("ja", "nej", "avstar")
