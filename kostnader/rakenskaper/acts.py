"""Typing figures of the financial statements."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from kostnader.rakenskaper.models import Rakenskapspost
from kostnader.rakenskaper.rader import BALANS, BALANSKRAV, KASSAFLODE, RESULTAT
from samverkan.handelser.acts import log
from samverkan.lib.errors import Refused
from samverkan.lib.swedish import format_amount
from samverkan.medlemmar.models import Samverkan
from samverkan.tabeller.kallor import Period

LABELS = {rad.key: rad.label for rad in (*RESULTAT, *BALANS, *KASSAFLODE, *BALANSKRAV) if not rad.parts}


def set_poster(
    samverkan: Samverkan, period: Period, kind: str, amounts: Mapping[str, Decimal | None], *, actor
) -> int:
    """Type rows of a statement, in kronor; None takes the typed amount away and lets the ledger speak again.

    Rows that are not given stay. Out: how many rows changed. Raises Refused for a row that is a sum.
    """
    if strange := sorted(amounts.keys() - LABELS.keys()):
        raise Refused(f"Raden {strange[0]} räknas fram och skrivs inte in.")
    place = {"year": period.year, "through": period.through, "kind": kind}
    with transaction.atomic():
        Samverkan.objects.select_for_update().get(pk=samverkan.pk)
        known = {post.rad: post for post in samverkan.rakenskapsposter.filter(**place)}
        changed = [rad for rad, new in amounts.items() if new != getattr(known.get(rad), "amount", None)]
        for rad in changed:
            _set(known.get(rad) or Rakenskapspost(samverkan=samverkan, rad=rad, **place), amounts[rad], actor)
    return len(changed)


def _set(post: Rakenskapspost, amount: Decimal | None, actor) -> None:
    facts = {"rad": LABELS[post.rad], "kolumn": post.get_kind_display().lower(), "ar": post.year}
    before = format_amount(post.amount) if post.pk else "inget"
    if amount is None:
        log("rakenskaper.cleared", post, actor=actor, samverkan=post.samverkan, fran=before, **facts)
        post.delete()
        return
    post.amount, post.changed_by = amount, actor
    post.full_clean(exclude=["changed_by"])
    post.save()
    facts |= {"fran": before, "till": format_amount(amount)}
    log("rakenskaper.typed", post, actor=actor, samverkan=post.samverkan, **facts)
