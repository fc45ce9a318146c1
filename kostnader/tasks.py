"""Where Celery finds the tasks of `kostnader`; each lives in its feature folder."""

from kostnader.fakturor.tasks import deliver, resume_deliveries
from kostnader.rapporter.tasks import remind_writers

__all__ = ["deliver", "remind_writers", "resume_deliveries"]
