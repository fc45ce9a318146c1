"""The calendars: a person's own by its secret address, and the one open to all."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from protokoll.sammantraden.ical import Kalenderpost, write_calendar
from protokoll.sammantraden.models import Sammantrade
from protokoll.sammantraden.queries import public_sammantraden, sammantraden_for
from samverkan.konton.access import find_samverkan, public
from samverkan.lib import klocka
from samverkan.lib.local_time import local_day
from samverkan.organ.models import Person

KEPT = timedelta(days=400)  # a year back is enough to look up what was


@public
def person(request: HttpRequest, key: str) -> HttpResponse:
    """The meetings of one person's bodies, with a link to each. An unknown or renewed key does not exist."""
    found = Person.objects.select_related("samverkan").filter(calendar_key=key).first()
    if found is None:
        raise Http404
    meetings = sammantraden_for(found, _since())
    return _calendar(found.samverkan.name, (_own_post(request, one) for one in meetings), "private")


@public
def offentlig(request: HttpRequest, slug: str) -> HttpResponse:
    """When and where the samverkan's deciding bodies meet; never their papers."""
    samverkan = find_samverkan(slug)
    if samverkan is None:
        raise Http404
    meetings = public_sammantraden(samverkan, _since())
    return _calendar(samverkan.name, (_post(one) for one in meetings), "public")


def _since() -> datetime:
    return klocka.now() - KEPT


def _post(sammantrade: Sammantrade) -> Kalenderpost:
    organ = sammantrade.organ
    listening = "Sammanträdet är offentligt." if sammantrade.public else "Sammanträdet är stängt."
    return Kalenderpost(
        uid=f"sammantrade-{sammantrade.pk}@{organ.samverkan.slug}.samverkan",
        summary=organ.name,
        starts_at=sammantrade.starts_at,
        ends_at=sammantrade.ends_at,
        changed_at=sammantrade.changed_at,
        place=sammantrade.place,
        description=listening,
        sequence=sammantrade.revision,
        cancelled=sammantrade.status == Sammantrade.Status.INSTALLT,
        tentative=sammantrade.status == Sammantrade.Status.PLANERAT,
    )


def _own_post(request: HttpRequest, sammantrade: Sammantrade) -> Kalenderpost:
    """The same with a link to the meeting's page, where one signs in, and the reason of what is cancelled."""
    words = {"slug": sammantrade.organ.samverkan.slug, "year": local_day(sammantrade.starts_at).year}
    path = reverse("sammantraden:sammantrade", kwargs={**words, "pk": sammantrade.pk})
    post = _post(sammantrade)
    text = f"Inställt: {sammantrade.cancelled_reason}" if post.cancelled else post.description
    return replace(post, url=request.build_absolute_uri(path), description=text)


def _calendar(name: str, poster: Iterable[Kalenderpost], cache: str) -> HttpResponse:
    headers = {
        "Cache-Control": f"{cache}, max-age=900",
        "Content-Disposition": 'inline; filename="sammantraden.ics"',
        "X-Robots-Tag": "noindex",
    }
    content = write_calendar(f"Sammanträden, {name}", poster)
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
