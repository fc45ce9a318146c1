"""A year's acts over all investments: forecasts, and carrying over what is left."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kostnader.investeringar import acts
from kostnader.investeringar.forms import OmbudgeteringForm, PrognosForm
from kostnader.investeringar.models import Investering
from kostnader.investeringar.queries import DECEMBER, Siffror, figures, open_round
from samverkan.konton.access import access
from samverkan.konton.rules import may_edit_kostnader, may_see_kostnader
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import add_refusal, attempt
from samverkan.lib.links import sredirect, surl
from samverkan.lib.swedish import format_amount
from samverkan.tabeller.kallor import Period


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def prognos(request: HttpRequest) -> HttpResponse:
    """Forecasts in the year's open round."""
    omgang = open_round(request.samverkan, request.year)
    tillbaka = surl(request, "investeringar:lista")
    if omgang is None:
        return render(request, "kostnader/investeringar/prognos.html", {"tillbaka": tillbaka})
    form = PrognosForm(request.POST or None, found=_with_forecast(request, omgang))
    if done := attempt(form, lambda: acts.set_prognoser(omgang, form.changed(), actor=request.user)):
        count = done.result
        messages.success(request, _told(count))
        return sredirect(request, "investeringar:lista")
    context = {"form": form, "omgang": omgang, "tillbaka": tillbaka}
    return render(request, "kostnader/investeringar/prognos.html", context)


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def ombudgetera(request: HttpRequest) -> HttpResponse:
    """Carry what the year did not spend to the next."""
    whole = figures(request.samverkan, Period(request.year, DECEMBER))
    found = [one for one in whole if one.left > 0 and one.investering.status == Investering.Status.PAGAR]
    form = OmbudgeteringForm(request.POST or None, samverkan=request.samverkan, found=found)
    if form.is_valid():
        try:
            made = acts.ombudgetera(
                request.samverkan,
                request.year,
                form.amounts(),
                beslut=form.cleaned_data["beslut"],
                actor=request.user,
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            total = format_amount(sum(post.amount for post in made))
            messages.success(request, f"{total} kr är ombudgeterade till {request.year + 1}.")
            return sredirect(request, "investeringar:lista", year=request.year + 1)
    context = {"form": form, "tillbaka": surl(request, "investeringar:lista"), "till": request.year + 1}
    return render(request, "kostnader/investeringar/ombudgetera.html", context)


def _with_forecast(request: HttpRequest, omgang) -> list[Siffror]:
    """The year's investments with what this very round says of them."""
    found = figures(request.samverkan, Period(request.year, max(omgang.through, 1)))
    told = {one.investering_id: one for one in omgang.investeringsprognoser.all()}
    for one in found:
        one.prognos = told.get(one.investering.pk)
    pagar = Investering.Status.PAGAR
    return [one for one in found if one.has_year or one.investering.status == pagar]


def _told(count: int) -> str:
    if not count:
        return "Inget var ändrat."
    return "1 prognos är sparad." if count == 1 else f"{count} prognoser är sparade."
