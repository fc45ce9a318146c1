"""Steps of a round, for tests: start it, sign, run its jobs."""

import datetime

from protokoll.justering import acts
from protokoll.justering.models import Justering, Protokoll
from samverkan.jobb.acts import perform
from samverkan.jobb.models import Jobb
from samverkan.lib import klocka
from tests.protokoll.justering.scen import Mote, clock

NEXT_DAY = datetime.date(2022, 6, 23)
LAST_DAY = datetime.date(2022, 7, 6)


def started(mote: Mote) -> Protokoll:
    with klocka.at(clock(9, day=NEXT_DAY)):
        return acts.starta_justering(mote.sammantrade, actor=mote.sekreterare)


def justering(protokoll: Protokoll, name: str) -> Justering:
    return protokoll.justeringar.select_related("deltagare__person", "protokoll").get(
        deltagare__name__startswith=name
    )


def sign(mote: Mote, protokoll: Protokoll, name: str, *, sha256: str = "") -> None:
    protokoll.refresh_from_db()
    acts.skriv_under(
        justering(protokoll, name), sha256=sha256 or protokoll.content_sha256, actor=mote.user(name)
    )


def all_sign(mote: Mote, protokoll: Protokoll) -> None:
    for hour, name in enumerate(("Robert", "Jan", "Arne", "Karin"), start=9):
        with klocka.at(clock(hour, day=LAST_DAY)):
            sign(mote, protokoll, name)


def run(kind: str) -> None:
    perform(Jobb.objects.get(kind=kind, status=Jobb.Status.VANTAR).pk)


def sealed(mote: Mote) -> Protokoll:
    protokoll = started(mote)
    all_sign(mote, protokoll)
    run(acts.FORSEGLA_JOBB)
    protokoll.refresh_from_db()
    return protokoll
