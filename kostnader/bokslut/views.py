"""The settlement's pages: the year, one member, one service, one receipt; and its path to a decision."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from kostnader.bokslut import acts
from kostnader.bokslut.avrakna import avrakna as open_run
from kostnader.bokslut.forklaring import explained
from kostnader.bokslut.forms import AvraknaForm, BeslutForm, BokslutForm, OppnaForm, RadForm
from kostnader.bokslut.medlem import medlem_context, tjanst_context
from kostnader.bokslut.models import Bokslut
from kostnader.bokslut.queries import earlier_versions, visible_bokslut
from kostnader.bokslut.sammanstallning import Medlem
from kostnader.bokslut.sida import Visning, bokslut_context
from kostnader.bokslut.tabeller import tabeller_of
from samverkan.beslut.queries import usable_beslut
from samverkan.dokument.queries import download
from samverkan.handelser.queries import history
from samverkan.konton.access import access
from samverkan.konton.rules import may_edit_kostnader, may_see_fordelning, may_see_kostnader
from samverkan.lib.downloads import XLSX
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import add_refusal, attempt
from samverkan.lib.links import sredirect, surl
from samverkan.tabeller.excel import workbook

DONE = {
    "foresla": "Året är stängt och bokslutet föreslaget. Ta med det till nästa sammanträde.",
    "ta_tillbaka": "Bokslutet är utkast igen och året öppet.",
}


@access(see=may_see_fordelning)
def bokslut(request: HttpRequest) -> HttpResponse:
    """The year's settlement, or how to begin it."""
    found = visible_bokslut(request.user, request.samverkan, request.year)
    sees = may_see_kostnader(request.user, request.samverkan)
    context: dict[str, object] = {"may_edit": may_edit_kostnader(request.user, request.samverkan)}
    if sees:
        context["tidigare"] = earlier_versions(request.year, request.samverkan)
    if found is None:
        return render(request, "kostnader/bokslut/tom.html", context)
    context |= bokslut_context(request, Visning(found)) | {"handelser": history(found) if sees else []}
    if found.is_open and context["may_edit"]:
        context["form"] = BokslutForm(instance=found)
    if found.is_decided and context["may_edit"]:
        context["datumform"] = AvraknaForm(initial={"issue_date": timezone.localdate()})
    return render(request, "kostnader/bokslut/bokslut.html", context)


@require_POST
@access(see=may_see_kostnader, do=may_edit_kostnader)
def borja(request: HttpRequest) -> HttpResponse:
    """Begin the year's settlement."""
    acts.begin_bokslut(request.samverkan, request.year, actor=request.user)
    return sredirect(request, "bokslut:bokslut")


@require_POST
@access(see=may_see_kostnader, do=may_edit_kostnader)
def andra(request: HttpRequest) -> HttpResponse:
    """What the outcome is set against, and who decides."""
    found = _find(request)
    form = BokslutForm(request.POST, instance=found)
    if not form.is_valid():
        messages.error(request, "Välj vad utfallet ska jämföras med.")
    else:
        _try(request, lambda: acts.change_bokslut(found, **form.cleaned_data, actor=request.user), "Sparat.")
    return sredirect(request, "bokslut:bokslut")


@require_POST
@access(see=may_see_kostnader, do=may_edit_kostnader)
def foresla(request: HttpRequest) -> HttpResponse:
    """Close the year and propose."""
    found = _find(request)
    _try(request, lambda: acts.foresla_bokslut(found, actor=request.user), DONE["foresla"])
    return sredirect(request, "bokslut:bokslut")


@require_POST
@access(see=may_see_kostnader, do=may_edit_kostnader)
def ta_tillbaka(request: HttpRequest) -> HttpResponse:
    """Take the proposal back to draft."""
    found = _find(request)
    _try(request, lambda: acts.withdraw_bokslut(found, actor=request.user), DONE["ta_tillbaka"])
    return sredirect(request, "bokslut:bokslut")


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def besluta(request: HttpRequest) -> HttpResponse:
    """Choose the decision that adopted it."""
    choices = usable_beslut(request.samverkan)
    return _decide(request, acts.besluta_bokslut, "besluta", choices, "Bokslutet är beslutat.")


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def avsla(request: HttpRequest) -> HttpResponse:
    """Close one that was turned down."""
    choices = request.samverkan.beslut.select_related("organ")
    return _decide(request, acts.avsla_bokslut, "avsla", choices, "Bokslutet är avslaget och året öppet.")


def _decide(request: HttpRequest, act: Callable[..., None], what: str, choices, done: str) -> HttpResponse:
    found = _find(request)
    posted = request.POST if request.method == "POST" else None
    form = BeslutForm(posted, queryset=choices, required=what == "besluta")
    if posted is not None and form.is_valid():
        try:
            act(found, beslut=form.cleaned_data["beslut"], actor=request.user)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, done)
            return sredirect(request, "bokslut:bokslut")
    context = {"bokslut": found, "form": form, "vad": what, "finns": choices.exists()}
    return render(request, "kostnader/bokslut/beslut.html", context)


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def oppna(request: HttpRequest) -> HttpResponse:
    """Open the decided year again, with the reason why."""
    found, form = _find(request), OppnaForm(request.POST or None)
    if attempt(form, lambda: acts.open_again(found, actor=request.user, **form.cleaned_data)):
        messages.success(request, "Året är öppet igen. Det beslutade bokslutet finns kvar nedanför.")
        return sredirect(request, "bokslut:bokslut")
    return render(request, "kostnader/bokslut/oppna.html", {"bokslut": found, "form": form})


