"""The table of rules: what each places, and what a change would move before it is saved."""

from hashlib import sha256

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from kostnader.utfall.acts.regler import propose_regler, remove_regel, save_regel, target
from kostnader.utfall.forms import RegelForm
from kostnader.utfall.kommun_bas import KOMMUN_BAS
from kostnader.utfall.models import Konteringsregel
from kostnader.utfall.queries import unplaced
from kostnader.utfall.regelverk import moves, placed_by_rule
from kostnader.utfall.views.lookup import posted
from samverkan.konton.access import access
from samverkan.konton.rules import may_edit_kostnader, may_see_kostnader
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import add_refusal
from samverkan.lib.links import sredirect, surl

THINGS = ("tjanst", "kostnadsslag", "investering", "projekt")
MOST_UNPLACED = 100


@access(see=may_see_kostnader)
def regler(request: HttpRequest) -> HttpResponse:
    """Every rule with the kronor of the year it places; what none places stands first."""
    placed = placed_by_rule(request.samverkan, request.year)
    rows = [
        (regel, target(regel), placed.get(regel.pk))
        for regel in request.samverkan.konteringsregler.select_related(*THINGS)
    ]
    context = {
        "rader": rows,
        "oplacerade": _unplaced(request),
        "may_edit": may_edit_kostnader(request.user, request.samverkan),
    }
    return render(request, "kostnader/utfall/regler.html", context)


def _unplaced(request: HttpRequest) -> list[dict[str, object]]:
    """What lacks a rule, per account and cost centre."""
    names = dict(request.samverkan.konton.values_list("number", "name"))
    found: dict[tuple[str, str], dict[str, object]] = {}
    for one in unplaced(request.samverkan, request.year):
        key = (one.konto, one.objekt)
        row = found.setdefault(
            key,
            {"konto": one.konto, "objekt": one.objekt, "namn": names.get(one.konto, ""), "belopp": 0}
            | {"saknar": one.kontering.missing},
        )
        row["belopp"] += one.amount
    return sorted(found.values(), key=lambda row: -abs(row["belopp"]))[:MOST_UNPLACED]


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def ny(request: HttpRequest) -> HttpResponse:
    """A new rule; `?konto=&objekt=` fills in what it is for."""
    names = ("konto", "objekt", "projektkod")
    initial = {name: request.GET.get(name, "")[:40] for name in names}
    return _edit(request, Konteringsregel(samverkan=request.samverkan), initial)


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def regel(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a rule."""
    return _edit(request, _find(request, pk), {})


def _edit(request: HttpRequest, regel: Konteringsregel, initial: dict[str, str]) -> HttpResponse:
    form = RegelForm(posted(request), instance=regel, initial=initial, samverkan=request.samverkan)
    found = None
    if request.method == "POST" and form.is_valid():
        values, seal = form.cleaned_data, _seal(form)
        if request.POST.get("sett") == seal:
            try:
                save_regel(regel, values, actor=request.user)
            except Refused as refusal:
                add_refusal(form, refusal)
            else:
                messages.success(request, "Regeln är sparad.")
                return _back(request)
        else:
            tried = Konteringsregel(pk=regel.pk, samverkan=request.samverkan, **values)
            found = {"flyttar": moves(request.samverkan, tried), "sett": seal}
    context = {"form": form, "regel": regel, "forhand": found, "tillbaka": _back_url(request)}
    return render(request, "kostnader/utfall/regel.html", context)


def _seal(form: RegelForm) -> str:
    """What was looked at: a form changed after the preview is looked at once more."""
    values = {name: str(getattr(value, "pk", value)) for name, value in form.cleaned_data.items()}
    return sha256(repr(sorted(values.items())).encode()).hexdigest()[:16]


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def ta_bort(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a rule away, after seeing what that moves."""
    regel = _find(request, pk)
    if request.method == "POST":
        try:
            remove_regel(regel, actor=request.user)
        except Refused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, "Regeln är borttagen.")
        return sredirect(request, "utfall:regler")
    context = {
        "regel": regel,
        "leder": target(regel),
        "flyttar": moves(request.samverkan, regel, removed=True),
    }
    return render(request, "kostnader/utfall/regel_bort.html", context)


@require_POST
@access(see=may_see_kostnader, do=may_edit_kostnader)
def foresla(request: HttpRequest) -> HttpResponse:
    """The starting set of Kommun-BAS."""
    try:
        count = propose_regler(request.samverkan, KOMMUN_BAS, plan="Kommun-BAS", actor=request.user)
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"{count} regler är upplagda." if count else "Reglerna finns redan.")
    return sredirect(request, "utfall:regler")


def _find(request: HttpRequest, pk: int) -> Konteringsregel:
    return get_object_or_404(request.samverkan.konteringsregler.select_related(*THINGS, "samverkan"), pk=pk)


def _back_url(request: HttpRequest) -> str:
    """Where the person came from: a file's preview, or the table of rules."""
    wanted = request.GET.get("tillbaka", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    return wanted if is_ours else surl(request, "utfall:regler")


def _back(request: HttpRequest) -> HttpResponseRedirect:
    return HttpResponseRedirect(_back_url(request))
