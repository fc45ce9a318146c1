"""Matters: the list, one of them, a new one, its paper, close and open again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from protokoll.arenden import acts, queries
from protokoll.arenden.forms import FilterForm, NyttArendeForm, SkrivForm
from protokoll.arenden.models import Arende
from protokoll.arenden.skrivelse import is_empty, skrivelse, told_objects
from protokoll.arenden.tables import ArendeTable
from samverkan.beslut import beredning
from samverkan.dokument.filslag import kind_of
from samverkan.handelser.queries import history
from samverkan.konton.access import access
from samverkan.konton.rules import (
    may_keep_minutes,
    may_prepare_arenden,
    may_see_handlingar,
    may_see_minutes_work,
)
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import add_refusal, attempt
from samverkan.lib.links import sredirect, surl
from samverkan.organ.queries import person_of

SAVED = "Skrivelsen är sparad."


@access(see=may_see_handlingar)
def lista(request: HttpRequest) -> HttpResponse:
    """Matters that are open, of the year, closed or all; by body and by words."""
    everything = queries.arenden_for(request.user, request.samverkan)
    filters = FilterForm(request.GET, samverkan=request.samverkan)
    filters.is_valid()
    asked = {name: filters.cleaned_data.get(name) for name in ("organ", "q")}
    view = request.GET.get("visa", "oppna")
    rows = _narrowed(everything, view, request.year)
    rows = rows.filter(organ=asked["organ"]) if asked["organ"] else rows
    rows = queries.search_arenden(rows, asked["q"]) if asked["q"] else rows
    organ = request.samverkan.organ.filter(outside=False)
    table = ArendeTable(queries.with_state(rows), exclude=() if len(organ) > 1 else ("organ",))
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    context = {
        "table": table,
        "finns": everything.exists(),
        "filter": filters,
        "visa": view,
        "har_filter": any(asked.values()),
        "flikar": _tabs(request, view),
        "may_prepare": may_prepare_arenden(request.user, request.samverkan),
        "organ_finns": bool(organ),
    }
    return render(request, "protokoll/arenden/lista.html", context)


def _narrowed(rows, view: str, year: int):
    narrow = {
        "oppna": {"status": Arende.Status.OPPET},
        "ar": {"opened_on__year": year},
        "avslutade": {"status": Arende.Status.AVSLUTAT},
    }
    return rows.filter(**narrow.get(view, {}))


def _tabs(request: HttpRequest, view: str) -> list[dict[str, object]]:
    front = surl(request, "arenden:lista")
    names = {"oppna": "Öppna", "ar": f"Öppnade {request.year}", "avslutade": "Avslutade", "alla": "Alla"}
    return [
        {"text": text, "url": f"{front}?visa={key}", "current": key == view} for key, text in names.items()
    ]


@access(see=may_see_handlingar, do=may_prepare_arenden, do_to_open=True)
def nytt(request: HttpRequest) -> HttpResponse:
    """Open a matter: its diary number is drawn now. `?organ=&rubrik=`: what the form starts from."""
    may_secret = may_see_minutes_work(request.user, request.samverkan)
    initial = {
        "responsible": person_of(request.user, request.samverkan),
        "heading": request.GET.get("rubrik", ""),
    }
    if request.GET.get("organ", "").isdecimal():
        initial["organ"] = int(request.GET["organ"])
    form = NyttArendeForm(
        request.POST or None, samverkan=request.samverkan, may_secret=may_secret, initial=initial
    )
    if done := attempt(
        form, lambda: acts.open_arende(request.samverkan, **form.cleaned_data, actor=request.user)
    ):
        found = done.result
        messages.success(request, f"Ärendet är öppnat med diarienummer {found.dnr}.")
        return sredirect(request, "arenden:skriv", pk=found.pk)
    context = {"form": form, "tillbaka": surl(request, "arenden:lista")}
    return render(request, "protokoll/arenden/nytt.html", context)


@access(see=may_see_handlingar)
def arende(request: HttpRequest, pk: int) -> HttpResponse:
    """One matter: its paper as it will be read, its attachments, where it has been."""
    found = find(request, pk)
    bilagor = list(queries.bilagor_for(request.user, found))
    paper = _paper(found)
    keeps = may_keep_minutes(request.user, request.samverkan)
    context = {
        "arende": found,
        "skrivelse": paper,
        "tom": is_empty(paper),
        "bilagor": [(bilaga, kind_of(bilaga.dokument.content_type).name) for bilaga in bilagor],
        "punkter": found.punkter.select_related("sammantrade__organ", "paragraf__beslut").order_by(
            "sammantrade__starts_at"
        ),
        "putoff": queries.put_off(found),
        "handelser": history(found, *queries.bilagor_for(request.user, found, removed=True), *bilagor),
        "may_prepare": may_prepare_arenden(request.user, request.samverkan),
        "kan_laggas_pa": queries.next_agendas(found) if keeps else [],
    }
    return render(request, "protokoll/arenden/arende.html", context)


def _paper(found: Arende) -> dict[str, object]:
    told = beredning.describe(queries.carried(found))
    return skrivelse(found, queries.latest_organ(found).name, told)


@access(see=may_see_handlingar, do=may_prepare_arenden, do_to_open=True)
def skriv(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the paper. Preview without saving; what someone else wrote meanwhile is not overwritten."""
    found = find(request, pk)
    form = _skriv_form(request, found)
    context: dict[str, object] = {"form": form, "arende": found}
    if request.method == "POST" and form.is_valid():
        if "forhandsgranska" in request.POST:
            context["skrivelse"] = _preview(found, form)
        else:
            try:
                acts.change_arende(
                    found,
                    form.changes(),
                    mottagare=form.cleaned_data["mottagare"],
                    objekt=form.chosen(),
                    base=form.base(),
                    actor=request.user,
                )
            except Refused as refusal:
                add_refusal(form, refusal)
                context["sparat"] = _stored_beside(request, form, found, refusal)
            else:
                messages.success(request, SAVED)
                return sredirect(request, "arenden:arende", pk=pk)
    return render(request, "protokoll/arenden/skriv.html", context)


