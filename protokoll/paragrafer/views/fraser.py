"""The reusable phrases."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from protokoll.paragrafer.acts import lagg_upp_fraser, spara_fras, ta_bort_fras
from protokoll.paragrafer.forms import FrasForm
from protokoll.paragrafer.queries import fraser_of
from protokoll.paragrafer.views.dorr import form_page, keeps, keeps_to_open
from protokoll.sammantraden.models import Fras
from samverkan.konton.rules import may_keep_minutes
from samverkan.lib.links import sredirect, surl


@keeps
def lista(request: HttpRequest) -> HttpResponse:
    """All phrases, by where they are used."""
    phrases = fraser_of(request.samverkan)
    places = [
        (label, [one for one in phrases if one.place == place])
        for place, label in Fras._meta.get_field("place").choices
    ]
    may_keep = may_keep_minutes(request.user, request.samverkan)
    context = {"platser": places, "finns": bool(phrases), "may_keep": may_keep}
    return render(request, "protokoll/paragrafer/fraser.html", context)


@keeps
@require_POST
def standard(request: HttpRequest) -> HttpResponse:
    """Lay up the usual phrases that are missing."""
    count = lagg_upp_fraser(request.samverkan, actor=request.user)
    messages.success(request, f"{count} fraser är upplagda." if count else "De vanliga fraserna finns redan.")
    return sredirect(request, "mote:fraser")


@keeps_to_open
def fras(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Add a phrase, change one, or remove it."""
    known = pk is not None
    one = get_object_or_404(request.samverkan.fraser, pk=pk) if known else Fras(samverkan=request.samverkan)
    if request.method == "POST" and known and request.POST.get("gor") == "ta_bort":
        ta_bort_fras(one, actor=request.user)
        messages.success(request, f"Frasen ”{one.label}” är borttagen.")
        return sredirect(request, "mote:fraser")
    form = FrasForm(request.POST or None, instance=one)

    def act() -> str:
        for name, value in form.cleaned_data.items():
            setattr(one, name, value)
        return f"Frasen ”{spara_fras(one, actor=request.user).label}” är sparad."

    return form_page(
        request,
        form,
        act,
        done=lambda: sredirect(request, "mote:fraser"),
        titel=f"Fras: {one.label}" if known else "Ny fras",
        knapp="Spara frasen",
        tillbaka=surl(request, "mote:fraser"),
        ta_bort=known,
    )
