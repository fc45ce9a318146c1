"""What waits for the secretary, from the next meeting to the last extract: one row per thing to do."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from django.db.models import Count, Q
from django.http import HttpRequest

from protokoll.anslag.models import Anslag
from protokoll.justering.genomforande import open_obstacles
from protokoll.justering.models import Justering, Protokoll
from protokoll.sammantraden.models import Sammantrade
from protokoll.sammantraden.steg import next_of, steps_of
from protokoll.uppfoljning.models import Uppdrag
from samverkan.lib import klocka
from samverkan.lib.local_time import local_day, local_moment
from samverkan.lib.swedish import MONTHS

OBS, STOPP = "obs", "stopp"
SOON = timedelta(days=3)


@dataclass(frozen=True)
class Rad:
    """One thing that waits: what, where it stands, and where it is done. `slag` is '', 'obs' or 'stopp'."""

    rubrik: str
    text: str
    act: str
    url_name: str
    kwargs: dict[str, object] = field(default_factory=dict)
    slag: str = ""


def waiting_minutes(request: HttpRequest) -> list[Rad]:
    """Everything that waits in the samverkan's minutes, whatever year is looked at; what is late first."""
    samverkan = request.samverkan
    rows = [
        *_meetings(request),
        *_justering(samverkan),
        *_hinder(samverkan),
        *_anslag(samverkan),
        *_expediering(samverkan),
        *_uppdrag(samverkan),
    ]
    order = [STOPP, OBS, ""]
    return sorted(rows, key=lambda row: order.index(row.slag))


def day_text(day: date) -> str:
    """'22 juni 2022'."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _meetings(request: HttpRequest) -> Iterator[Rad]:
    """The meeting that is open, and the next of each body, with its next step as its page has it.

    A meeting counts as the next all through its day, though the hour it was to begin has passed.
    """
    ahead = Q(status__in=["planerat", "kallat"], starts_at__gte=local_moment(klocka.today(), time.min))
    found = Sammantrade.objects.filter(Q(status="pagar") | ahead, organ__samverkan=request.samverkan)
    nearest: dict[int, Sammantrade] = {}
    for one in found.select_related("organ__samverkan").order_by("starts_at"):
        nearest.setdefault(one.organ_id, one)
    steps = steps_of(request, list(nearest.values()))
    if not nearest:
        yield from _nothing_planned(request)
    for one in nearest.values():
        step = next_of(steps[one.pk])
        what = f"{one.organ.name}, sammanträde {day_text(local_day(one.starts_at))}"
        if step:
            slag = OBS if local_day(one.starts_at) - klocka.today() <= SOON else ""
            text = f"{step.label}: {step.lage.text}"
            yield Rad(what, text, step.lage.act, step.lage.url_name, step.lage.url_kwargs, slag)
        else:
            yield Rad(what, _ready(one), "Till sammanträdet", "sammantraden:sammantrade", {"pk": one.pk})


def _nothing_planned(request: HttpRequest) -> Iterator[Rad]:
    """No meeting ahead: where the next are planned, if there is a body that meets."""
    organ = request.samverkan.organ.filter(outside=False).first()
    if organ is not None:
        text = "Planera året ur årshjulet, eller lägg in ett sammanträde."
        kwargs = {"year": klocka.today().year}
        yield Rad("Inga sammanträden är planerade", text, "Till sammanträden", "sammantraden:lista", kwargs)


def _ready(sammantrade: Sammantrade) -> str:
    if sammantrade.status == Sammantrade.Status.PAGAR:
        return "Sammanträdet pågår."
    days = (local_day(sammantrade.starts_at) - klocka.today()).days
    return "Allt är klart. Det är i dag." if days == 0 else f"Allt är klart. {days} dagar kvar."


def _justering(samverkan) -> Iterator[Rad]:
    """Closed meetings whose protocol has not gone out, and rounds with their last day (KL 5:69)."""
    whole = Q(protokoll__kind=Protokoll.Kind.HELT) & ~Q(protokoll__status=Protokoll.Status.ERSATT)
    closed = Sammantrade.objects.filter(organ__samverkan=samverkan, status=Sammantrade.Status.AVSLUTAT)
    out = Sammantrade.objects.filter(whole).values("pk")
    for one in closed.exclude(pk__in=out).select_related("organ").order_by("starts_at"):
        held = local_day(one.starts_at)
        last = held + timedelta(days=14)
        text = f"Ska vara justerat senast {last} (5 kap. 69 § kommunallagen)."
        what = f"Protokollet {one.organ.name} {held} är inte skickat för justering"
        kwargs = {"sammantrade": one.pk}
        yield Rad(what, text, "Läs utkastet", "justering:utkast", kwargs, _by_day(last))
    for one in _rounds(samverkan):
        text = f"{one.signed} av {one.asked} har skrivit under. Senast {one.deadline}."
        what = f"Justering pågår: {one.sammantrade.organ.name} {local_day(one.sammantrade.starts_at)}"
        yield Rad(what, text, "Se läget", "justering:runda", {"pk": one.pk}, _by_day(one.deadline))


def _hinder(samverkan) -> Iterator[Rad]:
    """What justerade decisions could not let count, such as a budget that is adopted already."""
    for row in open_obstacles(samverkan).prefetch_related("beslut__paragraf_i_protokoll"):
        protokoll = row.beslut.paragraf_i_protokoll.protokoll.filter(status=Protokoll.Status.JUSTERAT).first()
        if protokoll:
            what = f"§ {row.beslut.paragraf} {row.beslut.date} har inte fått verkan"
            yield Rad(
                what, row.obstacle, "Se vad som hindrar", "justering:runda", {"pk": protokoll.pk}, STOPP
            )


def _rounds(samverkan):
    signed = Q(justeringar__status=Justering.Status.UNDERSKRIVEN)
    found = Protokoll.objects.filter(
        sammantrade__organ__samverkan=samverkan,
        status__in=[Protokoll.Status.JUSTERAS, Protokoll.Status.UNDERSKRIVET],
    )
    counted = found.annotate(asked=Count("justeringar"), signed=Count("justeringar", filter=signed))
    return counted.select_related("sammantrade__organ").defer("content").order_by("deadline")


def _by_day(last: date) -> str:
    left = last - klocka.today()
    return STOPP if left < timedelta(0) else OBS if left <= SOON else ""


def _anslag(samverkan) -> Iterator[Rad]:
    """Notices to put up, to confirm on the members' boards, and to take down."""
    today = klocka.today()
    waiting = Count("platser", filter=Q(platser__posted_at=None))
    found = Anslag.objects.filter(samverkan=samverkan).exclude(status=Anslag.Status.NERTAGET)
    for one in found.annotate(vantar=waiting).order_by("post_on", "pk"):
        kwargs = {"pk": one.pk}
        if one.status == Anslag.Status.VANTAR and one.vantar and one.post_on <= today:
            boards = "1 tavla" if one.vantar == 1 else f"{one.vantar} tavlor"
            text = f"Ska upp {one.post_on}. {boards} återstår."
            slag = STOPP if one.post_on < today else OBS
            yield Rad(f"Anslå: {one.heading}", text, "Till anslaget", "anslag:anslag", kwargs, slag)
        elif one.take_down_on and one.take_down_on <= today:
            text = f"Får tas ned från och med {one.take_down_on}."
            yield Rad(f"Ta ned: {one.heading}", text, "Till anslaget", "anslag:anslag", kwargs)


