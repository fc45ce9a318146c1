"""A justerat protocol ready to be announced, of a gemensam nämnd of three or of a förbund."""

import datetime
from dataclasses import dataclass, field
from datetime import UTC, date
from functools import partial
from typing import Any

from protokoll.anslag.acts import prepare_for_protokoll
from protokoll.anslag.webb import forbered_webbversion
from protokoll.models import Anslag, Avbrott, Paragraf, Protokoll, Sammantrade, Webbversion
from samverkan.dokument.acts import store_dokument
from samverkan.lib import klocka
from samverkan.models import Anvandare, Beslut, Organ, Organisation, Samverkan
from samverkan.organ.paragrafserie import paragrafer_text
from tests import factories as f

MEETING = date(2022, 6, 22)
JUSTERAT = date(2022, 7, 6)


def noon(day: date) -> datetime.datetime:
    return datetime.datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


def on(day: date):
    """Do what follows at noon of the day."""
    return klocka.at(noon(day))


def section(paragraf: Paragraf, **texts: object) -> dict[str, Any]:
    """One § as the frozen content holds it."""
    return {
        "nummer": paragraf.number,
        "id": paragraf.pk,
        "rubrik": paragraf.heading,
        "dnr": paragraf.dnr,
        "utgang": "bifall",
        "beslut": paragraf.beslut_text,
        "sammanfattning": "",
        "motet": "",
        "beslutsgang": "",
        "yrkanden": [],
        "omrostningar": [],
        "reservationer": [],
        "jav": [],
        "underlag": [],
        "skickas_till": [],
        "ordforande": "Karin Sandell (S)",
        "tjanstgor": 3,
        "deltagare": ["Karin Sandell (S)"],
        "objekt": [],
        "omedelbar": False,
        "sekretess": False,
    } | texts


def person(namn: str, titel: str, **more: str) -> dict[str, str]:
    return {"namn": namn, "parti": "", "medlem": "", "titel": titel, "paragrafer": "", **more}


def content(sammantrade: Sammantrade, sections: list[dict[str, Any]]) -> dict[str, Any]:
    """The frozen content of a protocol."""
    numbers = paragrafer_text([one["nummer"] for one in sections])
    return {
        "organ": sammantrade.organ.name,
        "organ_subjekt": sammantrade.organ.as_subject,
        "samverkan": sammantrade.organ.samverkan.name,
        "datum": str(MEETING),
        "veckodag_text": "onsdag 22 juni 2022",
        "paragrafer_text": numbers,
        "plats": "Teams",
        "tid": "kl. 13.00–14.40",
        "kind": "helt",
        "ordforande": [{"namn": "Karin Sandell (S)", "paragrafer": numbers}],
        "sekreterare": [{"namn": "Anders Vikström", "paragrafer": numbers}],
        "justerare": [{"namn": "Jon Lindgren (S)", "paragrafer": numbers}],
        "justering": {"plats": "Digitalt", "senast": "2022-07-06"},
        "beslutfor": {"platser": 3, "minst": 2},
        "narvaro": {
            "ledamoter": [person("Karin Sandell", "ordförande", parti="S", medlem="Luleå")],
            "ersattare_tjanst": [],
            "ersattare": [],
            "ovriga": [person("Anders Vikström", "sekreterare")],
            "franvarande_ledamoter": [],
            "franvarande_ersattare": [],
        },
        "paragrafer": sections,
    }


@dataclass
class Scen:
    """A body whose meeting on 2022-06-22 has been justerat on 2022-07-06; its notice is not made yet."""

    samverkan: Samverkan
    organ: Organ
    medlemmar: list[Organisation]
    sekreterare: Anvandare
    sammantrade: Sammantrade
    protokoll: Protokoll
    paragrafer: list[Paragraf] = field(default_factory=list)

    def announce(self, day: date = JUSTERAT) -> Anslag:
        """The notice, prepared and put up here on the day."""
        with on(day):
            return prepare_for_protokoll(self.protokoll, self.sekreterare)

    def beslut(self, number: int = 8) -> Beslut:
        return Beslut.objects.get(organ=self.organ, paragraf=str(number))


