"""The report as files: made by a worker, stored once."""

from datetime import datetime

from django.db import transaction

from kostnader.rapporter.acts.las import lock_rapport
from kostnader.rapporter.models import Rapport, Rapportfil
from kostnader.rapporter.pdf import render_rapport
from kostnader.rapporter.word import rapport_docx
from samverkan.dokument.acts import store_dokument
from samverkan.handelser.acts import log
from samverkan.jobb.acts import handler, progress, start_jobb
from samverkan.jobb.models import Jobb
from samverkan.lib.klocka import now

FILER_JOBB = "rapport.filer"
STEPS = 2
KINDS = {
    Rapportfil.Format.PDF: "application/pdf",
    Rapportfil.Format.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def start_filer(rapport: Rapport, *, actor) -> Jobb:
    """Let a worker make PDF and Word. Pressed twice it is the same job."""
    return start_jobb(FILER_JOBB, rapport, actor=actor, samverkan=rapport.samverkan, total=STEPS)


@handler(FILER_JOBB)
def run_filer(jobb: Jobb) -> None:
    """Make the files of a report. Safe to run twice; those of a fastställd report are made once."""
    rapport = Rapport.objects.select_related("samverkan", "beslut__organ").get(pk=jobb.object_id)
    if has_final_files(rapport):
        return
    made_at = now()
    progress(jobb, done=0, message="PDF görs")
    pdf = render_rapport(rapport, made_at=made_at)
    progress(jobb, done=1, message="Word görs")
    word = rapport_docx(rapport)
    store_filer(
        rapport, {Rapportfil.Format.PDF: pdf, Rapportfil.Format.WORD: word}, made_at, actor=jobb.started_by
    )
    progress(jobb, done=STEPS)


def store_filer(rapport: Rapport, files: dict[str, bytes], made_at: datetime, *, actor) -> None:
    """Keep the files, all or none; nothing when another worker was first with a fastställd report's."""
    with transaction.atomic():
        locked = lock_rapport(rapport.pk)
        if has_final_files(locked):
            return
        for fmt, data in files.items():
            name = f"{locked.title} {locked.samverkan.slug}.{fmt}".lower()
            dokument = store_dokument(
                data, filename=name, content_type=KINDS[fmt], samverkan=locked.samverkan
            )
            Rapportfil.objects.create(rapport=locked, format=fmt, dokument=dokument, made_at=made_at)
        log("rapport.files", locked, actor=actor, samverkan=locked.samverkan, antal=len(files))


def has_final_files(rapport: Rapport) -> bool:
    """Whether a fastställd report has its files: they are made after it was decided, and stand."""
    return bool(rapport.decided_at) and rapport.filer.filter(made_at__gte=rapport.decided_at).exists()
