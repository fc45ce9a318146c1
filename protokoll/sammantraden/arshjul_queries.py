"""Questions about a body's year wheel, and what it brings to each meeting."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from protokoll.sammantraden.arshjul import Aterkommande, is_placed, place_matters
from protokoll.sammantraden.models import Arshjulspost, Dagordningspunkt, Sammantrade
from protokoll.sammantraden.queries import sammantraden_of_year
from samverkan.lib.local_time import local_day
from samverkan.lib.swedish import MONTHS
from samverkan.organ.models import Organ


def posts_of(organ: Organ) -> list[Arshjulspost]:
    """The body's year wheel, in the order of the year."""
    return list(Arshjulspost.objects.filter(organ=organ))


def post_in(samverkan, pk: int) -> Arshjulspost | None:
    """The matter of the wheel, when its body belongs to the samverkan."""
    found = Arshjulspost.objects.select_related("organ__samverkan")
    return found.filter(organ__samverkan=samverkan, pk=pk).first()


@dataclass
class Manad:
    """A month of the wheel: its matters and its meetings."""

    number: int
    posts: list[Arshjulspost] = field(default_factory=list)
    sammantraden: list[Sammantrade] = field(default_factory=list)

    @property
    def name(self) -> str:
        return MONTHS[self.number - 1]


def wheel_of(organ: Organ, year: int) -> list[Manad]:
    """The twelve months with their matters, and the year's meetings that are not cancelled. Two queries."""
    months = [Manad(number) for number in range(1, 13)]
    for post in posts_of(organ):
        months[post.month - 1].posts.append(post)
    for one in held_meetings(organ, year):
        months[local_day(one.starts_at).month - 1].sammantraden.append(one)
    return months


def held_meetings(organ: Organ, year: int) -> list[Sammantrade]:
    """The body's meetings of a year, cancelled ones left out."""
    found = sammantraden_of_year(organ.samverkan, year, organ=organ)
    return [one for one in found if one.status != Sammantrade.Status.INSTALLT]


def recurring(posts: Iterable[Arshjulspost]) -> list[Aterkommande]:
    """The wheel as the rules read it: each heading with its months."""
    months: dict[str, list[int]] = {}
    for post in posts:
        months.setdefault(post.heading, []).append(post.month)
    return [Aterkommande(heading, tuple(numbers)) for heading, numbers in months.items()]


@dataclass(frozen=True)
class Arshjulsarende:
    """A matter that the wheel brings to a meeting. `placed`: its heading is on the meeting's agenda."""

    heading: str
    kind: str
    placed: bool


def matters_for(sammantrade: Sammantrade) -> list[Arshjulsarende]:
    """What the year wheel brings to a meeting: of its month, and of months before without a meeting.

    Computed from the year's meetings, so one that is moved gets what belongs there. Three queries.
    """
    organ, day = sammantrade.organ, local_day(sammantrade.starts_at)
    posts = posts_of(organ)
    days = [local_day(one.starts_at) for one in held_meetings(organ, day.year)]
    return _told(posts, place_matters(recurring(posts), days).get(day, ()), sammantrade)


def _told(
    posts: Collection[Arshjulspost], headings: Collection[str], sammantrade: Sammantrade
) -> list[Arshjulsarende]:
    on_agenda = Dagordningspunkt.objects.filter(sammantrade=sammantrade).values_list("heading", flat=True)
    known = list(on_agenda)
    kinds = {post.heading: post.kind for post in posts}
    return [Arshjulsarende(text, kinds[text], is_placed(text, known)) for text in headings]


def matters_by_day(organ: Organ, days: Sequence[date]) -> dict[date, tuple[str, ...]]:
    """Which headings of the wheel come to which of the days, were there a meeting on each."""
    return place_matters(recurring(posts_of(organ)), days)
