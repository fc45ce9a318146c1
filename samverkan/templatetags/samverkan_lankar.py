"""`{% surl %}`: links within the request's samverkan and year. `{% panel %}`: a part of the start page."""

from django import template
from django.template.loader import get_template

from samverkan.start.links import surl as build

register = template.Library()


@register.simple_tag(takes_context=True)
def surl(context: template.Context, name: str, **kwargs: object) -> str:
    """The URL of a named page; slug and year are taken from the request."""
    return build(context["request"], name, **kwargs)


@register.simple_tag(takes_context=True)
def panel(context: template.Context, name: str, values: dict) -> str:
    """A registered panel: its template with its own values, within the page's context."""
    with context.push(**values):
        return get_template(name).template.render(context)
