"""Tasks, goals and internal control of an example, through the acts of real use."""

from datetime import date
from decimal import Decimal

from protokoll.uppfoljning.acts.internkontroll import create_moment, follow_up
from protokoll.uppfoljning.acts.mal import create_mal, judge_mal, record_malvarde
from protokoll.uppfoljning.acts.uppdrag import create_uppdrag
from samverkan.konton.models import Anvandare
from samverkan.medlemmar.models import Samverkan


def load_uppfoljning(samverkan: Samverkan, data: dict, actor: Anvandare) -> None:
    """The control plans, the goals, and the tasks that §§ gave."""
    for entry in data.get("kontrollmoment", []):
        for text in entry["rader"]:
            _risk(samverkan, entry, text.split(" | "), actor)
    for entry in data.get("mal", []):
        for order, text in enumerate(entry.get("rader", []), 1):
            area, goal, judgement, *prognos = text.split(" | ")
            mal = create_mal(
                samverkan, entry["ar"], {"area": area, "text": goal, "order": order}, actor=actor
            )
            judge_mal(mal, {"judgement": judgement.strip(), "prognos": "".join(prognos)}, actor=actor)
        for order, said in enumerate(entry.get("matt", []), len(entry.get("rader", [])) + 1):
            _measured(samverkan, entry["ar"], said, order, actor)
    _uppdrag(samverkan, data, actor)


def _risk(samverkan: Samverkan, entry: dict, cells: list[str], actor: Anvandare) -> None:
    """'process | risk | S | K | moment | ansvarig | resultat | kommentar'.

    Without a control the risk is accepted, and the last cell says why.
    """
    process, risk, sannolikhet, konsekvens, moment, responsible, result, *comment = cells
    told = "".join(comment)
    values = {
        "process": process,
        "risk": risk,
        "sannolikhet": int(sannolikhet),
        "konsekvens": int(konsekvens),
        "moment": moment.strip(),
        "responsible": responsible.strip(),
        "hantering": "hanteras" if moment.strip() else "accepteras",
        "motivering": told if not result.strip() else "",
    }
    row = create_moment(samverkan, entry["ar"], values, actor=actor)
    if result.strip():
        follow_up(row, checked_on=entry["kontrollerat"], result=result, comment=told, actor=actor)


def _measured(samverkan: Samverkan, year: int, said: dict, order: int, actor: Anvandare) -> None:
    """A goal with a figure; its values as '2022-01-26 | 78,57 | 11 av 14 kommuner'."""
    values = {
        "area": said["omrade"],
        "text": said["mal"],
        "indicator": said["mats_med"],
        "unit": said["enhet"],
        "direction": "hogst" if "hogst" in said else "minst",
        "target": Decimal(said["hogst"] if "hogst" in said else said["minst"]),
        "galler": said["galler"],
        "order": order,
    }
    mal = create_mal(samverkan, year, values, actor=actor)
    for text in said.get("varden", []):
        day, value, note = text.split(" | ")
        record_malvarde(
            mal,
            day=date.fromisoformat(day),
            value=Decimal(value.replace(",", ".")),
            note=note,
            actor=actor,
        )
    judged = {"prognos": "prognos", "comment": "kommentar", "judgement": "bedomning"}
    judge_mal(mal, {name: said.get(key, "") for name, key in judged.items()}, actor=actor)


def _uppdrag(samverkan: Samverkan, data: dict, actor: Anvandare) -> None:
    """'Förbundsdirektören: Genomföra …, 2024-06-30', at the decision that gave it."""
    for entry in data.get("sammantrade", []):
        organ = samverkan.organ.get(name=entry["organ"])
        for said in entry.get("paragraf", []):
            for text in said.get("uppdrag", []):
                responsible, _, rest = text.partition(": ")
                words, _, due = rest.rpartition(", ")
                paragraf = organ.paragrafer.get(number=said["nummer"], year=entry["borjar"].year)
                values = {"text": words, "responsible": responsible, "due_on": date.fromisoformat(due)}
                create_uppdrag(samverkan, values | {"beslut": paragraf.beslut}, actor=actor)
