"""Writing to the event log."""

from django.db import connection, models, transaction
from django.utils import timezone

from samverkan.handelser.models import Handelse
from samverkan.handelser.rules import GENESIS, seal

# First key of the two-part advisory lock; the second is the samverkan's id.
CHAIN_LOCK = 7301


def log(action: str, obj: models.Model, *, actor, samverkan=None, **data: object) -> Handelse:
    """Append one event and return it.

    In: `action` as "feature.verb" (wording in `handelser/wording.py`), the object it concerns,
    who did it (None for the system), the samverkan whose chain it joins, and facts for the wording
    (dates, amounts and numbers become text). Must run inside the act's transaction: the event
    stands or falls with the change. Two who log at once wait for each other until commit, so
    that the chain never forks.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("log() belongs inside the act's transaction")
    chain = samverkan.pk if samverkan else 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [CHAIN_LOCK, chain])
    last = Handelse.objects.filter(samverkan=samverkan).order_by("-number").first()
    handelse = Handelse(
        samverkan=samverkan,
        number=last.number + 1 if last else 1,
        at=timezone.now(),
        actor=actor,
        actor_name=actor.name if actor else "Samverkan",
        action=action,
        object_type=obj._meta.label_lower,
        object_id=str(obj.pk),
        object_text=str(obj)[:300],
        data={key: value if isinstance(value, bool | int) else str(value) for key, value in data.items()},
        previous_hash=last.hash if last else GENESIS,
    )
    handelse.hash = seal(handelse)
    handelse.save(force_insert=True)
    return handelse
