"""Signing why something shall stand although a check says no."""

from django.db import transaction

from kostnader.rapporter import kontroller
from kostnader.rapporter.acts.las import lock_open
from kostnader.rapporter.models import Kontrollkommentar, Rapport
from samverkan.handelser.acts import log
from samverkan.lib.errors import Refused
from samverkan.lib.klocka import now


def signera_anmarkning(rapport: Rapport, *, key: str, text: str, actor) -> Kontrollkommentar:
    """Write, under one's name, why a red remark shall stand. Signed anew, the newest words count.

    Raises Refused when the check no longer says so, or nothing is written.
    """
    if not text.strip():
        raise Refused("Skriv varför det ska stå så.", field="text")
    with transaction.atomic():
        locked = lock_open(rapport.pk)
        found = next((one for one in kontroller.registered(locked) if one.key == key), None)
        if found is None:
            raise Refused("Kontrollen säger inte det längre. Gå tillbaka till rapporten.")
        kommentar, _ = Kontrollkommentar.objects.update_or_create(
            rapport=locked,
            key=key,
            defaults={"text": text.strip(), "signed_by": actor, "signed_at": now()},
        )
        facts = {"anmarkning": found.text, "skal": kommentar.text}
        log("rapport.remark_signed", locked, actor=actor, samverkan=locked.samverkan, **facts)
    return kommentar
