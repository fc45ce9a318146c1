"""What may be done with members, organisations and units."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from samverkan.handelser.acts import log
from samverkan.handelser.changes import apply_changes
from samverkan.konton.rules import may_edit_members
from samverkan.lib.cleaning import clean_or_refuse
from samverkan.lib.errors import Refused
from samverkan.lib.validity import refuse_backwards
from samverkan.medlemmar.models import Enhet, Medlem, Organisation, Samverkan
from samverkan.medlemmar.rules import NewOrganisation, short_name_of


def create_organisation(
    new: NewOrganisation, *, actor, samverkan: Samverkan | None = None, **fields: Any
) -> Organisation:
    """Enter a legal person. Refused when the organisation number or the name is already there."""
    with transaction.atomic():
        organisation = Organisation(
            name=new.name,
            orgnr=new.orgnr,
            kommunkod=new.kommunkod,
            **{"short_name": short_name_of(new.name), "kind": _kind_of(new), **fields},
        )
        _refuse_twins(organisation)
        clean_or_refuse(organisation, field="name")
        organisation.save()
        log("organisation.created", organisation, actor=actor, samverkan=samverkan)
    return organisation


def _kind_of(new: NewOrganisation) -> str:
    """A municipality has a kommunkod; a region and a kommunalförbund tell themselves by name and number."""
    name = new.name.casefold()
    if new.kommunkod or name.endswith(" kommun"):
        return Organisation.Kind.KOMMUN
    if name.startswith("region "):
        return Organisation.Kind.REGION
    if "förbund" in name or new.orgnr.startswith("222000"):
        return Organisation.Kind.KOMMUNALFORBUND
    return Organisation.Kind.BOLAG if name.endswith(" ab") else Organisation.Kind.ANNAN


def _refuse_twins(organisation: Organisation) -> None:
    others = Organisation.objects.exclude(pk=organisation.pk)
    twin = others.filter(orgnr=organisation.orgnr).first()
    if twin:
        raise Refused(f"{twin.name} har redan organisationsnumret {twin.orgnr}.", field="orgnr")
    if others.filter(name=organisation.name).exists():
        raise Refused(f"{organisation.name} finns redan, med ett annat organisationsnummer.", field="name")


def change_organisation(
    organisation: Organisation, values: Mapping[str, Any], *, actor, samverkan: Samverkan
) -> Organisation:
    """Change details; what was and what became is logged. Invoices already issued keep what they said.

    Where an organisation issues invoices in another samverkan, its name, numbers and bankgiro are for
    those who edit members there.
    """
    with transaction.atomic():
        stored = Organisation.objects.select_for_update().get(pk=organisation.pk)
        _refuse_strangers_identity(stored, values, actor, samverkan)
        changes = apply_changes(stored, values)
        if changes:
            _refuse_twins(stored)
            clean_or_refuse(stored)
            stored.save()
            log("organisation.changed", stored, actor=actor, samverkan=samverkan, falt=changes)
    return stored


# What an invoice says of its issuer, and where the money goes.
ISSUER_FIELDS = ("name", "orgnr", "vat_number", "bankgiro")


def _refuse_strangers_identity(
    stored: Organisation, values: Mapping[str, Any], actor, samverkan: Samverkan
) -> None:
    touched = [name for name in ISSUER_FIELDS if name in values and values[name] != getattr(stored, name)]
    if not touched or actor is None:
        return
    for other in stored.utfardar_for.exclude(pk=samverkan.pk):
        if not may_edit_members(actor, other):
            raise Refused(
                f"{stored.name} utfärdar fakturor i {other.name}. "
                "Den som är administratör eller controller där kan ändra uppgiften.",
                field=touched[0],
            )


def add_medlem(
    samverkan: Samverkan,
    organisation: Organisation,
    *,
    valid_from: date,
    valid_to: date | None = None,
    actor,
) -> Medlem:
    """Let an organisation in for a period; refused when it overlaps a membership it has."""
    refuse_backwards(valid_from, valid_to)
    with transaction.atomic():
        Samverkan.objects.select_for_update().get(pk=samverkan.pk)
        medlem = Medlem(
            samverkan=samverkan, organisation=organisation, valid_from=valid_from, valid_to=valid_to
        )
        _refuse_overlap(medlem)
        clean_or_refuse(medlem, field="valid_from")
        medlem.save()
        log("medlem.joined", medlem, actor=actor, samverkan=samverkan, fran=valid_from)
    return medlem


def add_medlemmar(
    samverkan: Samverkan,
    organisations: Sequence[Organisation],
    new: Sequence[NewOrganisation],
    *,
    valid_from: date,
    actor,
) -> list[Medlem]:
    """Let several in at once, entering those that are new; all or none.

    A new one whose organisation number is already there is that organisation.
    """
    with transaction.atomic():
        known = {one.orgnr: one for one in Organisation.objects.filter(orgnr__in=[n.orgnr for n in new])}
        entered = [known.get(one.orgnr) or _entered(one, samverkan, actor) for one in new]
        chosen = {one.pk: one for one in [*organisations, *entered]}
        return [
            add_medlem(samverkan, organisation, valid_from=valid_from, actor=actor)
            for organisation in chosen.values()
        ]


def _entered(new: NewOrganisation, samverkan: Samverkan, actor) -> Organisation:
    return create_organisation(new, actor=actor, samverkan=samverkan)


def _refuse_overlap(medlem: Medlem) -> None:
    """The database forbids it; here it is said with a name and a date."""
    others = Medlem.objects.filter(samverkan=medlem.samverkan, organisation=medlem.organisation)
    others = others.exclude(pk=medlem.pk).active_during(medlem.valid_from, medlem.valid_to or date.max)
    other = others.order_by("valid_from").first()
    if other is None:
        return
    until = f"till {other.valid_to}" if other.valid_to else "tills vidare"
    raise Refused(
        f"{medlem.organisation.short_name} är redan medlem från {other.valid_from} {until}. "
        "Välj en annan dag.",
        field="valid_from",
    )


def end_medlem(medlem: Medlem, *, last_day: date, actor) -> Medlem:
    """End a membership; `last_day` is the last day as member. What was is kept."""
    with transaction.atomic():
        stored = Medlem.objects.select_for_update().get(pk=medlem.pk)
        refuse_backwards(stored.valid_from, last_day)
        stored.valid_to = last_day
        clean_or_refuse(stored, field="valid_to")
        stored.save()
        log("medlem.left", stored, actor=actor, samverkan=stored.samverkan, till=last_day)
    return stored


def change_medlem(medlem: Medlem, *, valid_from: date, valid_to: date | None, actor) -> Medlem:
    """Mend a membership's period; an empty end means until further notice."""
    refuse_backwards(valid_from, valid_to)
    with transaction.atomic():
        Samverkan.objects.select_for_update().get(pk=medlem.samverkan_id)
        stored = Medlem.objects.select_for_update(of=("self",)).select_related("organisation", "samverkan")
        stored = stored.get(pk=medlem.pk)
        changes = apply_changes(stored, {"valid_from": valid_from, "valid_to": valid_to})
        if changes:
            _refuse_overlap(stored)
            clean_or_refuse(stored, field="valid_to")
            stored.save()
            log("medlem.changed", stored, actor=actor, samverkan=stored.samverkan, falt=changes)
    return stored


