"""Where Celery finds the tasks of `protokoll`; each lives in its feature folder."""

from protokoll.anslag.tasks import avpublicera, laga_kraft, satt_upp, ta_ned
from protokoll.justering.tasks import remind_justerare

__all__ = ["avpublicera", "laga_kraft", "remind_justerare", "satt_upp", "ta_ned"]
