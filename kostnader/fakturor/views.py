"""The invoice pages: list, run (preview and progress), one invoice."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from kostnader.fakturor import acts, issue
from kostnader.fakturor.forms import (
    FakturauppgifterForm,
    FilterForm,
    IssueDateForm,
    KrediteraForm,
    OpenKorningForm,
    UtfardaForm,
    suggested_date,
)
from kostnader.fakturor.models import Fakturakorning
from kostnader.fakturor.plan import Plan, make_plan
from kostnader.fakturor.queries import (
    avrakningar,
    billing_months,
    fakturor_for,
    fakturor_of_year,
    lage_of,
    next_month,
    payers_of,
    posts_of,
    readiness,
    undelivered,
)
from kostnader.fakturor.tables import FakturaTable
from samverkan.handelser.queries import history
from samverkan.konton.access import access
from samverkan.konton.rules import may_edit_kostnader, may_see_kostnader, may_see_some_fakturor
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import add_refusal
from samverkan.medlemmar.acts import change_organisation
from samverkan.medlemmar.models import Organisation
from samverkan.start.links import sredirect


@access(see=may_see_some_fakturor)
def lista(request: HttpRequest) -> HttpResponse:
    """The year's runs and invoices; a kommunläsare sees only its own invoices."""
    return _list_page(request)


def _list_page(
    request: HttpRequest, *, form: OpenKorningForm | None = None, status: int = 200
) -> HttpResponse:
    payers = payers_of(request.user, request.samverkan)
    filters = FilterForm(request.GET, payers=payers)
    fakturor = fakturor_of_year(request.user, request.samverkan, request.year, filters.payer)
    sees_all = may_see_kostnader(request.user, request.samverkan)
    table = FakturaTable(fakturor, exclude=() if sees_all or len(payers) > 1 else ("payer",))
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    context: dict[str, object] = {"table": table, "finns": fakturor.exists(), "filter": filters}
    if sees_all:
        months = billing_months(request.samverkan, request.year)
        upcoming = next_month(months)
        context |= {
            "manader": months,
            "avrakningar": avrakningar(request.samverkan, request.year),
            "beredskap": readiness(request.samverkan, request.year),
            "nasta": upcoming,
            "form": form or _open_form(months, upcoming),
            "may_edit": may_edit_kostnader(request.user, request.samverkan),
        }
    return render(request, "kostnader/fakturor/lista.html", context, status=status)


def _open_form(months: list, upcoming) -> OpenKorningForm | None:
    left = [m for m in months if not m.is_done]
    if not left:
        return None
    initial = {"month": upcoming.month.month, "issue_date": suggested_date(upcoming.month)}
    return OpenKorningForm(months=left, initial=initial)


@require_POST
@access(see=may_see_kostnader, do=may_edit_kostnader)
def oppna(request: HttpRequest) -> HttpResponse:
    """Open the run of a month for preview."""
    months = billing_months(request.samverkan, request.year)
    form = OpenKorningForm(request.POST, months=months)
    if form.is_valid():
        year, actor = request.year, request.user
        try:
            run = acts.open_korning(request.samverkan, year=year, actor=actor, **form.cleaned_data)
            return sredirect(request, "fakturor:korning", korning=run.pk)
        except Refused as refused:
            add_refusal(form, refused)
    return _list_page(request, form=form, status=422)


@access(see=may_see_kostnader)
def korning(request: HttpRequest, korning: int) -> HttpResponse:
    """A run: preview what can be issued, and follow what is."""
    return _korning_page(request, _find(request, korning))


