import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.lib.ocr import LEVELS, ocr, verify_ocr


@pytest.mark.parametrize(
    ("base", "reference"),
    [
        ("12345", "1234574"),
        ("20260001", "2026000105"),
        ("2026-0001", "2026000105"),
        ("12345678", "1234567806"),
    ],
)
def test_a_reference_ends_in_length_and_check_digit(base, reference):
    assert ocr(base) == reference


def test_the_bank_agreement_may_ask_for_less():
    assert ocr("12345", "kontroll") == "123455"
    assert ocr("12345", "ingen") == "12345"


@given(st.text("0123456789", min_size=2, max_size=23), st.sampled_from(LEVELS))
def test_every_reference_verifies_at_its_level(base, level):
    assert verify_ocr(ocr(base, level), level) is True


@given(st.text("0123456789", min_size=2, max_size=22), st.integers(0, 9))
def test_a_digit_too_many_is_found(base, digit):
    assert verify_ocr(f"{digit}{ocr(base)}") is False


@pytest.mark.parametrize("base", ["", "12A", "1" * 24, "٣٤"])
def test_what_cannot_be_a_reference_is_an_error(base):
    with pytest.raises(ValueError, match="OCR reference"):
        ocr(base)


def test_an_unknown_level_is_an_error():
    with pytest.raises(ValueError, match="Unknown OCR level"):
        ocr("123", "hög")
    assert verify_ocr("12a") is False
