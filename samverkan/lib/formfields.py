"""Form fields that speak Swedish: '1 234,50' in, '1 234,50' out."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Generic, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from samverkan.lib.errors import Refused
from samverkan.lib.money import parse_amount, parse_fraction, parse_percent, parse_quantity
from samverkan.lib.swedish import format_amount, format_number
from samverkan.lib.table_reader import refuse_too_large


class _ParsedField(forms.CharField):
    """Text that goes through one of the doors in `samverkan.lib.money`; a refusal stands at the field."""

    parse: ClassVar[Any]
    show: ClassVar[Any]
    default_error_messages: ClassVar[dict[str, str]] = {"required": "Här saknas ett tal."}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        kwargs.setdefault("empty_value", None)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        try:
            return type(self).parse(value)
        except Refused as refusal:
            raise ValidationError(str(refusal), code="invalid") from refusal

    def prepare_value(self, value: Any) -> Any:
        is_number = isinstance(value, Decimal | Fraction | int)
        return type(self).show(value) if is_number else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


def show_fraction(value: Fraction | Decimal | int) -> str:
    """'1/2'; a whole number stands alone."""
    return str(Fraction(value))


class AmountFormField(_ParsedField):
    """Kronor, cleaned to a Decimal with two decimals."""

    parse = staticmethod(parse_amount)
    show = staticmethod(format_amount)


class QuantityFormField(_ParsedField):
    """A measured figure, zero or more, cleaned to a Decimal."""

    parse = staticmethod(parse_quantity)
    show = staticmethod(format_number)


class PercentFormField(_ParsedField):
    """A number of percent ('2,5 %' is Decimal('2.5'))."""

    parse = staticmethod(parse_percent)
    show = staticmethod(lambda value: format_number(value, 6))


class FractionFormField(_ParsedField):
    """A share ('1/2', '50 %', '0,5'), cleaned to a Fraction."""

    parse = staticmethod(parse_fraction)
    show = staticmethod(show_fraction)


class CheckedField(forms.CharField):
    """Text that goes through a validator of ours (`check`), which gives its usual spelling or refuses."""

    def __init__(self, *, check: Callable[[str], str], **kwargs: Any) -> None:
        self.check = check
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return text
        try:
            return self.check(text)
        except Refused as refusal:
            raise ValidationError(refusal.message, code="invalid") from refusal


class DayField(forms.DateField):
    """A day, chosen in the browser's calendar or typed as 2023-01-31."""

    default_error_messages: ClassVar[dict[str, str]] = {
        "required": "Här saknas ett datum.",
        "invalid": "Skriv datumet som 2023-01-31.",
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%Y%m%d"])
        super().__init__(**kwargs)


class ActModelForm(forms.ModelForm):
    """Takes its fields from a model and leaves the object alone: the act locks, checks and changes it."""

    def _post_clean(self) -> None:
        pass


def add_refusal(form: forms.BaseForm, refusal: Refused) -> None:
    """Put what an act refused at its field, or over the whole form."""
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)


Result = TypeVar("Result")


@dataclass(frozen=True)
class Done(Generic[Result]):
    """What an act gave, be it nothing."""

    result: Result


def attempt(form: forms.BaseForm, act: Callable[[], Result]) -> Done[Result] | None:
    """Do the act of a clean form. None when the form is not clean, or the act refused: that stands in it."""
    if not form.is_valid():
        return None
    try:
        return Done(act())
    except Refused as refusal:
        add_refusal(form, refusal)
        return None


class TableFileField(forms.FileField):
    """A file that `read_table` is to read. One that is too large is refused before it is read."""

    default_error_messages: ClassVar[dict[str, str]] = {
        "required": "Välj en fil.",
        "empty": "Filen är tom. Välj en annan.",
    }

    def clean(self, data: Any, initial: Any = None) -> UploadedFile:
        upload = super().clean(data, initial)
        try:
            refuse_too_large(upload.size)
        except Refused as refusal:
            raise ValidationError(refusal.message, code="too_large") from refusal
        return upload
