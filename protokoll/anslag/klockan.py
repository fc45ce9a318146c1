"""What time does by itself, asked by the beat every hour: up, down, laga kraft, off the web.

Each may be run as often as one likes: it looks at what is due, takes one row at a time under its lock, and
looks again before it acts. What was due while nobody ran is done the next time. One that cannot be done is
told in the log of the program and does not stop the others.
"""

import logging
from collections.abc import Callable, Iterable

from django.db import transaction
from django.db.models import QuerySet

from protokoll.anslag.acts import ansla, missing, ta_ned, why_it_stands
from protokoll.anslag.models import Anslag, Webbversion
from protokoll.anslag.rules import beslut_status
from protokoll.anslag.webb import avpublicera
from protokoll.justering.models import Protokoll
from samverkan.beslut.acts import move_beslut
from samverkan.beslut.models import Beslut
from samverkan.lib import klocka
from samverkan.lib.errors import Refused
from samverkan.lib.helgdag import DAY

logger = logging.getLogger(__name__)


def satt_upp() -> int:
    """Put up every notice whose day has come and that lacks nothing. Gives how many."""
    due = Anslag.objects.filter(
        status=Anslag.Status.VANTAR,
        post_on__lte=klocka.today(),
        platser__tavla__own=True,
        platser__posted_at=None,
    )
    return _each(due.distinct().values_list("pk", flat=True), _put_up)


def _put_up(pk: int) -> bool:
    anslag = _mine(Anslag.objects.filter(pk=pk, status=Anslag.Status.VANTAR))
    if anslag is None or missing(anslag):
        return False
    ansla(anslag, actor=None)
    return True


def ta_ned_forfallna() -> int:
    """Take down every notice whose time has run out, with its evidence (KL 8:12). Gives how many."""
    due = Anslag.objects.filter(status=Anslag.Status.UPPE, take_down_on__lte=klocka.today())
    return _each(due.values_list("pk", flat=True), _take_down)


def _take_down(pk: int) -> bool:
    anslag = _mine(Anslag.objects.filter(pk=pk, status=Anslag.Status.UPPE))
    if anslag is None or why_it_stands(anslag, klocka.today()):
        return False
    ta_ned(anslag, actor=None)
    return True


def laga_kraft_i_dag() -> int:
    """Move on decisions whose time to appeal has run out (KL 13:5). Gives how many.

    Only those in a justerat protocol whose notice stood the whole time, and that nobody has appealed.
    """
    due = Anslag.objects.filter(
        last_appeal_on__lt=klocka.today(),
        posted_on__isnull=False,
        protokoll__status=Protokoll.Status.JUSTERAT,
        protokoll__paragrafer__beslut__status=Beslut.Status.JUSTERAT,
        protokoll__paragrafer__beslut__appealed_on=None,
    )
    return _each(due.distinct().values_list("pk", flat=True), _gain_force)


def _gain_force(pk: int) -> int:
    anslag = _mine(Anslag.objects.filter(pk=pk))
    if anslag is None:
        return 0
    found = Beslut.objects.filter(paragraf_i_protokoll__protokoll=anslag.protokoll_id, appealed_on=None)
    moved = 0
    for beslut in found.filter(status=Beslut.Status.JUSTERAT).select_for_update(of=("self",)):
        days = {"justerat": anslag.justerat_on, "sista_dag": anslag.last_appeal_on}
        if beslut_status(klocka.today(), **days) == Beslut.Status.LAGA_KRAFT:
            move_beslut(
                beslut,
                status=Beslut.Status.LAGA_KRAFT,
                laga_kraft_on=anslag.last_appeal_on + DAY,
                actor=None,
            )
            moved += 1
    return moved


def avpublicera_forfallna() -> int:
    """Take protocols off the web whose day has come. Gives how many."""
    due = Webbversion.objects.filter(
        published_at__isnull=False, unpublished_at=None, unpublish_on__lte=klocka.today()
    )
    return _each(due.values_list("pk", flat=True), _off_the_web)


def _off_the_web(pk: int) -> bool:
    version = _mine(Webbversion.objects.filter(pk=pk, unpublished_at=None))
    if version is None:
        return False
    avpublicera(version, actor=None)
    return True


def _mine(found: QuerySet):
    """The row, locked; None when another worker has it or it is no longer so."""
    return found.select_for_update(of=("self",), skip_locked=True).first()


def _each(pks: Iterable[int], act: Callable[[int], int]) -> int:
    done = 0
    for pk in list(pks):
        try:
            with transaction.atomic():
                done += act(pk)
        except Refused as refusal:
            logger.warning("%s %s: %s", act.__name__, pk, refusal.message)
    return done
