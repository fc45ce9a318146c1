"""What may be done with a body's year wheel."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from protokoll.sammantraden.models import Arshjulspost
from samverkan.handelser.acts import log
from samverkan.handelser.changes import apply_changes
from samverkan.lib.cleaning import clean_or_refuse
from samverkan.lib.errors import Refused
from samverkan.lib.swedish import MONTHS
from samverkan.organ.models import Organ


def add_post(organ: Organ, values: Mapping[str, Any], *, actor) -> Arshjulspost:
    """Add a matter that comes back every year, last in its month. Raises Refused when it is there."""
    with transaction.atomic():
        Organ.objects.select_for_update().get(pk=organ.pk)
        post = Arshjulspost(organ=organ, **values)
        post.order = _last_order(post) + 1
        _refuse(post)
        post.save(force_insert=True)
        _log("arshjul.added", post, actor)
    return post


def change_post(post: Arshjulspost, values: Mapping[str, Any], *, actor) -> Arshjulspost:
    """Change a matter's heading or kind, or move it to another month."""
    with transaction.atomic():
        Organ.objects.select_for_update().get(pk=post.organ_id)
        stored = Arshjulspost.objects.select_related("organ__samverkan").get(pk=post.pk)
        month = stored.month
        changes = apply_changes(stored, values)
        if changes:
            if stored.month != month:
                stored.order = _last_order(stored) + 1
            _refuse(stored)
            stored.save()
            _log("arshjul.changed", stored, actor, falt=changes)
    return stored


def remove_post(post: Arshjulspost, *, actor) -> None:
    """Take a matter out of the wheel. Agendas already made keep it."""
    with transaction.atomic():
        _log("arshjul.removed", post, actor)
        post.delete()


def _last_order(post: Arshjulspost) -> int:
    last = Arshjulspost.objects.filter(organ=post.organ, month=post.month).order_by("-order").first()
    return last.order if last else 0


def _refuse(post: Arshjulspost) -> None:
    same = Arshjulspost.objects.filter(organ=post.organ, month=post.month, heading__iexact=post.heading)
    if same.exclude(pk=post.pk).exists():
        raise Refused(f"{post.heading} finns redan i {MONTHS[post.month - 1]}.", field="heading")
    clean_or_refuse(post, field="heading")


def _log(action: str, post: Arshjulspost, actor, **data: object) -> None:
    month = MONTHS[post.month - 1]
    log(action, post, actor=actor, samverkan=post.organ.samverkan, organ=post.organ, manad=month, **data)
