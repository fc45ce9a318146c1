"""The editor of a section: written in, saved as one types, marked ready, approved."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from kostnader.rapporter import acts, kontroller
from kostnader.rapporter.forms import SkalForm
from kostnader.rapporter.models import Avsnitt
from kostnader.rapporter.redigering import Granskning, granska, load_page
from kostnader.rapporter.views.dorr import (
    avsnitt_or_404,
    carry_out,
    form_page,
    own_avsnitt,
    reads,
    url_of,
    writes,
    writes_to_open,
)
from samverkan.konton.rules import may_approve_avsnitt, may_edit_rapporter, may_write_avsnitt
from samverkan.lib.errors import Refused
from samverkan.lib.merging import TextConflict, Textruta, differences, normal

FIELD = "text"


@writes
def skriv(request: HttpRequest, pk: int, avsnitt: int) -> HttpResponse:
    """The section with its text, tables, help and people. POST saves the text of the form."""
    if request.method != "POST":
        return _page(request, avsnitt_or_404(request, pk, avsnitt))
    found = own_avsnitt(request, pk, avsnitt)
    return _save(request, found) or redirect(url_of(request, found))


def _save(request: HttpRequest, found: Avsnitt) -> HttpResponse | None:
    """Save the text that the form holds; what stands in the way is shown beside it, and nothing is lost."""
    if FIELD not in request.POST or request.POST.get("ta") == FIELD:
        return None
    base, mine = request.POST.get("text.bas"), request.POST[FIELD]
    try:
        acts.spara_text(found, mine, base=base, actor=request.user)
    except TextConflict as met:
        ruta = Textruta(FIELD, "Text", mine, met.theirs, theirs=met.theirs, who=met.who)
        return _page(request, found, ruta=ruta, status=409)
    except Refused as refusal:
        ruta = Textruta(FIELD, "Text", mine, base or "", error=refusal.message)
        return _page(request, found, ruta=ruta, status=409)
    return None


def _page(
    request: HttpRequest, found: Avsnitt, *, ruta: Textruta | None = None, status: int = 200
) -> HttpResponse:
    user, samverkan = request.user, request.samverkan
    stored = Textruta(FIELD, "Text", found.text, found.text, versions=found.revision)
    context = {
        "sida": load_page(found),
        "anmarkningar": [one for one in _remarks(found) if one["a"].avsnitt == found.pk],
        "rapport": found.rapport,
        "avsnitt": found,
        "ruta": ruta or stored,
        "may_edit": may_edit_rapporter(user, samverkan),
        "may_write": may_write_avsnitt(user, samverkan, found.writer_id),
        "may_approve": may_approve_avsnitt(user, samverkan, found.approver_id),
    }
    return render(request, "kostnader/rapporter/avsnitt.html", context, status=status)


def _remarks(found: Avsnitt) -> list[dict[str, object]]:
    return kontroller.with_comments(found.rapport) if found.rapport.is_open else []


@writes
@require_POST
def spara(request: HttpRequest, pk: int, avsnitt: int) -> HttpResponse:
    """Save the text as it is typed. 200: what stands; 409: another's text beside one's own; 422: refused."""
    found = own_avsnitt(request, pk, avsnitt)
    if request.POST.get("field") != FIELD:
        return JsonResponse({"fel": "Fältet finns inte."}, status=422)
    try:
        saved = acts.spara_text(
            found, request.POST.get("value", ""), base=request.POST.get("base"), actor=request.user
        )
    except TextConflict as met:
        ruta = Textruta(FIELD, "Text", met.mine, met.theirs, theirs=met.theirs, who=met.who)
        words = {"ruta": ruta, "bitar": differences(ruta.theirs or "", normal(ruta.text)), "script": True}
        part = render_to_string("komponenter/konflikt.html", words, request)
        return JsonResponse({"html": part, "base": met.theirs}, status=409)
    except Refused as refusal:
        return JsonResponse({"fel": refusal.message}, status=422)
    found.text = saved.text
    return JsonResponse(
        {
            "text": saved.text,
            "hopslaget": saved.merged,
            "klockan": f"{saved.at:%H.%M}",
            "versioner": saved.revision,
            "kontroll": _told(granska(found)),
        }
    )


def _told(granskning: Granskning) -> str:
    return render_to_string("kostnader/rapporter/_granskning.html", {"g": granskning})


@reads
def andringar(request: HttpRequest, pk: int, avsnitt: int) -> HttpResponse:
    """Every version of the text with what changed in each."""
    found = avsnitt_or_404(request, pk, avsnitt)
    versions = list(found.versioner.select_related("actor").order_by("-id")[:100])
    for version in versions:
        version.bits = differences(version.before, version.text)
    context = {"avsnitt": found, "rapport": found.rapport, "versioner": versions}
    return render(request, "kostnader/rapporter/andringar.html", context)


@writes
@require_POST
def bekrafta(request: HttpRequest, pk: int, avsnitt: int) -> HttpResponse:
    """Say that a text from last period holds."""
    found = own_avsnitt(request, pk, avsnitt)
    return carry_out(
        request,
        lambda: acts.bekrafta_text(found, actor=request.user),
        done="Texten är bekräftad.",
        to=url_of(request, found),
    )


@writes
@require_POST
def klart(request: HttpRequest, pk: int, avsnitt: int) -> HttpResponse:
    """Mark the section ready; its figures stand still. What the form holds of text is saved first."""
    found = own_avsnitt(request, pk, avsnitt)
    return _save(request, found) or carry_out(
        request,
        lambda: acts.klarmarkera_avsnitt(found, actor=request.user),
        done="Avsnittet är klart, och siffrorna står still.",
        to=url_of(request, found),
    )


@writes
@require_POST
def godkann(request: HttpRequest, pk: int, avsnitt: int) -> HttpResponse:
    """Approve the section."""
    found = avsnitt_or_404(request, pk, avsnitt)
    if not may_approve_avsnitt(request.user, request.samverkan, found.approver_id):
        raise PermissionDenied
    return carry_out(
        request,
        lambda: acts.godkann_avsnitt(found, actor=request.user),
        done="Avsnittet är godkänt.",
        to=url_of(request, found),
    )


@writes_to_open
def oppna(request: HttpRequest, pk: int, avsnitt: int) -> HttpResponse:
    """Open the section again, with the reason."""
    found = own_avsnitt(request, pk, avsnitt)
    form = SkalForm(request.POST or None)
    here = url_of(request, found)
    return form_page(
        request,
        form,
        lambda: acts.oppna_avsnitt(found, actor=request.user, **form.cleaned_data),
        done="Avsnittet är öppet. Siffror som bara det höll fast hämtas på nytt.",
        to=here,
        titel=f"Öppna avsnittet {found.heading} igen",
        knapp="Öppna avsnittet",
        tillbaka=here,
    )
