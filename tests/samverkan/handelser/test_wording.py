from decimal import Decimal

import pytest

from samverkan.handelser import wording
from samverkan.handelser.acts import log
from tests.factories import AnvandareFactory, SamverkanFactory

pytestmark = pytest.mark.django_db


def say(template: str, **data: object) -> str:
    wording.register({"test.said": template})
    samverkan = SamverkanFactory(name="Itsam")
    return wording.wording(log("test.said", samverkan, actor=AnvandareFactory(), samverkan=samverkan, **data))


def test_amounts_are_told_in_swedish() -> None:
    assert say("utfärdade {objekt} på {belopp} kr", belopp=Decimal("20125.50")) == (
        "utfärdade Itsam på 20\N{NO-BREAK SPACE}125,50 kr"
    )


def test_what_the_event_does_not_carry_is_a_dash() -> None:
    assert say("till {vem}") == "till –"


def test_dates_and_numbers_stay_as_they_are() -> None:
    assert say("{antal} den {dag}", antal=26, dag="2023-04-03") == "26 den 2023-04-03"
