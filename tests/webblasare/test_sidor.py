"""Every kind of page that a person can reach by links is accessible, keeps to the house and fits a phone."""

from collections.abc import Callable

import pytest

from tests.webblasare.besok import SLUG, Besok

PEOPLE = {
    "controller": "maria.engstrom@lulea.example",
    "kommunläsare": "elin.niva@kiruna.example",
    "administratör": "sofia.hedman@lulea.example",
}
MINUTES = {
    "sekreterare": "anders.vikstrom@lulea.example",
    "ledamot": "mats.alatalo@kalix.example",
}
# Of the other pages, those who keep or read minutes see no more than the people above.
IN_MINUTES = (
    "start:start",
    "sammantraden",
    "mote",
    "arenden",
    "justering",
    "protokoll",
    "anslag",
    "uppfoljning",
)
IN_MINUTES += ("organ", "beslut", "anslagstavla", "publicerat", "kontrollera")


@pytest.mark.parametrize("role", PEOPLE)
def test_every_page_within_reach_is_for_everyone(role: str, nytt_besok: Callable[[], Besok]) -> None:
    person = nytt_besok()
    person.logga_in(PEOPLE[role])
    for _ in person.sidor(f"/{SLUG}/2023/", set()):
        person.granska()


@pytest.mark.parametrize("role", MINUTES)
def test_every_page_of_minutes_within_reach_is_for_everyone(
    role: str, nytt_besok: Callable[[], Besok]
) -> None:
    """From the year of the example's meetings."""
    person = nytt_besok()
    person.logga_in(MINUTES[role])
    for _ in person.sidor(f"/{SLUG}/2022/", set(), only=IN_MINUTES):
        person.granska()


def test_the_pages_before_signing_in_are_for_everyone(nytt_besok: Callable[[], Besok]) -> None:
    anyone = nytt_besok()
    for _ in anyone.sidor("/logga-in/", set()):
        anyone.granska()
