"""The year wheel of a body: drawn, as a list, and changed month by month."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from protokoll.sammantraden import arshjul_acts, arshjul_queries
from protokoll.sammantraden.arshjul_forms import PostForm
from protokoll.sammantraden.hjul import slices, told
from protokoll.sammantraden.models import Arshjulspost
from protokoll.sammantraden.val import chosen_organ, tabs
from samverkan.konton.access import access
from samverkan.konton.rules import may_keep_minutes, may_see_protokoll
from samverkan.lib import klocka
from samverkan.lib.formfields import attempt
from samverkan.lib.links import sredirect, surl
from samverkan.organ.models import Organ


@access(see=may_see_protokoll, do=may_keep_minutes)
def arshjul(request: HttpRequest) -> HttpResponse:
    """The wheel; what is posted is a new matter in it."""
    organ, own = chosen_organ(request)
    if organ is None:
        messages.info(request, "Årshjulet hör till ett organ. Här kan organen läggas upp.")
        return sredirect(request, "organ:lista")
    form = PostForm(request.POST or None, initial={"month": request.GET.get("manad")})
    if done := attempt(form, lambda: arshjul_acts.add_post(organ, form.cleaned_data, actor=request.user)):
        post = done.result
        messages.success(request, f"{post.heading} är inlagt i årshjulet.")
        return _to_wheel(request, organ, post.month)
    return _page(request, organ, own, form)


def _page(request: HttpRequest, organ: Organ, own: list[Organ], form: PostForm) -> HttpResponse:
    months = arshjul_queries.wheel_of(organ, request.year)
    today = klocka.today()
    context = {
        "organ": organ,
        "flikar": tabs(surl(request, "sammantraden:arshjul"), own, organ),
        "manader": months,
        "bitar": slices(months, today.month if today.year == request.year else None),
        "text": told(months),
        "arenden": sum(len(month.posts) for month in months),
        "moten": sum(len(month.sammantraden) for month in months),
        "form": form,
        "may_edit": may_keep_minutes(request.user, request.samverkan),
    }
    return render(request, "protokoll/sammantraden/arshjul.html", context)


@access(see=may_keep_minutes, do=may_keep_minutes, do_to_open=True)
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a matter of the wheel."""
    found = _post(request, pk)
    form = PostForm(request.POST or None, instance=found)
    if done := attempt(form, lambda: arshjul_acts.change_post(found, form.cleaned_data, actor=request.user)):
        changed = done.result
        messages.success(request, f"{changed.heading} är ändrat.")
        return _to_wheel(request, changed.organ, changed.month)
    back = f"{surl(request, 'sammantraden:arshjul')}?organ={found.organ_id}"
    context = {"form": form, "post": found, "tillbaka": back}
    return render(request, "protokoll/sammantraden/arshjulspost.html", context)


@access(see=may_keep_minutes, do=may_keep_minutes)
def ta_bort(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a matter out of the wheel."""
    found = _post(request, pk)
    if request.method == "POST":
        arshjul_acts.remove_post(found, actor=request.user)
        messages.success(request, f"{found.heading} är borttaget ur årshjulet.")
    return _to_wheel(request, found.organ, found.month)


def _to_wheel(request: HttpRequest, organ: Organ, month: int) -> HttpResponse:
    response = sredirect(request, "sammantraden:arshjul")
    response["Location"] += f"?organ={organ.pk}#manad-{month}"
    return response


def _post(request: HttpRequest, pk: int) -> Arshjulspost:
    found = arshjul_queries.post_in(request.samverkan, pk)
    if found is None:
        raise Http404
    return found
