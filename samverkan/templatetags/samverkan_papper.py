"""Small things that papers ask of their data."""

from typing import Any

from django import template

from samverkan.lib.hashing import groups_of_eight
from samverkan.lib.swedish import numbered_title

register = template.Library()


@register.filter
def attor(digits: str) -> str:
    """A checksum in groups of eight."""
    return groups_of_eight(digits)


@register.simple_tag
def underlag(punkt: dict[str, Any]) -> list[str]:
    """The titles of a matter's papers with their numbers, as its paper lists them."""
    return [numbered_title(paper["nr"], paper["titel"]) for paper in punkt["bilagor"]]


@register.filter
def fil_i_pdf(blad: Any) -> str:
    """What a carried file is called inside the PDF."""
    return blad.inside_name
