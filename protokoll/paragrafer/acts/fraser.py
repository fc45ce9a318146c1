"""The reusable phrases of a samverkan."""

from django.db import transaction
from django.db.models import Max

from protokoll.paragrafer.fraser import STANDARD
from protokoll.sammantraden.models import Fras
from samverkan.handelser.acts import log
from samverkan.lib.cleaning import clean_or_refuse
from samverkan.lib.errors import Refused


@transaction.atomic
def lagg_upp_fraser(samverkan, *, actor) -> int:
    """Give a samverkan the usual phrases; those it has stay as they are. How many came."""
    had = set(samverkan.fraser.values_list("place", "label"))
    new = [
        Fras(samverkan=samverkan, place=place, label=label, text=text, order=order)
        for order, (place, label, text) in enumerate(STANDARD)
        if (place, label) not in had
    ]
    Fras.objects.bulk_create(new)
    if new:
        log("fras.standard", samverkan, actor=actor, samverkan=samverkan, antal=len(new))
    return len(new)


@transaction.atomic
def spara_fras(fras: Fras, *, actor) -> Fras:
    """Add or change a phrase. Raises Refused for what the model does not allow, or a label used already."""
    others = fras.samverkan.fraser.exclude(pk=fras.pk)
    if others.filter(place=fras.place, label=fras.label).exists():
        raise Refused("Det finns redan en fras med den knappen.", field="label")
    is_new = fras.pk is None
    if is_new:
        fras.order = (others.aggregate(last=Max("order"))["last"] or 0) + 1
    clean_or_refuse(fras)
    fras.save()
    log(
        "fras.added" if is_new else "fras.changed",
        fras,
        actor=actor,
        samverkan=fras.samverkan,
        text=fras.text[:80],
    )
    return fras


@transaction.atomic
def ta_bort_fras(fras: Fras, *, actor) -> None:
    """Remove a phrase; what has been written with it stands."""
    log("fras.removed", fras, actor=actor, samverkan=fras.samverkan, text=fras.text[:80])
    fras.delete()
