"""The bodies and who sits in them, as a table that a report can carry."""

from collections.abc import Iterable

from samverkan.organ.models import Mandat, Organ
from samverkan.organ.queries import day_of, mandat_on, own_organ
from samverkan.organ.rules import keeps_protokoll
from samverkan.tabeller.kallor import Period, Tabellkalla
from samverkan.tabeller.tabell import RUBRIK, TEXT, Kolumn, Rad, Tabell


def organtabell(samverkan, period: Period) -> Tabell | None:
    """Those who sit in the bodies that decide, as of the year's last day (today while it runs).

    None when nobody is known. Two queries and one per body.
    """
    day = day_of(period.year)
    rows: list[Rad] = []
    for organ in own_organ(samverkan):
        if keeps_protokoll(organ.kind):
            rows += _rows(organ, mandat_on(organ, day))
    if not rows:
        return None
    columns = (
        Kolumn("uppdrag", "Uppdrag", TEXT),
        Kolumn("medlem", "Medlem", TEXT),
        Kolumn("parti", "Parti", TEXT),
    )
    return Tabell("Politisk organisation", "Namn", columns, tuple(rows), source=f"Organen per {day}.")


def _rows(organ: Organ, mandat: Iterable[Mandat]) -> list[Rad]:
    people = [one for one in mandat if one.role in (Mandat.Role.LEDAMOT, Mandat.Role.ERSATTARE)]
    if not people:
        return []
    return [Rad(f"organ{organ.pk}", organ.name, level=RUBRIK), *(_row(one) for one in people)]


def _row(mandat: Mandat) -> Rad:
    role = mandat.get_presidium_display() if mandat.presidium else mandat.get_role_display()
    member = mandat.organisation.short_name if mandat.organisation else ""
    return Rad(f"mandat{mandat.pk}", mandat.person.name, (role, member, mandat.party))


KALLOR = (Tabellkalla("organ", "Politisk organisation", "Samverkan", organtabell),)
