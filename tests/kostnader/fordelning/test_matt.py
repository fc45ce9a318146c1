from datetime import date

import pytest

from kostnader.fordelning.matt import wanted_measures
from samverkan.matt.queries import matt_table
from samverkan.matt.wanted import Wanted
from tests.factories import (
    AnslutningFactory,
    MattFactory,
    MattslagFactory,
    MedlemFactory,
    NyckelFactory,
    NyckelkomponentFactory,
    SamverkanFactory,
    TjanstFactory,
)

pytestmark = pytest.mark.django_db

DAY = date(2020, 12, 31)


def test_a_key_asks_for_its_measure_of_those_who_take_part_and_the_table_says_who_lacks_it() -> None:
    samverkan, kind = SamverkanFactory(), MattslagFactory()
    nyckel = NyckelFactory(samverkan=samverkan, short_name="50/50")
    NyckelkomponentFactory(version__nyckel=nyckel, kind="matt", mattslag=kind, reference_date=DAY)
    tjanst = TjanstFactory(samverkan=samverkan, nyckel=nyckel)
    kiruna, boden, outside = (
        MedlemFactory(samverkan=samverkan, organisation__short_name=name).organisation
        for name in ("Kiruna", "Boden", "Utanför")
    )
    for organisation in (kiruna, boden):
        AnslutningFactory(tjanst=tjanst, organisation=organisation)
    MattFactory(mattslag=kind, organisation=kiruna, reference_date=DAY)
    assert wanted_measures(samverkan, 2023) == [
        Wanted(kind.pk, DAY, "50/50", frozenset({kiruna.pk, boden.pk}))
    ]
    table = matt_table(samverkan, 2023, kind)
    assert [(c.day, c.wanted_by, c.missing) for c in table.dates] == [(DAY, ["50/50"], ["Boden"])]
    assert outside.short_name == "Utanför"
