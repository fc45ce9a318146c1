"""Doors for the workers."""

from celery import shared_task

from kostnader.fakturor import leverans


@shared_task
def deliver(faktura_id: int) -> None:
    """Make the PDF of an issued invoice and mail it."""
    if leverans.store_pdf(faktura_id):
        leverans.mail_faktura(faktura_id)


@shared_task
def resume_deliveries() -> None:
    """Hand out again what is late."""
    for faktura_id in leverans.overdue():
        leverans.send(faktura_id)
