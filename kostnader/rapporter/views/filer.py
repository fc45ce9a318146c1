"""The report as PDF and Word: making them, how far it has come, taking them home."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kostnader.rapporter.acts import start_filer
from kostnader.rapporter.acts.filer import FILER_JOBB
from kostnader.rapporter.models import Rapport
from kostnader.rapporter.queries import newest_files
from kostnader.rapporter.views.dorr import edits, rapport_or_404, reads
from samverkan.dokument.queries import read_dokument
from samverkan.jobb.models import Jobb
from samverkan.konton.rules import may_edit_rapporter
from samverkan.lib.downloads import file_response
from samverkan.lib.links import surl


def filer_context(request: HttpRequest, rapport: Rapport) -> dict[str, object]:
    """What the part of the page about files shows."""
    jobb = Jobb.objects.filter(kind=FILER_JOBB, object_id=str(rapport.pk)).first()
    files = newest_files(rapport)
    return {
        "rapport": rapport,
        "filer": list(files.values()),
        "jobb": jobb,
        "gors": jobb is not None and jobb.status in (Jobb.Status.VANTAR, Jobb.Status.PAGAR),
        "may_edit": may_edit_rapporter(request.user, request.samverkan),
    }


@edits
def gor(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a worker make the files."""
    rapport = rapport_or_404(request, pk)
    if request.method == "POST":
        start_filer(rapport, actor=request.user)
    return redirect(surl(request, "rapporter:rapport", pk=pk) + "#filer")


@reads
def lage(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the files have come: the part of the page, asked for again until they are there."""
    rapport = rapport_or_404(request, pk)
    return render(request, "kostnader/rapporter/_filer.html", filer_context(request, rapport))


@reads
def hamta(request: HttpRequest, pk: int, fmt: str) -> HttpResponse:
    """The newest file of a format, checked against its hash."""
    fil = newest_files(rapport_or_404(request, pk)).get(fmt)
    if fil is None:
        raise Http404
    dokument = fil.dokument
    return file_response(read_dokument(dokument), dokument.content_type, dokument.filename)
