"""Questions about meetings."""

from datetime import date, datetime, time

from django.db.models import F, Max, Q, QuerySet
from django.db.models.functions import TruncDate

from protokoll.sammantraden.models import Sammantrade
from protokoll.sammantraden.rules import Frist, Kallelseregler, latest_kallelse
from samverkan.lib.helgdag import why_no_working_day
from samverkan.lib.local_time import STOCKHOLM, local_day
from samverkan.organ.models import Organ, Person
from samverkan.organ.rules import ASSEMBLIES, NAMNDER

PLANNED = (Sammantrade.Status.PLANERAT, Sammantrade.Status.KALLAT)
GOING_ON = (*PLANNED, Sammantrade.Status.PAGAR)


def year_span(year: int) -> tuple[datetime, datetime]:
    """The first moment of a Swedish year, and of the next."""
    return (
        datetime.combine(date(year, 1, 1), time(), STOCKHOLM),
        datetime.combine(date(year + 1, 1, 1), time(), STOCKHOLM),
    )


def sammantraden_of_year(samverkan, year: int, *, organ: Organ | None = None) -> list[Sammantrade]:
    """The year's meetings in order of time, cancelled ones too. One query."""
    first, after = year_span(year)
    found = Sammantrade.objects.filter(organ__samverkan=samverkan, starts_at__gte=first, starts_at__lt=after)
    if organ is not None:
        found = found.filter(organ=organ)
    return list(found.select_related("organ"))


def sammantrade_in(samverkan, pk: int) -> Sammantrade | None:
    """The meeting, when its body belongs to the samverkan."""
    found = Sammantrade.objects.select_related("organ__samverkan")
    return found.filter(organ__samverkan=samverkan, pk=pk).first()


def next_sammantrade(organ: Organ, now: datetime) -> Sammantrade | None:
    """The body's next meeting that is not cancelled."""
    ahead = Sammantrade.objects.filter(organ=organ, starts_at__gte=now, status__in=PLANNED)
    return ahead.order_by("starts_at").first()


def called_to_old_time(sammantrade: Sammantrade) -> bool:
    """Whether time or place has changed since the last kallelse went out."""
    if sammantrade.status != Sammantrade.Status.KALLAT or not sammantrade.revision:
        return False
    sent = sammantrade.kallelser.aggregate(last=Max("sent_at"))["last"]
    return sent is not None and sent < sammantrade.changed_at


def kallelse_frist(sammantrade: Sammantrade) -> Frist:
    """The last day the kallelse may go out, by law and the body's reglemente."""
    organ = sammantrade.organ
    regler = Kallelseregler(organ.kind, organ.kallelse_days, budget=sammantrade.decides_budget)
    return latest_kallelse(local_day(sammantrade.starts_at), regler)


def day_note(day: date) -> str:
    """What makes a day odd for a meeting: 'Den 6 juni är nationaldagen.'; empty on a working day."""
    why = why_no_working_day(day)
    return f"{day} är {why}." if why else ""


def public_sammantraden(samverkan, since: datetime) -> QuerySet[Sammantrade]:
    """Meetings whose times anyone may know: of bodies under the law's rules on protocols, never of groups."""
    found = Sammantrade.objects.filter(organ__samverkan=samverkan, organ__outside=False, starts_at__gte=since)
    return found.filter(organ__kind__in=ASSEMBLIES | NAMNDER).select_related("organ__samverkan")


def sammantraden_for(person: Person, since: datetime) -> QuerySet[Sammantrade]:
    """The meetings of every body the person is elected or appointed to on the meeting's day."""
    found = Sammantrade.objects.annotate(day=TruncDate("starts_at", tzinfo=STOCKHOLM))
    mandate = Q(organ__mandat__valid_to__isnull=True) | Q(organ__mandat__valid_to__gte=F("day"))
    found = found.filter(
        mandate, organ__mandat__person=person, organ__mandat__valid_from__lte=F("day"), starts_at__gte=since
    )
    return found.select_related("organ__samverkan").distinct()
