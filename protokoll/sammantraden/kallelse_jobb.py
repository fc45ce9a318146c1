"""The jobs of a kallelse: its PDF, and a mail to each. Safe to run twice and to be interrupted anywhere."""

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string

from protokoll.sammantraden.kallelse import PDF_JOBB, UTSKICK_JOBB, unsent
from protokoll.sammantraden.kallelse_innehall import has_secrets
from protokoll.sammantraden.kallelse_pdf import file_name, render_kallelse
from protokoll.sammantraden.models import Kallelse, Utskick
from samverkan.dokument.acts import store_dokument
from samverkan.dokument.models import Dokument
from samverkan.dokument.queries import read_dokument
from samverkan.handelser.acts import log
from samverkan.jobb.acts import handler, progress
from samverkan.jobb.models import Jobb
from samverkan.lib import klocka


@handler(PDF_JOBB)
def make_pdf(jobb: Jobb) -> None:
    """Make and store the PDF, unless it is there."""
    found = Kallelse.objects.select_related("sammantrade__organ__samverkan")
    kallelse = found.get(pk=jobb.object_id)
    if kallelse.dokument_id:
        return
    samverkan = kallelse.sammantrade.organ.samverkan
    data = render_kallelse(kallelse, _reader(kallelse))
    with transaction.atomic():
        row = Kallelse.objects.select_for_update().get(pk=kallelse.pk)
        if row.dokument_id:
            return
        row.dokument = store_dokument(
            data, filename=file_name(kallelse), content_type="application/pdf", samverkan=samverkan
        )
        row.save(update_fields=["dokument"])
        log(
            "kallelse.pdf",
            kallelse.sammantrade,
            actor=jobb.started_by,
            samverkan=samverkan,
            nummer=kallelse.number,
            sha256=row.dokument.innehall_id,
        )
    progress(jobb, done=1)


def _reader(kallelse: Kallelse):
    own = Dokument.objects.filter(samverkan=kallelse.sammantrade.organ.samverkan)
    return lambda pk: read_dokument(own.get(pk=pk))


@handler(UTSKICK_JOBB)
def send_all(jobb: Jobb) -> None:
    """Mail everyone who has not had the kallelse. One that fails is noted and does not stop the rest."""
    kallelse = Kallelse.objects.select_related("sammantrade__organ").get(pk=jobb.object_id)
    waiting = list(Utskick.objects.filter(unsent(kallelse)).values_list("pk", flat=True))
    before = max(jobb.total - len(waiting), 0)
    for done, pk in enumerate(waiting, before + 1):
        _send_one(pk, kallelse)
        progress(jobb, done=done)


def _send_one(pk: int, kallelse: Kallelse) -> None:
    with transaction.atomic():
        utskick = Utskick.objects.select_for_update().filter(pk=pk, sent_at__isnull=True).first()
        if utskick is None:
            return
        try:
            _message(utskick, kallelse).send()
        except OSError as error:  # SMTP and network trouble
            utskick.failure = str(error)[:200]
        else:
            utskick.sent_at, utskick.failure = klocka.now(), ""
        utskick.save(update_fields=["sent_at", "failure"])


def _message(utskick: Utskick, kallelse: Kallelse) -> EmailMessage:
    content = kallelse.content
    what = "Kallelse" if kallelse.number == 1 else "Ändrad kallelse"
    sender = content["sekreterare_epost"]
    return EmailMessage(
        subject=f"{what}: {content['organ']} {content['datum']}",
        body=render_to_string(
            "mail/kallelse.txt",
            {"k": content, "kallelse": kallelse, "vad": what, "hemligt": has_secrets(content)},
        ),
        to=[utskick.email],
        reply_to=[sender] if sender else None,
    )
