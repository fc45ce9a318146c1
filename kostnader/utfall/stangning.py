"""Whether a year is closed. Every act that changes an outcome asks here first, inside its transaction.

The settlement (`kostnader.bokslut`) closes the year when it is proposed, and opens it when it is withdrawn,
turned down or opened again.
"""

from collections.abc import Iterable

from django.utils import timezone

from kostnader.utfall.models import Stangtar
from samverkan.handelser.acts import log
from samverkan.lib.errors import Refused
from samverkan.medlemmar.models import Samverkan


def year_is_closed(samverkan: Samverkan, year: int) -> bool:
    """Whether the year's outcome stays as it is. One query."""
    return Stangtar.objects.filter(samverkan=samverkan, year=year, opened_at=None).exists()


def refuse_closed(samverkan: Samverkan, years: Iterable[int], *, field: str | None = None) -> None:
    """Refuse to change the outcome of a closed year; call it in the transaction that changes it.

    The samverkan's row is held until then, so that nothing slips in while the year is being closed.
    """
    _hold(samverkan)
    closed = Stangtar.objects.filter(samverkan=samverkan, year__in=set(years), opened_at=None)
    found = closed.order_by("year").values_list("year", flat=True).first()
    if found is not None:
        raise Refused(
            f"{found} är stängt, eftersom bokslutet är föreslaget eller beslutat. Öppna året igen under "
            "Bokslut om utfallet måste ändras.",
            field=field,
        )


def close_year(samverkan: Samverkan, year: int, *, actor) -> None:
    """Close the year; in the caller's transaction. One that is closed stays so."""
    _hold(samverkan)
    if not year_is_closed(samverkan, year):
        stangt = Stangtar.objects.create(samverkan=samverkan, year=year, closed_by=actor)
        log("ar.closed", stangt, actor=actor, samverkan=samverkan)


def open_year(samverkan: Samverkan, year: int, *, reason: str, actor) -> None:
    """Open a closed year again; in the caller's transaction. `reason` is kept with it."""
    _hold(samverkan)
    stangt = Stangtar.objects.filter(samverkan=samverkan, year=year, opened_at=None).first()
    if stangt is not None:
        stangt.opened_at, stangt.opened_by, stangt.reason = timezone.now(), actor, reason
        stangt.save(update_fields=["opened_at", "opened_by", "reason"])
        log("ar.opened", stangt, actor=actor, samverkan=samverkan, skal=reason)


def _hold(samverkan: Samverkan) -> None:
    Samverkan.objects.select_for_update(no_key=True).only("pk").get(pk=samverkan.pk)
