from datetime import date

import pytest

from protokoll.anslag.overklagande import (
    Overklagande,
    faults_of_appeal,
    how_to_appeal,
    is_appealable,
    who_may_appeal,
)

LAST = date(2026, 4, 7)


@pytest.mark.parametrize(
    ("slag", "prepares", "can_be_tried"),
    [
        ("fullmaktige", True, True),
        ("direktion", False, True),
        ("gemensam_namnd", False, True),
        ("namnd", True, False),
        ("beredning", False, False),
    ],
)
def test_which_decisions_can_be_tried(slag: str, prepares: bool, can_be_tried: bool) -> None:
    assert is_appealable(slag, forberedande_eller_verkstallande=prepares) == can_be_tried


def test_the_members_of_each_municipality_may_appeal_and_those_of_a_forbund_too() -> None:
    people = (
        "Den som är folkbokförd, äger fast egendom eller ska betala kommunalskatt i Ydre, Boxholm "
        "eller Kinda får överklaga."
    )
    assert who_may_appeal("gemensam_namnd", ["Ydre", "Boxholm", "Kinda"]) == people
    assert who_may_appeal("kommunalforbund", ["Ydre", "Boxholm", "Kinda"]) == (
        f"{people} Det får också förbundets medlemmar."
    )


def test_an_appeal_in_time_in_writing_with_its_circumstances_is_tried() -> None:
    assert faults_of_appeal(Overklagande(LAST, True, "§ 12", "Fel organ beslutade."), LAST) == []


def test_what_an_appeal_lacks_is_told_with_its_clause() -> None:
    late = Overklagande(date(2026, 4, 8), False, " ", "")
    assert [str(brist) for brist in faults_of_appeal(late, LAST)] == [
        "Överklagandet ska vara skriftligt. (KL 13:4)",
        "Överklagandet ska ange vilket beslut det gäller. (KL 13:4)",
        "Överklagandet ska ange omständigheterna. (KL 13:4)",
        "Överklagandet kom in efter 2026-04-07. (KL 13:5)",
    ]


def test_the_guidance_tells_who_where_and_until_when() -> None:
    guidance = how_to_appeal("gemensam_namnd", ["Luleå"], "Förvaltningsrätten i Luleå", LAST)
    assert guidance[1].startswith("Överklaga skriftligt till Förvaltningsrätten i Luleå.")
    assert guidance[2] == "Överklagandet ska ha kommit in senast 2026-04-07."
