"""Proposals, votes, reservations and notes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from protokoll.paragrafer.acts import (
    Fraga,
    anteckna,
    aterta_yrkande,
    ordna_propositioner,
    prova_yrkande,
    reservera,
    rosta,
    rosta_slutet,
    skriv_motivering,
    stryk_omrostning,
    ta_tillbaka,
    yrka,
)
from protokoll.paragrafer.beslutsgang import PUT_OFF
from protokoll.paragrafer.forms import MotiveringForm, OmrostningForm, ReservationForm, YrkandeForm
from protokoll.paragrafer.models import Omrostning, Paragraf, Reservation, Yrkande
from protokoll.paragrafer.omrostning import Rostetal
from protokoll.paragrafer.queries import yrkanden_of
from protokoll.paragrafer.views.dorr import (
    back,
    find_paragraf,
    form_page,
    keeps,
    keeps_to_open,
    try_act,
    url_of,
)


@keeps_to_open
def nytt(request: HttpRequest, pk: int) -> HttpResponse:
    """Take down a proposal."""
    found = find_paragraf(request, pk)
    form = YrkandeForm(request.POST or None, paragraf=found, initial={"kind": "bifall"})

    def act() -> None:
        said = form.cleaned_data
        yrka(
            found,
            said["deltagare"],
            said["text"],
            kind=said["kind"],
            instammer=said["instammer"],
            actor=request.user,
        )

    return form_page(
        request,
        form,
        act,
        done=lambda: back(request, found, "yrkanden"),
        titel="Nytt yrkande",
        knapp="Anteckna yrkandet",
        tillbaka=url_of(request, found),
    )


@keeps
@require_POST
def yrkande(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal: carried, rejected, not put, withdrawn, put earlier or later."""
    found = Yrkande.objects.filter(pk=pk, paragraf__organ__samverkan=request.samverkan)
    one = found.select_related("paragraf").first()
    if one is None:
        raise Http404
    what = request.POST.get("gor", "")
    acts = {
        "bifallet": lambda: prova_yrkande(one, "bifallet", actor=request.user),
        "avslaget": lambda: prova_yrkande(one, "avslaget", actor=request.user),
        "oprovat": lambda: prova_yrkande(one, "", actor=request.user),
        "aterta": lambda: aterta_yrkande(one, actor=request.user),
        "upp": lambda: _move(one, -1, request),
    }
    if what in acts:
        try_act(request, acts[what])
    return back(request, one.paragraf, "yrkanden")


def _move(one: Yrkande, step: int, request: HttpRequest) -> None:
    order = [other.pk for other in yrkanden_of(one.paragraf)]
    place = order.index(one.pk)
    order.insert(max(0, place + step), order.pop(place))
    ordna_propositioner(one.paragraf, order, actor=request.user)


@keeps_to_open
def ny_omrostning(request: HttpRequest, pk: int) -> HttpResponse:
    """Take down a vote."""
    found = find_paragraf(request, pk)
    form = OmrostningForm(request.POST or None, paragraf=found, initial=_proposed(found))

    def act() -> None:
        said = form.cleaned_data
        fraga = Fraga(
            said["question"],
            said["yes_means"],
            said["no_means"],
            puts_off=said["puts_off"],
            qualified=said.get("qualified", False),
            on_enskild=said.get("on_enskild", False),
        )
        if not said["slag"]:
            rosta(found, fraga, form.roster, actor=request.user)
            return
        count = Rostetal(said["ja"] or 0, said["nej"] or 0, said["avstar"] or 0)
        rosta_slutet(found, fraga, count, slag=said["slag"], lott=said["lott"], actor=request.user)

    return form_page(
        request,
        form,
        act,
        done=lambda: back(request, found, "yrkanden"),
        titel="Omröstning",
        knapp="Anteckna omröstningen",
        tillbaka=url_of(request, found),
        template="protokoll/paragrafer/omrostning.html",
    )


def _proposed(paragraf: Paragraf) -> dict[str, str]:
    """What the proposals suggest that yes and no mean."""
    waiting = next((one for one in yrkanden_of(paragraf) if one.kind in PUT_OFF and not one.outcome), None)
    if waiting:
        return {
            "question": f"Ska ärendet {PUT_OFF[waiting.kind]}?",
            "yes_means": f"ärendet ska {PUT_OFF[waiting.kind]}",
            "no_means": "ärendet ska avgöras i dag",
            "puts_off": waiting.kind,
        }
    means = {"bifall": "bifall till förslaget", "avslag": "avslag på förslaget"}
    main = [one for one in yrkanden_of(paragraf) if one.kind != "tillagg" and one.kind not in PUT_OFF]
    texts = [means.get(one.kind) or f"yrkandet från {one.deltagare}" for one in main]
    texts = list(dict.fromkeys(texts))
    yes = texts[0] if texts else "bifall till förslaget"
    no = texts[1] if len(texts) > 1 else "avslag på förslaget"
    return {"question": paragraf.heading, "yes_means": yes, "no_means": no if no != yes else ""}


@keeps
@require_POST
def stryk(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a vote that was taken down wrong."""
    found = Omrostning.objects.filter(pk=pk, paragraf__organ__samverkan=request.samverkan)
    vote = found.select_related("paragraf").first()
    if vote is None:
        raise Http404
    try_act(request, lambda: stryk_omrostning(vote, actor=request.user))
    return back(request, vote.paragraf, "yrkanden")


@keeps_to_open
def ny_reservation(request: HttpRequest, pk: int) -> HttpResponse:
    """A reservation or a note to the minutes."""
    found = find_paragraf(request, pk)
    form = ReservationForm(request.POST or None, paragraf=found)

    def act() -> None:
        said = form.cleaned_data
        take = reservera if said["kind"] == Reservation.Kind.RESERVATION else anteckna
        take(found, said["deltagare"], text=said["text"], actor=request.user)

    return form_page(
        request,
        form,
        act,
        done=lambda: back(request, found, "reservationer"),
        titel="Reservation eller anteckning",
        knapp="Anteckna",
        tillbaka=url_of(request, found),
        text="Reservationen ska anmälas innan sammanträdet avslutas (KL 4:27).",
    )


@keeps_to_open
def reservation(request: HttpRequest, pk: int) -> HttpResponse:
    """The words of a reservation; or take it back."""
    found = Reservation.objects.filter(pk=pk, paragraf__organ__samverkan=request.samverkan)
    one = found.select_related("paragraf", "deltagare").first()
    if one is None:
        raise Http404
    if request.method == "POST" and request.POST.get("gor") == "ta_tillbaka":
        try_act(request, lambda: ta_tillbaka(one, actor=request.user))
        return back(request, one.paragraf, "reservationer")
    form = MotiveringForm(request.POST or None, initial={"text": one.text})
    return form_page(
        request,
        form,
        lambda: skriv_motivering(one, form.cleaned_data["text"], actor=request.user),
        done=lambda: back(request, one.paragraf, "reservationer"),
        titel=f"{one.get_kind_display()}, {one.deltagare}",
        knapp="Spara",
        tillbaka=url_of(request, one.paragraf),
        ta_tillbaka=True,
    )
