"""Which measures the year's keys ask for, of whom."""

from collections import defaultdict
from datetime import date

from kostnader.fordelning.underlag import MONTHS, read_underlag
from samverkan.matt.wanted import Wanted


def wanted_measures(samverkan, year: int) -> list[Wanted]:
    """Per key, kind and day: the members whose share is computed from it some month of the year."""
    underlag = read_underlag(samverkan, year, None)
    asked: dict[tuple[int, date, str], set[int]] = defaultdict(set)
    for tjanst in underlag.tjanster:
        for month in MONTHS:
            members = underlag.participants.get(tjanst.pk, {}).get(month, frozenset())
            version = underlag.version_for(tjanst, month) if members else None
            for kind, day in version.measures(year) if version else ():
                if day:
                    asked[kind, day, version.kort or version.namn] |= members
    return [Wanted(kind, day, name, frozenset(who)) for (kind, day, name), who in asked.items()]
