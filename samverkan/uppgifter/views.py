"""Setting up a samverkan, and its details."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from samverkan.beslut.beredning import for_members
from samverkan.handelser.queries import history
from samverkan.konton.access import access, signed_in
from samverkan.konton.rules import may_administer, may_create_samverkan, may_enter
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import add_refusal, attempt
from samverkan.lib.links import sredirect
from samverkan.medlemmar.rules import missing_for_issuer
from samverkan.uppgifter import acts
from samverkan.uppgifter.forms import NySamverkanForm, UppgifterForm


@signed_in(rule=may_create_samverkan)
def ny(request: HttpRequest) -> HttpResponse:
    """Set up a samverkan; then its members come."""
    form = NySamverkanForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            samverkan = acts.create_samverkan(
                name=data["name"],
                slug=data["slug"],
                form=data["form"],
                issuer=form.issuer_of(),
                decided_by=data["decided_by"],
                actor=request.user,
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"{samverkan.name} är upplagd och du är administratör.")
            return redirect("medlemmar:lista", slug=samverkan.slug, year=timezone.localdate().year)
    return render(request, "samverkan/uppgifter/ny.html", {"form": form})


@access(see=may_enter)
def uppgifter(request: HttpRequest) -> HttpResponse:
    """What the samverkan is, who issues its invoices and on what terms."""
    issuer = request.samverkan.issuer
    context = {
        "samverkan": request.samverkan,
        "egna": [label for kind, label in for_members() if kind in request.samverkan.members_approve],
        "saknas": missing_for_issuer(issuer),
        "historik": history(request.samverkan, samverkan=request.samverkan),
        "may_edit": may_administer(request.user, request.samverkan),
    }
    return render(request, "samverkan/uppgifter/visa.html", context)


@access(see=may_enter, do=may_administer, do_to_open=True)
def andra(request: HttpRequest) -> HttpResponse:
    """Change the details."""
    form = UppgifterForm(request.POST or None, instance=request.samverkan)
    if attempt(form, lambda: acts.change_samverkan(request.samverkan, form.cleaned_data, actor=request.user)):
        messages.success(request, "Uppgifterna är sparade.")
        return sredirect(request, "uppgifter:visa")
    return render(request, "samverkan/uppgifter/andra.html", {"form": form})
