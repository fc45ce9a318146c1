"""What may be done with a samverkan itself."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from samverkan.handelser.acts import log
from samverkan.handelser.changes import apply_changes
from samverkan.konton.acts import give_roll
from samverkan.konton.models import Roll
from samverkan.lib.cleaning import clean_or_refuse
from samverkan.lib.errors import Refused
from samverkan.matt.acts import ensure_common_mattslag
from samverkan.medlemmar.acts import create_organisation
from samverkan.medlemmar.models import Organisation, Samverkan
from samverkan.medlemmar.rules import NewOrganisation
from samverkan.organ.models import Organ


def create_samverkan(
    *, name: str, slug: str, form: str, issuer: Organisation | NewOrganisation, decided_by: str = "", actor
) -> Samverkan:
    """Set up a samverkan with the body that decides; its creator is administratör from today."""
    with transaction.atomic():
        _refuse_taken(name, slug)
        samverkan = Samverkan(
            name=name,
            slug=slug,
            form=form,
            issuer=_issuer(issuer, actor),
            decided_by=decided_by,
            contact_name=actor.name,
            contact_email=actor.email,
        )
        clean_or_refuse(samverkan, field="name")
        samverkan.save()
        log("samverkan.created", samverkan, actor=actor, samverkan=samverkan)
        ensure_common_mattslag()
        if decided_by:
            Organ.objects.create(samverkan=samverkan, name=decided_by, kind=_kind_of_organ(form))
        today = timezone.localdate()
        give_roll(actor, samverkan=samverkan, kind=Roll.Kind.ADMINISTRATOR, valid_from=today, actor=actor)
    return samverkan


def _issuer(issuer: Organisation | NewOrganisation, actor) -> Organisation:
    if isinstance(issuer, Organisation):
        return issuer
    try:
        return create_organisation(issuer, actor=actor)
    except Refused as refusal:
        raise Refused(refusal.message, field=f"issuer_{refusal.field}") from refusal


def _kind_of_organ(form: str) -> str:
    kinds = {
        Samverkan.Form.GEMENSAM_NAMND: Organ.Kind.NAMND,
        Samverkan.Form.KOMMUNALFORBUND: Organ.Kind.DIREKTION,
    }
    return kinds.get(Samverkan.Form(form), Organ.Kind.STYRGRUPP)


def _refuse_taken(name: str, slug: str, but: Samverkan | None = None) -> None:
    others = Samverkan.objects.exclude(pk=but.pk if but else None)
    if others.filter(name=name).exists():
        raise Refused("Det finns redan en samverkan med det namnet.", field="name")
    if others.filter(slug=slug).exists():
        raise Refused(f"Adressen {slug} är upptagen. Välj en annan.", field="slug")


def change_samverkan(samverkan: Samverkan, values: Mapping[str, Any], *, actor) -> Samverkan:
    """Change the details; a new issuer holds for invoices issued from now on."""
    with transaction.atomic():
        stored = (
            Samverkan.objects.select_for_update(of=("self",)).select_related("issuer").get(pk=samverkan.pk)
        )
        changes = apply_changes(stored, values)
        if changes:
            _refuse_taken(stored.name, stored.slug, but=stored)
            clean_or_refuse(stored)
            stored.save()
            log("samverkan.changed", stored, actor=actor, samverkan=stored, falt=changes)
    return stored
