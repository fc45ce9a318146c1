"""`{% surl %}`: links within the request's samverkan and year."""

from django import template

from samverkan.start.links import surl as build

register = template.Library()


@register.simple_tag(takes_context=True)
def surl(context: template.Context, name: str, **kwargs: object) -> str:
    """The URL of a named page; slug and year are taken from the request."""
    return build(context["request"], name, **kwargs)
