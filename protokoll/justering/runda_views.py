"""The secretary's side: draft, what is missing, start, the round and what is proposed in it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from protokoll.justering import acts, andringar
from protokoll.justering.forms import NyVersionForm, ParagrafForm, SvarForm
from protokoll.justering.genomforande import obstacles_of
from protokoll.justering.granskning import faults
from protokoll.justering.models import Andringsforslag, Justering, Protokoll
from protokoll.justering.pdf import render_protokoll
from protokoll.justering.queries import is_posted, lage_of, protokoll_of
from protokoll.justering.rattelser import rattelser_of
from protokoll.justering.rules import justering_deadline
from protokoll.justering.undertecknare import undertecknare
from protokoll.justering.visning import draft, paper_of, steps
from protokoll.paragrafer.acts import spara_text
from protokoll.paragrafer.models import Paragraf
from protokoll.paragrafer.views.sammantrade import object_url
from protokoll.sammantraden.models import Sammantrade
from samverkan.dokument.queries import download
from samverkan.handelser.queries import history
from samverkan.jobb.acts import start_jobb
from samverkan.jobb.models import Jobb
from samverkan.konton.access import access
from samverkan.konton.rules import may_keep_minutes, may_see_minutes_work
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import add_refusal
from samverkan.lib.klocka import today
from samverkan.lib.local_time import local_day
from samverkan.start.links import sredirect, surl

PDF = "application/pdf"


@access(see=may_see_minutes_work)
def utkast(request: HttpRequest, sammantrade: int) -> HttpResponse:
    """The protocol as it stands: what is missing, who will sign, and the text."""
    mote = _mote(request, sammantrade)
    deltagare, paragrafer, content, paper = draft(mote)
    by_number = {paragraf.number: paragraf.pk for paragraf in paragrafer}
    missing = [
        (brist, by_number.get(brist.paragraf)) for brist in faults(mote, deltagare, paragrafer, content)
    ]
    out = mote.protokoll.exclude(status=Protokoll.Status.ERSATT)
    context = paper | {
        "mote": mote,
        "brister": missing,
        "undertecknare": undertecknare(deltagare, paragrafer, mote.organ.justerare_count),
        "senast": justering_deadline(local_day(mote.closed_at or mote.starts_at)),
        "ute": out.filter(kind=Protokoll.Kind.HELT).first(),
        "omedelbara": out.filter(kind=Protokoll.Kind.OMEDELBART),
        "fria": mote.paragrafer.filter(number__isnull=False).exclude(protokoll__in=out).order_by("number"),
        "may_keep": may_keep_minutes(request.user, request.samverkan),
    }
    return render(request, "protokoll/justering/utkast.html", context)


@access(see=may_see_minutes_work)
def utkast_pdf(request: HttpRequest, sammantrade: int) -> HttpResponse:
    """The draft on paper, marked as one."""
    mote = _mote(request, sammantrade)
    *_, content, paper = draft(mote)
    return download(render_protokoll(paper, made_on=today()), f"utkast-protokoll-{content['datum']}.pdf", PDF)


@require_POST
@access(see=may_see_minutes_work, do=may_keep_minutes)
def starta(request: HttpRequest, sammantrade: int) -> HttpResponse:
    """Send the protocol out for justering."""
    mote = _mote(request, sammantrade)
    try:
        protokoll = acts.starta_justering(mote, actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return sredirect(request, "justering:utkast", sammantrade=mote.pk)
    return sredirect(request, "justering:runda", pk=protokoll.pk)


@require_POST
@access(see=may_see_minutes_work, do=may_keep_minutes)
def omedelbar(request: HttpRequest, sammantrade: int) -> HttpResponse:
    """Send single §§ out for justering at once."""
    mote = _mote(request, sammantrade)
    numbers = {int(word) for word in request.POST.getlist("p") if word.isdecimal()}
    try:
        protokoll = acts.starta_omedelbar_justering(mote, numbers, actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return sredirect(request, "justering:utkast", sammantrade=mote.pk)
    return sredirect(request, "justering:runda", pk=protokoll.pk)


@access(see=may_see_minutes_work)
def runda(request: HttpRequest, pk: int) -> HttpResponse:
    """A round: who has signed, what is proposed, what is left."""
    return _runda_page(request, _find(request, pk))


def _runda_page(
    request: HttpRequest,
    protokoll: Protokoll,
    *,
    version: NyVersionForm | None = None,
    svar: tuple[int, SvarForm] | None = None,
) -> HttpResponse:
    lage = lage_of(protokoll)
    bound = dict([svar] if svar else [])
    forslag = [
        (one, bound.get(one.pk) or SvarForm(auto_id=f"id_{one.pk}_%s", initial={})) for one in lage.forslag
    ]
    context = {
        "protokoll": protokoll,
        "p": protokoll.content,
        "lage": lage,
        "steg": steps(protokoll, lage),
        "forslag": forslag,
        "jobb": Jobb.objects.filter(kind=acts.FORSEGLA_JOBB, object_id=str(protokoll.pk)).first(),
        "hinder": [
            (one, object_url(request, one.objekt) if one.objekt else "") for one in obstacles_of(protokoll)
        ],
        "rattelser": rattelser_of(protokoll, waiting=True),
        "anslaget": is_posted(protokoll),
        "paragrafer": protokoll.paragrafer.order_by("number"),
        "version_form": version or NyVersionForm(),
        "min": next((one for one in lage.turn if _is_mine(one, request.user)), None),
        "may_keep": may_keep_minutes(request.user, request.samverkan),
        "handelser": history(protokoll),
    }
    status = 422 if version or svar else 200
    return render(request, "protokoll/justering/runda.html", context, status=status)


def _is_mine(justering: Justering, user: object) -> bool:
    person = justering.deltagare.person
    return person is not None and person.anvandare_id == user.pk


@access(see=may_see_minutes_work)
def runda_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The text of the round on paper, not sealed."""
    protokoll = _find(request, pk)
    paper = paper_of(protokoll, protokoll.content)
    return download(
        render_protokoll(paper, made_on=today()), f"justeras-{protokoll.content['datum']}.pdf", PDF
    )


