"""The §: shown, written in, saved as one types, decided."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from protokoll.paragrafer.acts import (
    avgor_paragraf,
    oppna_paragraf,
    satt_omedelbar,
    satt_utgang,
    spara_text,
    utga,
)
from protokoll.paragrafer.beslutsgang import write_beslutsgang
from protokoll.paragrafer.forms import UtgaForm
from protokoll.paragrafer.models import Paragraf
from protokoll.paragrafer.queries import objekt_of, versions_of
from protokoll.paragrafer.sida import amount_check, load_page
from protokoll.paragrafer.texter import FIELDS, read_field
from protokoll.paragrafer.views.dorr import (
    back,
    find_paragraf,
    find_sammantrade,
    form_page,
    keeps,
    keeps_to_open,
    try_act,
    url_of,
)
from protokoll.paragrafer.views.sammantrade import show
from samverkan.lib.errors import Refused
from samverkan.lib.links import sredirect
from samverkan.lib.merging import TextConflict, Textruta, differences, normal


@keeps
def paragraf(request: HttpRequest, pk: int) -> HttpResponse:
    """One § on the meeting page. POST saves every text of the form, and with gor=avgor decides the §."""
    found = find_paragraf(request, pk)
    if request.method != "POST":
        return show(request, found.sammantrade, pk)
    typed = _save_texts(request, found)
    troubles = [one for one in typed.values() if one.error or one.theirs is not None]
    if troubles:
        return show(request, found.sammantrade, pk, typed=typed, refusal=_told(troubles), status=409)
    if request.POST.get("gor") != "avgor":
        messages.success(request, "Texterna är sparade.")
        return back(request, found)
    try:
        outcome = request.POST.get("outcome", "")
        decided = avgor_paragraf(found, outcome=outcome, actor=request.user)
    except Refused as refusal:
        return show(request, found.sammantrade, pk, refusal=refusal.message, status=409)
    return _go_on(request, decided)


def _told(troubles: list[Textruta]) -> str:
    names = ", ".join(f"”{one.label}”" for one in troubles)
    return f"Allt är inte sparat: se {names}. Det du skrev står kvar."


def _go_on(request: HttpRequest, decided: Paragraf) -> HttpResponse:
    """To the § that follows, which is opened; or stay when all are decided."""
    messages.success(request, f"§ {decided.number} är avgjord: {decided.get_outcome_display().lower()}.")
    following = load_page(find_sammantrade(request, decided.sammantrade_id), decided.pk).next
    if following is None:
        return back(request, decided)
    try_act(request, lambda: oppna_paragraf(following, actor=request.user))
    return sredirect(request, "mote:paragraf", pk=following.pk)


def _save_texts(request: HttpRequest, found: Paragraf) -> dict[str, Textruta]:
    """Save what the form holds; what could not be saved comes back with what stands in the way."""
    left: dict[str, Textruta] = {}
    phrase = request.POST.get("fras", "")
    for name, label in FIELDS.items():
        if name not in request.POST:
            continue
        base = request.POST.get(f"{name}.bas")
        mine = request.POST[name]
        if request.POST.get("ta") == name:
            continue
        if phrase.startswith(f"{name}:"):
            mine = "\n\n".join(filter(None, [normal(mine), phrase.partition(":")[2]]))
        try:
            spara_text(found, name, mine, base=base, actor=request.user)
        except TextConflict as met:
            left[name] = Textruta(name, label, mine, met.theirs, theirs=met.theirs, who=met.who)
        except Refused as refusal:
            left[name] = Textruta(name, label, mine, base or "", error=refusal.message)
    return left


@keeps
@require_POST
def spara(request: HttpRequest, pk: int) -> HttpResponse:
    """Save one text as it is typed. 200: what stands; 409: another's text beside one's own; 422: refused."""
    found = find_paragraf(request, pk)
    name, value = request.POST.get("field", ""), request.POST.get("value", "")
    try:
        if name == "outcome":
            satt_utgang(found, value, actor=request.user)
            return JsonResponse({"text": value})
        if name not in FIELDS:
            return JsonResponse({"fel": "Fältet finns inte."}, status=422)
        saved = spara_text(found, name, value, base=request.POST.get("base"), actor=request.user)
    except TextConflict as met:
        ruta = Textruta(name, FIELDS[name], met.mine, met.theirs, theirs=met.theirs, who=met.who)
        part = render_to_string("komponenter/konflikt.html", _conflict(ruta), request)
        return JsonResponse({"html": part, "base": met.theirs}, status=409)
    except Refused as refusal:
        return JsonResponse({"fel": refusal.message}, status=422)
    data = {"text": saved.text, "hopslaget": saved.merged, "klockan": f"{saved.at:%H.%M}"}
    data["versioner"] = versions_of(found).count()
    if name == "beslut_text":
        check = amount_check(saved.text, objekt_of(found))
        data["kontroll"] = render_to_string("protokoll/paragrafer/_kontroll.html", {"kontroll": check})
    return JsonResponse(data)


def _conflict(ruta: Textruta) -> dict[str, object]:
    return {"ruta": ruta, "bitar": differences(ruta.theirs or "", normal(ruta.text)), "script": True}


@keeps
@require_POST
def oppna(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin to deal with the §."""
    found = find_paragraf(request, pk)
    try_act(request, lambda: oppna_paragraf(found, actor=request.user))
    return back(request, found)


@keeps
@require_POST
def omedelbar(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark or unmark that the § is justerad at once."""
    found = find_paragraf(request, pk)
    wanted = request.POST.get("omedelbar") == "1"
    try_act(request, lambda: satt_omedelbar(found, wanted, actor=request.user))
    return back(request, found)


@keeps
@require_POST
def skriv_beslutsgang(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the course from the proposals and votes, after what stands there already."""
    found = find_paragraf(request, pk)
    stood, made = normal(read_field(found, "beslutsgang")), write_beslutsgang(found)
    if not made:
        messages.warning(request, "Det finns inga yrkanden eller omröstningar att skriva av.")
    elif made not in stood:
        text = "\n\n".join(filter(None, [stood, made]))
        try_act(request, lambda: spara_text(found, "beslutsgang", text, base=stood, actor=request.user))
    return back(request, found, "beslutsgang")


@keeps_to_open
def utga_paragraf(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave the § out."""
    found = find_paragraf(request, pk)
    form = UtgaForm(request.POST or None)
    return form_page(
        request,
        form,
        lambda: utga(found, skal=form.cleaned_data["skal"], actor=request.user),
        done=lambda: sredirect(request, "mote:sammantrade", pk=found.sammantrade_id),
        titel=f"Låt ”{found.heading}” utgå",
        knapp="Låt ärendet utgå",
        tillbaka=url_of(request, found),
        text="Paragrafen får inget nummer. Ärendet är öppet och kan tas upp en annan gång.",
    )


@keeps
def andringar(request: HttpRequest, pk: int) -> HttpResponse:
    """Every version of the § with what changed in each."""
    found = find_paragraf(request, pk)
    versions = list(versions_of(found))
    for place, version in enumerate(versions):
        version.number = len(versions) - place
        version.label = FIELDS.get(version.field, version.field)
        version.bits = differences(version.before, version.text)
    return render(request, "protokoll/paragrafer/andringar.html", {"paragraf": found, "versioner": versions})
