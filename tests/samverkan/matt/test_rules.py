from datetime import date
from decimal import Decimal

import pytest

from samverkan.lib.errors import Refused
from samverkan.matt.rules import Figure, Stored, differs, read_period, told

DAY = date(2020, 12, 31)


@pytest.mark.parametrize(
    ("text", "given", "november", "day"),
    [
        ("2020-12-31", None, False, DAY),
        ("20201231", DAY, False, DAY),
        ("2020", None, False, DAY),
        ("2020", None, True, date(2020, 11, 1)),
        ("2020", date(2020, 6, 30), False, date(2020, 6, 30)),
        ("2020", date(2019, 12, 31), False, DAY),
        ("2020-02-29", None, False, date(2020, 2, 29)),
    ],
)
def test_a_period_means_a_day(text: str, given: date | None, november: bool, day: date) -> None:
    assert read_period(text, given, november=november) == day


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2021-02-29", "2021-02-29 är inget datum. Skriv till exempel 2023-12-31."),
        ("0000", "0000-12-31 är inget datum. Skriv till exempel 2023-12-31."),
        ("kvartal 1", "”kvartal 1” är inget datum. Skriv till exempel 2023-12-31."),
        (
            "2019-12-31",
            "Filen säger 2019-12-31 men du valde 2020-12-31. Rätta filen, eller lämna mätdatum tomt.",
        ),
    ],
)
def test_what_is_no_day_is_refused(text: str, message: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_period(text, DAY)
    assert refusal.value.message == message


def test_a_figure_differs_by_value_or_source() -> None:
    stored = Stored(Decimal(100), "SCB", attested=True)
    values = [
        (Decimal(100), "SCB"),
        (Decimal("100.0000"), "SCB"),
        (Decimal(101), "SCB"),
        (Decimal(100), "Egen"),
    ]
    assert [differs(Figure(1, None, DAY, *value), stored) for value in values] == [False, False, True, True]
    assert [differs(Figure(1, None, DAY, value, "SCB"), None) for value in (Decimal(0), None)] == [
        True,
        False,
    ]


def test_changes_are_told_old_to_new() -> None:
    changes = [("Kiruna", Decimal(22664), Decimal("22700.5")), ("Boden", Decimal(1), None)]
    assert told(changes) == "Kiruna 22\u00a0664 → 22\u00a0700,5; Boden 1 → –"
