"""The boards of each body: lay up the usual ones, add, change, note when one could not be read."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from protokoll.anslag import tavlor as acts
from protokoll.anslag.forms import AvbrottForm, SlutForm, TavlaForm
from protokoll.anslag.models import Anslag, Avbrott, Tavla
from protokoll.anslag.queries import members_on
from protokoll.anslag.views import frame
from samverkan.handelser.queries import history
from samverkan.konton.access import access
from samverkan.konton.rules import may_keep_minutes, may_see_minutes_work
from samverkan.lib import klocka
from samverkan.lib.formfields import attempt
from samverkan.lib.links import sredirect, surl
from samverkan.organ.models import Organ
from samverkan.organ.rules import keeps_protokoll


@access(see=may_see_minutes_work)
def tavlor(request: HttpRequest) -> HttpResponse:
    """The boards of each body that announces, and those that are missing."""
    found = request.samverkan.organ.filter(outside=False).select_related("samverkan__issuer", "parent")
    organ = [one for one in found.prefetch_related("tavlor__avbrott") if keeps_protokoll(one.kind)]
    rows = [(one, list(one.tavlor.all()), acts.missing_tavlor(one, klocka.today())) for one in organ]
    return render(request, "protokoll/anslag/tavlor.html", frame(request, "anslag:tavlor") | {"rader": rows})


@access(see=may_see_minutes_work, do=may_keep_minutes)
@require_POST
def skapa(request: HttpRequest, organ: int) -> HttpResponse:
    """Lay up the boards a body ought to have."""
    made = acts.skapa_tavlor(_organ(request, organ), actor=request.user)
    messages.success(
        request, "En tavla är upplagd." if len(made) == 1 else f"{len(made)} tavlor är upplagda."
    )
    return sredirect(request, "anslag:tavlor")


@access(see=may_see_minutes_work, do=may_keep_minutes, do_to_open=True)
def tavla_ny(request: HttpRequest, organ: int) -> HttpResponse:
    """Add a board by hand."""
    found = _organ(request, organ)
    form = TavlaForm(request.POST or None, members=_owners(request))
    if attempt(
        form, lambda: acts.lagg_till_tavla(Tavla(organ=found, **form.cleaned_data), actor=request.user)
    ):
        messages.success(request, "Tavlan är upplagd.")
        return sredirect(request, "anslag:tavlor")
    context = {"form": form, "organ": found, "tillbaka": surl(request, "anslag:tavlor")}
    return render(request, "protokoll/anslag/tavla_ny.html", context)


@access(see=may_see_minutes_work, do=may_keep_minutes)
def tavla(request: HttpRequest, pk: int) -> HttpResponse:
    """One board: its details, and the times it could not be read."""
    found = _find(request, pk)
    form = TavlaForm(request.POST or None, instance=found, members=_owners(request))
    if attempt(
        form, lambda: acts.andra_tavla(found, actor=request.user, **acts.values_of(form.cleaned_data))
    ):
        messages.success(request, "Tavlan är sparad.")
        return sredirect(request, "anslag:tavla", pk=pk)
    return _page(request, found, form=form)


def _page(request: HttpRequest, found: Tavla, **forms: object) -> HttpResponse:
    context = frame(request, "") | {
        "tavla": found,
        "form": forms.get("form") or TavlaForm(instance=found, members=_owners(request)),
        "avbrottform": forms.get("avbrottform") or AvbrottForm(),
        "slutform": forms.get("slutform") or SlutForm(),
        "avbrott": list(found.avbrott.all()),
        "handelser": history(found, *found.avbrott.all()),
    }
    return render(request, "protokoll/anslag/tavla_en.html", context)


@access(see=may_see_minutes_work, do=may_keep_minutes)
@require_POST
def avbrott(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a board could not be read."""
    found = _find(request, pk)
    form = AvbrottForm(request.POST)
    if done := attempt(form, lambda: acts.registrera_avbrott(found, actor=request.user, **form.cleaned_data)):
        concerned = done.result
        _tell(request, concerned)
        return sredirect(request, "anslag:tavla", pk=pk)
    return _page(request, found, avbrottform=form)


@access(see=may_see_minutes_work, do=may_keep_minutes)
@require_POST
def avbrott_slut(request: HttpRequest, pk: int) -> HttpResponse:
    """Note when a board could be read again."""
    found = get_object_or_404(Avbrott, pk=pk, tavla__organ__samverkan=request.samverkan)
    form = SlutForm(request.POST)
    if done := attempt(form, lambda: acts.avsluta_avbrott(found, actor=request.user, **form.cleaned_data)):
        concerned = done.result
        _tell(request, concerned)
        return sredirect(request, "anslag:tavla", pk=found.tavla_id)
    return _page(request, _find(request, found.tavla_id), slutform=form)


def _tell(request: HttpRequest, concerned: list[Anslag]) -> None:
    standing = [one.heading for one in concerned if one.status != Anslag.Status.NERTAGET]
    gone = [one.heading for one in concerned if one.status == Anslag.Status.NERTAGET]
    told = f" Tiden är räknad på nytt för {'; '.join(standing)}." if standing else " Inget anslag berörs."
    messages.success(request, f"Avbrottet är antecknat.{told}")
    if gone:
        text = "Anslaget är redan nertaget. Var det borta under tiden för att överklaga har den inte löpt ut."
        messages.warning(request, f"{'; '.join(gone)}: {text}")


def _owners(request: HttpRequest) -> list:
    return [request.samverkan.issuer, *members_on(request.samverkan, klocka.today())]


def _organ(request: HttpRequest, pk: int) -> Organ:
    return get_object_or_404(request.samverkan.organ.filter(outside=False), pk=pk)


def _find(request: HttpRequest, pk: int) -> Tavla:
    return get_object_or_404(Tavla.objects.select_related("organ"), pk=pk, organ__samverkan=request.samverkan)