def _expediering(samverkan) -> Iterator[Rad]:
    """Extracts of justerade protocols that nobody has got yet."""
    unsent = Q(paragrafer__expedieringar__sent_at=None, paragrafer__expedieringar__isnull=False)
    found = Protokoll.objects.filter(
        sammantrade__organ__samverkan=samverkan, status=Protokoll.Status.JUSTERAT
    )
    counted = found.annotate(osanda=Count("paragrafer__expedieringar", filter=unsent)).filter(osanda__gt=0)
    for one in counted.select_related("sammantrade__organ").defer("content").order_by("pk"):
        what = "1 utdrag är inte skickat" if one.osanda == 1 else f"{one.osanda} utdrag är inte skickade"
        text = f"{one.sammantrade.organ.name} {local_day(one.sammantrade.starts_at)}."
        yield Rad(what, text, "Skicka utdrag", "protokoll:utdrag", {"pk": one.pk}, OBS)


def _uppdrag(samverkan) -> Iterator[Rad]:
    """Tasks that are late: one row for all of them."""
    late = Uppdrag.objects.filter(samverkan=samverkan, status=Uppdrag.Status.OPPET)
    texts = list(late.filter(due_on__lt=klocka.today()).order_by("due_on").values_list("text", flat=True))
    if texts:
        what = "1 uppdrag är försenat" if len(texts) == 1 else f"{len(texts)} uppdrag är försenade"
        more = f" och {len(texts) - 1} till" if len(texts) > 1 else ""
        yield Rad(what, f"{texts[0]}{more}.", "Till uppdragen", "uppfoljning:uppdragslista", slag=STOPP)
