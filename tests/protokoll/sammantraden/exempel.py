"""A meeting with an agenda and papers of every kind, for tests of the kallelse."""

import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from protokoll.arenden.acts import change_arende
from protokoll.arenden.bilagor import add_bilaga
from protokoll.models import Arende, Kallelse, Sammantrade
from protokoll.sammantraden.dagordning import add_arenden, add_rad
from protokoll.sammantraden.kallelse import skapa_kallelse
from samverkan.jobb.acts import perform
from samverkan.lib import klocka
from samverkan.models import Anvandare, Organ, Person
from tests import factories as f
from tests.protokoll import filer

STOCKHOLM = ZoneInfo("Europe/Stockholm")
MEETING = datetime.datetime(2024, 3, 6, 9, tzinfo=STOCKHOLM)
IN_TIME = datetime.datetime(2024, 2, 28, 10, tzinfo=STOCKHOLM)
LATE = datetime.datetime(2024, 3, 1, 10, tzinfo=STOCKHOLM)


@dataclass
class Mote:
    """A meeting, its body, who keeps it, who sits in it."""

    organ: Organ
    sammantrade: Sammantrade
    actor: Anvandare
    ledamoter: list[Person]
    ersattare: Person

    def arende(self, heading: str, **texts: str) -> Arende:
        """A matter of the body with something proposed."""
        arende = f.ArendeFactory(organ=self.organ, heading=heading)
        return change_arende(arende, {"forslag": f"Nämnden godkänner {heading}."} | texts, actor=self.actor)

    def bilaga(self, arende: Arende, data: bytes, name: str, **values: object):
        return add_bilaga(arende, data=data, filename=name, **values, actor=self.actor)

    def kalla(self, **late: str) -> Kallelse:
        """A kallelse with its PDF made."""
        kallelse = skapa_kallelse(self.sammantrade, **late, actor=self.actor)
        gor(kallelse)
        kallelse.refresh_from_db()
        return kallelse


def gor(kallelse: Kallelse) -> None:
    """Do the jobs that wait for the kallelse."""
    jobs = kallelse.sammantrade.organ.samverkan.jobb.filter(object_id=str(kallelse.pk), status="vantar")
    for pk in jobs.values_list("pk", flat=True):
        perform(pk)


def mote(antal: int = 3) -> Mote:
    """A nämnd with `antal` ledamöter and one ersättare, all of one member, called a week before."""
    organ = f.OrganFactory(
        name="Servicenämnden", kind=Organ.Kind.GEMENSAM_NAMND, seats=antal, kallelse_days=7
    )
    member = f.OrganisationFactory(short_name="Herrljunga")
    ledamoter = [
        f.MandatFactory(
            organ=organ,
            organisation=member,
            presidium="ordforande" if n == 0 else "",
            order=n,
            person__name=f"Ledamot {n + 1}",
        ).person
        for n in range(antal)
    ]
    ersattare = f.MandatFactory(
        organ=organ, organisation=member, role="ersattare", order=1, person__name="Elsa Ersättare"
    ).person
    f.MandatFactory(organ=organ, role="sekreterare", party="", person__name="Anneli Lennmark")
    actor = f.RollFactory(kind="sekreterare", samverkan=organ.samverkan, anvandare__name="Anneli").anvandare
    sammantrade = f.SammantradeFactory(
        organ=organ, starts_at=MEETING, ends_at=None, place="Träningen, Vårgårda"
    )
    return Mote(organ, sammantrade, actor, ledamoter, ersattare)


def fullt_mote() -> Mote:
    """A meeting with formalities, information and two matters with a PDF, a picture, a Word file."""
    built = mote()
    with klocka.at(IN_TIME):
        add_rad(built.sammantrade, kind="formalia", heading="Upprop", numbered=False, actor=built.actor)
        info = built.arende("Läget i verksamheten", forslag="")
        manad = built.arende("Månadsuppföljning", bakgrund="Utfallet följer budgeten.\n\n- ett\n- två")
        bokslut = built.arende("Över- och underskott 2023")
        built.bilaga(manad, filer.pdf(3), "Rapport.pdf")
        built.bilaga(manad, filer.image("JPEG", (1200, 900)), "Karta.jpg")
        built.bilaga(manad, filer.pdf(2, wide=True), "Tabeller.pdf")
        built.bilaga(bokslut, filer.docx(), "Avtal.docx")
        add_arenden(built.sammantrade, [info], kind="information", actor=built.actor)
        add_arenden(built.sammantrade, [manad, bokslut], actor=built.actor)
    return built
