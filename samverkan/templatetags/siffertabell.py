"""`{% siffertabell tabell unit %}`: a table of figures in kr or tkr. `{{ value|siffra:unit }}`: an amount."""

from typing import Any

from django import template

from samverkan.tabeller.tabell import BELOPP, Tabell, Value
from samverkan.tabeller.visning import KR, cell_text, shown

register = template.Library()


@register.inclusion_tag("komponenter/siffertabell.html")
def siffertabell(tabell: Tabell, unit: str = KR) -> dict[str, Any]:
    """The table with caption, heads, levels, links and foot."""
    return shown(tabell, unit)


@register.filter
def siffra(value: Value, unit: str = KR) -> str:
    """An amount in the page's unit."""
    return cell_text(value, BELOPP, unit)
