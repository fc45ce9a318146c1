"""The matters of an example's agenda, with their papers."""

from datetime import timedelta

from django.template.loader import render_to_string

from protokoll.arenden.acts import change_arende, open_arende
from protokoll.arenden.bilagor import add_bilaga
from protokoll.arenden.models import Arende
from protokoll.sammantraden.dagordning import add_arenden, add_rad, change_punkt
from protokoll.sammantraden.models import Sammantrade
from samverkan.konton.models import Anvandare
from samverkan.lib import klocka
from samverkan.lib.pdf import render_pdf
from samverkan.lib.text import to_html

TEXTS = ("forslag", "sammanfattning", "bakgrund", "ekonomi")
BEFORE = timedelta(days=20)


def place_matter(sammantrade: Sammantrade, entry: dict, actor: Anvandare) -> None:
    """Open the matter with texts, recipients and papers, and put it on the agenda; formalities are lines."""
    kind, heading = entry.get("slag", "beslut"), entry["rubrik"]
    if kind == "formalia":
        add_rad(sammantrade, kind=kind, heading=heading, numbered=False, actor=actor)
        return
    arende = _arende(sammantrade, entry, actor)
    for bilaga in entry.get("bilaga", []):
        add_bilaga(
            arende,
            data=_paper(arende, bilaga),
            filename=f"{bilaga['titel']}.pdf",
            title=bilaga["titel"],
            actor=actor,
        )
    (punkt,) = add_arenden(sammantrade, [arende], kind=kind, actor=actor)
    changes = {"foredragande": entry.get("foredragande", ""), "time": entry.get("tid")}
    change_punkt(punkt, {key: value for key, value in changes.items() if value}, actor=actor)


def _arende(sammantrade: Sammantrade, entry: dict, actor: Anvandare) -> Arende:
    organ = sammantrade.organ
    arende = open_arende(
        organ.samverkan,
        organ=organ,
        heading=entry["rubrik"],
        klass=entry.get("klass", ""),
        dnr=entry.get("dnr", ""),
        opened_on=klocka.today() - BEFORE,
        actor=actor,
    )
    texts: dict[str, object] = {key: entry[key].strip() for key in TEXTS if key in entry}
    if "handlaggare" in entry:
        texts["responsible"] = organ.samverkan.personer.get(name=entry["handlaggare"])
    if "beslut" in entry:
        texts["forslag"] = entry["beslut"].strip()
    mottagare = [(name, "") for name in entry.get("skickas", [])]
    return change_arende(arende, texts, mottagare=mottagare, actor=actor)


def _paper(arende: Arende, bilaga: dict) -> bytes:
    """A paper of the matter as PDF, set by the house's markup."""
    words = {
        "titel": bilaga["titel"],
        "arende": arende,
        "text": to_html(bilaga["text"].strip()),
        "dag": klocka.today(),
    }
    return render_pdf(render_to_string("pdf/bilaga.html", words), stylesheet="bilaga.css")
