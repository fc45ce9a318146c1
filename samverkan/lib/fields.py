"""Model fields for kronor and for shares. Precision is decided here, once."""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.core import validators
from django.core.exceptions import ValidationError
from django.db import models

from samverkan.lib.errors import Refused
from samverkan.lib.formfields import AmountFormField, FractionFormField
from samverkan.lib.money import parse_fraction

_STORED = re.compile(r"(-?[0-9]+)/([0-9]+)")


class AmountField(models.DecimalField):
    """Kronor, exact to the öre, within ±9 999 999 999 999,99.

    A float is a TypeError, part of an öre a ValueError.
    """

    def __init__(self, verbose_name: str | None = None, name: str | None = None, **kwargs: Any) -> None:
        kwargs |= {"max_digits": 15, "decimal_places": 2}
        super().__init__(verbose_name, name, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_digits"], kwargs["decimal_places"]
        return name, path, args, kwargs

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, float):
            raise TypeError(f"{self.name}: a float is not exact; use a Decimal")
        return super().to_python(value)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """PostgreSQL would round what is smaller than an öre without a word; here it is refused."""
        amount = None if hasattr(value, "as_sql") else self.to_python(value)
        if amount is not None and int(amount.normalize().as_tuple().exponent) < -2:
            raise ValueError(f"{self.name}: {amount} is no multiple of an öre; round it first")
        return super().get_db_prep_save(value, connection)

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        defaults = {"form_class": AmountFormField} | kwargs
        return models.Field.formfield(self, **defaults)


class _FractionLength(validators.MaxLengthValidator):
    def clean(self, x: Fraction) -> int:
        return len(_stored(x))


class FractionField(models.CharField):
    """A share kept exact as 'n/d' in the database and as a Fraction in Python. A float is a TypeError."""

    empty_strings_allowed = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 40
        super().__init__(*args, **kwargs)
        plain = [v for v in self.validators if type(v) is not validators.MaxLengthValidator]
        self.validators = [*plain, _FractionLength(40)]

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Fraction | None:
        return None if value is None else Fraction(value)

    def to_python(self, value: Any) -> Fraction | None:
        if value is None or value == "":
            return None
        if isinstance(value, str) and (found := _STORED.fullmatch(value)) and int(found[2]):
            return Fraction(int(found[1]), int(found[2]))
        if isinstance(value, Fraction):
            return value
        try:
            return parse_fraction(value)
        except Refused as refusal:
            raise ValidationError(str(refusal), code="invalid") from refusal

    def get_prep_value(self, value: Any) -> str | None:
        share = self.to_python(value)
        return None if share is None else _stored(share)

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        defaults = {"form_class": FractionFormField} | kwargs
        return models.Field.formfield(self, **defaults)


def _stored(share: Fraction) -> str:
    return f"{share.numerator}/{share.denominator}"
