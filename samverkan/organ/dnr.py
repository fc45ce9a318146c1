"""Drawing diary numbers: one unbroken series per way of writing and year, whoever draws."""

from django.db import transaction
from django.db.models import Max

from samverkan.lib import klocka
from samverkan.lib.errors import Refused
from samverkan.medlemmar.models import Samverkan
from samverkan.organ.diarium import Diarienummer, format_diarienummer
from samverkan.organ.models import Diarieserie, Organ


def draw_dnr(organ: Organ, year: int, *, klass: str = "") -> str:
    """The next diary number of the year as the body writes it, and it is used up: 'ITSAM 2023/95'.

    Two at once wait for each other until commit and get consecutive numbers; a transaction that is undone
    gives its number back. Bodies that write alike share a series, so that no two matters look alike.
    `klass` is the archive class where the pattern has one. Raises Refused for an outside body or a
    missing class.
    """
    if organ.outside:
        raise Refused(f"{organ} är utanför samverkan och diarieför inget här.", field="organ")
    with transaction.atomic():
        # The row of the samverkan, not of the series: a year's first number has no row to lock.
        Samverkan.objects.select_for_update(no_key=True).get(pk=organ.samverkan_id)
        number = Diarienummer(year, _last(organ, year) + 1, klass)
        text = format_diarienummer(organ.dnr_pattern, number)
        Diarieserie.objects.update_or_create(organ=organ, year=year, defaults={"last": number.nr})
    return text


def next_dnr(organ: Organ, year: int, *, klass: str = "0") -> str:
    """The number that would be drawn now, to be shown; nothing is used up."""
    return format_diarienummer(organ.dnr_pattern, Diarienummer(year, _last(organ, year) + 1, klass))


def _last(organ: Organ, year: int) -> int:
    """The last number of the bodies that write their numbers as this one does."""
    alike = Diarieserie.objects.filter(organ__samverkan=organ.samverkan_id, year=year)
    return alike.filter(organ__dnr_pattern=organ.dnr_pattern).aggregate(last=Max("last"))["last"] or 0


def refuse_pattern_in_use(organ: Organ) -> None:
    """Raise Refused when the series of this year, or a later one, has begun: a year is written one way."""
    year = klocka.today().year
    begun = Diarieserie.objects.filter(organ=organ, last__gt=0, year__gte=year).order_by("-year").first()
    if begun:
        raise Refused(
            f"Nummer är redan dragna {begun.year}. Byt skrivsätt vid årsskiftet, innan det första dras.",
            field="dnr_pattern",
        )
