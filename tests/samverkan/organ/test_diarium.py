import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.lib.errors import Refused
from samverkan.organ.diarium import (
    Diarienummer,
    format_diarienummer,
    next_number,
    parse_diarienummer,
    validate_pattern,
)

ITSAM, SERVICENAMND, E_NAMND = "ITSAM {ar}/{nr}", "ITVT-{ar}-{nr:5}", "{ar}/{nr}-{klass}"
REAL = [
    (ITSAM, "ITSAM 2023/95", Diarienummer(2023, 95)),
    (SERVICENAMND, "ITVT-2024-00009", Diarienummer(2024, 9)),
    (E_NAMND, "2022/9-2.2.0.1", Diarienummer(2022, 9, "2.2.0.1")),
]


@pytest.mark.parametrize(("pattern", "text", "number"), REAL)
def test_the_three_real_patterns_are_written_and_read(pattern: str, text: str, number: Diarienummer) -> None:
    assert validate_pattern(pattern) == pattern
    assert format_diarienummer(pattern, number) == text
    assert parse_diarienummer(pattern, text) == number


@pytest.mark.parametrize("text", ["Dnr 2023/95", "dnr: itsam 2023/95", "ITSAM2023/95", " ITSAM 2023/95 "])
def test_a_number_is_read_the_way_people_write_it(text: str) -> None:
    assert parse_diarienummer(ITSAM, text) == Diarienummer(2023, 95)


def test_the_width_may_be_written_with_a_nought() -> None:
    assert format_diarienummer("ITVT-{ar}-{nr:05}", Diarienummer(2024, 9)) == "ITVT-2024-00009"


def test_a_dash_of_another_kind_is_read_as_a_hyphen() -> None:
    assert parse_diarienummer(SERVICENAMND, "ITVT–2024–00009") == Diarienummer(2024, 9)


@given(st.sampled_from([ITSAM, SERVICENAMND]), st.integers(1900, 2100), st.integers(1, 10**7))
def test_any_number_comes_back_as_it_was(pattern: str, year: int, number: int) -> None:
    one = Diarienummer(year, number)
    assert parse_diarienummer(pattern, format_diarienummer(pattern, one)) == one


@pytest.mark.parametrize("text", ["2023", "ITSAM 2023/0", "ITSAM 23/95", "LYST 2023/95", ""])
def test_what_is_no_number_here_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Refused, match="Skriv som ITSAM 2024/9"):
        parse_diarienummer(ITSAM, text)


@pytest.mark.parametrize(
    "pattern", ["ITSAM {nr}", "{ar}{nr}", "{ar}/{nr}/{nr}", "{ar}/{nr}-{okant}", "2{ar}/{nr}"]
)
def test_a_pattern_that_could_mix_two_matters_is_refused(pattern: str) -> None:
    with pytest.raises(Refused):
        validate_pattern(pattern)


def test_a_class_is_needed_where_the_pattern_has_one() -> None:
    with pytest.raises(Refused, match="klassificering"):
        format_diarienummer(E_NAMND, Diarienummer(2022, 9))


def test_the_running_number_starts_over_each_year() -> None:
    used = [Diarienummer(2023, 95), Diarienummer(2023, 98), Diarienummer(2024, 1)]
    assert [next_number(used, year) for year in (2023, 2024, 2025)] == [99, 2, 1]
