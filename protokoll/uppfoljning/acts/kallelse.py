"""Taking a follow-up into the next kallelse."""

from django.db import transaction

from protokoll.arenden.acts import change_arende, open_arende
from protokoll.arenden.models import Arende
from protokoll.sammantraden.dagordning import add_arenden
from protokoll.sammantraden.models import Sammantrade
from protokoll.sammantraden.queries import next_sammantrade
from protokoll.uppfoljning.skrivelse import Skrivelse
from samverkan.lib import klocka
from samverkan.organ.models import Organ


def take_to_kallelse(
    skrivelse: Skrivelse, *, organ: Organ, heading: str, place: bool, actor
) -> tuple[Arende, Sammantrade | None]:
    """Open a matter with the follow-up as its paper, frozen as it stands now.

    With `place` it is put on the agenda of the body's next meeting; the meeting is given back when there is
    one. Refuses what opening a matter refuses.
    """
    with transaction.atomic():
        arende = open_arende(organ.samverkan, organ=organ, heading=heading, actor=actor)
        texts = {
            "forslag": f"{organ.as_subject} beslutar att {skrivelse.forslag}",
            "sammanfattning": skrivelse.sammanfattning,
            "bakgrund": skrivelse.bakgrund,
        }
        arende = change_arende(arende, texts, actor=actor)
        meeting = next_sammantrade(organ, klocka.now()) if place else None
        if meeting:
            add_arenden(meeting, [arende], actor=actor)
    return arende, meeting
