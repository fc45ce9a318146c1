"""The secretary's page of the kallelse: what is missing, make it, send it, who has opened and answered."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from protokoll.sammantraden import kallelse as acts
from protokoll.sammantraden.dagordning_views import find
from protokoll.sammantraden.kallelse_andringar import changes
from protokoll.sammantraden.kallelse_brister import missing
from protokoll.sammantraden.kallelse_forms import SenForm
from protokoll.sammantraden.kallelse_innehall import build_content
from protokoll.sammantraden.kallelse_queries import Kallelserad, kallelser_of, to_call_in
from protokoll.sammantraden.kallelse_regler import clause_of, due, is_late, way_out
from protokoll.sammantraden.models import Kallelse, Sammantrade
from samverkan.dokument.queries import dokument_response
from samverkan.konton.access import access
from samverkan.konton.rules import may_keep_minutes, may_see_handlingar, may_see_minutes_work
from samverkan.lib import klocka
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import add_refusal
from samverkan.lib.links import absolute, sredirect


@access(see=may_see_minutes_work, do=may_keep_minutes)
def kallelse(request: HttpRequest, pk: int) -> HttpResponse:
    """What is missing, what is made and sent."""
    return _page(request, find(request, pk))


def _page(request: HttpRequest, sammantrade: Sammantrade, form: SenForm | None = None) -> HttpResponse:
    today = klocka.today()
    rows = kallelser_of(sammantrade)
    late = is_late(sammantrade, today)
    is_open = sammantrade.status in acts.OPEN
    context = _state(sammantrade, rows) | {
        "frist": due(sammantrade),
        "sen": late,
        "sen_text": _late_text(sammantrade, today),
        "utvag": way_out(sammantrade, today),
        "form": form or (SenForm(way_out=way_out(sammantrade, today)) if late else None),
        "saknas": missing(sammantrade) if is_open else [],
        "may_do": may_keep_minutes(request.user, request.samverkan) and is_open,
        "nytt": _news(sammantrade, rows) if is_open else [],
    }
    status = 422 if form else 200
    return render(request, "protokoll/sammantraden/kallelse.html", context, status=status)


def _late_text(sammantrade: Sammantrade, day: date) -> str:
    clause = clause_of(sammantrade, day)
    if clause:
        return f"Den får ändå skickas om ett ärende är brådskande ({clause})."
    return "Den får skickas bara om det står i lag eller reglemente, och ärendet är brådskande."


def _state(sammantrade: Sammantrade, rows: list[Kallelserad]) -> dict[str, object]:
    sent = next((row for row in rows if row.kallelse.sent_at), None)
    answers = {u.person_id: u.answer for u in sent.utskick} if sent else {}
    return {
        "sammantrade": sammantrade,
        "kallelser": rows,
        "senaste": rows[0] if rows else None,
        "skickad": sent,
        "inkallas": to_call_in(sammantrade, answers) if "forhinder" in answers.values() else [],
    }


def _news(sammantrade: Sammantrade, rows: list[Kallelserad]) -> list[str]:
    if not rows:
        return []
    now = build_content(sammantrade, number=0, made_on="")
    return changes(rows[0].kallelse.content, now)


@access(see=may_see_minutes_work)
def lage(request: HttpRequest, pk: int) -> HttpResponse:
    """The part that moves while a job is at work."""
    sammantrade = find(request, pk)
    context = _state(sammantrade, kallelser_of(sammantrade)) | {
        "may_do": may_keep_minutes(request.user, request.samverkan)
    }
    response = render(request, "protokoll/sammantraden/_kallelse_lage.html", context)
    if context["senaste"] and not context["senaste"].is_moving:
        response.headers["HX-Refresh"] = "true"
    return response


@require_POST
@access(see=may_see_minutes_work, do=may_keep_minutes)
def skapa(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze the agenda and make the PDF."""
    sammantrade = find(request, pk)
    form = SenForm(request.POST, way_out=way_out(sammantrade, klocka.today()))
    form.is_valid()
    try:
        made = acts.skapa_kallelse(sammantrade, **form.cleaned_data, actor=request.user)
    except Refused as refusal:
        if refusal.field in form.fields:
            add_refusal(form, refusal)
            return _page(request, sammantrade, form)
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Kallelse {made.number} är fryst. PDF:en skapas nu.")
    return sredirect(request, "sammantraden:kallelse", pk=pk)


@require_POST
@access(see=may_see_minutes_work, do=may_keep_minutes)
def igen(request: HttpRequest, pk: int, nummer: int) -> HttpResponse:
    """Make the PDF again after a fault."""
    found = _kallelse(request, pk, nummer)
    if found.dokument_id is None:
        acts.retry_pdf(found, actor=request.user)
    return sredirect(request, "sammantraden:kallelse", pk=pk)


@require_POST
@access(see=may_see_minutes_work, do=may_keep_minutes)
def skicka(request: HttpRequest, pk: int, nummer: int) -> HttpResponse:
    """Send it to everyone in the body."""
    link = absolute("sammantraden:handlingar", slug=request.samverkan.slug, year=request.year, pk=pk)
    try:
        job = acts.skicka_kallelse(_kallelse(request, pk, nummer), link=link, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Kallelsen skickas till {job.total} personer.")
    return sredirect(request, "sammantraden:kallelse", pk=pk)


@access(see=may_see_handlingar)
def pdf(request: HttpRequest, pk: int, nummer: int) -> HttpResponse:
    """The kallelse as PDF: for who keeps the minutes at once, for others when it is sent."""
    found = _kallelse(request, pk, nummer)
    hidden = found.sent_at is None and not may_see_minutes_work(request.user, request.samverkan)
    if hidden or found.dokument is None:
        raise Http404
    return dokument_response(found.dokument)


def _kallelse(request: HttpRequest, pk: int, nummer: int) -> Kallelse:
    found = Kallelse.objects.select_related("dokument", "sammantrade__organ__samverkan")
    return get_object_or_404(found, sammantrade=find(request, pk), number=nummer)
