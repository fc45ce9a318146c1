"""How figures look in templates: `{% load svenska %}`.

kr: '1 234 567', with öre only when there are any · kr2: always with öre · tkr: in thousands · andring: with
its sign · procent: of a share, where 1 is the whole · procenttal: of a number that is percent already · tal:
a quantity · hela_ord: a head whose words with a dash stay whole ('jan–feb') · text: the plain markup of
minutes as HTML. Figures may be numbers or the exact texts of frozen records. None is “–”.
"""

from decimal import Decimal, InvalidOperation
from fractions import Fraction

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from samverkan.lib import swedish
from samverkan.lib.text import to_html

register = template.Library()

Figure = Decimal | Fraction | int | str | None


def _number(value: Figure) -> Decimal | Fraction | int | None:
    if not isinstance(value, str):
        return value
    try:
        return Decimal(value)
    except InvalidOperation:
        return None


@register.filter
def kr(value: Figure) -> str:
    """Kronor, with öre only when there are any: '1 234 567', '1 234 567,89'."""
    return swedish.format_amount(_number(value))


@register.filter
def kr2(value: Figure) -> str:
    """Kronor and öre: '1 234 567,00'."""
    return swedish.format_amount(_number(value), 2)


@register.filter
def tkr(value: Figure, decimals: int = 0) -> str:
    """Kronor told in thousands: 1 234 567 is '1 235'."""
    return swedish.format_tkr(_number(value), decimals)


@register.filter
def andring(value: Figure, decimals: int | None = None) -> str:
    """A difference in kronor with its sign: '+1 234', '−1 234', '0'."""
    return swedish.format_change(_number(value), decimals)


@register.filter
def procent(share: Figure, decimals: int = 1) -> str:
    """A share, where 1 is the whole: 0,439 is '43,9 %'."""
    return swedish.format_percent(_number(share), decimals)


@register.filter
def procenttal(percent: Figure, decimals: int = 1) -> str:
    """What is percent already: 8,1112 is '8,1 %'."""
    number = _number(percent)
    return swedish.format_percent(None if number is None else Fraction(number) / 100, decimals)


@register.filter
def tal(value: Figure) -> str:
    """A quantity with the decimals it needs: '22 664', '2,5'."""
    return swedish.format_number(_number(value))


@register.filter
def ordning(number: int) -> str:
    """A place in an order: '1:a', '2:a', '3:e', '11:e'."""
    return f"{number}:{'a' if number % 10 in (1, 2) and number % 100 not in (11, 12) else 'e'}"


@register.filter
def genitiv(name: str) -> str:
    """'Kirunas', 'Borås'."""
    return swedish.genitive(name)


@register.filter
def text(value: str) -> SafeString:
    """What people type into minutes, as HTML: paragraphs, lists, tables (samverkan/lib/text.py)."""
    return to_html(value or "")


@register.filter
def hela_ord(text: str) -> str | SafeString:
    """A narrow column's head, where 'jan–feb' stays on one line."""
    if "–" not in text:
        return text
    return format_html_join(" ", '<span class="bryt-ej">{}</span>', ((word,) for word in text.split(" ")))
