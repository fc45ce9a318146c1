"""Protocols on the web: which can be published, masking one with the result beside it, on the web and off."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from protokoll.anslag import webb, webbtext
from protokoll.anslag.forms import OrdForm, PubliceraForm
from protokoll.anslag.maskning import KINDS
from protokoll.anslag.models import Webbversion
from protokoll.anslag.views import frame
from protokoll.anslag.webb_pdf import WEBB
from protokoll.justering.models import Protokoll
from protokoll.justering.papper import paper
from samverkan.handelser.queries import history
from samverkan.jobb.models import Jobb
from samverkan.konton.access import access
from samverkan.konton.rules import may_keep_minutes, may_see_minutes_work
from samverkan.lib import klocka
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import add_refusal
from samverkan.lib.links import sredirect

ON_PAGE = 50


@access(see=may_see_minutes_work)
def lista(request: HttpRequest) -> HttpResponse:
    """The justerade protocols, and what of each is on the web."""
    found = Protokoll.objects.filter(
        sammantrade__organ__samverkan=request.samverkan, status=Protokoll.Status.JUSTERAT
    )
    rows = found.select_related("sammantrade__organ", "webbversion").order_by(
        "-sammantrade__starts_at", "-pk"
    )
    context = frame(request, "anslag:webb") | {"protokoll": rows[:ON_PAGE], "today": klocka.today()}
    return render(request, "protokoll/anslag/webb_lista.html", context)


@access(see=may_see_minutes_work, do=may_keep_minutes)
@require_POST
def borja(request: HttpRequest, protokoll: int) -> HttpResponse:
    """Begin a web version: what is certain is masked at once."""
    found = get_object_or_404(Protokoll, pk=protokoll, sammantrade__organ__samverkan=request.samverkan)
    try:
        version = webb.forbered_webbversion(found, actor=request.user)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return sredirect(request, "anslag:webb")
    return sredirect(request, "anslag:webbversion", pk=version.pk)


@access(see=may_see_minutes_work)
def webbversion(request: HttpRequest, pk: int) -> HttpResponse:
    """Masking: what was found, the original with marks and the result side by side, the review."""
    return _page(request, _find(request, pk))


def _page(request: HttpRequest, version: Webbversion, **forms: object) -> HttpResponse:
    content = webb.open_content(version.protokoll)
    masked = webbtext.masked(content, version.masks)
    found = webbtext.findings(content, version.masks)
    numbers = [one["nummer"] for one in content["paragrafer"]]
    organ = version.protokoll.sammantrade.organ
    initial = {
        "read": webbtext.digest(masked),
        "unpublish_on": version.unpublish_on or webb.last_day_on_web(organ, klocka.today()),
    }
    context = frame(request, "") | {
        "version": version,
        "p": content,
        "organ": organ,
        "fynd": [(one, KINDS[one.traff.slag]) for one in found],
        "oavgjorda": sum(one.dold is None for one in found),
        "ord": [one for one in version.masks if one["slag"] == "ord"],
        "original": _marked(webbtext.marked(content, version.masks)),
        "maskerat": SafeString(_drawn(masked).replace(' id="', ' data-id="')),  # an id stands once on a page
        "ordform": forms.get("ordform") or OrdForm(numbers=numbers),
        "form": forms.get("form") or PubliceraForm(initial=initial),
        "pa_webben": _is_on_web(version),
        "jobb": _jobb(version),
        "andrad": _is_on_web(version) and version.reviewed_sha256 != initial["read"],
        "medgiven": organ.publish_days > 0,
        "handelser": history(version),
    }
    return render(request, "protokoll/anslag/webbversion.html", context)


def _jobb(version: Webbversion) -> Jobb | None:
    return Jobb.objects.filter(kind=webb.WEBB_PDF_JOBB, object_id=str(version.pk)).first()


@access(see=may_see_minutes_work)
def webb_lage(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether the PDF of what is published is there; asked again while a job is at it."""
    version = _find(request, pk)
    context = {"version": version, "jobb": _jobb(version), "pa_webben": _is_on_web(version)}
    context["may_keep"] = may_keep_minutes(request.user, request.samverkan)
    return render(request, "protokoll/anslag/_webb_pdf.html", context)


