"""Keys on screen: the list, one key, one version and its way to a decision."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kostnader.fordelning import nyckel_acts as acts
from kostnader.fordelning.models import Nyckelversion
from kostnader.fordelning.nyckel_forhand import preview
from kostnader.fordelning.nyckel_forms import FaststallForm, NamnForm
from kostnader.fordelning.nyckel_lasning import bruk, stycken
from kostnader.fordelning.nyckel_queries import Nyckelrad, last_invoiced, nyckel_rows, text_of, version_in
from kostnader.fordelning.version import facts_of
from samverkan.handelser.queries import history
from samverkan.konton.access import access
from samverkan.konton.rules import (
    may_edit_kostnader,
    may_see_fordelning,
    may_see_kostnader,
    may_see_nyckelversion,
)
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import attempt
from samverkan.lib.links import sredirect, surl

STEPS = {
    "foresla": (acts.propose_version, "Versionen är föreslagen och kan inte ändras förrän den tas tillbaka."),
    "ta_tillbaka": (acts.withdraw_version, "Versionen är ett utkast igen."),
    "avsla": (acts.avsla_nyckelversion, "Versionen är avslagen."),
    "ta_bort": (acts.remove_version, "Utkastet är borttaget."),
}


@access(see=may_see_kostnader)
def lista(request: HttpRequest) -> HttpResponse:
    """Every key: what it says, what uses it, which decision it rests on."""
    rows = nyckel_rows(request.samverkan, request.year)
    context = {
        "rader": rows,
        "utan_beslut": [row for row in rows if row.lacks_beslut],
        "may_edit": may_edit_kostnader(request.user, request.samverkan),
    }
    return render(request, "kostnader/nycklar/lista.html", context)


@access(see=may_see_kostnader)
def nyckel(request: HttpRequest, pk: int) -> HttpResponse:
    """One key with its versions."""
    row = _row(request, pk)
    versions = list(row.nyckel.versioner.all())
    context = {
        "rad": row,
        "nyckel": row.nyckel,
        "versioner": [(version, text_of(version, request.year)) for version in row.versions],
        "fakturerad": last_invoiced(row.nyckel),
        "historik": history(row.nyckel, *versions),
        "may_edit": may_edit_kostnader(request.user, request.samverkan),
    }
    return render(request, "kostnader/nycklar/nyckel.html", context)


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def namn(request: HttpRequest, pk: int) -> HttpResponse:
    """Call the key something else."""
    row = _row(request, pk)
    form = NamnForm(request.POST or None, instance=row.nyckel)
    if attempt(form, lambda: acts.rename_nyckel(row.nyckel, **form.cleaned_data, actor=request.user)):
        return sredirect(request, "nycklar:nyckel", pk=pk)
    back = surl(request, "nycklar:nyckel", pk=pk)
    return render(request, "kostnader/nycklar/namn.html", {"form": form, "nyckel": row.nyckel, "back": back})


@access(see=may_see_fordelning)
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: what it says, where it stands, and what it means this year.

    An adopted one is open to all who see the sharing; what it would mean on drafts is not.
    """
    found = version_or_404(request, pk)
    user, samverkan, year = request.user, request.samverkan, request.year
    if not may_see_nyckelversion(user, samverkan, decided=found.is_decided):
        raise Http404
    facts, sees_drafts = facts_of(found), may_see_kostnader(user, samverkan)
    context = {
        "version": found,
        "nyckel": found.nyckel,
        "steg": _steps(request, found),
        "historik": history(found),
        "may_edit": may_edit_kostnader(user, samverkan),
        "may_see_drafts": sees_drafts,
    }
    if sees_drafts:
        # The preview says the key in a sentence; what each has agreed to has no room in it.
        context["stycken"] = [part for part in stycken(facts, year) if part.per_member]
        context["forhand"] = preview(samverkan, year, facts, tjanst_id=_number(request, "tjanst"))
    else:
        context["stycken"] = stycken(facts, year)
        context["bruk"] = bruk(user, samverkan, year, found)
    return render(request, "kostnader/nycklar/version.html", context)


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def faststall(request: HttpRequest, pk: int) -> HttpResponse:
    """Adopt a version by a decision."""
    found = version_or_404(request, pk)
    data = request.POST if request.method == "POST" else None
    form = FaststallForm(data, samverkan=request.samverkan)
    if attempt(
        form,
        lambda: acts.faststalla_nyckelversion(found, beslut=form.cleaned_data["beslut"], actor=request.user),
    ):
        messages.success(request, f"{found} är fastställd och gäller från {found.valid_from}.")
        return sredirect(request, "nycklar:version", pk=pk)
    context = {
        "form": form,
        "version": found,
        "text": text_of(facts_of(found), request.year),
        "back": surl(request, "nycklar:version", pk=pk),
    }
    return render(request, "kostnader/nycklar/faststall.html", context)


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def steg(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose, take back, turn down or throw away."""
    found = version_or_404(request, pk)
    act, done = STEPS.get(request.POST.get("steg", ""), (None, ""))
    if act is None:
        return sredirect(request, "nycklar:version", pk=pk)
    try:
        act(found, actor=request.user)
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, done)
    if Nyckelversion.objects.filter(pk=pk).exists():
        return sredirect(request, "nycklar:version", pk=pk)
    return sredirect(request, "nycklar:lista")


def version_or_404(request: HttpRequest, pk: int) -> Nyckelversion:
    found = version_in(request.samverkan, pk)
    if found is None:
        raise Http404
    return found


def _row(request: HttpRequest, pk: int) -> Nyckelrad:
    rows = nyckel_rows(request.samverkan, request.year, pk)
    if not rows:
        raise Http404
    return rows[0]


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _steps(request: HttpRequest, found: Nyckelversion) -> list[dict[str, object]]:
    """Utkast → föreslagen → fastställd (or turned down)."""
    status = Nyckelversion.Status(found.status)
    order = [Nyckelversion.Status.UTKAST, Nyckelversion.Status.FORESLAGEN, Nyckelversion.Status.FASTSTALLD]
    if status == Nyckelversion.Status.AVSLAGEN:
        return [{"namn": "Utkast", "lage": "klar"}, {"namn": "Avslagen", "lage": "klar"}]
    place = order.index(status)
    last = place == len(order) - 1
    steps: list[dict[str, object]] = [
        {"namn": one.label, "lage": "klar" if n < place or last else "nu" if n == place else "kommer"}
        for n, one in enumerate(order)
    ]
    if found.beslut:
        steps[-1]["paragraf"] = {
            "paragraf": found.beslut.paragraf,
            "datum": found.beslut.date,
            "titel": found.beslut.heading,
            "url": surl(request, "beslut:beslut", pk=found.beslut_id),
        }
    return steps
