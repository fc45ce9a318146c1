"""A meeting with one of everything, for the walk of every address by every role."""

from dataclasses import dataclass

from protokoll.paragrafer.acts import Fraga, lagg_upp_fraser, oppna_paragraf, reservera, rosta, yrka
from protokoll.paragrafer.models import Omrostning, Paragraf, Reservation, Yrkande
from protokoll.sammantraden.models import Fras, Sammantrade
from samverkan.models import Samverkan
from tests.protokoll.scen import mote_scen

MEETING = ("sammantrade", "oppna", "nasta", "upprop", "lagg_till", "deltagare", "justerare", "avsluta")
OF_PARAGRAF = (
    *("paragraf", "spara", "oppna_paragraf", "omedelbar", "beslutsgang", "utga", "andringar", "narvaro"),
    *("jav", "ordforande", "nytt_yrkande", "omrostning", "ny_reservation"),
)
OF_OTHERS = ("yrkande", "stryk_omrostning", "reservation", "fras")
MOTE = [f"mote:{name}" for name in (*MEETING, *OF_PARAGRAF, *OF_OTHERS)]
MATTERS = (("PROV 1", "Provärende", "Nämnden beslutar."), ("PROV 2", "Ett till", "Nämnden beslutar."))


@dataclass
class Motesexempel:
    sammantrade: Sammantrade
    paragraf: Paragraf
    yrkande: Yrkande
    omrostning: Omrostning
    reservation: Reservation
    fras: Fras

    @classmethod
    def build(cls, samverkan: Samverkan) -> "Motesexempel":
        """A meeting that goes on: the first § open with a proposal, a vote and a reservation."""
        scen = mote_scen("oppnat", samverkan=samverkan, matters=MATTERS)
        actor, stina = scen.sekreterare, scen.person("Stina Sarri")
        paragraf = oppna_paragraf(scen.paragrafer[0], actor=actor)
        names = ("Ivar Stenman", "Jonas Hällgren", "Stina Sarri", "Jon Lindgren")
        lagg_upp_fraser(samverkan, actor=actor)
        return cls(
            scen.sammantrade,
            paragraf,
            yrka(paragraf, stina, "", kind="avslag", actor=actor),
            rosta(
                paragraf, Fraga("Bifall?", "ja", "nej"), {scen.person(n): "ja" for n in names}, actor=actor
            ),
            reservera(paragraf, stina, actor=actor),
            samverkan.fraser.first(),
        )

    def samples(self) -> dict[str, dict[str, object]]:
        """The words of each address."""
        return (
            {f"mote:{name}": {"pk": self.sammantrade.pk} for name in MEETING}
            | {f"mote:{name}": {"pk": self.paragraf.pk} for name in OF_PARAGRAF}
            | {
                "mote:yrkande": {"pk": self.yrkande.pk},
                "mote:stryk_omrostning": {"pk": self.omrostning.pk},
                "mote:reservation": {"pk": self.reservation.pk},
                "mote:fras": {"pk": self.fras.pk},
            }
        )
