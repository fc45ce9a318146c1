"""Bodies: the list, one body with its people, and what somebody is elected to."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from samverkan.handelser.queries import history
from samverkan.konton.access import access
from samverkan.konton.rules import may_keep_minutes, may_see_minutes_work, may_see_protokoll
from samverkan.lib.formfields import attempt
from samverkan.lib.links import sredirect, surl
from samverkan.organ import acts, queries
from samverkan.organ.delar import parts_of
from samverkan.organ.fakta import facts
from samverkan.organ.forms import AvslutaForm, MandatForm, NyttMandatForm, OrganForm, show_pattern
from samverkan.organ.models import Mandat, Organ
from samverkan.organ.tables import OrganTable


@access(see=may_see_protokoll)
def lista(request: HttpRequest) -> HttpResponse:
    """The bodies: the samverkan's own, and those outside whose decisions it rests on."""
    rows = queries.organ_of(request.samverkan, queries.day_of(request.year))
    own = [row for row in rows if not row.organ.outside]
    context = {
        "egna": own,
        "tabell": OrganTable(own, request=request),
        "utanfor": [row.organ for row in rows if row.organ.outside],
        "may_edit": may_keep_minutes(request.user, request.samverkan),
        "may_see_people": may_see_minutes_work(request.user, request.samverkan),
    }
    return render(request, "samverkan/organ/lista.html", context)


@access(see=may_see_protokoll)
def organ(request: HttpRequest, pk: int) -> HttpResponse:
    """One body: what holds for it, who sits there, and what other features hang on it."""
    found = _organ(request, pk)
    day = queries.day_of(request.year)
    context = {
        "organ": found,
        "fakta": facts(found, request.year),
        "sammansattning": queries.sammansattning(found, day),
        "tidigare": queries.former_mandat(found, day),
        "delar": parts_of(request, found),
        "historik": history(found, samverkan=request.samverkan, limit=20),
        "may_edit": may_keep_minutes(request.user, request.samverkan),
        "may_see_people": may_see_minutes_work(request.user, request.samverkan),
    }
    return render(request, "samverkan/organ/organ.html", context)


@access(see=may_see_protokoll, do=may_keep_minutes, do_to_open=True)
def nytt(request: HttpRequest) -> HttpResponse:
    """Lay up a body."""
    form = _form(request, None)
    if done := attempt(
        form, lambda: acts.create_organ(request.samverkan, form.cleaned_data, actor=request.user)
    ):
        new = done.result
        messages.success(request, f"{new.name} är upplagt.")
        return sredirect(request, "organ:organ", pk=new.pk)
    return _form_page(request, form, surl(request, "organ:lista"))


@access(see=may_see_protokoll, do=may_keep_minutes, do_to_open=True)
def andra(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a body's settings."""
    found = _organ(request, pk)
    form = _form(request, found)
    if attempt(form, lambda: acts.change_organ(found, form.cleaned_data, actor=request.user)):
        messages.success(request, "Uppgifterna är sparade.")
        return sredirect(request, "organ:organ", pk=pk)
    return _form_page(request, form, surl(request, "organ:organ", pk=pk), found)


def _form(request: HttpRequest, found: Organ | None) -> OrganForm:
    url = surl(request, "organ:dnr_exempel")
    return OrganForm(request.POST or None, instance=found, samverkan=request.samverkan, example_url=url)


def _form_page(request: HttpRequest, form: OrganForm, back: str, found: Organ | None = None) -> HttpResponse:
    pattern = form["dnr_pattern"].value() or ""
    context = {
        "form": form,
        "organ": found,
        "exempel": show_pattern(pattern, request.year),
        "tillbaka": back,
    }
    return render(request, "samverkan/organ/form.html", context)


@access(see=may_keep_minutes)
def dnr_exempel(request: HttpRequest) -> HttpResponse:
    """What numbers a pattern gives, while it is typed."""
    text = show_pattern(request.GET.get("dnr_pattern", "")[:60], request.year)
    return render(request, "samverkan/organ/dnr_exempel.html", {"exempel": text})


@access(see=may_see_protokoll, do=may_keep_minutes, do_to_open=True)
def nytt_mandat(request: HttpRequest, pk: int) -> HttpResponse:
    """Elect or appoint somebody to a body."""
    found = _organ(request, pk)
    if found.outside:
        raise Http404
    day = queries.day_of(request.year)
    initial = {
        "valid_from": f"{request.year}-01-01",
        "role": Mandat.Role.LEDAMOT,
        "person": request.GET.get("person"),
    }
    initial |= {key: request.GET[key] for key in ("role", "organisation") if key in request.GET}
    form = NyttMandatForm(request.POST or None, organ=found, day=day, initial=initial)
    if done := attempt(form, lambda: acts.add_mandat(form.mandat(), actor=request.user)):
        new = done.result
        messages.success(request, f"{new.person.name} är {new.get_role_display().lower()}.")
        if "fler" in request.POST:
            return sredirect(request, "organ:nytt_mandat", pk=pk)
        return sredirect(request, "organ:organ", pk=pk)
    back = surl(request, "organ:organ", pk=pk)
    context = {"form": form, "organ": found, "tillbaka": back}
    return render(request, "samverkan/organ/nytt_mandat.html", context)


@access(see=may_keep_minutes, do=may_keep_minutes, do_to_open=True)
def mandat(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend a mandate, or end it."""
    found = _mandat(request, pk)
    form = MandatForm(request.POST or None, instance=found, organ=found.organ, day=found.valid_from)
    if attempt(form, lambda: acts.change_mandat(found, form.cleaned_data, actor=request.user)):
        messages.success(request, f"Uppdraget för {found.person.name} är sparat.")
        return sredirect(request, "organ:organ", pk=found.organ_id)
    return _mandat_page(request, found, form, AvslutaForm())


@access(see=may_keep_minutes, do=may_keep_minutes)
def avsluta(request: HttpRequest, pk: int) -> HttpResponse:
    """End a mandate on a day."""
    found = _mandat(request, pk)
    form = AvslutaForm(request.POST if request.method == "POST" else None)
    if attempt(
        form, lambda: acts.end_mandat(found, last_day=form.cleaned_data["valid_to"], actor=request.user)
    ):
        messages.success(request, f"Uppdraget för {found.person.name} är avslutat.")
        return sredirect(request, "organ:organ", pk=found.organ_id)
    whole = MandatForm(instance=found, organ=found.organ, day=found.valid_from)
    return _mandat_page(request, found, whole, form)


def _mandat_page(request: HttpRequest, found: Mandat, form: MandatForm, end: AvslutaForm) -> HttpResponse:
    back = surl(request, "organ:organ", pk=found.organ_id)
    context = {"form": form, "avslut": end, "mandat": found, "tillbaka": back}
    return render(request, "samverkan/organ/mandat.html", context)


def _organ(request: HttpRequest, pk: int) -> Organ:
    found = queries.organ_in(request.samverkan, pk)
    if found is None:
        raise Http404
    return found


def _mandat(request: HttpRequest, pk: int) -> Mandat:
    found = queries.mandat_in(request.samverkan, pk)
    if found is None:
        raise Http404
    return found
