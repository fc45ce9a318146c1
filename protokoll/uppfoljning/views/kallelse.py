"""A follow-up into the next kallelse: what it will say, which body, and then the matter."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from protokoll.uppfoljning.acts.kallelse import take_to_kallelse
from protokoll.uppfoljning.forms import KallelseForm
from protokoll.uppfoljning.skrivelse import WRITERS, Skrivelse, of_narvaro
from protokoll.uppfoljning.views.narvaro import chosen_organ, of_organ, organ_list
from samverkan.konton.access import access
from samverkan.konton.rules import may_keep_minutes, may_see_handlingar
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import add_refusal
from samverkan.lib.links import sredirect, surl
from samverkan.organ.queries import own_organ

BACK = {
    "uppdrag": "uppfoljning:uppdragslista",
    "mal": "uppfoljning:mallista",
    "internkontroll": "uppfoljning:plan",
    "narvaro": "uppfoljning:narvaro",
}


@access(see=may_see_handlingar, do=may_keep_minutes, do_to_open=True)
def kallelse(request: HttpRequest, vad: str) -> HttpResponse:
    """Show the paper as it will be frozen, and make it a matter."""
    if vad not in BACK:
        raise Http404
    skrivelse, organ = _skrivelse(request, vad), own_organ(request.samverkan)
    form = None
    if skrivelse and organ:
        initial = {"heading": skrivelse.heading, "organ": request.GET.get("organ", "")}
        form = KallelseForm(request.POST or None, organ=organ, initial=initial)
        if form.is_valid() and (answer := _take(request, form, skrivelse)):
            return answer
    context = {"skrivelse": skrivelse, "form": form, "tillbaka": surl(request, BACK[vad])}
    return render(request, "protokoll/uppfoljning/kallelse.html", context)


def _skrivelse(request: HttpRequest, vad: str) -> Skrivelse | None:
    if vad in WRITERS:
        return WRITERS[vad](request.samverkan, request.year)
    organ = chosen_organ(request, organ_list(request))
    return of_narvaro(of_organ(request, organ, request.year), request.year) if organ else None


def _take(request: HttpRequest, form: KallelseForm, skrivelse: Skrivelse) -> HttpResponse | None:
    try:
        arende, meeting = take_to_kallelse(skrivelse, **form.cleaned_data, actor=request.user)
    except Refused as refusal:
        add_refusal(form, refusal)
        return None
    where = f" och står på dagordningen {meeting.starts_at:%Y-%m-%d}" if meeting else ""
    messages.success(request, f"Uppföljningen är ärende {arende.dnr}{where}.")
    return sredirect(request, "arenden:arende", pk=arende.pk)
