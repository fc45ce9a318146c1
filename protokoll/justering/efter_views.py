"""After justering: correcting a § by a § of its own, and what the decisions could not let count."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from protokoll.arenden.models import Arendeobjekt
from protokoll.justering import genomforande
from protokoll.justering.forms import LamnaForm, RattelseForm
from protokoll.justering.models import Protokoll
from protokoll.justering.queries import protokoll_of
from protokoll.justering.rattelser import Ratt, ratta_i_ny_paragraf
from samverkan.konton.access import access
from samverkan.konton.rules import may_keep_minutes, may_see_minutes_work
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import add_refusal
from samverkan.lib.links import sredirect, surl
from samverkan.lib.local_time import local_day


@access(see=may_see_minutes_work, do=may_keep_minutes, do_to_open=True)
def ratta(request: HttpRequest, pk: int) -> HttpResponse:
    """Take up what is wrong in a justerat protocol as a matter that corrects the §."""
    protokoll = get_object_or_404(protokoll_of(request.samverkan), pk=pk, status=Protokoll.Status.JUSTERAT)
    form = RattelseForm(request.POST or None, paragrafer=protokoll.paragrafer.order_by("number"))
    if form.is_valid():
        said = dict(form.cleaned_data)
        try:
            paragraf = said.pop("paragraf")
            arende, meeting = ratta_i_ny_paragraf(protokoll, paragraf, Ratt(**said), actor=request.user)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            where = f"Det står på dagordningen {local_day(meeting.starts_at)}." if meeting else (
                "Inget sammanträde är planerat. Lägg det på dagordningen när det finns ett."
            )  # fmt: skip
            messages.success(request, f"Ärende {arende.dnr} är öppnat. {where}")
            return sredirect(request, "arenden:arende", pk=arende.pk)
    context = {
        "form": form,
        "protokoll": protokoll,
        "p": protokoll.content,
        "tillbaka": surl(request, "protokoll:visa", pk=pk),
    }
    return render(request, "protokoll/justering/ratta.html", context, status=422 if form.errors else 200)


@require_POST
@access(see=may_see_minutes_work, do=may_keep_minutes)
def genomfor_igen(request: HttpRequest, pk: int) -> HttpResponse:
    """Try again to let a decision count."""
    row = _find(request, pk)
    try:
        genomforande.genomfor_igen(row, actor=request.user)
    except Refused as refusal:
        messages.error(request, f"Det går fortfarande inte. {refusal.message}")
    else:
        messages.success(request, "Beslutet gäller nu för det som ärendet bar.")
    return _back(request, row)


@require_POST
@access(see=may_see_minutes_work, do=may_keep_minutes)
def lamna(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave it as it is, for a reason."""
    row, form = _find(request, pk), LamnaForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        genomforande.lamna(row, reason=reason, actor=request.user)
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, "Det är lämnat som det är, med ditt skäl i loggen.")
    return _back(request, row)


def _find(request: HttpRequest, pk: int) -> Arendeobjekt:
    found = Arendeobjekt.objects.exclude(obstacle="").filter(arende__samverkan=request.samverkan)
    return get_object_or_404(found, pk=pk)


def _back(request: HttpRequest, row: Arendeobjekt) -> HttpResponse:
    current = Protokoll.objects.filter(paragrafer__beslut=row.beslut_id).exclude(
        status=Protokoll.Status.ERSATT
    )
    return sredirect(request, "justering:runda", pk=current.latest("pk").pk)
