"""Where Celery finds the tasks of `kostnader`; each lives in its feature folder."""

from kostnader.fakturor.tasks import deliver, resume_deliveries

__all__ = ["deliver", "resume_deliveries"]
