"""The start pages."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from samverkan.konton.access import access, public, signed_in
from samverkan.konton.rules import may_create_samverkan, may_enter
from samverkan.medlemmar.models import Samverkan
from samverkan.start.panels import panels_for
from samverkan.start.search import search
from samverkan.start.words import words
from samverkan.start.years import best_year

COMPLAINTS = "https://www.digg.se/tdosanmalan"  # where one turns when our own answer does not do


@signed_in()
def choose(request: HttpRequest) -> HttpResponse:
    """The cooperations I take part in; straight on when there is just one."""
    mine = {roll.samverkan_id: roll.samverkan for roll in request.user.roles_today()}
    if len(mine) == 1:
        return redirect("start:samverkan", slug=next(iter(mine.values())).slug)
    ordered = sorted(mine.values(), key=lambda samverkan: samverkan.name)
    rows = [(item, request.user.roles_today(item)) for item in ordered]
    context = {"rader": rows, "may_create": may_create_samverkan(request.user)}
    return render(request, "samverkan/start/valj.html", context)


@signed_in()
def samverkan(request: HttpRequest, slug: str) -> HttpResponse:
    """The samverkan in the year that matters now."""
    found = Samverkan.objects.filter(slug=slug).first()
    year = best_year(found) if found and may_enter(request.user, found) else timezone.localdate().year
    return redirect("start:start", slug=slug, year=year)


@access(see=may_enter)
def start(request: HttpRequest) -> HttpResponse:
    """What waits for me: the panels of those roles I hold."""
    panels = panels_for(request)
    head = panels[0][1].get("huvud") if panels else None
    if head:
        panels[0][1]["huvud_visas"] = True
    return render(request, "samverkan/start/start.html", {"paneler": panels, "huvud": head})


@public
def ordlista(request: HttpRequest) -> HttpResponse:
    """The words of the house, from samverkan/ordlista.toml."""
    return render(request, "samverkan/start/ordlista.html", {"ord": words()})


@public
def tillganglighet(request: HttpRequest) -> HttpResponse:
    """The accessibility statement (lagen 2018:1937, 12–13 §§), with whom to tell of a fault."""
    context = {
        "operator": settings.OPERATOR_NAME,
        "operator_email": settings.OPERATOR_EMAIL,
        "complaints": COMPLAINTS,
    }
    return render(request, "samverkan/start/tillganglighet.html", context)


@access(see=may_enter)
def sok(request: HttpRequest) -> HttpResponse:
    """Search the samverkan: decisions, members, services, invoices, each by the person's own rights."""
    text = request.GET.get("q", "").strip()
    context = {"q": text, "found": search(request, text) if text else []}
    return render(request, "samverkan/start/sok.html", context)
