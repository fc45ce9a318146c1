"""What the page's frame needs: switcher, year stepper, menu, person."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from samverkan.konton import oppet
from samverkan.konton.rules import may_create_samverkan
from samverkan.start.links import surl
from samverkan.start.menu import SECTIONS, entries_for


def skal(request: HttpRequest) -> dict[str, object]:
    """Template context: `skal` for signed-in pages, `offentlig_lankar` for those open to all.

    The frame is made when the page draws it: small templates rendered with the request (a table's cells)
    ask for their context too, and never for the menu.
    """
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    frame = SimpleLazyObject(lambda: _frame(request, user)) if signed_in else {}
    return {"offentlig_lankar": _open_pages(request, signed_in), "skal": frame}


def _frame(request: HttpRequest, user) -> dict[str, object]:
    samverkan = getattr(request, "samverkan", None)
    frame: dict[str, object] = {
        "person": user.name,
        "initials": "".join(part[0] for part in user.name.split()[:2]),
        "samverkanden": _switcher(user),
        "account_url": reverse("konton:mitt_konto"),
        "sign_out_url": reverse("konton:logga_ut"),
        "create_url": reverse("ny_samverkan") if may_create_samverkan(user) else "",
    }
    if samverkan is not None and request.resolver_match:
        frame |= _inside(request, user, samverkan)
    return frame


def _open_pages(request: HttpRequest, signed_in: bool) -> list[dict[str, object]]:
    pages = [*oppet.pages(), ("start:ordlista", "Ordlista"), ("start:tillganglighet", "Tillgänglighet")]
    if not signed_in:
        pages.append(("konton:logga_in", "Logga in"))
    found = [(reverse(name), text) for name, text in pages]
    return [{"url": url, "text": text, "current": url == request.path} for url, text in found]


def _switcher(user) -> list[dict[str, str]]:
    seen = {roll.samverkan_id: roll.samverkan for roll in user.roles_today()}
    ordered = sorted(seen.values(), key=lambda samverkan: samverkan.name)
    return [
        {"name": item.name, "url": reverse("start:samverkan", kwargs={"slug": item.slug})} for item in ordered
    ]


def _inside(request: HttpRequest, user, samverkan) -> dict[str, object]:
    return {
        "samverkan": samverkan,
        "year": request.year,
        "prev_year_url": _same_page(request, request.year - 1),
        "next_year_url": _same_page(request, request.year + 1),
        "menu": _menu(request, user, samverkan),
        "role_text": ", ".join(dict.fromkeys(roll.text for roll in user.roles_today(samverkan))),
        "start_url": surl(request, "start:start"),
        "search_url": surl(request, "start:sok"),
    }


def _same_page(request: HttpRequest, year: int) -> str:
    """The same page another year; a page about one object leads to the feature's front instead."""
    match = request.resolver_match
    if set(match.kwargs) == {"slug", "year"}:
        return surl(request, match.view_name, year=year)
    entries = entries_for(request.user, request.samverkan)
    entry = next((entry for entry in entries if entry.prefix and entry.prefix == match.namespace), None)
    return surl(request, entry.url_name if entry else "start:start", year=year)


def _menu(request: HttpRequest, user, samverkan) -> list[dict[str, object]]:
    sections = {name: [] for name in SECTIONS}
    for entry in entries_for(user, samverkan):
        sections[entry.section].append(
            {
                "label": entry.label,
                "url": surl(request, entry.url_name),
                "current": _is_current(request, entry),
                "count": entry.waiting(user, samverkan, request.year),
            }
        )
    return [{"label": name, "entries": entries} for name, entries in sections.items() if entries]


def _is_current(request: HttpRequest, entry) -> bool:
    match = request.resolver_match
    return match.view_name == entry.url_name or (bool(entry.prefix) and match.namespace == entry.prefix)
