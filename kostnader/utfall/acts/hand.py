"""Entering the outcome by hand, box by box."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from kostnader.utfall.hand import Handandring, Handfalt, Handkonflikt, month_of
from kostnader.utfall.models import Handpost
from kostnader.utfall.stangning import refuse_closed
from samverkan.handelser.acts import log
from samverkan.lib.errors import Refused
from samverkan.lib.swedish import MONTHS_SHORT, format_amount
from samverkan.medlemmar.models import Samverkan

Key = tuple[int, int, int]  # tjänst, kostnadsslag, month


class Konflikt(Exception):
    """Nothing was saved: others have changed some of the boxes. `cells` says which, who and when."""

    def __init__(self, cells: list[Handkonflikt]) -> None:
        super().__init__(f"{len(cells)} cells were changed by others")
        self.cells = cells


def set_handposter(samverkan: Samverkan, year: int, changes: Sequence[Handandring], *, actor) -> int:
    """Give boxes new amounts, all or none; returns how many really changed.

    Who writes what already stands there changes nothing and meets no conflict. Raises Konflikt for boxes
    that another has changed since, Refused for a closed year or a service or kind of cost that is gone.
    """
    with transaction.atomic():
        refuse_closed(samverkan, [year])
        _refuse_gone(samverkan, changes)
        posts = _posts(samverkan, year, changes)
        conflicts = [met for change in changes if (met := _conflict(change, posts.get(_key(change.field))))]
        if conflicts:
            raise Konflikt(conflicts)
        wanted = [change for change in changes if change.amount != _amount(posts.get(_key(change.field)))]
        if wanted:
            _write(samverkan, year, wanted, posts, actor)
    return len(wanted)


def _key(box: Handfalt) -> Key:
    return box.tjanst, box.kostnadsslag, box.month


def _amount(post: Handpost | None):
    return post.amount if post else 0


def _refuse_gone(samverkan: Samverkan, changes: Sequence[Handandring]) -> None:
    tjanster, slag = {c.field.tjanst for c in changes}, {c.field.kostnadsslag for c in changes}
    known = (
        samverkan.tjanster.filter(pk__in=tjanster).count(),
        samverkan.kostnadsslag.filter(pk__in=slag).count(),
    )
    if known != (len(tjanster), len(slag)):
        raise Refused("En rad finns inte längre: tjänsten eller kostnadsslaget är borttaget. Ladda om sidan.")


def _posts(samverkan: Samverkan, year: int, changes: Sequence[Handandring]) -> dict[Key, Handpost]:
    found = Handpost.objects.filter(
        samverkan=samverkan, month__year=year, tjanst__in={change.field.tjanst for change in changes}
    )
    rows = found.select_related("changed_by")
    return {(post.tjanst_id, post.kostnadsslag_id, post.month.month): post for post in rows}


def _conflict(change: Handandring, post: Handpost | None) -> Handkonflikt | None:
    revision = post.revision if post else 0
    if change.field.revision == revision or _amount(post) == change.amount:
        return None
    who = post.changed_by.name if post and post.changed_by else "Någon annan"
    return Handkonflikt(change, _amount(post), revision, who, post.changed_at if post else None)


def _write(
    samverkan: Samverkan, year: int, wanted: Sequence[Handandring], posts: dict[Key, Handpost], actor
) -> None:
    rows = []
    for change in wanted:
        before = posts.get(_key(change.field))
        rows.append(
            Handpost(
                samverkan=samverkan, month=month_of(year, change.field.month), tjanst_id=change.field.tjanst,
                kostnadsslag_id=change.field.kostnadsslag, amount=change.amount,
                revision=before.revision + 1 if before else 1, changed_at=timezone.now(), changed_by=actor,
            )
        )  # fmt: skip
    Handpost.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["month", "tjanst", "kostnadsslag"],
        update_fields=["amount", "revision", "changed_at", "changed_by"],
    )
    log(
        "handposter.changed",
        samverkan,
        actor=actor,
        samverkan=samverkan,
        ar=year,
        vad=batch_text(wanted, posts),
    )


def batch_text(wanted: Sequence[Handandring], posts: dict[Key, Handpost]) -> str:
    """'jan, 0 → 120 000', or '12 belopp'."""
    if len(wanted) > 1:
        return f"{len(wanted)} belopp"
    only = wanted[0]
    old = format_amount(_amount(posts.get(_key(only.field))))
    return f"{MONTHS_SHORT[only.field.month - 1]}, {old} → {format_amount(only.amount)}"
