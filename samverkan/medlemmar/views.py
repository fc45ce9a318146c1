"""Members of a year, and what we know of each."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from samverkan.handelser.queries import history
from samverkan.konton.access import access
from samverkan.konton.rules import (
    may_edit_members,
    may_edit_organisation,
    may_edit_some_organisation,
    may_enter,
)
from samverkan.lib.downloads import table_response
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import add_refusal, attempt
from samverkan.lib.links import sredirect, surl
from samverkan.medlemmar import acts, queries
from samverkan.medlemmar.forms import (
    EnhetForm,
    FakturauppgifterForm,
    MedlemskapForm,
    NyaMedlemmarForm,
    OrganisationForm,
)
from samverkan.medlemmar.models import Enhet, Medlem, Organisation
from samverkan.medlemmar.rules import missing_for_invoice, missing_for_issuer
from samverkan.medlemmar.tables import MedlemTable, medlemmar_sheet


@access(see=may_enter)
def lista(request: HttpRequest) -> HttpResponse:
    """The members of the year."""
    rows = queries.members_of_year(request.samverkan, request.year)
    context = {
        "rader": rows,
        "tabell": MedlemTable(rows, request=request, order_by=request.GET.get("sort", "name")),
        "brister": [row for row in rows if row.missing],
        "andra_ar": not rows and request.samverkan.medlemmar.exists(),
        "may_edit": may_edit_members(request.user, request.samverkan),
    }
    return render(request, "samverkan/medlemmar/lista.html", context)


@access(see=may_enter)
def fil(request: HttpRequest, fmt: str) -> HttpResponse:
    """The members as Excel or CSV."""
    rows = queries.members_of_year(request.samverkan, request.year)
    sheet = medlemmar_sheet(rows, f"Medlemmar {request.year}")
    return table_response(sheet, fmt, f"medlemmar-{request.samverkan.slug}-{request.year}")


@access(see=may_enter, do=may_edit_members, do_to_open=True)
def lagg_till(request: HttpRequest) -> HttpResponse:
    """Let organisations in."""
    form = NyaMedlemmarForm(request.POST or None, samverkan=request.samverkan, year=request.year)
    if form.is_valid():
        try:
            added = acts.add_medlemmar(
                request.samverkan,
                form.cleaned_data["befintliga"],
                form.new(),
                valid_from=form.cleaned_data["valid_from"],
                actor=request.user,
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            names = ", ".join(medlem.organisation.short_name for medlem in added)
            messages.success(request, f"{names} är {'medlem' if len(added) == 1 else 'medlemmar'}.")
            return sredirect(request, "medlemmar:lista")
    return render(request, "samverkan/medlemmar/lagg_till.html", {"form": form})


@access(see=may_enter)
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """One organisation: what it is called, where its invoices go, its periods, units and figures."""
    found = _organisation(request, pk)
    periods = queries.memberships(request.samverkan, found)
    enheter = queries.enheter_of(request.samverkan, found)
    is_issuer = found.pk == request.samverkan.issuer_id
    context = {
        "organisation": found,
        "perioder": periods,
        "enheter": enheter,
        "matt": queries.newest_matt(request.samverkan, found),
        "is_issuer": is_issuer,
        "saknas": missing_for_issuer(found) if is_issuer else missing_for_invoice(found),
        "historik": history(found, *periods, *enheter, samverkan=request.samverkan),
        "may_edit": may_edit_members(request.user, request.samverkan),
        "may_edit_details": may_edit_organisation(request.user, request.samverkan, found.pk),
    }
    return render(request, "samverkan/medlemmar/organisation.html", context)


@access(see=may_enter, do=may_edit_some_organisation, do_to_open=True)
def andra(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an organisation: all of it, or as its own people the invoice details."""
    found = _organisation(request, pk)
    if not may_edit_organisation(request.user, request.samverkan, found.pk):
        raise PermissionDenied
    whole = may_edit_members(request.user, request.samverkan)
    form = (OrganisationForm if whole else FakturauppgifterForm)(request.POST or None, instance=found)
    if form.is_valid():
        try:
            acts.change_organisation(
                found, form.cleaned_data, actor=request.user, samverkan=request.samverkan
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Uppgifterna är sparade.")
            return sredirect(request, "medlemmar:organisation", pk=pk)
    context = {"form": form, "organisation": found, "whole": whole}
    return render(request, "samverkan/medlemmar/andra.html", context)


@access(see=may_enter, do=may_edit_members, do_to_open=True)
def medlemskap(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend or end a period of membership."""
    medlem = get_object_or_404(
        Medlem.objects.select_related("organisation"), pk=pk, samverkan=request.samverkan
    )
    form = MedlemskapForm(request.POST or None, instance=medlem)
    if attempt(form, lambda: acts.change_medlem(medlem, **form.cleaned_data, actor=request.user)):
        messages.success(request, f"Medlemskapet för {medlem.organisation.short_name} är ändrat.")
        return sredirect(request, "medlemmar:organisation", pk=medlem.organisation_id)
    back = surl(request, "medlemmar:organisation", pk=medlem.organisation_id)
    context = {"form": form, "organisation": medlem.organisation, "tillbaka": back}
    return render(request, "samverkan/medlemmar/medlemskap.html", context)


@access(see=may_enter, do=may_edit_members, do_to_open=True)
def ny_enhet(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a unit of a member."""
    found = _organisation(request, pk)
    form = EnhetForm(request.POST or None)
    if attempt(
        form, lambda: acts.create_enhet(request.samverkan, found, **form.cleaned_data, actor=request.user)
    ):
        messages.success(request, f"{form.cleaned_data['name']} är inlagd.")
        return sredirect(request, "medlemmar:organisation", pk=pk)
    return _enhet_page(request, form, found)


@access(see=may_enter, do=may_edit_members, do_to_open=True)
def enhet(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a unit."""
    found = get_object_or_404(
        Enhet.objects.select_related("organisation"), pk=pk, samverkan=request.samverkan
    )
    form = EnhetForm(request.POST or None, instance=found)
    if attempt(form, lambda: acts.change_enhet(found, form.cleaned_data, actor=request.user)):
        messages.success(request, f"{form.cleaned_data['name']} är ändrad.")
        return sredirect(request, "medlemmar:organisation", pk=found.organisation_id)
    return _enhet_page(request, form, found.organisation)


def _enhet_page(request: HttpRequest, form: EnhetForm, organisation: Organisation) -> HttpResponse:
    back = surl(request, "medlemmar:organisation", pk=organisation.pk)
    context = {"form": form, "organisation": organisation, "tillbaka": back}
    return render(request, "samverkan/medlemmar/enhet.html", context)


def _organisation(request: HttpRequest, pk: int) -> Organisation:
    found = queries.organisation_in(request.samverkan, pk)
    if found is None:
        raise Http404
    return found
