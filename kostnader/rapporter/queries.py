"""Questions about reports: which there are, how far they have come, what comes next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from kostnader.rapporter.mallar import kinds_for
from kostnader.rapporter.models import Avsnitt, Rapport, Rapportfil
from kostnader.rapporter.rules import DELAR, MANAD, WHOLE_YEAR, title
from kostnader.utfall.queries import last_month
from kostnader.utfall.stangning import year_is_closed
from samverkan.konton.models import Anvandare, Roll
from samverkan.konton.rules import REVISOR, may_see_handlingar, may_see_kostnader, may_see_rapport
from samverkan.lib import klocka
from samverkan.lib.swedish import sort_key


@dataclass(frozen=True)
class Framsteg:
    """How far the sections have come. `next_day`: the first day that a section which is not ready is due."""

    total: int
    written: int
    done: int
    approved: int
    next_day: date | None

    @property
    def text(self) -> str:
        """'3 av 8 avsnitt klara, 1 godkänt'."""
        word = "avsnitt klart" if self.done == self.total == 1 else "avsnitt klara"
        approved = f", {self.approved} godkän{'t' if self.approved == 1 else 'da'}" if self.approved else ""
        return f"{self.done} av {self.total} {word}{approved}"

    @property
    def is_late(self) -> bool:
        return self.next_day is not None and self.next_day < klocka.today()


def framsteg(sections: Iterable[Avsnitt]) -> Framsteg:
    """Where the sections stand."""
    rows = list(sections)
    days = [one.deadline for one in rows if one.is_open and one.deadline]
    return Framsteg(
        total=len(rows),
        written=sum(bool(one.text.strip()) for one in rows),
        done=sum(not one.is_open for one in rows),
        approved=sum(one.status == Avsnitt.Status.GODKANT for one in rows),
        next_day=min(days, default=None),
    )


@dataclass(frozen=True)
class Rapportrad:
    """A report in the list. `mine` is how many sections the person still has to write or approve."""

    rapport: Rapport
    framsteg: Framsteg
    mine: int


def rapporter_of(samverkan, user: Anvandare) -> list[Rapportrad]:
    """The reports the person may see: what is due first, then ready ones, then fastställda. Two queries."""
    found = _visible(samverkan, user).select_related("beslut__organ", "samverkan")
    rows = [_row(rapport, user) for rapport in found.prefetch_related("avsnitt")]
    return sorted(rows, key=_place)


def _visible(samverkan, user: Anvandare):
    found = Rapport.objects.filter(samverkan=samverkan)
    if may_see_kostnader(user, samverkan):
        return found
    seen = Q(status=Rapport.Status.FASTSTALLD) | Q(avsnitt__writer=user) | Q(avsnitt__approver=user)
    if may_see_handlingar(user, samverkan):
        seen |= Q(status=Rapport.Status.KLAR)
    return found.filter(seen).distinct()


def _row(rapport: Rapport, user: Anvandare) -> Rapportrad:
    sections = list(rapport.avsnitt.all())
    mine = sum(is_turn_of(avsnitt, user) for avsnitt in sections) if rapport.is_open else 0
    return Rapportrad(rapport, framsteg(sections), mine)


def is_turn_of(avsnitt: Avsnitt, user: Anvandare) -> bool:
    """Whether the section of a draft waits for the person: to be written, or approved when it is ready."""
    if avsnitt.is_open:
        return avsnitt.writer_id == user.pk
    return avsnitt.status == Avsnitt.Status.KLART and avsnitt.approver_id == user.pk


def _place(row: Rapportrad) -> tuple:
    rapport = row.rapport
    states = [Rapport.Status.UTKAST, Rapport.Status.KLAR, Rapport.Status.FASTSTALLD]
    due = row.framsteg.next_day or date.max
    newest = (-rapport.year, -rapport.through, rapport.kind, -rapport.number)
    return (states.index(Rapport.Status(rapport.status)), due if rapport.is_open else date.max, *newest)


def find_rapport(samverkan, pk: int, user: Anvandare) -> Rapport | None:
    """The report, when it is the samverkan's and the person may see it."""
    found = Rapport.objects.select_related("samverkan__issuer", "copied_from", "beslut__organ")
    rapport = found.filter(samverkan=samverkan, pk=pk).first()
    return rapport if rapport is not None and is_seen_by(rapport, user) else None


