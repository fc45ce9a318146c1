"""Doors for the workers."""

from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from samverkan.jobb import acts
from samverkan.jobb.models import Jobb


@shared_task
def run_jobb(jobb_id: int) -> None:
    """Do one job."""
    acts.perform(jobb_id)


@shared_task
def resume_jobb() -> None:
    """Hand every open job to a worker again; those that are held are left alone by `perform`."""
    waiting = Jobb.objects.filter(
        status__in=[Jobb.Status.VANTAR, Jobb.Status.PAGAR],
        created_at__lt=timezone.now() - timedelta(seconds=settings.RESUME_SECONDS),
    )
    for jobb_id in waiting.values_list("pk", flat=True):
        acts.send(jobb_id)
