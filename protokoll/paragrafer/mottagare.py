"""Who shall have a decision: those the matter names, and every member where the decision is on money."""

from collections.abc import Iterable, Iterator
from datetime import date

from protokoll.arenden.models import Arende
from samverkan.konton.models import Roll
from samverkan.medlemmar.models import Medlem, Organisation


def recipients_of(arende: Arende, day: date) -> list[tuple[str, str]]:
    """Names with e-mail ('' for none) in order: the matter's own, then the members of the samverkan on `day`.

    Members are added when the matter carries something to decide, such as a budget or a key, and is not
    secret; to the one who reads for them. The secretary may take them out as any other.
    """
    rows = [(one.name, one.email) for one in arende.mottagare.all()]
    if arende.secret or not arende.objekt.exists():
        return rows
    named = {name.lower() for name, _ in rows}
    return rows + [(one.name, email) for one, email in _members(arende, day) if not _names(one) & named]


def _members(arende: Arende, day: date) -> Iterator[tuple[Organisation, str]]:
    readers = Roll.objects.active_on(day).filter(samverkan=arende.samverkan, kind=Roll.Kind.KOMMUNLASARE)
    emails: dict[int, str] = {}
    for roll in readers.select_related("anvandare").order_by("pk"):
        emails.setdefault(roll.organisation_id, roll.anvandare.email)
    members = Medlem.objects.active_on(day).filter(samverkan=arende.samverkan)
    for medlem in members.select_related("organisation").order_by("organisation__name"):
        yield medlem.organisation, emails.get(medlem.organisation_id, "")


def _names(organisation: Organisation) -> set[str]:
    return {organisation.name.lower(), organisation.short_name.lower()}


def member_named(name: str, members: Iterable[Organisation]) -> Organisation | None:
    """The member that a recipient is, by its whole or its short name."""
    return next((one for one in members if name.lower() in _names(one)), None)
