from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.lib.errors import Refused
from samverkan.lib.period import PARTS_PER_YEAR, Month, Part, due_month, months, parse_date, parts

years = st.integers(1990, 2200)
rhythms = st.sampled_from(sorted(PARTS_PER_YEAR))


@given(years, rhythms)
def test_the_parts_cover_the_year_once_and_in_order(year, rhythm):
    cut = parts(rhythm, year)
    assert len(cut) == PARTS_PER_YEAR[rhythm]
    assert [month for part in cut for month in part.months] == [
        Month(year, number) for number in range(1, 13)
    ]
    assert (cut[0].first_day, cut[-1].last_day) == (date(year, 1, 1), date(year, 12, 31))
    assert all(a.last_day + timedelta(days=1) == b.first_day for a, b in pairwise(cut))
    assert {part.rhythm for part in cut} == {rhythm}


@given(years, st.integers(1, 12), st.integers(-500, 500))
def test_months_add_as_they_subtract(year, number, steps):
    month = Month(year, number)
    assert (month + steps) - month == steps
    assert (month + steps) - steps == month
    assert (month + steps > month) == (steps > 0)
    assert Month.parse(str(month)) == month == Month.of(month.last_day)


def test_months_run_from_first_to_last():
    assert list(months(Month(2022, 11), Month(2023, 1))) == [Month(2022, 11), Month(2022, 12), Month(2023, 1)]
    assert list(months(Month(2023, 2), Month(2023, 1))) == []
    assert Month(2024, 2).last_day == date(2024, 2, 29)
    assert Month(2023, 1).name == "januari 2023"
    with pytest.raises(ValueError, match="no month 13"):
        Month(2023, 13)


@given(years, rhythms)
def test_advance_is_due_when_the_part_begins_and_arrears_when_it_is_over(year, rhythm):
    for part in parts(rhythm, year):
        assert due_month(part, "forskott") == part.first
        assert due_month(part, "efterskott") - part.last == 1


def test_arrears_of_the_last_quarter_fall_due_next_year():
    last = parts("kvartal", 2023)[-1]
    assert due_month(last, "efterskott") == Month(2024, 1)


def test_a_yearly_charge_may_name_its_month():
    (year,) = parts("ar", 2023)
    assert due_month(year, "forskott", 5) == Month(2023, 5)
    assert due_month(year, "efterskott", 12) == Month(2023, 12)
    with pytest.raises(ValueError, match="Only a yearly part"):
        due_month(parts("kvartal", 2023)[0], "forskott", 5)
    with pytest.raises(ValueError, match="Unknown timing"):
        due_month(year, "sedan")


def test_a_part_names_itself():
    def texts(part: Part) -> tuple[str, str, str]:
        return part.part_text, part.months_text, part.period_text

    assert texts(parts("kvartal", 2023)[0]) == (
        "Kvartal 1 av 4",
        "jan–mars",
        "kvartal 1, 2023-01-01 – 2023-03-31",
    )
    assert texts(parts("manad", 2024)[1]) == ("Månad 2 av 12", "feb", "februari, 2024-02-01 – 2024-02-29")
    assert texts(parts("halvar", 2023)[1]) == (
        "Halvår 2 av 2",
        "juli–dec",
        "halvår 2, 2023-07-01 – 2023-12-31",
    )
    assert texts(parts("ar", 2023)[0]) == ("Helår 2023", "jan–dec", "helår 2023, 2023-01-01 – 2023-12-31")


@pytest.mark.parametrize("text", ["2023-01-31", "20230131", " 2023-01-31 "])
def test_a_date_is_read(text):
    assert parse_date(text) == date(2023, 1, 31)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("31/1 2023", "Skriv datum som år-månad-dag, till exempel 2023-01-31."),
        ("2023-02-30", "Datumet 2023-02-30 finns inte. Skriv till exempel 2023-01-31."),
    ],
)
def test_a_date_that_cannot_be_read_says_how_to_write_it(text, message):
    with pytest.raises(Refused) as caught:
        parse_date(text)
    assert str(caught.value) == message