@require_POST
@access(see=may_see_kostnader, do=may_edit_kostnader)
def avrakna(request: HttpRequest) -> HttpResponse:
    """Open the run of invoices and credit notes that settles the year."""
    found, form = _find(request), AvraknaForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Skriv fakturadatum som år-månad-dag, till exempel 2024-04-03.")
        return sredirect(request, "bokslut:bokslut")
    try:
        korning = open_run(found, issue_date=form.cleaned_data["issue_date"], actor=request.user)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return sredirect(request, "bokslut:bokslut")
    return sredirect(request, "fakturor:korning", year=korning.year, korning=korning.pk)


@access(see=may_see_fordelning, do=may_edit_kostnader)
def medlem(request: HttpRequest, organisation: int) -> HttpResponse:
    """One member: every figure of its row, per service; what is done with its balance."""
    visning, row = _find_medlem(request, organisation)
    found = visning.bokslut
    context = medlem_context(request, visning, row)
    rad = visning.rader.get(row.id)
    if context["may_edit"] and found.is_open:
        form = RadForm(request.POST or None, instance=rad, may_type=context["may_type"])
        if attempt(form, lambda: acts.change_rad(found, row.id, **form.cleaned_data, actor=request.user)):
            messages.success(request, f"{row.short_name}: sparat.")
            return sredirect(request, "bokslut:bokslut")
        context["form"] = form
    elif request.method == "POST":
        messages.error(request, acts.FIRST)
    if context["may_note"]:
        context["beslutform"] = BeslutForm(queryset=usable_beslut(request.samverkan))
    return render(request, "kostnader/bokslut/medlem.html", context)


@require_POST
@access(see=may_see_kostnader, do=may_edit_kostnader)
def eget_beslut(request: HttpRequest, organisation: int) -> HttpResponse:
    """Note the member's own decision on its part."""
    visning, row = _find_medlem(request, organisation)
    form = BeslutForm(request.POST, queryset=usable_beslut(request.samverkan))
    if form.is_valid():
        beslut = form.cleaned_data["beslut"]
        _try(
            request,
            lambda: acts.note_own_beslut(visning.bokslut, row.id, beslut=beslut, actor=request.user),
            f"Beslutet är antecknat för {row.short_name}.",
        )
    else:
        messages.error(request, "Välj medlemmens beslut i listan. Saknas det, för in det under Beslut.")
    return sredirect(request, "bokslut:medlem", organisation=row.id)


@access(see=may_see_fordelning)
def tjanst(request: HttpRequest, tjanst: int) -> HttpResponse:
    """One service: what it cost, by which key, and what each member's part came to."""
    visning = Visning(_find(request))
    found = visning.figures.tjanst(tjanst)
    if found is None:
        raise Http404
    return render(request, "kostnader/bokslut/tjanst.html", tjanst_context(request, visning, found))


@access(see=may_see_fordelning)
def kvitto(request: HttpRequest, organisation: int, tjanst: int) -> HttpResponse:
    """How one member's amount for one service came about."""
    visning, row = _find_medlem(request, organisation)
    figures = visning.figures
    if row.of(tjanst) is None:
        raise Http404
    context = {
        "bokslut": visning.bokslut,
        "medlem": row,
        "tjanst": figures.tjanst(tjanst),
        "forklaring": explained(figures, row, tjanst),
        "tillbaka": surl(request, "bokslut:medlem", organisation=organisation),
    }
    return render(request, "kostnader/bokslut/kvitto.html", context)


@access(see=may_see_fordelning)
def excel(request: HttpRequest) -> HttpResponse:
    """The table of balances, and what each member's result is made of, as a workbook."""
    found = visible_bokslut(request.user, request.samverkan, request.year)
    if found is None:
        return sredirect(request, "bokslut:bokslut")
    content = workbook(tabeller_of(found, Visning(found).figures))
    return download(content, f"bokslut-{request.samverkan.slug}-{request.year}.xlsx", XLSX)


def _find(request: HttpRequest) -> Bokslut:
    found = visible_bokslut(request.user, request.samverkan, request.year)
    if found is None:
        raise Http404
    return found


def _find_medlem(request: HttpRequest, organisation: int) -> tuple[Visning, Medlem]:
    visning = Visning(_find(request))
    row = visning.figures.medlem(organisation)
    if row is None:
        raise Http404
    return visning, row


def _try(request: HttpRequest, act: Callable[[], None], done: str) -> None:
    try:
        act()
        messages.success(request, done)
    except Refused as refusal:
        messages.error(request, refusal.message)
