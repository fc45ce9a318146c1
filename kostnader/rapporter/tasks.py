"""Doors for the workers."""

from celery import shared_task

from kostnader.rapporter import paminnelser


@shared_task
def remind_writers() -> None:
    """Remind those who have a section to write or approve, on the days for it."""
    paminnelser.remind_all()
