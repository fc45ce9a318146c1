"""The meetings of an example, planned, called, held, justerade and announced at the moments they were."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from protokoll.anslag.acts import bekrafta, ta_ned
from protokoll.anslag.klockan import laga_kraft_i_dag
from protokoll.anslag.models import Anslag
from protokoll.exempel.handlingar import place_matter
from protokoll.justering.acts import las, skriv_under, starta_justering
from protokoll.justering.models import Protokoll
from protokoll.paragrafer.acts import (
    anteckna,
    avgor_paragraf,
    lagg_till_deltagare,
    oppna_paragraf,
    oppna_sammantrade,
    prova_yrkande,
    satt_narvaro,
    spara_text,
    stanga_sammantrade,
    upprop,
    valja_justerare,
    yrka,
)
from protokoll.paragrafer.models import Paragraf
from protokoll.sammantraden.acts import create_sammantrade
from protokoll.sammantraden.kallelse import skapa_kallelse, skicka_kallelse
from protokoll.sammantraden.models import Deltagare, Sammantrade
from samverkan.jobb.acts import perform
from samverkan.jobb.models import Jobb
from samverkan.konton.models import Anvandare
from samverkan.lib import klocka
from samverkan.lib.local_time import local_moment
from samverkan.medlemmar.models import Samverkan
from samverkan.organ.paragrafserie import parse_paragrafer

MORNING = time(9)
NARVARANDE, TJANSTGOR, FRANVARANDE = "narvarande", "tjanstgor", "franvarande"
SECTIONS = re.compile(r"^(?P<name>.+?)(?: för (?P<seat>.+?))?(?: (?P<sections>§§? [\d–, -]+))?$")


def plan(samverkan: Samverkan, entry: dict, actor: Anvandare) -> Sammantrade:
    """Plan the meeting with its agenda, and call to it if it was called."""
    starts = _aware(entry["borjar"])
    called = entry.get("kallat", starts.date() - timedelta(days=30))
    values = {
        "starts_at": starts,
        "ends_at": _aware(entry["slutar"]) if "slutar" in entry else None,
        "place": entry["plats"],
        "remote": entry.get("distans", False),
        "proposed_justerare": ", ".join(entry.get("justerare", [])),
    }
    with klocka.at(local_moment(called, MORNING)):
        organ = samverkan.organ.get(name=entry["organ"])
        sammantrade = create_sammantrade(organ, values, actor=actor)
        for matter in [*entry.get("punkt", []), *entry.get("paragraf", [])]:
            place_matter(sammantrade, matter, actor)
        if "kallat" in entry:
            _call(sammantrade, actor)
    sammantrade.refresh_from_db()
    return sammantrade


def _call(sammantrade: Sammantrade, actor: Anvandare) -> None:
    kallelse = skapa_kallelse(sammantrade, actor=actor)
    _do("kallelse.pdf", kallelse.pk)
    kallelse.refresh_from_db()
    year = klocka.today().year
    link = f"/{sammantrade.organ.samverkan.slug}/{year}/sammantraden/{sammantrade.pk}/"
    perform(skicka_kallelse(kallelse, link=link, actor=actor).pk)


def _do(kind: str, pk: int) -> None:
    """Do at once, at the moment of the example, what a worker would do."""
    perform(Jobb.objects.get(kind=kind, object_id=str(pk)).pk)


def hold(sammantrade: Sammantrade, entry: dict, actor: Anvandare) -> None:
    """Hold the meeting if it was held, have its protocol signed, and let its notice stand its time."""
    if "oppnat" not in entry:
        return
    _meet(sammantrade, entry, actor)
    for text in entry.get("underskrifter", []):
        name, moment = text.rsplit(" ", 1)
        _sign(sammantrade, name, _aware(datetime.fromisoformat(moment)), actor)
    if "anslag_upp" in entry:
        _announce(sammantrade, entry, actor)


def _meet(sammantrade: Sammantrade, entry: dict, actor: Anvandare) -> None:
    opened, closed = _aware(entry["oppnat"]), _aware(entry["avslutat"])
    here = dict(_present(entry["narvarande"]))
    step = (closed - opened) / (len(entry["paragraf"]) + 1)
    with klocka.at(opened):
        oppna_sammantrade(sammantrade, actor=actor)
        people = {one.name: one for one in sammantrade.deltagare.all()}
        _call_the_roll(sammantrade, people, here, entry, actor)
    paragrafer = sammantrade.paragrafer.order_by("order")
    for at, (paragraf, said) in enumerate(zip(paragrafer, entry["paragraf"], strict=True), start=1):
        with klocka.at(opened + step * at):
            _treat(paragraf, said, people, here, actor)
    with klocka.at(closed):
        valja_justerare(sammantrade, [people[name] for name in entry["justerare"]], actor=actor)
        stanga_sammantrade(sammantrade, actor=actor)


def _present(texts: list[str]) -> Iterator[tuple[str, tuple[str, frozenset[int] | None]]]:
    """'Jonas Hällgren för Lena Gren', 'Karin Sandell §§ 15-16': name, seat and §§ (None for all)."""
    for text in texts:
        found = SECTIONS.match(text)
        numbers = parse_paragrafer(found["sections"].replace("-", "–")) if found["sections"] else None
        yield found["name"], (found["seat"] or "", numbers)


def _call_the_roll(
    sammantrade: Sammantrade, people: dict[str, Deltagare], here: dict, entry: dict, actor: Anvandare
) -> None:
    first = min(one["nummer"] for one in entry["paragraf"])
    for text in entry.get("ovriga", []):
        name, _, title = text.partition(", ")
        if name not in people:
            people[name] = lagg_till_deltagare(sammantrade, name=name, title=title, actor=actor)
        here[name] = ("", None)
    here[entry["sekreterare"]] = ("", None)
    now_here = [people[name] for name, (_, numbers) in here.items() if numbers is None or first in numbers]
    distans = [one for one in now_here if sammantrade.remote]
    upprop(sammantrade, narvarande=now_here, distans=distans, actor=actor)


def _treat(
    paragraf: Paragraf, said: dict, people: dict[str, Deltagare], here: dict, actor: Anvandare
) -> None:
    oppna_paragraf(paragraf, actor=actor)
    for name, (_, numbers) in here.items():
        if numbers is not None:
            _come_and_go(paragraf, people[name], said["nummer"] in numbers, actor)
    for field in ("motet", "beslutsgang"):
        if field in said:
            spara_text(paragraf, field, said[field], actor=actor)
    spara_text(paragraf, "underlag", "\n".join(said.get("underlag", [])), actor=actor)
    for text in said.get("yrkanden", []):
        _propose(paragraf, text, people, actor)
    for text in said.get("anteckningar", []):
        name, _, words = text.partition(": ")
        anteckna(paragraf, people[name], text=words, actor=actor)
    decided = avgor_paragraf(paragraf, outcome=said.get("utgang", "bifall"), actor=actor)
    if decided.number != said["nummer"]:
        raise ValueError(f"§ {decided.number} skulle ha blivit § {said['nummer']}")


def _come_and_go(paragraf: Paragraf, one: Deltagare, is_here: bool, actor: Anvandare) -> None:
    row = paragraf.narvaro.filter(deltagare=one).first()
    was_here = row is not None and row.status != FRANVARANDE
    if is_here != was_here:
        arriving = NARVARANDE if one.group == "ersattare" else TJANSTGOR
        satt_narvaro(paragraf, one, arriving if is_here else FRANVARANDE, actor=actor)


def _propose(paragraf: Paragraf, text: str, people: dict[str, Deltagare], actor: Anvandare) -> None:
    """'Ivar Stenman bifall Nämnden godkänner …': who, what kind, what."""
    name = next(name for name in people if text.startswith(name))
    kind, _, words = text.removeprefix(name).strip().partition(" ")
    yrkande = yrka(paragraf, people[name], words, kind=kind, actor=actor)
    prova_yrkande(yrkande, "bifallet", actor=actor)


def _sign(sammantrade: Sammantrade, name: str, moment: datetime, actor: Anvandare) -> None:
    with klocka.at(moment):
        protokoll = sammantrade.protokoll.first()
        if protokoll is None:
            protokoll = starta_justering(sammantrade, actor=actor)
            _do("protokoll.justering_mail", protokoll.pk)
        for justering in protokoll.justeringar.filter(deltagare__name=name):
            signer = justering.deltagare.person.anvandare
            las(justering, actor=signer)
            skriv_under(justering, sha256=protokoll.content_sha256, actor=signer)
        protokoll.refresh_from_db()
        if protokoll.status == Protokoll.Status.UNDERSKRIVET:
            _do("protokoll.forsegla", protokoll.pk)


def _announce(sammantrade: Sammantrade, entry: dict, actor: Anvandare) -> None:
    """Confirmed on the members' boards the day it went up; down, and in force, when its time was out."""
    anslag = Anslag.objects.get(protokoll__sammantrade=sammantrade)
    with klocka.at(local_moment(entry["anslag_upp"], MORNING)):
        if anslag.platser.filter(posted_at=None).exists():
            bekrafta(anslag, actor=actor)
    down: date = entry["anslag_ner"]
    with klocka.at(local_moment(down, MORNING)):
        ta_ned(anslag, actor=actor)
        laga_kraft_i_dag()


def _aware(moment: datetime) -> datetime:
    return local_moment(moment.date(), moment.time())
