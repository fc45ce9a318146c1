"""Whoever changes a report holds its row: what two do at once, one does after the other."""

from kostnader.rapporter.models import Avsnitt, Rapport
from samverkan.lib.errors import Refused


def lock_rapport(rapport_id: int) -> Rapport:
    """The report, locked; inside a transaction."""
    found = Rapport.objects.select_for_update(of=["self"])
    return found.select_related("samverkan", "copied_from", "beslut").get(pk=rapport_id)


def lock_open(rapport_id: int) -> Rapport:
    """The report, locked and still a draft. Raises Refused otherwise."""
    locked = lock_rapport(rapport_id)
    if not locked.is_open:
        status = locked.get_status_display().lower()
        told = (
            "Gör en ny version."
            if locked.status == Rapport.Status.FASTSTALLD
            else "Öppna den för ändring först."
        )
        raise Refused(f"Rapporten är {status} och kan inte ändras. {told}")
    return locked


def lock_avsnitt(avsnitt_id: int, *, of: Rapport | None = None) -> Avsnitt:
    """The section, locked; its report comes along. With `of` only when it is that report's."""
    found = Avsnitt.objects.select_for_update(of=["self"]).select_related(
        "rapport__samverkan", "writer", "approver"
    )
    return (found.filter(rapport=of) if of else found).get(pk=avsnitt_id)


def lock_draft(avsnitt: Avsnitt) -> Avsnitt:
    """The section, locked with its report, both open for changes. Raises Refused otherwise."""
    rapport = lock_open(avsnitt.rapport_id)
    locked = lock_avsnitt(avsnitt.pk, of=rapport)
    if not locked.is_open:
        status = locked.get_status_display().lower()
        raise Refused(f"Avsnittet är {status} och siffrorna är frysta. Öppna det igen för att ändra.")
    return locked
