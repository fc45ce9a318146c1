"""What waits for the secretary at the notice board, what stops first. A fixed number of queries."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Prefetch

from protokoll.anslag.acts import announce_by, missing
from protokoll.anslag.models import Anslag, Tavelplats
from protokoll.anslag.queries import outages_now, with_parties
from protokoll.anslag.rules import post_by
from protokoll.sammantraden.models import Sammantrade
from samverkan.lib import klocka
from samverkan.lib.local_time import local_day
from samverkan.medlemmar.models import Samverkan

NAMED = 4  # boards named in a row; the rest are counted


@dataclass(frozen=True)
class Uppgift:
    """A row: what waits, what is known of it, and where it is done. `slag`: stopp, obs or nothing."""

    rubrik: str
    text: str
    act: str
    url_name: str
    kwargs: dict[str, object] = field(default_factory=dict)
    slag: str = ""


def to_do(samverkan: Samverkan) -> list[Uppgift]:
    """Everything that waits now: what is late or stands still first."""
    rows = [*_boards_down(samverkan), *_waiting(samverkan), *_meetings(samverkan)]
    return sorted(rows, key=lambda row: ("stopp", "obs", "").index(row.slag))


def count_to_do(samverkan: Samverkan, year: int) -> int:
    """How many things wait, for the menu."""
    return len(to_do(samverkan))


def _boards_down(samverkan: Samverkan) -> Iterator[Uppgift]:
    for avbrott in outages_now(samverkan):
        began = avbrott.began_at.astimezone(klocka.now().tzinfo)
        yield Uppgift(
            f"{avbrott.tavla.name} går inte att läsa",
            f"Sedan {began:%Y-%m-%d kl. %H.%M}. Tiden för det som står där börjar om när den är uppe.",
            "Avsluta avbrottet",
            "anslag:tavla",
            {"pk": avbrott.tavla_id},
            "stopp",
        )


def _waiting(samverkan: Samverkan) -> Iterator[Uppgift]:
    unposted = Prefetch(
        "platser", Tavelplats.objects.filter(posted_at=None).select_related("tavla"), to_attr="saknas"
    )
    found = Anslag.objects.filter(samverkan=samverkan, status=Anslag.Status.VANTAR)
    for anslag in with_parties(found).prefetch_related(unposted):
        here = any(plats.tavla.own for plats in anslag.saknas)
        yield _not_up(anslag) if here or not anslag.saknas else _unconfirmed(anslag)


def _unconfirmed(anslag: Anslag) -> Uppgift:
    names = [plats.tavla.name for plats in anslag.saknas]
    told = ", ".join(names[:NAMED]) + (f" och {len(names) - NAMED} till" if len(names) > NAMED else "")
    last = f" Senast {post_by(anslag.justerat_on)}." if anslag.justerat_on else ""
    many = "tavla är inte bekräftad" if len(names) == 1 else "tavlor är inte bekräftade"
    return Uppgift(
        f"{anslag.heading}: {len(names)} {many}",
        f"{told}.{last} Tiden för att överklaga börjar när alla är uppe.",
        "Bekräfta",
        "anslag:anslag",
        {"pk": anslag.pk},
        _urgency(anslag),
    )


def _not_up(anslag: Anslag) -> Uppgift:
    lacks = " ".join(str(brist) for brist in missing(anslag))
    last = f"Ska vara uppe senast {post_by(anslag.justerat_on)}." if anslag.justerat_on else ""
    text = lacks or last or f"Går upp {anslag.post_on}."
    return Uppgift(
        f"{anslag.heading} är inte uppsatt",
        text,
        "Öppna",
        "anslag:anslag",
        {"pk": anslag.pk},
        _urgency(anslag),
    )


def _urgency(anslag: Anslag) -> str:
    if anslag.justerat_on is None:
        return ""
    last, today = post_by(anslag.justerat_on), klocka.today()
    return "stopp" if today > last else "obs" if today == last else ""


def _meetings(samverkan: Samverkan) -> Iterator[Uppgift]:
    """Meetings the law says shall be announced, and that are not (KL 5:13, 9:10)."""
    coming = Sammantrade.objects.filter(
        organ__samverkan=samverkan,
        starts_at__gt=klocka.now(),
        status__in=[Sammantrade.Status.PLANERAT, Sammantrade.Status.KALLAT],
    ).exclude(anslag__kind=Anslag.Kind.SAMMANTRADE)
    for sammantrade in coming.select_related("organ"):
        last = announce_by(sammantrade)
        if last is None or (last - klocka.today()).days > 14:
            continue
        late = klocka.today() > last
        yield Uppgift(
            f"{sammantrade.organ.name} sammanträder {local_day(sammantrade.starts_at)}",
            f"Sammanträdet {'skulle ha anslagits' if late else 'ska anslås'} senast {last}.",
            "Anslå sammanträdet",
            "anslag:sammantraden",
            {},
            "stopp" if late else "obs",
        )
