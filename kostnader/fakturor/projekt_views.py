"""Charging a project to those who take part in it: what is left, and the way to a run."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from kostnader.fakturor import acts
from kostnader.fakturor.forms import ProjektkorningForm
from kostnader.fakturor.projektrader import debitering_of
from kostnader.projekt.models import Projekt
from kostnader.projekt.queries import latest_month
from samverkan.konton.access import access
from samverkan.konton.rules import may_edit_kostnader, may_see_kostnader
from samverkan.lib.formfields import attempt
from samverkan.lib.links import sredirect
from samverkan.lib.period import Month


@access(see=may_see_kostnader, do=may_edit_kostnader)
def projekt(request: HttpRequest, projekt: int) -> HttpResponse:
    """What each participant has paid and is to pay; posted, the run that charges it is opened for preview."""
    found = _projekt(request, projekt)
    months = [Month(request.year, number) for number in range(1, 13)]
    through = Month(request.year, latest_month(request.samverkan, request.year))
    initial = {"through": str(through), "issue_date": timezone.localdate()}
    form = ProjektkorningForm(request.POST or None, months=months, initial=initial)
    if form.is_valid():
        through = form.cleaned_data["through"]
    day = through.first_day
    if done := attempt(
        form,
        lambda: acts.open_projekt(
            found, through=day, issue_date=form.cleaned_data["issue_date"], actor=request.user
        ),
    ):
        run = done.result
        return sredirect(request, "fakturor:korning", korning=run.pk, year=run.year)
    return _page(request, found, day, form)


def _page(request: HttpRequest, found: Projekt, through: date, form: ProjektkorningForm) -> HttpResponse:
    context = {
        "projekt": found,
        "till": Month.of(through).name,
        "debitering": debitering_of(found, through),
        "vard": request.samverkan.issuer_id,
        "korningar": found.korningar.select_related("projekt").order_by("-pk"),
        "form": form,
        "may_edit": may_edit_kostnader(request.user, request.samverkan),
    }
    status = 422 if form.errors else 200
    return render(request, "kostnader/fakturor/projekt.html", context, status=status)


def _projekt(request: HttpRequest, pk: int) -> Projekt:
    rows = Projekt.objects.select_related("samverkan", "nyckel", "tjanst", "beslut__organ")
    return get_object_or_404(rows, pk=pk, samverkan=request.samverkan)
