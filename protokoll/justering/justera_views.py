"""The signer's side: what waits, reading, proposing, signing, declining. Each sees only what they sign."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from protokoll.justering import acts
from protokoll.justering.forms import AvbojForm, ForslagForm, SkrivUnderForm
from protokoll.justering.models import Justering
from protokoll.justering.queries import Lage, lage_of, mine, rounds, to_start
from protokoll.justering.visning import paper_of, steps
from protokoll.paragrafer.models import Paragraf
from samverkan.konton.access import access
from samverkan.konton.rules import may_keep_minutes, may_see_handlingar, may_see_minutes_work
from samverkan.lib.formfields import attempt
from samverkan.organ.models import Organ
from samverkan.organ.paragrafserie import paragrafer_text
from samverkan.start.links import sredirect


@access(see=may_see_handlingar)
def lista(request: HttpRequest) -> HttpResponse:
    """What waits for my signature, and to those who keep minutes the rounds of the year."""
    own = list(mine(request.user, request.samverkan))
    context: dict[str, object] = {
        "vantar": [one for one in own if one.protokoll.status == "justeras" and one.status != "underskriven"],
        "gjorda": [one for one in own if one.status == "underskriven"],
    }
    if may_see_minutes_work(request.user, request.samverkan):
        context |= {
            "rundor": [lage_of(one) for one in rounds(request.samverkan, request.year)],
            "att_starta": to_start(request.samverkan, request.year),
            "may_keep": may_keep_minutes(request.user, request.samverkan),
            "ser_rundor": True,
        }
    return render(request, "protokoll/justering/att_justera.html", context)


@access(see=may_see_handlingar, do=may_see_handlingar)
def las(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the protocol and sign it (POST, with the password once more)."""
    justering = _mine(request, pk)
    if request.method != "POST":
        acts.las(justering, actor=request.user)
        return _page(request, justering)
    form = SkrivUnderForm(request.POST, request=request)
    if attempt(
        form, lambda: acts.skriv_under(justering, sha256=form.cleaned_data["sha256"], actor=request.user)
    ):
        return sredirect(request, "justering:las", pk=pk)
    return _page(request, justering, sign=form)


@require_POST
@access(see=may_see_handlingar, do=may_see_handlingar)
def foresla(request: HttpRequest, pk: int, nummer: int) -> HttpResponse:
    """Propose a change in a §."""
    justering = _mine(request, pk)
    paragraf = get_object_or_404(Paragraf, protokoll=justering.protokoll_id, number=nummer)
    form = ForslagForm(request.POST, auto_id=f"id_{nummer}_%s")
    if attempt(
        form, lambda: acts.foresla_andring(justering, paragraf, actor=request.user, **form.cleaned_data)
    ):
        messages.success(request, f"Ditt förslag om § {nummer} är skickat till sekreteraren.")
        return sredirect(request, "justering:las", pk=pk)
    return _page(request, justering, proposal=(nummer, form))


@require_POST
@access(see=may_see_handlingar, do=may_see_handlingar)
def avboj(request: HttpRequest, pk: int) -> HttpResponse:
    """Decline to sign, with a reason."""
    justering, form = _mine(request, pk), AvbojForm(request.POST)
    if attempt(form, lambda: acts.avboj(justering, actor=request.user, **form.cleaned_data)):
        messages.success(request, "Sekreteraren ser att du har avböjt, och varför.")
        return sredirect(request, "justering:las", pk=pk)
    return _page(request, justering, decline=form)


def _mine(request: HttpRequest, pk: int) -> Justering:
    found = mine(request.user, request.samverkan).select_related(
        "protokoll__sammantrade__organ__samverkan", "deltagare__person"
    )
    return get_object_or_404(found, pk=pk)


def _page(
    request: HttpRequest,
    justering: Justering,
    *,
    sign: SkrivUnderForm | None = None,
    decline: AvbojForm | None = None,
    proposal: tuple[int, ForslagForm] | None = None,
) -> HttpResponse:
    protokoll = justering.protokoll
    justering.refresh_from_db(fields=["status", "signed_at", "signed_sha256", "reason"])
    protokoll.refresh_from_db(fields=["content", "content_sha256", "status", "justerat_on"])
    lage = lage_of(protokoll)
    shown = SkrivUnderForm(request=request, initial={"sha256": protokoll.content_sha256})
    if sign:  # whoever must read again gets the text and its hash anew
        shown = sign
        shown.data = shown.data.copy()
        shown.data["sha256"] = protokoll.content_sha256
    context = paper_of(protokoll, protokoll.content) | {
        "justering": justering,
        "protokoll": protokoll,
        "mina": paragrafer_text(justering.numbers),
        "lage": lage,
        "steg": steps(protokoll, lage),
        "fore": _before(justering, lage),
        "sign": shown,
        "decline": decline or AvbojForm(),
        "forslag": _by_number(justering, lage, proposal),
        "under": True,
        "ser_rundan": may_see_minutes_work(request.user, request.samverkan),
    }
    status = 422 if sign or decline or proposal else 200
    return render(request, "protokoll/justering/las.html", context, status=status)


def _before(justering: Justering, lage: Lage) -> list[Justering]:
    """Those who sign first when the order is fixed."""
    if lage.protokoll.sammantrade.organ.justering_order == Organ.Justeringsordning.FRI:
        return []
    return [one for one in lage.left if one.order < justering.order]


def _by_number(
    justering: Justering, lage: Lage, bound: tuple[int, ForslagForm] | None
) -> list[tuple[int, str, list, ForslagForm]]:
    """For each of my §§: number, heading, what has been proposed in it, and the form to propose."""
    forms = dict([bound] if bound else [])
    headings = {part["nummer"]: part["rubrik"] for part in lage.protokoll.content["paragrafer"]}
    return [
        (
            number,
            headings[number],
            [one for one in lage.forslag if one.paragraf.number == number],
            forms.get(number) or ForslagForm(auto_id=f"id_{number}_%s"),
        )
        for number in justering.numbers
    ]
