"""Questions about people and their roles."""

from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.utils import timezone

from samverkan.konton.models import Anvandare, Roll
from samverkan.lib.swedish import sort_key, swedish_order


def find_anvandare(email: str) -> Anvandare | None:
    """The account with this address, whatever its capitals."""
    return Anvandare.objects.filter(email__iexact=email.strip()).first()


def roles_in(samverkan, *, ended: bool = False) -> QuerySet[Roll]:
    """The samverkan's roles in order of name; those that have ended only when asked for."""
    roles = Roll.objects.filter(samverkan=samverkan).select_related("anvandare", "organisation")
    if not ended:
        roles = roles.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=timezone.localdate()))
    return roles.order_by(swedish_order("anvandare__name"), "kind", "valid_from")


@dataclass
class Demogrupp:
    """The demo people of one samverkan, for the sign-in page."""

    name: str
    roles: list[Roll] = field(default_factory=list)


def demo_people() -> list[Demogrupp]:
    """Everyone who holds a role today, per samverkan, the largest first; only for the demo's sign-in page."""
    active = Roll.objects.active_on(timezone.localdate()).filter(anvandare__is_active=True)
    groups: dict[int, Demogrupp] = {}
    for roll in active.select_related("anvandare", "organisation", "samverkan").order_by("id"):
        groups.setdefault(roll.samverkan_id, Demogrupp(roll.samverkan.name)).roles.append(roll)
    return sorted(groups.values(), key=lambda group: (-len(group.roles), sort_key(group.name)))
