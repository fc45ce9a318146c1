"""Questions about decisions."""

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
