"""A closed year stays as it is until it is opened again."""

import pytest

from kostnader.utfall.models import Stangtar
from kostnader.utfall.stangning import close_year, open_year, refuse_closed, year_is_closed
from samverkan.lib.errors import Refused
from tests import factories as f

pytestmark = pytest.mark.django_db


def test_a_year_is_open_until_it_is_closed() -> None:
    samverkan, person = f.SamverkanFactory(), f.AnvandareFactory()
    refuse_closed(samverkan, [2023])
    close_year(samverkan, 2023, actor=person)
    assert [year_is_closed(samverkan, year) for year in (2022, 2023, 2024)] == [False, True, False]


def test_changing_a_closed_year_is_refused_with_the_remedy() -> None:
    samverkan, person = f.SamverkanFactory(), f.AnvandareFactory()
    close_year(samverkan, 2023, actor=person)
    with pytest.raises(Refused, match=r"2023 är stängt.*Öppna året igen under Bokslut") as refusal:
        refuse_closed(samverkan, [2024, 2023], field="fil")
    assert refusal.value.field == "fil"
    refuse_closed(samverkan, [2024])


def test_another_samverkan_is_not_touched() -> None:
    close_year(f.SamverkanFactory(), 2023, actor=f.AnvandareFactory())
    assert not year_is_closed(f.SamverkanFactory(), 2023)


def test_closing_twice_closes_once_and_opening_keeps_the_reason() -> None:
    samverkan, person = f.SamverkanFactory(), f.AnvandareFactory()
    close_year(samverkan, 2023, actor=person)
    close_year(samverkan, 2023, actor=person)
    open_year(samverkan, 2023, reason="En faktura från december kom i mars.", actor=person)
    open_year(samverkan, 2023, reason="igen", actor=person)
    assert not year_is_closed(samverkan, 2023)
    assert [one.reason for one in Stangtar.objects.all()] == ["En faktura från december kom i mars."]
