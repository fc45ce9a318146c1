"""The members' own decisions: which are needed by the agreement, which are there, which are missing.

The agreement says of each kind of thing (`beredning`) whether the joint body decides it alone or every
member's fullmäktige must too; the samverkan keeps that (`Samverkan.members_approve`).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction

from samverkan.beslut.acts import lock_usable
from samverkan.beslut.models import Beslut, Medlemsbeslut
from samverkan.handelser.acts import log
from samverkan.lib.errors import Refused
from samverkan.medlemmar.models import Organisation, Samverkan
from samverkan.medlemmar.queries import organisations_of_year


@dataclass(frozen=True)
class Medlem:
    """A member and its own decision, None while it is missing."""

    organisation: Organisation
    beslut: Beslut | None


def is_needed(samverkan: Samverkan, kind: str) -> bool:
    """Whether every member must decide for itself on things of the kind."""
    return kind in samverkan.members_approve


def of_members(samverkan: Samverkan, kind: str, object_id: int, year: int) -> list[Medlem]:
    """Each member of the year with its own decision on the object; empty when none is needed."""
    if not is_needed(samverkan, kind):
        return []
    found = Medlemsbeslut.objects.filter(samverkan=samverkan, kind=kind, object_id=object_id)
    noted = {one.organisation_id: one.beslut for one in found.select_related("beslut__organ")}
    return [Medlem(one, noted.get(one.pk)) for one in organisations_of_year(samverkan, year)]


def missing(
    samverkan: Samverkan, kind: str, object_ids: Collection[int], year: int
) -> dict[int, list[Organisation]]:
    """Per object that lacks any, the members of the year whose own decision is missing. Annulled ones do not
    count. No query when none is needed, else three."""
    if not object_ids or not is_needed(samverkan, kind):
        return {}
    members: Sequence[Organisation] = organisations_of_year(samverkan, year)
    noted = Medlemsbeslut.objects.filter(samverkan=samverkan, kind=kind, object_id__in=object_ids)
    in_force = set(
        noted.exclude(beslut__status=Beslut.Status.UPPHAVT).values_list("object_id", "organisation")
    )
    found = {pk: [one for one in members if (pk, one.pk) not in in_force] for pk in object_ids}
    return {pk: lacking for pk, lacking in found.items() if lacking}


def note(
    samverkan: Samverkan,
    kind: str,
    object_id: int,
    *,
    organisation: Organisation,
    beslut: Beslut,
    label: str,
    actor,
) -> Medlemsbeslut:
    """Note a member's own decision on an object (`label` names it in the log); noted again with another
    decision, that one stands. Refused where the agreement does not ask for it, and for what is no bifall."""
    with transaction.atomic():
        locked = Samverkan.objects.select_for_update(no_key=True).get(pk=samverkan.pk)
        if not is_needed(locked, kind):
            raise Refused("Överenskommelsen kräver inte medlemmarnas egna beslut om det här.")
        if not lock_usable(locked, beslut):
            raise Refused("Välj ett beslut med bifall i den här samverkan.", field="beslut")
        noted, created = Medlemsbeslut.objects.get_or_create(
            samverkan=locked,
            kind=kind,
            object_id=object_id,
            organisation=organisation,
            defaults={"beslut": beslut},
        )
        if not created and noted.beslut_id == beslut.pk:
            return noted
        noted.beslut = beslut
        noted.save(update_fields=["beslut"])
        facts = {"medlem": organisation.short_name, "vad": label, "beslut": beslut}
        log("medlemsbeslut.noted", noted, actor=actor, samverkan=locked, **facts)
    return noted
