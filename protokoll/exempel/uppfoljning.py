"""Goals and internal control of an example."""

from protokoll.uppfoljning.models import Kontrollmoment, Mal, Uppdrag
from samverkan.konton.models import Anvandare
from samverkan.medlemmar.models import Samverkan


def load_uppfoljning(samverkan: Samverkan, data: dict, actor: Anvandare) -> None:
    """Rows as 'process | risk | S | K | moment | ansvarig | resultat' and 'område | mål | bedömning'."""
    for entry in data.get("kontrollmoment", []):
        for text in entry["rader"]:
            process, risk, sannolikhet, konsekvens, moment, responsible, result = text.split(" | ")
            Kontrollmoment.objects.create(
                samverkan=samverkan,
                year=entry["ar"],
                process=process,
                risk=risk,
                sannolikhet=int(sannolikhet),
                konsekvens=int(konsekvens),
                moment=moment,
                responsible=responsible,
                result=result,
            )
    for entry in data.get("mal", []):
        for order, text in enumerate(entry["rader"]):
            area, goal, judgement = text.split(" | ")
            Mal.objects.create(
                samverkan=samverkan, year=entry["ar"], area=area, text=goal, judgement=judgement, order=order
            )
    _uppdrag(samverkan, data)


def _uppdrag(samverkan: Samverkan, data: dict) -> None:
    """'Förbundsdirektören: Genomföra …, 2024-06-30', at the § that gave it."""
    for entry in data.get("sammantrade", []):
        for said in entry.get("paragraf", []):
            for text in said.get("uppdrag", []):
                responsible, _, rest = text.partition(": ")
                words, _, due = rest.rpartition(", ")
                paragraf = samverkan.organ.get(name=entry["organ"]).paragrafer.get(
                    number=said["nummer"], year=entry["borjar"].year
                )
                Uppdrag.objects.create(
                    samverkan=samverkan, paragraf=paragraf, text=words, responsible=responsible, due_on=due
                )
