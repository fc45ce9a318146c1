import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.lib.errors import Refused
from samverkan.organ.paragrafserie import broken_series, next_paragraf, paragrafer_text, parse_paragrafer

NUMBERS = st.sets(st.integers(1, 400), min_size=1, max_size=30)


def test_a_year_starts_at_one_and_goes_on() -> None:
    assert next_paragraf([]) == 1
    assert next_paragraf([1, 2, 3]) == 4
    assert next_paragraf({65, 72}) == 73


@given(st.integers(0, 50))
def test_numbers_drawn_one_after_the_other_leave_no_gap_and_no_double(count: int) -> None:
    used: list[int] = []
    for _ in range(count):
        used.append(next_paragraf(used))
    assert used == list(range(1, count + 1))
    assert broken_series(used) == []


def test_a_broken_series_tells_what_is_missing_and_what_is_double() -> None:
    assert broken_series([1, 2, 2, 4]) == ["§ 3 saknas.", "§ 2 finns två gånger."]


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ([12], "§ 12"),
        (range(8, 15), "§§ 8–14"),
        ([65, 66, 67, 74], "§§ 65–67, 74"),
        ([15, 16], "§§ 15–16"),
        ([], ""),
    ],
)
def test_ranges_are_written_as_protocols_write_them(numbers: list[int], text: str) -> None:
    assert paragrafer_text(numbers) == text


@given(NUMBERS)
def test_what_is_written_can_be_read_back(numbers: set[int]) -> None:
    assert parse_paragrafer(paragrafer_text(numbers)) == numbers


def test_a_range_with_a_hyphen_is_read_too() -> None:
    assert parse_paragrafer("§§ 65-72") == frozenset(range(65, 73))


@pytest.mark.parametrize("text", ["", "åtta", "14–8", "0", "1–2000", "8–"])
def test_what_is_no_range_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        parse_paragrafer(text)
