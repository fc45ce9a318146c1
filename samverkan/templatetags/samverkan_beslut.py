"""`{% beslut_chip beslut %}`: the § chip, linked. `{% objekt_url item %}`: the page of what rests on it."""

from collections.abc import Mapping

from django import template

from samverkan.beslut.beslutsobjekt import Beslutsobjekt
from samverkan.beslut.models import Beslut
from samverkan.lib.links import surl

register = template.Library()


@register.inclusion_tag("komponenter/paragraf.html", takes_context=True)
def beslut_chip(context: template.Context, beslut: Beslut | Mapping[str, object] | None) -> dict[str, object]:
    """The chip of a Beslut, or of its frozen facts (`beslut_fact`). Nothing given shows nothing."""
    if not beslut:
        return {}
    if isinstance(beslut, Beslut):
        facts = {"id": beslut.pk, "paragraf": beslut.paragraf, "datum": beslut.date, "rubrik": beslut.heading}
    else:
        facts = dict(beslut)
    url = surl(context["request"], "beslut:beslut", pk=facts["id"])
    return {"paragraf": facts["paragraf"], "datum": facts["datum"], "titel": facts["rubrik"], "url": url}


@register.simple_tag(takes_context=True)
def objekt_url(context: template.Context, item: Beslutsobjekt) -> str:
    """Where a Beslutsobjekt is shown; empty when it has no page, or none that the person may see."""
    request = context["request"]
    if not item.url_name or not item.see(request.user, request.samverkan):
        return ""
    return surl(request, item.url_name, **item.url_kwargs)
