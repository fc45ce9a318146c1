"""Matters and their papers, as far as a person may see them."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from protokoll.arenden.models import Arende, Bilaga
from samverkan.konton.models import Anvandare
from samverkan.konton.rules import may_see_minutes_work
from samverkan.lib import klocka
from samverkan.lib.fritext import found_by
from samverkan.medlemmar.models import Samverkan
from samverkan.organ.models import Mandat, Organ

ELECTED = (Mandat.Role.LEDAMOT, Mandat.Role.ERSATTARE)
PUT_OFF = ("bordlaggning", "aterremiss")


def secret_organs(user: Anvandare, samverkan: Samverkan) -> set[int]:
    """Ids of the bodies whose secret papers the person may read: those it is elected to today."""
    mandat = Mandat.objects.active_on(timezone.localdate()).filter(role__in=ELECTED)
    mine = mandat.filter(person__anvandare=user, organ__samverkan=samverkan)
    return set(mine.values_list("organ_id", flat=True))


def may_see_secret(user: Anvandare, samverkan: Samverkan, organ: Organ) -> bool:
    """Read what is secret in a body's matters: sekreterare, revisor, and its own ledamöter and ersättare."""
    return may_see_minutes_work(user, samverkan) or organ.pk in secret_organs(user, samverkan)


def arenden_for(user: Anvandare, samverkan: Samverkan) -> QuerySet[Arende]:
    """The matters the person may know of; a secret one is handled by the bodies it has been before."""
    found = Arende.objects.filter(samverkan=samverkan).select_related("organ", "responsible", "samverkan")
    if may_see_minutes_work(user, samverkan):
        return found
    mine = secret_organs(user, samverkan)
    before_mine = Arende.objects.filter(pk=OuterRef("pk"), punkter__sammantrade__organ__in=mine)
    return found.filter(Q(secret=False) | Q(organ__in=mine) | Exists(before_mine))


def entitled(user: Anvandare, arende: Arende) -> bool:
    """Whether the person may read what is secret in the matter."""
    if may_see_minutes_work(user, arende.samverkan):
        return True
    mine = secret_organs(user, arende.samverkan)
    return arende.organ_id in mine or arende.punkter.filter(sammantrade__organ__in=mine).exists()


def bilagor_for(user: Anvandare, arende: Arende, *, removed: bool = False) -> QuerySet[Bilaga]:
    """The papers of a matter that the person may read, in order; removed ones only when asked for."""
    found = arende.bilagor.select_related("dokument").filter(removed=removed)
    return found if entitled(user, arende) else found.filter(secret=False)


def with_state(arenden: QuerySet[Arende]) -> QuerySet[Arende]:
    """The matters with their way over agendas and §§, in a fixed number of queries."""
    from_agendas = "punkter__sammantrade__organ", "paragrafer__sammantrade"
    return arenden.prefetch_related(*from_agendas)


def search_arenden(arenden: QuerySet[Arende], text: str) -> QuerySet[Arende]:
    """Those whose texts hold the words, or that have the diary number."""
    return arenden.filter(found_by(text) | Q(dnr=text.removeprefix("Dnr").strip()))


def put_off(arende: Arende) -> str:
    """'bordlaggning' or 'aterremiss' when that is how its latest § went and it is still open; else ''."""
    decided = [p for p in arende.paragrafer.all() if p.decided_at]
    last = max(decided, key=lambda paragraf: paragraf.decided_at, default=None)
    return last.outcome if last and arende.status == Arende.Status.OPPET and last.outcome in PUT_OFF else ""


def carried(arende: Arende) -> list[tuple[str, int]]:
    """The live objects of the matter, as (kind, id)."""
    return list(arende.objekt.order_by("id").values_list("kind", "object_id"))


def latest_organ(arende: Arende) -> Organ:
    """The body that has, or last had, the matter before it."""
    points = [punkt.sammantrade for punkt in arende.punkter.all()]
    last = max(points, key=lambda sammantrade: sammantrade.starts_at, default=None)
    return last.organ if last else arende.organ


def next_agendas(arende: Arende) -> list:
    """Coming meetings of its body whose agendas are open, at most three, when the matter is on none."""
    if arende.status != Arende.Status.OPPET:
        return []
    open_now = Q(status__in=["planerat", "kallat"], starts_at__gte=klocka.now())
    if arende.punkter.filter(sammantrade__status__in=["planerat", "kallat", "pagar"]).exists():
        return []
    return list(latest_organ(arende).sammantraden.filter(open_now).order_by("starts_at")[:3])


def bilagor_of(arenden: Collection[Arende]) -> Prefetch:
    """For prefetching: the papers that are not removed."""
    return Prefetch(
        "bilagor", Bilaga.objects.filter(removed=False).select_related("dokument"), to_attr="papers"
    )
