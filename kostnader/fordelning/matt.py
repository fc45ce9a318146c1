"""Which measures the year's keys ask for, of whom."""

from collections import defaultdict
from datetime import date

from kostnader.fordelning.underlag import MONTHS, measure_of, read_underlag
from samverkan.matt.wanted import Wanted


def wanted_measures(samverkan, year: int) -> list[Wanted]:
    """Per key, kind and day: the members whose share is computed from it some month of the year."""
    underlag = read_underlag(samverkan, year, None)
    asked: dict[tuple[int, date, str], set[int]] = defaultdict(set)
    for tjanst in underlag.tjanster:
        for month in MONTHS:
            members = underlag.participants.get(tjanst.pk, {}).get(month, frozenset())
            version = underlag.version_for(tjanst, month) if members else None
            for row in version.komponenter.all() if version else ():
                kind, day = measure_of(row, year) if row.mattslag_id else (None, None)
                if kind and day:
                    asked[kind, day, version.nyckel.short_name or version.nyckel.name] |= members
    return [Wanted(kind, day, name, frozenset(who)) for (kind, day, name), who in asked.items()]
