"""Doors for the beat."""

from celery import shared_task

from protokoll.anslag import klockan


@shared_task
def satt_upp() -> None:
    """Put up notices whose day has come."""
    klockan.satt_upp()


@shared_task
def ta_ned() -> None:
    """Take down notices whose time has run out."""
    klockan.ta_ned_forfallna()


@shared_task
def laga_kraft() -> None:
    """Move on decisions whose time to appeal has run out."""
    klockan.laga_kraft_i_dag()


@shared_task
def avpublicera() -> None:
    """Take protocols off the web whose day has come."""
    klockan.avpublicera_forfallna()
