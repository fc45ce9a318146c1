"""The year's sharing on screen: the matrix, the receipt of one amount, files, and the lock."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kostnader.fordelning.acts import freeze_fordelning
from kostnader.fordelning.excel import fordelning_xlsx, forklaring_xlsx
from kostnader.fordelning.page import matris_context, receipt_context
from kostnader.fordelning.pdf import render_forklaring
from kostnader.fordelning.queries import freezable_budget
from kostnader.fordelning.visning import Visning, choose
from samverkan.konton.access import access
from samverkan.konton.rules import may_edit_kostnader, may_see_fordelning, may_see_kostnader
from samverkan.lib.downloads import XLSX, file_response
from samverkan.lib.errors import Refused
from samverkan.lib.links import sredirect


@access(see=may_see_fordelning)
def matris(request: HttpRequest) -> HttpResponse:
    """What every member pays for every service."""
    return render(request, "kostnader/fordelning/matris.html", matris_context(request, _visning(request)))


@access(see=may_see_fordelning)
def kvitto(request: HttpRequest, tjanst: int, organisation: int) -> HttpResponse:
    """How one amount came about: beside the matrix, or as the panel alone when the page asks for it."""
    visning = _visning(request)
    explanation = _explanation(visning, tjanst, organisation)
    kolumn, _ = visning.share(tjanst, organisation)
    receipt = receipt_context(request, explanation, kolumn.nyckel_id, tjanst, organisation)
    if request.htmx and not request.htmx.history_restore_request:
        return render(request, "kostnader/fordelning/_kvitto.html", receipt)
    context = matris_context(request, visning, opened=(tjanst, organisation)) | receipt
    return render(request, "kostnader/fordelning/matris.html", context)


@access(see=may_see_fordelning)
def kvitto_pdf(request: HttpRequest, tjanst: int, organisation: int) -> HttpResponse:
    """The receipt on paper."""
    visning = _visning(request)
    explanation = _explanation(visning, tjanst, organisation)
    content = render_forklaring(explanation, visning)
    return file_response(content, "application/pdf", f"{_file_name(explanation)}.pdf")


@access(see=may_see_fordelning)
def kvitto_excel(request: HttpRequest, tjanst: int, organisation: int) -> HttpResponse:
    """The receipt as Excel."""
    explanation = _explanation(_visning(request), tjanst, organisation)
    return file_response(forklaring_xlsx(explanation), XLSX, f"{_file_name(explanation)}.xlsx")


@access(see=may_see_fordelning)
def excel(request: HttpRequest) -> HttpResponse:
    """The matrix and every component as Excel."""
    visning = _visning(request)
    if visning.matris is None:
        raise Http404
    name = f"fordelning-{request.samverkan.slug}-{request.year}.xlsx"
    return file_response(fordelning_xlsx(visning), XLSX, name)


@access(see=may_see_fordelning, do=may_edit_kostnader, do_to_open=True)
def freeze(request: HttpRequest) -> HttpResponse:
    """Freeze what comes out now of the fastställd budget."""
    if request.method == "POST":
        budget = freezable_budget(request.samverkan, request.year)
        try:
            if budget is None:
                raise Refused("Det finns ingen fastställd budget att låsa. Fastställ budgeten först.")
            fordelning = freeze_fordelning(budget, actor=request.user)
        except Refused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, f"{fordelning} är låst. Alla i samverkan ser den.")
    return sredirect(request, "fordelning:matris")


def _visning(request: HttpRequest) -> Visning:
    drafts = may_see_kostnader(request.user, request.samverkan)
    version = request.GET.get("version", "")
    found = choose(request.samverkan, request.year, version, may_see_drafts=drafts)
    if found is None:
        raise Http404
    return found


def _explanation(visning: Visning, tjanst: int, organisation: int) -> dict:
    found = visning.explanation(tjanst, organisation)
    if found is None:
        raise Http404
    return found


def _file_name(explanation: dict) -> str:
    return f"{explanation['tjanst']} {explanation['ar']} {explanation['medlem']}"
