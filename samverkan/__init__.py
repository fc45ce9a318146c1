"""Who cooperates, with what mandate, under which agreement; and what both halves share."""

from samverkan.celery import app as celery_app

__all__ = ["celery_app"]