def _skriv_form(request: HttpRequest, found: Arende) -> SkrivForm:
    may_secret = queries.entitled(request.user, found)
    copy = Arende.objects.select_related("samverkan").get(pk=found.pk)  # a form writes into its instance
    return SkrivForm(request.POST or None, instance=copy, may_secret=may_secret)


def _stored_beside(request: HttpRequest, form: SkrivForm, found: Arende, refusal: Refused) -> dict | None:
    """The text that somebody else saved meanwhile, and a form that may now be saved over it."""
    if refusal.field not in acts.PAPER:
        return None
    stored = Arende.objects.get(pk=found.pk)
    form.data = form.data.copy()
    for name in acts.PAPER:
        form.data[f"bas_{name}"] = acts.fingerprint(getattr(stored, name))
    return {"rubrik": form.fields[refusal.field].label, "text": getattr(stored, refusal.field)}


@require_POST
@access(see=may_see_handlingar, do=may_prepare_arenden)
def forhandsgranska(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper as it would read, for the page to show beside what is typed. Saves nothing."""
    found = find(request, pk)
    form = _skriv_form(request, found)
    context = {"skrivelse": _preview(found, form) if form.is_valid() else None}
    return render(request, "protokoll/arenden/_forhand.html", context)


def _preview(found: Arende, form: SkrivForm) -> dict[str, object]:
    copy = Arende.objects.select_related("responsible").get(pk=found.pk)
    for name, value in form.changes().items():
        setattr(copy, name, value)
    chosen = form.chosen()
    paper = skrivelse(copy, queries.latest_organ(found).name, beredning.describe(queries.carried(found)))
    paper["skickas_till"] = [name for name, _ in form.cleaned_data["mottagare"]]
    if chosen is not None:
        paper["objekt"] = told_objects(beredning.describe(chosen), chosen)
    return paper


@require_POST
@access(see=may_see_handlingar, do=may_prepare_arenden)
def avsluta(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a matter."""
    return _moved(request, pk, acts.close_arende, "Ärendet är avslutat.")


@require_POST
@access(see=may_see_handlingar, do=may_prepare_arenden)
def oppna(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed matter again."""
    return _moved(request, pk, acts.reopen_arende, "Ärendet är öppet igen.")


def _moved(request: HttpRequest, pk: int, act, done: str) -> HttpResponse:
    found = find(request, pk)
    try:
        act(found, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return sredirect(request, "arenden:arende", pk=pk)


def find(request: HttpRequest, pk: int) -> Arende:
    """The matter, if the person may know of it; else 404."""
    return get_object_or_404(queries.arenden_for(request.user, request.samverkan), pk=pk)