def is_seen_by(rapport: Rapport, user: Anvandare) -> bool:
    """Whether the person may see the report as it stands."""
    seen = {
        "decided": rapport.status == Rapport.Status.FASTSTALLD,
        "done": rapport.status == Rapport.Status.KLAR,
    }
    samverkan = rapport.samverkan
    if may_see_rapport(user, samverkan, involved=False, **seen):
        return True
    involved = rapport.avsnitt.filter(Q(writer=user) | Q(approver=user)).exists()
    return may_see_rapport(user, samverkan, involved=involved, **seen)


@dataclass(frozen=True)
class Forslag:
    """The report that comes next: pressed once it is made, as a copy of `source` when there is one."""

    kind: str
    year: int
    through: int
    source: Rapport | None

    @property
    def title(self) -> str:
        return title(self.kind, self.year, self.through)


def next_rapport(samverkan, year: int) -> Forslag | None:
    """The month report to make: of the year's last month with an outcome, else of the last one gone by.

    Of a closed year it is the report of the whole year. None when it is there already.
    """
    if year_is_closed(samverkan, year):
        whole = kinds_for(samverkan)[-1]
        made = Rapport.objects.filter(samverkan=samverkan, kind=whole, year=year).exists()
        source = last_of(samverkan, whole, before=(year, WHOLE_YEAR))
        return None if made else Forslag(whole, year, WHOLE_YEAR, source)
    reports = Rapport.objects.filter(samverkan=samverkan, kind=MANAD)
    month = last_month(samverkan, year) or _month_gone_by(year)
    if reports.filter(year=year, through__gte=month).exists():
        return None
    return Forslag(MANAD, year, month, last_of(samverkan, MANAD, before=(year, month)))


def _month_gone_by(year: int) -> int:
    """The last month of the year that has passed; 1 when none has."""
    today = klocka.today()
    if year < today.year:
        return WHOLE_YEAR
    return max(today.month - 1, 1) if year == today.year else 1


def last_of(samverkan, kind: str, *, before: tuple[int, int] | None = None) -> Rapport | None:
    """The newest report of a kind, or of those before a (year, month); an interim report begins from one."""
    found = Rapport.objects.filter(samverkan=samverkan, kind=kind)
    if before:
        year, through = before
        found = found.filter(Q(year__lt=year) | Q(year=year, through__lt=through))
    return found.order_by("-year", "-through", "-number").first()


def default_month(kind: str, month: int) -> int:
    """The month a new report of the kind goes through: August for the interim one."""
    return {MANAD: month, DELAR: 8}.get(kind, WHOLE_YEAR)


def people_of(samverkan) -> list[Anvandare]:
    """Who can be given a section: everyone with a role today but those who are revisor only. One query."""
    roles = Roll.objects.active_on(klocka.today()).filter(samverkan=samverkan).exclude(kind=REVISOR)
    found = Anvandare.objects.filter(is_active=True, pk__in=roles.values("anvandare"))
    return sorted(found, key=lambda one: sort_key(one.name))


def member_names(rapport: Rapport) -> list[str]:
    """Short names of those who have been members in the report's period, in Swedish order."""
    first, last = date(rapport.year, 1, 1), date(rapport.year, rapport.through, 28)
    active = rapport.samverkan.medlemmar.active_during(first, last).select_related("organisation")
    return sorted({medlem.organisation.short_name for medlem in active}, key=sort_key)


def newest_files(rapport: Rapport) -> dict[str, Rapportfil]:
    """The newest file of each format, with its document."""
    found = rapport.filer.select_related("dokument").order_by("made_at", "pk")
    return {fil.format: fil for fil in found}