def create_enhet(
    samverkan: Samverkan, organisation: Organisation, *, name: str, group: str = "", order: int = 0, actor
) -> Enhet:
    """Enter a unit of a member, with a row of its own in keys that count per unit."""
    with transaction.atomic():
        enhet = Enhet(samverkan=samverkan, organisation=organisation, name=name, group=group, order=order)
        _refuse_same_enhet(enhet)
        clean_or_refuse(enhet, field="name")
        enhet.save()
        log("enhet.created", enhet, actor=actor, samverkan=samverkan, organisation=organisation)
    return enhet


def change_enhet(enhet: Enhet, values: Mapping[str, Any], *, actor) -> Enhet:
    """Change a unit's name, group or order."""
    with transaction.atomic():
        stored = Enhet.objects.select_for_update(of=("self",)).select_related("samverkan").get(pk=enhet.pk)
        changes = apply_changes(stored, values)
        if changes:
            _refuse_same_enhet(stored)
            clean_or_refuse(stored, field="name")
            stored.save()
            log("enhet.changed", stored, actor=actor, samverkan=stored.samverkan, falt=changes)
    return stored


def _refuse_same_enhet(enhet: Enhet) -> None:
    same = Enhet.objects.filter(samverkan=enhet.samverkan, organisation=enhet.organisation, name=enhet.name)
    if same.exclude(pk=enhet.pk).exists():
        raise Refused(
            f"{enhet.organisation.short_name} har redan en enhet som heter {enhet.name}.", field="name"
        )
