"""Where Celery finds the tasks of `protokoll`; each lives in its feature folder."""

from protokoll.anslag.tasks import avpublicera, laga_kraft, satt_upp, ta_ned

__all__ = ["avpublicera", "laga_kraft", "satt_upp", "ta_ned"]
