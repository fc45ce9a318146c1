"""`{% beslut_chip beslut %}`: the § chip, linked. `{% objekt_url item %}`: the page of what rests on it.
`{% arendeled kind pk %}`: the matters that carry a live object.
`{% egna_beslut kind pk %}`: which members' own decisions on it are missing."""

from collections.abc import Mapping

from django import template

from samverkan.beslut.arendeled import carried_by
from samverkan.beslut.beslutsobjekt import Beslutsobjekt
from samverkan.beslut.egna import is_needed, missing
from samverkan.beslut.models import Beslut
from samverkan.konton.rules import may_see_handlingar
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


@register.inclusion_tag("komponenter/arendeled.html", takes_context=True)
def arendeled(context: template.Context, kind: str, object_id: int) -> dict[str, object]:
    """The matters that carry the object, each linked, as far as the person may see them."""
    request = context["request"]
    found = carried_by(request.user, request.samverkan, kind, object_id)
    rows = [{"led": led, "url": surl(request, led.url_name, **led.url_kwargs)} for led in found]
    return {"arenden": rows}


@register.inclusion_tag("komponenter/egna_beslut.html", takes_context=True)
def egna_beslut(context: template.Context, kind: str, object_id: int) -> dict[str, object]:
    """Which members' own decisions on the object are missing; nothing where the agreement asks for none."""
    request = context["request"]
    if not is_needed(request.samverkan, kind) or not may_see_handlingar(request.user, request.samverkan):
        return {}
    lacking = missing(request.samverkan, kind, [object_id], request.year).get(object_id, [])
    url = surl(request, "beslut:egna", kind=kind, object_id=object_id)
    return {"egna_url": url, "saknas": [one.short_name for one in lacking]}


@register.simple_tag(takes_context=True)
def objekt_url(context: template.Context, item: Beslutsobjekt) -> str:
    """Where a Beslutsobjekt is shown; empty when it has no page, or none that the person may see."""
    request = context["request"]
    if not item.url_name or not item.see(request.user, request.samverkan):
        return ""
    return surl(request, item.url_name, **item.url_kwargs)
