"""Questions about services and who takes part."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Max

from kostnader.tjanster.models import Anslutning, Rytm, Tjanst
from kostnader.tjanster.rules import months_of, months_text
from samverkan.lib.swedish import sort_key
from samverkan.medlemmar.models import Medlem, Organisation, Samverkan


@dataclass
class Deltagare:
    """A member's part in one service a year."""

    organisation: Organisation
    rows: list[Anslutning] = field(default_factory=list)
    months: frozenset[int] = frozenset()

    @property
    def text(self) -> str:
        return months_text(self.months)

    @property
    def is_whole_year(self) -> bool:
        return len(self.months) == 12


@dataclass
class TjanstRow:
    """A service of a year, with the parts of all members in the same order."""

    tjanst: Tjanst
    deltagare: list[Deltagare]
    year: int

    @property
    def rytm(self) -> Rytm:
        """How the year is charged."""
        return self.tjanst.rytm(self.year)

    @property
    def count(self) -> int:
        """How many take part some month."""
        return sum(bool(one.months) for one in self.deltagare)


def tjanster_of_year(samverkan: Samverkan, year: int) -> list[TjanstRow]:
    """The services of the year in order, with who takes part which months. Four queries."""
    active = Tjanst.objects.active_during(*_year(year)).filter(samverkan=samverkan)
    tjanster = list(active.select_related("nyckel").prefetch_related("rytmbyten"))
    members = _members(samverkan, year)
    connected = _connections(tjanster, year)
    return [
        TjanstRow(tjanst, _deltagare(tjanst, members, connected[tjanst.pk], year), year)
        for tjanst in tjanster
    ]


def tjanst_row(tjanst: Tjanst, year: int) -> TjanstRow:
    """One service with who takes part. Two queries."""
    members = _members(tjanst.samverkan, year)
    found = _connections([tjanst], year)[tjanst.pk]
    return TjanstRow(tjanst, _deltagare(tjanst, members, found, year), year)


def invoiced_through(tjanst: Tjanst) -> date | None:
    """The last day the service is invoiced for; what was credited is as if never invoiced."""
    counted = tjanst.fakturarader.filter(faktura__kind="faktura", faktura__kredit__isnull=True)
    return counted.aggregate(day=Max("period_to"))["day"]


def _year(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _members(samverkan: Samverkan, year: int) -> list[tuple[Organisation, list[Medlem]]]:
    found: dict[int, list[Medlem]] = defaultdict(list)
    rows = Medlem.objects.active_during(*_year(year)).filter(samverkan=samverkan)
    for medlem in rows.select_related("organisation"):
        found[medlem.organisation_id].append(medlem)
    members = [(rows[0].organisation, rows) for rows in found.values()]
    return sorted(members, key=lambda pair: sort_key(pair[0].short_name))


def _connections(tjanster: Iterable[Tjanst], year: int) -> dict[int, dict[int, list[Anslutning]]]:
    """Per service and organisation: the periods that have not ended before the year, the first first."""
    found: dict[int, dict[int, list[Anslutning]]] = defaultdict(lambda: defaultdict(list))
    rows = Anslutning.objects.active_during(date(year, 1, 1), date.max).filter(tjanst__in=list(tjanster))
    for row in rows.order_by("valid_from"):
        found[row.tjanst_id][row.organisation_id].append(row)
    return found


def _deltagare(
    tjanst: Tjanst,
    members: list[tuple[Organisation, list[Medlem]]],
    connected: dict[int, list[Anslutning]],
    year: int,
) -> list[Deltagare]:
    open_months = months_of([tjanst], year)
    return [
        Deltagare(
            organisation,
            connected.get(organisation.pk, []),
            months_of(connected.get(organisation.pk, []), year) & months_of(rows, year) & open_months,
        )
        for organisation, rows in members
    ]


def tjanst_in(samverkan: Samverkan, pk: int) -> Tjanst | None:
    """The samverkan's service, or None."""
    return (
        Tjanst.objects.select_related("nyckel", "utfallsnyckel", "samverkan")
        .filter(samverkan=samverkan, pk=pk)
        .first()
    )
