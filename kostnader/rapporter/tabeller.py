"""The tables of a report: those that stand still, and those that are fetched as they are now.

One rule everywhere – page, paper, text: what is frozen for the report is shown, else what the source says
now. A table typed in the report is its own source.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kostnader.rapporter.falt import keys_in
from kostnader.rapporter.models import Avsnitt, Frystabell, Rapport, Rapportblock
from kostnader.rapporter.rules import period_before
from samverkan.lib.hashing import canonical_json, sha256_hex
from samverkan.tabeller import kallor
from samverkan.tabeller.kallor import Period
from samverkan.tabeller.tabell import Tabell

Place = tuple[str, int, int]  # a table and its period: key, year, through


@dataclass(frozen=True)
class Nyckel:
    """A table that a report needs, of the report's own period or the one before."""

    key: str
    before: bool = False


def before_of(rapport: Rapport) -> Period:
    """The period that the report is compared with: that of the report it was copied from, when that is
    earlier and of the same kind, else the month or year before."""
    last = rapport.copied_from
    own = (rapport.year, rapport.through)
    if last is not None and last.kind == rapport.kind and (last.year, last.through) < own:
        return last.period
    return Period(*period_before(rapport.kind, *own))


class Tabeller(Mapping[str, Tabell | None]):
    """Every table of a report by its key, each looked up once. A key without table gives None."""

    def __init__(self, rapport: Rapport) -> None:
        self.rapport = rapport
        self._found: dict[Nyckel, Tabell | None] = {}

    def __getitem__(self, key: str) -> Tabell | None:
        return self.of(Nyckel(key))

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys_shown)

    def __len__(self) -> int:
        return len(self.keys_shown)

    def get(self, key: str, default: Tabell | None = None) -> Tabell | None:
        """The table of the report's own period; None for one that does not exist."""
        return self[key]

    def of(self, nyckel: Nyckel) -> Tabell | None:
        """The table of either period, frozen or live."""
        if nyckel not in self._found:
            frozen = self.frozen(nyckel)
            self._found[nyckel] = frozen.tabell if frozen else self.live(nyckel)
        return self._found[nyckel]

    def frozen(self, nyckel: Nyckel) -> Frystabell | None:
        """The table as it stands still, when it does."""
        return self._frozen.get(self.place(nyckel))

    def live(self, nyckel: Nyckel) -> Tabell | None:
        """The table as its source tells it now; last period's as that period's report shows it."""
        if nyckel.key in self.typed:
            return None if nyckel.before else self.typed[nyckel.key]
        if nyckel.before and (last := self._last_report) is not None:
            kept = last.frysta.filter(key=nyckel.key, year=last.year, through=last.through).first()
            if kept is not None:
                return kept.tabell
        return fetch(self.rapport.samverkan, nyckel.key, self.period(nyckel))

    def period(self, nyckel: Nyckel) -> Period:
        return self._before if nyckel.before else self.rapport.period

    def place(self, nyckel: Nyckel) -> Place:
        period = self.period(nyckel)
        return nyckel.key, period.year, period.through

    @cached_property
    def keys_shown(self) -> list[str]:
        """The keys of the tables that the report shows or its texts speak of, in order."""
        keys: dict[str, None] = {}
        for avsnitt in sections_of(self.rapport):
            for nyckel in needed_by(avsnitt):
                keys[nyckel.key] = None
        return list(keys)

    @cached_property
    def _frozen(self) -> dict[Place, Frystabell]:
        return {(row.key, row.year, row.through): row for row in self.rapport.frysta.all()}

    @cached_property
    def typed(self) -> dict[str, Tabell]:
        """The tables written in the report, by their names there. One query."""
        blocks = Rapportblock.objects.filter(avsnitt__rapport=self.rapport, typed__isnull=False)
        return {block.key: Tabell.from_json(block.typed) for block in blocks}

    @cached_property
    def _before(self) -> Period:
        return before_of(self.rapport)

    @cached_property
    def _last_report(self) -> Rapport | None:
        """The newest report on the period before."""
        same = Rapport.objects.filter(samverkan=self.rapport.samverkan_id, kind=self.rapport.kind)
        found = same.filter(year=self._before.year, through=self._before.through).order_by("-number")
        return found.exclude(pk=self.rapport.pk).first()


def sections_of(rapport: Rapport) -> list[Avsnitt]:
    """The sections in order, each with its blocks and who writes and approves. Two queries."""
    return list(rapport.avsnitt.select_related("writer", "approver").prefetch_related("block"))


def needed_by(avsnitt: Avsnitt) -> set[Nyckel]:
    """The tables that a section shows or speaks of."""
    needed = {Nyckel(key) for key in keys_in(avsnitt.text)}
    for block in avsnitt.block.all():
        needed.add(Nyckel(block.key))
        if block.compare:
            needed.add(Nyckel(block.key, before=True))
    return needed


def needed_by_all(sections: Iterable[Avsnitt]) -> set[Nyckel]:
    return {nyckel for avsnitt in sections for nyckel in needed_by(avsnitt)}


def fetch(samverkan, key: str, period: Period) -> Tabell | None:
    """What the source with the key tells; None when there is no such source, or nothing to tell."""
    try:
        kalla = kallor.get(key)
    except KeyError:
        return None
    return kalla.fetch(samverkan, period)


def is_known(key: str) -> bool:
    """Whether any feature makes tables of this kind."""
    return key in {kalla.key for kalla in kallor.all_kallor()}


def seal(tabell: Tabell) -> tuple[dict, str]:
    """The table as it is stored, and its SHA-256."""
    data = tabell.as_json()
    return data, sha256_hex(canonical_json(data))
