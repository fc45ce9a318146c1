"""After issue: make the PDF once, mail it once. The row Leverans is the truth; tasks only knock.

A worker that dies leaves its row as it was, and `overdue` finds it when its time is out.
"""

from datetime import timedelta

from celery import current_app
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify

from kostnader.fakturor.models import MAX_ATTEMPTS, Faktura, Leverans
from kostnader.fakturor.pdf import render_faktura
from samverkan.dokument.acts import store_dokument
from samverkan.dokument.models import Dokument
from samverkan.dokument.queries import read_dokument
from samverkan.handelser.acts import log
from samverkan.lib.links import absolute

PDF = "application/pdf"


def deliver_later(faktura_id: int) -> None:
    """Hand the invoice to a worker once the transaction has committed."""
    transaction.on_commit(lambda: send(faktura_id), robust=True)


def send(faktura_id: int) -> None:
    """Tell the workers. If the broker is away this fails; the beat task finds the row."""
    current_app.send_task("kostnader.fakturor.tasks.deliver", [faktura_id], ignore_result=True, retry=False)


def store_pdf(faktura_id: int) -> Dokument | None:
    """Make and store the PDF of an issued invoice unless it is there. None if another worker is at it."""
    with transaction.atomic():
        leverans = _take(faktura_id)
        if leverans is None or leverans.pdf_id:
            return leverans and leverans.pdf
        faktura = (
            Faktura.objects.select_related("samverkan", "credits")
            .prefetch_related("rader")
            .get(pk=faktura_id)
        )
        leverans.pdf = store_dokument(
            render_faktura(faktura),
            filename=pdf_name(faktura),
            content_type=PDF,
            samverkan=faktura.samverkan,
            gallring=Dokument.Gallring.SJU_AR,
        )
        leverans.save(update_fields=["pdf"])
        return leverans.pdf


def mail_faktura(faktura_id: int) -> bool:
    """Mail the PDF to the payer's contact, once. True when it has been sent now.

    A failed attempt is noted with its reason and tried again later, five times at most.
    """
    with transaction.atomic():
        leverans = _take(faktura_id)
        if leverans is None or not leverans.pdf_id or not _to_mail(leverans):
            return False
        leverans.mail_attempts += 1
        try:
            _message(leverans).send()
        except OSError as error:  # SMTP and network trouble
            leverans.mail_error = str(error)[:300]
            leverans.next_try_at = timezone.now() + timedelta(minutes=2**leverans.mail_attempts)
        else:
            leverans.mail_sent_at, leverans.mail_error = timezone.now(), ""
            log(
                "faktura.mailed",
                leverans.faktura,
                actor=None,
                samverkan=leverans.faktura.samverkan,
                till=leverans.mail_to,
            )
        leverans.save(update_fields=["mail_attempts", "mail_error", "mail_sent_at", "next_try_at"])
        return leverans.mail_sent_at is not None


def overdue() -> list[int]:
    """Issued invoices whose PDF or mail is late, marked so that they are asked for once per period."""
    now = timezone.now()
    late = now - timedelta(seconds=settings.LEVERANS_RETRY_SECONDS)
    waiting = Q(pdf__isnull=True) | (
        Q(mail_sent_at__isnull=True, mail_attempts__lt=MAX_ATTEMPTS) & ~Q(mail_to="")
    )
    due = Q(next_try_at__lt=now) | Q(next_try_at__isnull=True, faktura__issued_at__lt=late)
    with transaction.atomic():
        found = list(
            Leverans.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(waiting & due)
            .values_list("faktura_id", flat=True)
        )
        Leverans.objects.filter(faktura__in=found).update(
            next_try_at=now + timedelta(seconds=settings.LEVERANS_RETRY_SECONDS)
        )
    return found


def pdf_name(faktura: Faktura) -> str:
    """The file name: "faktura-2023-0041-kiruna-kommun.pdf"."""
    return f"{faktura.kind}-{faktura.number}-{slugify(faktura.buyer['namn'])}.pdf"


def _take(faktura_id: int) -> Leverans | None:
    found = Leverans.objects.select_for_update(skip_locked=True, of=("self",)).filter(faktura=faktura_id)
    return found.select_related("pdf", "faktura__samverkan").first()


def _to_mail(leverans: Leverans) -> bool:
    return bool(leverans.mail_to) and leverans.mail_sent_at is None and leverans.mail_attempts < MAX_ATTEMPTS


def _address(faktura: Faktura) -> str:
    """Its page, for those of the payer who sign in."""
    own = {"slug": faktura.samverkan.slug, "year": faktura.year}
    return absolute("fakturor:faktura", faktura=faktura.pk, **own)


def _message(leverans: Leverans) -> EmailMessage:
    faktura = leverans.faktura
    message = EmailMessage(
        subject=f"{faktura.get_kind_display()} {faktura.number} från {faktura.seller['namn']}",
        body=render_to_string("mail/faktura.txt", {"faktura": faktura, "lank": _address(faktura)}),
        to=[leverans.mail_to],
        reply_to=[faktura.seller["epost"]] if faktura.seller["epost"] else None,
    )
    message.attach(leverans.pdf.filename, read_dokument(leverans.pdf), PDF)
    return message
