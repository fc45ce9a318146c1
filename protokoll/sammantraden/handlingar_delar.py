"""What the agenda and the kallelse hang on a meeting's page: two steps, and the agenda itself."""

from collections.abc import Collection

from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest

from protokoll.arenden.queries import secret_organs
from protokoll.sammantraden.dagordning_queries import numbered
from protokoll.sammantraden.kallelse_regler import due
from protokoll.sammantraden.models import Dagordningspunkt, Kallelse, Sammantrade, Stamrad
from protokoll.sammantraden.steg import Del, Lage, Steg
from samverkan.konton.rules import may_keep_minutes, may_see_handlingar, may_see_minutes_work
from samverkan.lib.local_time import local_day

CANCELLED = Sammantrade.Status.INSTALLT
PLANNED = (Sammantrade.Status.PLANERAT, Sammantrade.Status.KALLAT)


def tell_dagordning(sammantraden: Collection[Sammantrade]) -> dict[int, Lage]:
    """How far each agenda has come: it is begun with the standing lines, done with more. One query."""
    lines = ~Q(kind=Dagordningspunkt.Kind.RUBRIK)
    standing = Stamrad.objects.filter(organ=OuterRef("sammantrade__organ"), heading=OuterRef("heading"))
    found = Dagordningspunkt.objects.filter(lines, sammantrade__in=sammantraden).alias(
        standing=Exists(standing)
    )
    own = Count("pk", filter=Q(standing=False))
    rows = found.order_by().values_list("sammantrade").annotate(every=Count("pk"), own=own)
    counts = {meeting: (every, more) for meeting, every, more in rows}
    return {
        one.pk: Lage(
            text=_lines(*counts.get(one.pk, (0, 0))),
            done=one.status not in PLANNED or bool(counts.get(one.pk, (0, 0))[1]),
            act=_act(one, counts.get(one.pk, (0, 0))[1]),
            url_name="sammantraden:dagordning",
            url_kwargs={"pk": one.pk},
            do=may_keep_minutes,
        )
        for one in sammantraden
        if one.status != CANCELLED
    }


def _act(sammantrade: Sammantrade, own: int) -> str:
    if sammantrade.status not in PLANNED:
        return "Se dagordningen"
    return "Ändra dagordningen" if own else "Gör dagordningen"


def _lines(count: int, own: int) -> str:
    if not count:
        return "Inget står på den än"
    lines = "1 punkt" if count == 1 else f"{count} punkter"
    return lines if own else f"Bara stående punkter än, {count}"


def tell_kallelse(sammantraden: Collection[Sammantrade]) -> dict[int, Lage]:
    """Whether each meeting's kallelse is made and sent, and by when it must be. One query."""
    last: dict[int, Kallelse] = {}
    for kallelse in Kallelse.objects.filter(sammantrade__in=sammantraden).order_by("number").defer("content"):
        last[kallelse.sammantrade_id] = kallelse
    return {one.pk: _kallelse(one, last.get(one.pk)) for one in sammantraden if one.status != CANCELLED}


def _kallelse(sammantrade: Sammantrade, kallelse: Kallelse | None) -> Lage:
    sent = kallelse is not None and kallelse.sent_at is not None
    if sent:
        text = f"Skickad {local_day(kallelse.sent_at)}"
    else:
        made = f"Kallelse {kallelse.number} är skapad. " if kallelse else ""
        text = f"{made}Skickas senast {due(sammantrade).dag}"
    return Lage(
        text=text,
        done=sent or sammantrade.status not in PLANNED,
        act="Se kallelsen" if sent else "Till kallelsen",
        url_name="sammantraden:kallelse",
        url_kwargs={"pk": sammantrade.pk},
        do=may_keep_minutes,
    )


def agenda(request: HttpRequest, sammantrade: Sammantrade) -> dict | None:
    """The agenda to read on the meeting's page; left out when it is empty."""
    rows = numbered(sammantrade.punkter.select_related("arende"))
    if not rows:
        return None
    everything = may_see_minutes_work(request.user, request.samverkan)
    return {
        "rader": rows,
        "sammantrade": sammantrade,
        "oppna_hemliga": everything or sammantrade.organ_id in secret_organs(request.user, request.samverkan),
    }


STEG = (
    Steg(20, "Dagordning", may_see_handlingar, tell_dagordning),
    Steg(30, "Kallelse", may_see_minutes_work, tell_kallelse),
)
DELAR = (Del(20, may_see_handlingar, "protokoll/sammantraden/_agenda.html", agenda),)
