"""Doors for the workers."""

from celery import shared_task

from protokoll.justering import paminnelser


@shared_task
def remind_justerare() -> None:
    """Remind those who have not signed, on the days for it."""
    paminnelser.remind_all()