def decided(sammantrade: Sammantrade, number: int, heading: str, text: str, **fields: object) -> Paragraf:
    """A decided § with its Beslut, justerat."""
    organ = sammantrade.organ
    beslut = Beslut.objects.create(
        samverkan=organ.samverkan,
        organ=organ,
        date=MEETING,
        paragraf=str(number),
        heading=heading,
        status=Beslut.Status.JUSTERAT,
    )
    return Paragraf.objects.create(
        sammantrade=sammantrade,
        organ=organ,
        year=2022,
        number=number,
        order=number,
        heading=heading,
        beslut_text=text,
        status=Paragraf.Status.AVGJORD,
        outcome="bifall",
        decided_at=noon(MEETING),
        beslut=beslut,
        **fields,
    )


def make_scen(
    *,
    kind: str = Organ.Kind.GEMENSAM_NAMND,
    form: str = Samverkan.Form.GEMENSAM_NAMND,
    texts: dict[int, dict[str, object]] | None = None,
    secret: int = 0,
    names: tuple[str, ...] = ("Luleå", "Boden", "Kalix"),
) -> Scen:
    """§§ 8–10 of a meeting, justerade. `texts`: what some §§ say; `secret`: the § that is secret."""
    medlemmar = [
        f.OrganisationFactory(short_name=name, name=f"{name} kommun", kommunkod="2580") for name in names
    ]
    samverkan = f.SamverkanFactory(issuer=medlemmar[0], form=form)
    for organisation in medlemmar:
        f.MedlemFactory(samverkan=samverkan, organisation=organisation)
    organ = f.OrganFactory(samverkan=samverkan, kind=kind, name="Norrbottens e-nämnd", called="E-nämnden")
    sekreterare = f.AnvandareFactory(name="Anders Vikström")
    f.RollFactory(anvandare=sekreterare, samverkan=samverkan, kind="sekreterare")
    sammantrade = Sammantrade.objects.create(organ=organ, starts_at=noon(MEETING), status="justerat")
    headings = ("Val av justerare", "Budget 2023", "Information")
    made = partial(decided, sammantrade)
    paragrafer = [
        made(number, heading, f"E-nämnden beslutar om {heading.lower()}.", secret=number == secret)
        for number, heading in enumerate(headings, 8)
    ]
    sections = [section(one, **(texts or {}).get(one.number, {})) for one in paragrafer]
    protokoll = justerat_protokoll(sammantrade, content(sammantrade, sections))
    protokoll.paragrafer.set(paragrafer)
    return Scen(samverkan, organ, medlemmar, sekreterare, sammantrade, protokoll, paragrafer)


def justerat_protokoll(sammantrade: Sammantrade, frozen: dict[str, Any], **fields: object) -> Protokoll:
    paper = store_dokument(
        b"%PDF-1.7\n%%EOF",
        filename="protokoll.pdf",
        content_type="application/pdf",
        samverkan=sammantrade.organ.samverkan,
    )
    stored = {"status": Protokoll.Status.JUSTERAT, "justerat_on": JUSTERAT, "dokument": paper} | fields
    return Protokoll.objects.create(
        sammantrade=sammantrade, content=frozen, content_sha256="0" * 64, deadline=JUSTERAT, **stored
    )


@dataclass
class Anslaget:
    """One of everything at the notice board, for those who walk all addresses."""

    anslag: Anslag
    avbrott: Avbrott
    webbversion: Webbversion


def announced(sammantrade: Sammantrade, actor: Anvandare) -> Anslaget:
    """A justerat protocol of the meeting, its notice with evidence, an outage that lasts, a web version."""
    paragraf = decided(sammantrade, 77, "Avtal", "Vi beslutar.")
    protokoll = justerat_protokoll(sammantrade, content(sammantrade, [section(paragraf)]))
    anslag = prepare_for_protokoll(protokoll, actor)
    anslag.bevis = protokoll.dokument
    anslag.save()
    tavla = anslag.platser.get().tavla
    outage = Avbrott.objects.create(tavla=tavla, began_at=klocka.now(), reason="Driftstopp")
    return Anslaget(anslag, outage, forbered_webbversion(protokoll, actor=actor))
