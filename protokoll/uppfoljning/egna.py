"""What a person who takes part meets on the start page: what to sign, the next meeting, own tasks."""

from collections.abc import Iterator

from django.db.models import Q

from protokoll.justering.models import Justering, Protokoll
from protokoll.justering.queries import mine
from protokoll.sammantraden.models import Sammantrade, Utskick
from protokoll.uppfoljning.models import Uppdrag
from protokoll.uppfoljning.vantar import OBS, STOPP, Rad, day_text
from samverkan.lib import klocka
from samverkan.lib.local_time import local_day
from samverkan.organ.models import Mandat

COMING = ("planerat", "kallat", "pagar")
ANSWERS = {"kommer": "Du har svarat att du kommer.", "forhinder": "Du har anmält förhinder."}


def own_rows(user, samverkan) -> list[Rad]:
    """The person's rows, what is to be signed first. Four queries at most."""
    return [*_to_sign(user, samverkan), *_meetings(user, samverkan), *_tasks(user, samverkan)]


def _to_sign(user, samverkan) -> Iterator[Rad]:
    waiting = mine(user, samverkan).filter(
        status=Justering.Status.VANTAR, protokoll__status=Protokoll.Status.JUSTERAS
    )
    for one in waiting:
        held = one.protokoll.sammantrade
        what = f"Att justera: {held.organ.name} {local_day(held.starts_at)}"
        left = (one.protokoll.deadline - klocka.today()).days
        text = f"Som {one.get_role_display().lower()}, senast {one.protokoll.deadline}."
        slag = STOPP if left < 0 else OBS if left <= 3 else ""
        yield Rad(what, text, "Läs och justera", "justering:las", {"pk": one.pk}, slag)


def _meetings(user, samverkan) -> Iterator[Rad]:
    """The next meeting of each body the person sits in: its papers and the person's own answer."""
    now = klocka.now()
    mandat = Mandat.objects.active_on(klocka.today()).filter(person__anvandare=user)
    sits = mandat.exclude(role=Mandat.Role.SEKRETERARE).values("organ")
    found = Sammantrade.objects.filter(organ__in=sits, organ__samverkan=samverkan, status__in=COMING)
    found = found.filter(Q(starts_at__gte=now) | Q(status="pagar"))
    nearest: dict[int, Sammantrade] = {}
    for one in found.select_related("organ").order_by("starts_at"):
        nearest.setdefault(one.organ_id, one)
    papers = _papers(user, list(nearest.values()))
    for one in nearest.values():
        when = one.starts_at.astimezone(now.tzinfo)
        what = f"{one.organ.name}, {day_text(when.date())} kl. {when:%H.%M}"
        mitt, kwargs = papers.get(one.pk), {"pk": one.pk}
        if mitt is None:
            text = "Kallelsen är inte skickad än."
            yield Rad(what, text, "Se sammanträdet", "sammantraden:sammantrade", kwargs)
        elif mitt.answer:
            yield Rad(what, ANSWERS[mitt.answer], "Läs handlingarna", "sammantraden:handlingar", kwargs)
        else:
            text = "Du har inte svarat på kallelsen."
            yield Rad(what, text, "Läs och svara", "sammantraden:handlingar", kwargs, OBS)


def _papers(user, meetings: list[Sammantrade]) -> dict[int, Utskick]:
    """The person's part of the latest kallelse that went out, by meeting."""
    sent = Utskick.objects.filter(
        person__anvandare=user, kallelse__sammantrade__in=meetings, kallelse__sent_at__isnull=False
    )
    rows = sent.select_related("kallelse").defer("kallelse__content").order_by("kallelse__number")
    return {row.kallelse.sammantrade_id: row for row in rows}


def _tasks(user, samverkan) -> Iterator[Rad]:
    found = Uppdrag.objects.filter(samverkan=samverkan, person__anvandare=user, status=Uppdrag.Status.OPPET)
    for one in found:
        text = f"Ditt uppdrag. Klart senast {one.due_on}." if one.due_on else "Ditt uppdrag."
        late = one.due_on is not None and one.due_on < klocka.today()
        yield Rad(
            one.text, text, "Se uppdraget", "uppfoljning:uppdrag", {"pk": one.pk}, STOPP if late else ""
        )
