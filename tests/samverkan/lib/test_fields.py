from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from samverkan.lib.fields import AmountField, FractionField
from samverkan.lib.formfields import QuantityFormField


def named(field):
    field.set_attributes_from_name("belopp")
    return field


def test_a_migration_says_nothing_about_precision():
    assert AmountField("belopp", default=0).deconstruct()[1:] == (
        "samverkan.lib.fields.AmountField",
        [],
        {"verbose_name": "belopp", "default": 0},
    )
    assert FractionField(null=True).deconstruct()[1:] == (
        "samverkan.lib.fields.FractionField",
        [],
        {"null": True},
    )


def test_a_float_is_refused_on_its_way_to_the_database():
    with pytest.raises(TypeError):
        named(AmountField()).get_db_prep_save(0.5, connection=None)
    with pytest.raises(TypeError):
        named(FractionField()).get_prep_value(0.5)


@pytest.mark.parametrize("value", [Decimal("0.005"), "0.005"])
def test_part_of_an_ore_is_never_rounded_in_silence(value):
    with pytest.raises(ValueError, match="no multiple of an öre"):
        named(AmountField()).get_db_prep_save(value, connection=None)


@given(st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**9))
def test_a_share_comes_back_as_it_was_stored(share):
    field = named(FractionField())
    stored = field.get_prep_value(share)
    assert field.from_db_value(stored, None, None) == share
    assert field.to_python(stored) == share
    assert len(stored) <= 40


def test_a_share_too_long_to_store_is_refused():
    with pytest.raises(ValidationError):
        named(FractionField()).run_validators(Fraction(1, 10**40))


def test_form_fields_speak_swedish():
    form_field = named(AmountField()).formfield()
    assert form_field.clean("1 234,5") == Decimal("1234.50")
    assert form_field.prepare_value(Decimal("1234.50")) == "1\u00a0234,50"
    assert form_field.has_changed(Decimal("1234.50"), "1234,5") is False
    with pytest.raises(ValidationError) as caught:
        form_field.clean("1.5")
    assert caught.value.messages == ["Skriv decimaler med komma: 1,50."]


def test_an_optional_field_left_empty_is_nothing():
    assert QuantityFormField(required=False).clean(" ") is None
    with pytest.raises(ValidationError):
        QuantityFormField().clean("")


def test_a_share_field_in_a_form_takes_percent():
    form_field = named(FractionField()).formfield()
    assert form_field.clean("50 %") == Fraction(1, 2)
    assert form_field.prepare_value(Fraction(1, 3)) == "1/3"
