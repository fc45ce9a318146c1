"""What waits for a person in the reports: sections to write or approve, the next step of a whole report."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kostnader.rapporter.models import Avsnitt, Rapport
from kostnader.rapporter.queries import is_turn_of
from samverkan.konton.models import Anvandare
from samverkan.konton.rules import may_edit_rapporter
from samverkan.lib import klocka

Status = Rapport.Status


@dataclass(frozen=True)
class Vantar:
    """A report that waits for someone. `avsnitt` is where to go, None for the report itself."""

    rapport: Rapport
    avsnitt: Avsnitt | None
    text: str
    act: str
    late: bool = False


def waiting_reports(user: Anvandare, samverkan) -> list[Vantar]:
    """Reports with something for the person to do, the first due before the others. Two queries.

    Who runs the reports is also told of one whose sections are all ready, or that waits for a decision.
    """
    found = Rapport.objects.filter(samverkan=samverkan).exclude(status=Status.FASTSTALLD)
    reports = found.prefetch_related("avsnitt")
    runs = may_edit_rapporter(user, samverkan)
    rows = [row for rapport in reports for row in _of(rapport, user, runs)]
    return sorted(rows, key=_due)


def _of(rapport: Rapport, user: Anvandare, runs: bool) -> Iterator[Vantar]:
    sections = list(rapport.avsnitt.all())
    if rapport.is_open and (own := [one for one in sections if is_turn_of(one, user)]):
        first = min(own, key=lambda one: (one.deadline or date.max, one.order))
        late = first.deadline is not None and first.deadline < klocka.today()
        yield Vantar(rapport, first, _own(own, first), "Skriv" if first.is_open else "Godkänn", late)
    elif runs and rapport.is_open and sections and all(one.is_done for one in sections):
        yield Vantar(rapport, None, "Alla avsnitt är klara. Markera rapporten som klar.", "Till rapporten")
    elif runs and rapport.status == Status.KLAR:
        yield Vantar(rapport, None, "Klar. Ta upp den som ett ärende, eller fastställ den.", "Till rapporten")


def _own(own: list[Avsnitt], first: Avsnitt) -> str:
    """'Du ska skriva Drift och Mål. Klart senast 2024-03-05.'"""
    write = [one.heading for one in own if one.is_open]
    approve = [one.heading for one in own if not one.is_open]
    told = []
    if write:
        told.append(f"Du ska skriva {_named(write)}.")
    if approve:
        told.append(f"Du ska godkänna {_named(approve)}.")
    if day := first.deadline:
        told.append(f"Skulle vara klart {day}." if day < klocka.today() else f"Klart senast {day}.")
    return " ".join(told)


def _named(names: list[str]) -> str:
    """'Drift', 'Drift och Mål', 'Drift, Mål och 3 avsnitt till'."""
    if len(names) > 3:
        return f"{', '.join(names[:2])} och {len(names) - 2} avsnitt till"
    return " och ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _due(row: Vantar) -> tuple[date, int, int]:
    day = row.avsnitt.deadline if row.avsnitt else None
    return day or date.max, row.rapport.year, row.rapport.through
