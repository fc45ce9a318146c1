"""Entering an investment and changing it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from kostnader.investeringar.models import Investering
from samverkan.beslut.acts import lock_usable
from samverkan.handelser.acts import log
from samverkan.handelser.changes import apply_changes
from samverkan.lib.cleaning import clean_or_refuse
from samverkan.lib.errors import Refused
from samverkan.medlemmar.models import Samverkan


def create_investering(samverkan: Samverkan, values: Mapping[str, Any], *, actor) -> Investering:
    """Enter an investment, last in the order."""
    with transaction.atomic():
        Samverkan.objects.select_for_update(no_key=True).get(pk=samverkan.pk)
        last = samverkan.investeringar.order_by("-order").first()
        investering = Investering(samverkan=samverkan, order=last.order + 1 if last else 1, **values)
        _refuse(investering)
        investering.save()
        log("investering.created", investering, actor=actor, samverkan=samverkan)
    return investering


def change_investering(investering: Investering, values: Mapping[str, Any], *, actor) -> Investering:
    """Change an investment. Refused while it lacks what its new status asks for."""
    with transaction.atomic():
        stored = lock_investering(investering)
        told = apply_changes(stored, values)
        if told:
            _refuse(stored)
            stored.save()
            log("investering.changed", stored, actor=actor, samverkan=stored.samverkan, falt=told)
    return stored


def lock_investering(investering: Investering) -> Investering:
    """The investment, held through the transaction: who changes it or its amounts take turns."""
    rows = Investering.objects.select_for_update(of=("self",)).select_related("samverkan")
    return rows.get(pk=investering.pk)


def _refuse(investering: Investering) -> None:
    owned = {"tjanst": investering.tjanst, "avskrivningstyp": investering.avskrivningstyp}
    for name, other in owned.items():
        if other is not None and other.samverkan_id != investering.samverkan_id:
            raise Refused("Välj en i den här samverkan.", field=name)
    if investering.beslut and not lock_usable(investering.samverkan, investering.beslut):
        raise Refused("Välj ett beslut med bifall i den här samverkan.", field="beslut")
    if investering.decided_total is not None and investering.decided_total < 0:
        raise Refused("Totalutgiften kan inte vara mindre än noll.", field="decided_total")
    clean_or_refuse(investering, field="name")