def _korning_page(
    request: HttpRequest,
    run: Fakturakorning,
    *,
    uppgifter: FakturauppgifterForm | None = None,
    dates: IssueDateForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = _progress_context(run) | {
        "may_edit": may_edit_kostnader(request.user, request.samverkan),
        "handelser": history(run),
        "steg": _steps(run),
    }
    if run.status == Fakturakorning.Status.FORHANDSGRANSKNING:
        plan = make_plan(run)
        context |= {
            "plan": plan,
            "dates": dates or IssueDateForm(initial={"issue_date": run.issue_date}),
            "stoppade": _stopped(plan, uppgifter),
        }
    return render(request, "kostnader/fakturor/korning.html", context, status=status)


def _stopped(plan: Plan, bound: FakturauppgifterForm | None) -> list[tuple]:
    """Each payer that cannot be invoiced, with a form for what it lacks."""
    rows = []
    for b in plan.betalare:
        if b.stops and not b.issued and not b.internal:
            form = FakturauppgifterForm(instance=b.organisation, missing=b.missing) if b.missing else None
            if bound is not None and bound.instance.pk == b.organisation.pk:
                form = bound
            rows.append((b, form))
    return rows


def _progress_context(run: Fakturakorning) -> dict[str, object]:
    return {
        "korning": run,
        "lage": lage_of(run),
        "poster": posts_of(run),
        "oskickade": undelivered(run),
    }


def _steps(run: Fakturakorning) -> list[dict[str, str]]:
    order = list(Fakturakorning.Status.values)
    here = order.index(run.status)
    names = ["Förhandsgranska", "Utfärda", "Klar"]
    places = ["klar" if n < here else "nu" if n == here else "kommer" for n in range(3)]
    return [{"namn": name, "lage": place} for name, place in zip(names, places, strict=True)]


@access(see=may_see_kostnader)
def lage(request: HttpRequest, korning: int) -> HttpResponse:
    """The progress part of the run, fetched again while it moves."""
    run = _find(request, korning)
    response = render(request, "kostnader/fakturor/_lage.html", _progress_context(run))
    if run.status != Fakturakorning.Status.PAGAR and request.GET.get("var") == "pagar":
        response.headers["HX-Refresh"] = "true"
    return response


@require_POST
@access(see=may_see_kostnader, do=may_edit_kostnader)
def utfarda(request: HttpRequest, korning: int) -> HttpResponse:
    """Start issuing to the chosen payers."""
    run = _find(request, korning)
    payers = Organisation.objects.filter(medlemskap__samverkan=request.samverkan).values_list("pk", flat=True)
    form = UtfardaForm(request.POST, payers=list(payers))
    try:
        if not form.is_valid():
            raise Refused(" ".join(e for errors in form.errors.values() for e in errors))
        data = form.cleaned_data
        acts.utfarda_korning(
            run, payer_ids=set(data["payer"]), fingerprint=data["fingerprint"], actor=request.user
        )
    except Refused as refused:
        messages.error(request, str(refused))
    return sredirect(request, "fakturor:korning", korning=run.pk)


@require_POST
@access(see=may_see_kostnader, do=may_edit_kostnader)
def datum(request: HttpRequest, korning: int) -> HttpResponse:
    """Change the invoice date of a run that has issued nothing."""
    run, form = _find(request, korning), IssueDateForm(request.POST)
    if form.is_valid():
        try:
            acts.change_dates(run, actor=request.user, **form.cleaned_data)
            return sredirect(request, "fakturor:korning", korning=run.pk)
        except Refused as refused:
            add_refusal(form, refused)
    return _korning_page(request, run, dates=form, status=422)


@require_POST
@access(see=may_see_kostnader, do=may_edit_kostnader)
def avsluta(request: HttpRequest, korning: int) -> HttpResponse:
    """Close the run as it stands."""
    run = _find(request, korning)
    try:
        acts.close_korning(run, actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    return sredirect(request, "fakturor:korning", korning=run.pk)


@require_POST
@access(see=may_see_kostnader, do=may_edit_kostnader)
def betalare(request: HttpRequest, korning: int, organisation: int) -> HttpResponse:
    """Fill in what a payer lacks, right where it stopped the run."""
    run = _find(request, korning)
    members = Organisation.objects.filter(medlemskap__samverkan=request.samverkan).distinct()
    payer = get_object_or_404(members, pk=organisation)
    missing = next((b.missing for b in make_plan(run).betalare if b.organisation == payer), [])
    form = FakturauppgifterForm(request.POST, instance=payer, missing=missing)
    if not form.is_valid():
        return _korning_page(request, run, uppgifter=form, status=422)
    try:
        change_organisation(payer, form.cleaned_data, actor=request.user, samverkan=request.samverkan)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return _korning_page(request, run, uppgifter=form, status=422)
    return sredirect(request, "fakturor:korning", korning=run.pk)


@access(see=may_see_some_fakturor)
def faktura(request: HttpRequest, faktura: int) -> HttpResponse:
    """One invoice: its lines, how each came about, and what has happened to it."""
    return _faktura_page(request, faktura, KrediteraForm())


def _faktura_page(request: HttpRequest, pk: int, form: KrediteraForm, status: int = 200) -> HttpResponse:
    found = get_object_or_404(fakturor_for(request.user, request.samverkan), pk=pk)
    rader = list(found.rader.select_related("tjanst"))
    context = {
        "faktura": found,
        "rader": rader,
        "avrakning": any(rad.avrakning_id for rad in rader),
        "projekt": any(rad.projekt_id for rad in rader),
        "form": form,
        "may_credit": may_edit_kostnader(request.user, request.samverkan)
        and found.kind == found.Kind.FAKTURA
        and not hasattr(found, "kredit"),
        "handelser": history(found),
    }
    return render(request, "kostnader/fakturor/faktura.html", context, status=status)


@require_POST
@access(see=may_see_some_fakturor, do=may_edit_kostnader)
def kreditera(request: HttpRequest, faktura: int) -> HttpResponse:
    """Credit an invoice in full."""
    found = get_object_or_404(fakturor_for(request.user, request.samverkan), pk=faktura)
    form = KrediteraForm(request.POST)
    if form.is_valid():
        try:
            kredit = issue.kreditera(found, actor=request.user, **form.cleaned_data)
            return sredirect(request, "fakturor:faktura", faktura=kredit.pk)
        except Refused as refused:
            form.add_error(refused.field, str(refused))
    return _faktura_page(request, faktura, form, status=422)


def _find(request: HttpRequest, pk: int) -> Fakturakorning:
    found = Fakturakorning.objects.select_related("samverkan__issuer", "created_by", "jobb", "projekt")
    return get_object_or_404(found, pk=pk, samverkan=request.samverkan)
