"""Questions about people and roles."""

from django.utils import timezone

from samverkan.konton.models import Anvandare, Roll


def roles_of(user: Anvandare, samverkan=None) -> list[Roll]:
    """The roles the person holds today, in one samverkan or in all. One query per person object."""
    if not user.is_authenticated:
        return []
    if not hasattr(user, "_roles_today"):
        active = Roll.objects.active_on(timezone.localdate())
        user._roles_today = list(
            active.filter(anvandare=user).select_related("organisation", "samverkan").order_by("id")
        )
    if samverkan is None:
        return user._roles_today
    return [roll for roll in user._roles_today if roll.samverkan_id == samverkan.pk]