@access(see=may_see_minutes_work, do=may_keep_minutes)
@require_POST
def webb_pdf_igen(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the PDF again after a fault."""
    version = _find(request, pk)
    if version.content is not None and version.dokument_id is None:
        webb.pdf_igen(version, actor=request.user)
    return sredirect(request, "anslag:webbversion", pk=pk)


def _is_on_web(version: Webbversion) -> bool:
    ends = version.unpublish_on
    return bool(version.published_at and not version.unpublished_at and ends and ends > klocka.today())


def _drawn(content: dict, laget: str = WEBB) -> str:
    return render_to_string("protokoll/anslag/_text.html", paper(content, laget=laget))


def _marked(content: dict) -> SafeString:
    """The original with what will be masked marked; the signs become HTML only when all else is escaped."""
    html = _drawn(content, laget="original")
    return SafeString(html.replace(webbtext.BEGIN, '<mark class="mask">').replace(webbtext.END, "</mark>"))


def _find(request: HttpRequest, pk: int) -> Webbversion:
    found = Webbversion.objects.select_related("protokoll__sammantrade__organ__samverkan", "reviewed_by")
    return get_object_or_404(found, pk=pk, protokoll__sammantrade__organ__samverkan=request.samverkan)


def _done(request: HttpRequest, pk: int, act: Callable[[Webbversion], str]) -> HttpResponse:
    try:
        messages.success(request, act(_find(request, pk)))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return sredirect(request, "anslag:webbversion", pk=pk)


@access(see=may_see_minutes_work, do=may_keep_minutes)
@require_POST
def fynd(request: HttpRequest, pk: int) -> HttpResponse:
    """Judge something found. `dom` is 'dold' or 'visa', the place and where it starts."""

    def act(version: Webbversion) -> str:
        verdict, _, rest = request.POST.get("dom", "").partition(" ")
        start, _, plats = rest.partition(" ")
        if verdict not in ("dold", "visa") or not start.isdecimal():
            raise Refused("Välj maskera eller visa.")
        webb.avgor_fynd(version, plats=plats, start=int(start), dold=verdict == "dold", actor=request.user)
        return "Uppgiften maskeras." if verdict == "dold" else "Uppgiften får stå kvar."

    return _done(request, pk, act)


@access(see=may_see_minutes_work, do=may_keep_minutes)
@require_POST
def ord(request: HttpRequest, pk: int) -> HttpResponse:
    """Mask words."""
    version = _find(request, pk)
    numbers = [one["nummer"] for one in webb.open_content(version.protokoll)["paragrafer"]]
    form = OrdForm(request.POST, numbers=numbers)
    if form.is_valid():
        words, paragraf = form.cleaned_data["ord"], form.cleaned_data["paragraf"]
        try:
            places = webb.maskera_ord(version, words, paragraf=paragraf, actor=request.user)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(
                request, f"Orden är maskerade på {places} {'ställe' if places == 1 else 'ställen'}."
            )
            return sredirect(request, "anslag:webbversion", pk=pk)
    return _page(request, version, ordform=form)


@access(see=may_see_minutes_work, do=may_keep_minutes)
@require_POST
def ord_bort(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Take a mask of words back."""

    def act(version: Webbversion) -> str:
        webb.ta_bort_ord(version, number, actor=request.user)
        return "Orden är inte maskerade längre."

    return _done(request, pk, act)


@access(see=may_see_minutes_work, do=may_keep_minutes)
@require_POST
def publicera(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish what has been read."""
    version = _find(request, pk)
    form = PubliceraForm(request.POST)
    if form.is_valid():
        read, day = form.cleaned_data["read"], form.cleaned_data["unpublish_on"]
        try:
            webb.publicera(version, read=read, unpublish_on=day, actor=request.user)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"Protokollet är publicerat och tas bort {day}.")
            return sredirect(request, "anslag:webbversion", pk=pk)
    return _page(request, version, form=form)


@access(see=may_see_minutes_work, do=may_keep_minutes)
@require_POST
def avpublicera(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it off the web."""

    def act(version: Webbversion) -> str:
        webb.avpublicera(version, actor=request.user)
        return "Protokollet är borta från webben."

    return _done(request, pk, act)