@access(see=may_see_minutes_work)
def lage(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether the seal is there yet; the page is fetched anew when it is."""
    protokoll = _find(request, pk)
    jobb = Jobb.objects.filter(kind=acts.FORSEGLA_JOBB, object_id=str(protokoll.pk)).first()
    response = render(request, "protokoll/justering/_forseglas.html", {"protokoll": protokoll, "jobb": jobb})
    if protokoll.status != Protokoll.Status.UNDERSKRIVET:
        response.headers["HX-Refresh"] = "true"
    return response


@require_POST
@access(see=may_see_minutes_work, do=may_keep_minutes)
def forsegla_igen(request: HttpRequest, pk: int) -> HttpResponse:
    """Try again to seal what all have signed."""
    protokoll = _find(request, pk)
    if protokoll.status == Protokoll.Status.UNDERSKRIVET:
        start_jobb(acts.FORSEGLA_JOBB, protokoll, actor=request.user, samverkan=request.samverkan)
    return sredirect(request, "justering:runda", pk=pk)


@require_POST
@access(see=may_see_minutes_work, do=may_keep_minutes)
def ny_version(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the protocol again as a new version."""
    protokoll, form = _find(request, pk), NyVersionForm(request.POST)
    if form.is_valid():
        try:
            new = acts.ny_version(protokoll, actor=request.user, **form.cleaned_data)
            return sredirect(request, "justering:runda", pk=new.pk)
        except Refused as refused:
            form.add_error(None if refused.field != "skal" else "reason", str(refused))
    return _runda_page(request, protokoll, version=form)


@require_POST
@access(see=may_see_minutes_work, do=may_keep_minutes)
def avsla(request: HttpRequest, forslag: int) -> HttpResponse:
    """Leave a proposed change out, with a reason."""
    found = _forslag(request, forslag)
    protokoll = found.justering.protokoll
    form = SvarForm(request.POST, auto_id=f"id_{found.pk}_%s")
    if form.is_valid():
        try:
            andringar.avsla_forslag(found, actor=request.user, **form.cleaned_data)
            return sredirect(request, "justering:runda", pk=protokoll.pk)
        except Refused as refused:
            add_refusal(form, refused)
    return _runda_page(request, _find(request, protokoll.pk), svar=(found.pk, form))


@access(see=may_see_minutes_work, do=may_keep_minutes, do_to_open=True)
def paragraf(request: HttpRequest, paragraf: int) -> HttpResponse:
    """Mend the texts of a §: before the round, in it, or because of a proposal (`?forslag=`)."""
    found = get_object_or_404(
        Paragraf.objects.select_related("sammantrade__organ"),
        pk=paragraf,
        sammantrade__organ__samverkan=request.samverkan,
        number__isnull=False,
    )
    protokoll = found.protokoll.filter(status=Protokoll.Status.JUSTERAS).first()
    asked = request.GET.get("forslag", "")
    forslag = _forslag(request, int(asked)) if asked.isdecimal() else None
    form = ParagrafForm(request.POST or None, instance=found)
    if protokoll:
        back = surl(request, "justering:runda", pk=protokoll.pk)
    else:
        back = surl(request, "justering:utkast", sammantrade=found.sammantrade_id) + f"#p{found.number}"
    if request.method == "POST" and form.is_valid():
        try:
            _save(found, protokoll, forslag, form.texts, request.user)
            return HttpResponse(status=302, headers={"Location": back})
        except Refused as refused:
            add_refusal(form, refused)
    context = {"form": form, "paragraf": found, "forslag": forslag, "tillbaka": back, "ute": protokoll}
    status = 422 if form.errors else 200
    return render(request, "protokoll/justering/paragraf.html", context, status=status)


def _save(
    paragraf: Paragraf,
    protokoll: Protokoll | None,
    forslag: Andringsforslag | None,
    texts: dict[str, str],
    actor: object,
) -> None:
    if forslag:
        andringar.infor_forslag(forslag, texts=texts, actor=actor)
    elif protokoll:
        andringar.ratta_paragraf(protokoll, paragraf, texts=texts, actor=actor)
    else:
        for name, text in texts.items():
            spara_text(paragraf, name, text, actor=actor)


def _mote(request: HttpRequest, pk: int) -> Sammantrade:
    found = Sammantrade.objects.select_related("organ__samverkan")
    return get_object_or_404(found, pk=pk, organ__samverkan=request.samverkan)


def _find(request: HttpRequest, pk: int) -> Protokoll:
    return get_object_or_404(protokoll_of(request.samverkan), pk=pk)


def _forslag(request: HttpRequest, pk: int) -> Andringsforslag:
    found = Andringsforslag.objects.select_related("paragraf", "justering__protokoll", "justering__deltagare")
    return get_object_or_404(
        found, pk=pk, justering__protokoll__sammantrade__organ__samverkan=request.samverkan
    )
