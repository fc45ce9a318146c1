"""The meeting as a whole: opened, called over, added to, closed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from protokoll.paragrafer.acts import (
    lagg_till_arende,
    lagg_till_deltagare,
    oppna_paragraf,
    oppna_sammantrade,
    stanga_sammantrade,
    valja_justerare,
)
from protokoll.paragrafer.forms import ArendeForm, AvslutaForm, DeltagareForm, JusterareForm
from protokoll.paragrafer.models import Paragraf
from protokoll.paragrafer.queries import served_some
from protokoll.paragrafer.sida import load_page
from protokoll.paragrafer.views.dorr import (
    find_sammantrade,
    form_page,
    keeps,
    keeps_to_open,
    try_act,
)
from protokoll.sammantraden.models import Sammantrade
from samverkan.beslut.beredning import Beredningsobjekt
from samverkan.konton.rules import may_keep_minutes, may_see_kostnader
from samverkan.lib.klocka import now, today
from samverkan.lib.links import sredirect, surl
from samverkan.lib.local_time import local_day
from samverkan.lib.merging import Textruta

OPEN = (Sammantrade.Status.PLANERAT, Sammantrade.Status.KALLAT, Sammantrade.Status.INSTALLT)


@keeps
def sammantrade(request: HttpRequest, pk: int) -> HttpResponse:
    """The meeting page, at the § that is on; before it is opened, what is needed to open it."""
    found = find_sammantrade(request, pk)
    if found.status in OPEN:
        called = found.organ.mandat.active_on(found.starts_at.date()).count()
        points = found.punkter.filter(numbered=True).exclude(kind="rubrik").count()
        context = {"sammantrade": found, "punkter": points, "kallade": called} | rights(request)
        context["inte_an"] = local_day(found.starts_at) > today()
        return render(request, "protokoll/paragrafer/oppna.html", context)
    return show(request, found)


def rights(request: HttpRequest) -> dict[str, object]:
    """Whether one may act on the page."""
    return {"may_keep": may_keep_minutes(request.user, request.samverkan)}


def show(
    request: HttpRequest,
    found: Sammantrade,
    shown: int | None = None,
    *,
    typed: dict[str, Textruta] | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page, with what was typed and why it was refused when it was."""
    page = load_page(found, shown, typed)
    outcomes = Paragraf.Outcome.choices
    context = {"sida": page, "vald": page.vald, "fel": refusal, "utgangar": outcomes} | rights(request)
    if page.vald:
        context["objekt"] = [(one, object_url(request, one)) for one in page.vald.objekt]
    return render(request, "protokoll/paragrafer/mote.html", context, status=status)


def object_url(request: HttpRequest, objekt: Beredningsobjekt) -> str:
    """Where the object is shown; a draft of money is for those who see costs."""
    sees = not objekt.open or may_see_kostnader(request.user, request.samverkan)
    return surl(request, objekt.url_name, **objekt.url_kwargs) if objekt.url_name and sees else ""


@keeps
@require_POST
def oppna(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the meeting and go on to the upprop."""
    found = find_sammantrade(request, pk)
    if try_act(request, lambda: oppna_sammantrade(found, actor=request.user)):
        return sredirect(request, "mote:upprop", pk=pk)
    return sredirect(request, "mote:sammantrade", pk=pk)


@keeps
@require_POST
def nasta(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the § that is sent."""
    found = find_sammantrade(request, pk)
    chosen = request.POST.get("paragraf", "")
    paragraf = found.paragrafer.filter(pk=int(chosen) if chosen.isdecimal() else 0).first()
    if paragraf is None:
        return sredirect(request, "mote:sammantrade", pk=pk)
    try_act(request, lambda: oppna_paragraf(paragraf, actor=request.user))
    return sredirect(request, "mote:paragraf", pk=paragraf.pk)


@keeps_to_open
def lagg_till(request: HttpRequest, pk: int) -> HttpResponse:
    """Take up a matter that was not on the agenda."""
    found = find_sammantrade(request, pk)
    form = ArendeForm(request.POST or None, sammantrade=found)
    added: list[Paragraf] = []

    def act() -> str:
        added.append(lagg_till_arende(found, **form.cleaned_data, actor=request.user))
        return f"”{added[0].heading}” är upptaget sist på dagordningen."

    return form_page(
        request,
        form,
        act,
        done=lambda: sredirect(request, "mote:paragraf", pk=added[0].pk),
        titel="Lägg till ärende",
        knapp="Lägg till ärendet",
        tillbaka=surl(request, "mote:sammantrade", pk=pk),
    )


@keeps_to_open
def ny_deltagare(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody else in the room."""
    found = find_sammantrade(request, pk)
    form = DeltagareForm(request.POST or None)
    page = surl(request, "mote:sammantrade", pk=pk)
    return form_page(
        request,
        form,
        lambda: f"{lagg_till_deltagare(found, **form.cleaned_data, actor=request.user)} är antecknad.",
        done=lambda: sredirect(request, "mote:sammantrade", pk=pk),
        titel="Övrig närvarande",
        knapp="Lägg till",
        tillbaka=page,
    )


@keeps_to_open
def justerare(request: HttpRequest, pk: int) -> HttpResponse:
    """Who attests the protocol."""
    found = find_sammantrade(request, pk)
    served, proposed = served_some(found), found.proposed_justerare
    chosen = [one.pk for one in served if one.justerare]
    chosen = chosen or [one.pk for one in served if one.name in proposed]
    form = JusterareForm(request.POST or None, served=served, initial={"justerare": chosen})
    told = f" Föreslagen i kallelsen: {proposed}." if proposed else ""
    return form_page(
        request,
        form,
        lambda: valja_justerare(found, list(form.cleaned_data["justerare"]), actor=request.user),
        done=lambda: sredirect(request, "mote:sammantrade", pk=pk),
        titel="Välj justerare",
        knapp="Spara justerare",
        tillbaka=surl(request, "mote:sammantrade", pk=pk),
        text=f"Reglementet säger {found.organ.justerare_count}. Bara den som tjänstgjort kan justera.{told}",
    )


@keeps_to_open
def avsluta(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the meeting."""
    found = find_sammantrade(request, pk)
    form = AvslutaForm(request.POST or None, initial={"clock": now().time()})
    return form_page(
        request,
        form,
        lambda: closed_text(stanga_sammantrade(found, clock=form.cleaned_data["clock"], actor=request.user)),
        done=lambda: sredirect(request, "mote:sammantrade", pk=pk),
        titel="Avsluta sammanträdet",
        knapp="Avsluta sammanträdet",
        tillbaka=surl(request, "mote:sammantrade", pk=pk),
        text="Efter detta kan ingen reservera sig (KL 4:27). Texterna kan rättas fram till justeringen.",
    )


def closed_text(found: Sammantrade) -> str:
    """What is told when it is closed."""
    return f"Sammanträdet är avslutat kl. {found.closed_at:%H.%M}. Nu kan protokollet gå till justering."
