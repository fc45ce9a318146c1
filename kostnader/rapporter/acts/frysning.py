"""Making the tables of a section stand still, and letting go of those that nothing holds any more."""

from kostnader.rapporter.models import Avsnitt, Frystabell, Rapport
from kostnader.rapporter.tabeller import Tabeller, needed_by, needed_by_all, seal, sections_of
from samverkan.lib.klocka import now


def freeze(avsnitt: Avsnitt, tabeller: Tabeller) -> None:
    """Freeze what the section shows and its text speaks of, as far as the report does not hold it already.

    The report's row is locked by the caller, so that two sections freeze one table once.
    """
    moment = now()
    for nyckel in sorted(needed_by(avsnitt), key=lambda one: (one.key, one.before)):
        tabell = tabeller.of(nyckel)
        if tabell is None or tabeller.frozen(nyckel) is not None:
            continue
        key, year, through = tabeller.place(nyckel)
        data, digest = seal(tabell)
        Frystabell.objects.create(
            rapport=avsnitt.rapport,
            key=key,
            year=year,
            through=through,
            data=data,
            sha256=digest,
            frozen_at=moment,
        )


def let_go(rapport: Rapport) -> None:
    """Take away the frozen tables that no section that is ready shows or speaks of."""
    ready = [avsnitt for avsnitt in sections_of(rapport) if not avsnitt.is_open]
    tabeller = Tabeller(rapport)
    held = {tabeller.place(nyckel) for nyckel in needed_by_all(ready)}
    for row in rapport.frysta.all():
        if (row.key, row.year, row.through) not in held:
            row.delete()
