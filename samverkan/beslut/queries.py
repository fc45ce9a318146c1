"""Questions about decisions."""

import re

from samverkan.beslut.beslutsobjekt import resting_on
from samverkan.beslut.models import Beslut


def beslut_fact(beslut: Beslut | None) -> dict[str, object] | None:
    """A decision as plain facts, for the § chip and for frozen explanations."""
    if beslut is None:
        return None
    return {
        "id": beslut.pk,
        "paragraf": beslut.paragraf,
        "datum": beslut.date.isoformat(),
        "rubrik": beslut.heading,
        "organ": beslut.organ.name,
        "status": beslut.status,
        "laga_kraft": beslut.laga_kraft_on.isoformat() if beslut.laga_kraft_on else None,
    }


def usable_beslut(samverkan):
    """Decisions of the samverkan that something can rest on: bifall, not upphävt."""
    found = samverkan.beslut.filter(outcome=Beslut.Outcome.BIFALL).exclude(status=Beslut.Status.UPPHAVT)
    return found.select_related("organ")


def decisions(samverkan, *, taken_in: int | None = None) -> list[Beslut]:
    """The samverkan's decisions (of one year), newest first, each with what rests on it as `.bar`."""
    found = samverkan.beslut.select_related("organ")
    if taken_in:
        found = found.filter(date__year=taken_in)
    rows = sorted(found, key=_place, reverse=True)
    resting = resting_on([beslut.pk for beslut in rows])
    for beslut in rows:
        beslut.bar = resting.get(beslut.pk, [])
    return rows


def _place(beslut: Beslut) -> tuple:
    """§ 8 before § 12: paragraphs sort by their number."""
    number = re.match(r"\d+", beslut.paragraf)
    return beslut.date, int(number[0]) if number else 0, beslut.paragraf
