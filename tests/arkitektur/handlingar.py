"""A matter with a paper on an agenda that has been called to, for the samples of `exempel`."""

from dataclasses import dataclass

from protokoll.arenden.bilagor import add_bilaga
from protokoll.models import Arende, Bilaga, Dagordningspunkt, Kallelse, Sammantrade, Stamrad
from protokoll.sammantraden.dagordning import add_arenden
from protokoll.sammantraden.kallelse_innehall import build_content
from samverkan.dokument.acts import store_dokument
from samverkan.models import Anvandare
from tests import factories as f
from tests.protokoll import filer


@dataclass
class Handlingar:
    """One of each."""

    arende: Arende
    bilaga: Bilaga
    punkt: Dagordningspunkt
    kallelse: Kallelse
    stamrad: Stamrad

    def of_stamrad(self) -> dict[str, object]:
        return {"pk": self.stamrad.pk}

    def of_arende(self) -> dict[str, object]:
        return {"pk": self.arende.pk}

    def of_bilaga(self) -> dict[str, object]:
        return self.of_arende() | {"bilaga": self.bilaga.pk}

    def of_punkt(self) -> dict[str, object]:
        return {"pk": self.punkt.sammantrade_id, "punkt": self.punkt.pk}

    def of_kallelse(self) -> dict[str, object]:
        return {"pk": self.punkt.sammantrade_id, "nummer": self.kallelse.number}

    def of_frozen_bilaga(self) -> dict[str, object]:
        return self.of_kallelse() | {"bilaga": self.bilaga.pk}


def build_handlingar(sammantrade: Sammantrade, actor: Anvandare) -> Handlingar:
    """Put them in the meeting."""
    arende = f.ArendeFactory(organ=sammantrade.organ)
    bilaga = add_bilaga(arende, data=filer.pdf(), filename="plan.pdf", actor=actor)
    (punkt,) = add_arenden(sammantrade, [arende], actor=actor)
    kind = {"content_type": "application/pdf", "samverkan": arende.samverkan}
    kallelse = Kallelse.objects.create(
        sammantrade=sammantrade,
        number=1,
        content=build_content(sammantrade, number=1, made_on="2023-01-10"),
        dokument=store_dokument(filer.pdf(2), filename="kallelse.pdf", **kind),
        sent_at=sammantrade.starts_at,
    )
    stamrad = Stamrad.objects.create(organ=sammantrade.organ, kind="formalia", heading="Upprop")
    return Handlingar(arende, bilaga, punkt, kallelse, stamrad)


# Which words each address takes.
HANDLINGAR = {
    **{f"arenden:{name}": "of_arende" for name in ("arende", "skriv", "forhandsgranska", "avsluta", "oppna")},
    "arenden:bilaga_ny": "of_arende",
    **{f"arenden:bilaga{end}": "of_bilaga" for end in ("", "_andra", "_flytta", "_ta_bort")},
    **{f"sammantraden:punkt{end}": "of_punkt" for end in ("", "_flytta", "_ta_bort")},
    **{f"sammantraden:kallelse_{name}": "of_kallelse" for name in ("pdf", "igen", "skicka")},
    "sammantraden:handlingar_bilaga": "of_frozen_bilaga",
    **{f"sammantraden:stamrad{end}": "of_stamrad" for end in ("", "_flytta", "_bort")},
}
