"""People: the list, one person with their mandates, account and calendar address."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from samverkan.handelser.queries import history
from samverkan.konton.access import access
from samverkan.konton.rules import (
    may_keep_minutes,
    may_see_minutes_work,
    may_see_person,
    may_see_protokoll,
    may_use_calendar_of,
)
from samverkan.lib.formfields import attempt
from samverkan.lib.links import sredirect, surl
from samverkan.organ import acts, queries
from samverkan.organ.forms import PersonForm
from samverkan.organ.models import Person
from samverkan.organ.tables import PersonTable


@access(see=may_see_minutes_work)
def personer(request: HttpRequest) -> HttpResponse:
    """Everyone entered, with what they are."""
    rows = queries.people_of(request.samverkan, queries.day_of(request.year))
    context = {
        "rader": rows,
        "tabell": PersonTable(rows, request=request),
        "may_edit": may_keep_minutes(request.user, request.samverkan),
    }
    return render(request, "samverkan/organ/personer.html", context)


@access(see=may_see_protokoll)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: what they are and have been, account and calendar."""
    found = _person(request, pk)
    shows_calendar = may_use_calendar_of(request.user, request.samverkan, found.anvandare_id)
    context = {
        "person": found,
        "mandat": queries.mandat_of(found),
        "idag": queries.day_of(request.year),
        "kalender_url": _calendar_address(request, found) if shows_calendar else "",
        "is_own": found.anvandare_id == request.user.pk,
        "historik": history(found, samverkan=request.samverkan, limit=20),
        "may_edit": may_keep_minutes(request.user, request.samverkan),
        "may_see_people": may_see_minutes_work(request.user, request.samverkan),
    }
    return render(request, "samverkan/organ/person.html", context)


@access(see=may_keep_minutes, do=may_keep_minutes, do_to_open=True)
def ny(request: HttpRequest) -> HttpResponse:
    """Enter a person."""
    form = PersonForm(request.POST or None, samverkan=request.samverkan)
    if done := attempt(
        form, lambda: acts.create_person(request.samverkan, form.cleaned_data, actor=request.user)
    ):
        new = done.result
        messages.success(request, f"{new.name} är inlagd.")
        return sredirect(request, "organ:person", pk=new.pk)
    context = {"form": form, "tillbaka": surl(request, "organ:personer")}
    return render(request, "samverkan/organ/person_form.html", context)


@access(see=may_keep_minutes, do=may_keep_minutes, do_to_open=True)
def andra(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a person, or the account they sign in with."""
    found = _person(request, pk)
    form = PersonForm(request.POST or None, samverkan=request.samverkan, instance=found)
    if attempt(form, lambda: acts.change_person(found, form.cleaned_data, actor=request.user)):
        messages.success(request, "Uppgifterna är sparade.")
        return sredirect(request, "organ:person", pk=pk)
    context = {"form": form, "person": found, "tillbaka": surl(request, "organ:person", pk=pk)}
    return render(request, "samverkan/organ/person_form.html", context)


@access(see=may_see_protokoll, do=may_see_protokoll)
def ny_kalenderadress(request: HttpRequest, pk: int) -> HttpResponse:
    """A new secret calendar address; the old one stops answering."""
    found = _person(request, pk)
    if request.method == "POST":
        if not may_use_calendar_of(request.user, request.samverkan, found.anvandare_id):
            raise PermissionDenied
        acts.renew_calendar_key(found, actor=request.user)
        messages.success(request, "Kalendern har en ny adress. Den gamla fungerar inte längre.")
    return sredirect(request, "organ:person", pk=pk)


def _calendar_address(request: HttpRequest, person: Person) -> str:
    return request.build_absolute_uri(reverse("kalender:person", kwargs={"key": person.calendar_key}))


def _person(request: HttpRequest, pk: int) -> Person:
    found = queries.person_in(request.samverkan, pk)
    if found is None or not may_see_person(request.user, request.samverkan, found.anvandare_id):
        raise Http404
    return found
