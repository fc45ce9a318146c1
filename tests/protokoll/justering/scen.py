"""A closed meeting with four §§: a change of chair, a substitute, a vote, a reservation and jäv."""

import datetime
from dataclasses import dataclass, field

from protokoll.arenden.models import Arende
from protokoll.paragrafer.models import (
    Expediering,
    Narvaro,
    Omrostning,
    Paragraf,
    Paragrafserie,
    Reservation,
    Rost,
    Yrkande,
)
from protokoll.sammantraden.models import Dagordningspunkt, Deltagare, Sammantrade
from samverkan.lib.local_time import STOCKHOLM
from samverkan.models import Anvandare, Beslut, Organ, Person, Samverkan
from tests import factories as f

DAY = datetime.date(2022, 6, 22)
YEAR = 2022


def clock(hour: int, minute: int = 0, *, day: datetime.date = DAY) -> datetime.datetime:
    """That time that day, Swedish time."""
    return datetime.datetime.combine(day, datetime.time(hour, minute), STOCKHOLM)


@dataclass
class Mote:
    """The meeting, its people by first name, and its §§ by number."""

    samverkan: Samverkan
    organ: Organ
    sammantrade: Sammantrade
    sekreterare: Anvandare
    people: dict[str, Deltagare] = field(default_factory=dict)
    paragrafer: dict[int, Paragraf] = field(default_factory=dict)

    def user(self, name: str) -> Anvandare:
        return self.people[name].person.anvandare

    def person(self, name: str, group: str, **fields: object) -> Deltagare:
        user = f.AnvandareFactory(name=name)
        roll = "sekreterare" if fields.get("secretary") else "ledamot"
        f.RollFactory(anvandare=user, samverkan=self.samverkan, kind=roll)
        person = Person.objects.create(samverkan=self.samverkan, name=name, email=user.email, anvandare=user)
        self.people[name.split()[0]] = Deltagare.objects.create(
            sammantrade=self.sammantrade,
            person=person,
            group=group,
            name=name,
            order=len(self.people),
            **fields,
        )
        return self.people[name.split()[0]]

    def paragraf(
        self, number: int, heading: str, *, chair: str, serving: list[str], **fields: object
    ) -> Paragraf:
        order = len(self.paragrafer) + 1
        punkt = Dagordningspunkt.objects.create(sammantrade=self.sammantrade, order=order, heading=heading)
        beslut = Beslut.objects.create(
            samverkan=self.samverkan,
            organ=self.organ,
            date=DAY,
            paragraf=str(number),
            heading=heading,
            text=fields.get("beslut_text", ""),
        )
        paragraf = Paragraf.objects.create(
            sammantrade=self.sammantrade,
            punkt=punkt,
            organ=self.organ,
            year=DAY.year,
            number=number,
            order=order,
            heading=heading,
            status=Paragraf.Status.AVGJORD,
            outcome=Paragraf.Outcome.BIFALL,
            ordforande=self.people[chair],
            decided_at=clock(14),
            beslut=beslut,
            **fields,
        )
        for name, person in self.people.items():
            status = Narvaro.Status.TJANSTGOR if name in serving else Narvaro.Status.FRANVARANDE
            if person.group == Deltagare.Group.OVRIG:
                status = Narvaro.Status.NARVARANDE
            Narvaro.objects.create(paragraf=paragraf, deltagare=person, status=status)
        self.paragrafer[number] = paragraf
        return paragraf

    def attend(self, number: int, name: str, status: str, *, ersatter: str = "") -> None:
        Narvaro.objects.filter(paragraf=self.paragrafer[number], deltagare=self.people[name]).update(
            status=status, ersatter=self.people[ersatter] if ersatter else None
        )


def avslutat_mote(*, samverkan: Samverkan | None = None, justering_order: str = "fri") -> Mote:
    """§§ 12–15 of 2022-06-22: Arne leads till § 13, then Karin, for whom Gun served; Stig has jäv at § 15."""
    if samverkan is None:
        host = f.OrganisationFactory(short_name="Luleå")
        samverkan = f.SamverkanFactory(name="Norrbottens e-nämnd", slug="norrbotten-prov", issuer=host)
    organ = Organ.objects.create(
        samverkan=samverkan,
        name="Norrbottens e-nämnd",
        called="E-nämnden",
        kind=Organ.Kind.GEMENSAM_NAMND,
        seats=5,
        kept_at="Luleå kommun",
        justering_order=justering_order,
    )
    sammantrade = Sammantrade.objects.create(
        organ=organ,
        starts_at=clock(13),
        opened_at=clock(13),
        closed_at=clock(14, 40),
        place="Digitalt möte i Teams",
        status=Sammantrade.Status.AVSLUTAT,
    )
    mote = Mote(samverkan, organ, sammantrade, f.AnvandareFactory())
    _people(mote)
    mote.sekreterare = mote.user("Robert")
    _paragrafer(mote)
    Paragrafserie.objects.create(organ=organ, year=YEAR, last=15)
    return mote


def _people(mote: Mote) -> None:
    towns = ["Arjeplog", "Luleå", "Kiruna", "Piteå", "Kalix"]
    home = {town: f.OrganisationFactory(short_name=town) for town in towns if town != "Luleå"}
    home["Luleå"] = mote.samverkan.issuer
    mote.person("Arne Lövgren", "ledamot", party="S", organisation=home["Arjeplog"], presidium="vice")
    mote.person("Karin Wallström", "ledamot", party="S", organisation=home["Luleå"], presidium="ordforande")
    mote.person("Stig Hedman", "ledamot", party="M", organisation=home["Kiruna"])
    mote.person("Jan Forslund", "ledamot", party="S", organisation=home["Piteå"], justerare=True)
    mote.person("Monica Rehnberg", "ledamot", party="S", organisation=home["Kalix"])
    mote.person("Gun Marklind", "ersattare", party="M", organisation=home["Luleå"])
    mote.person("Robert Kjellin", "ovrig", title="nämndsekreterare", secretary=True)


def _paragrafer(mote: Mote) -> None:
    first, later = ["Arne", "Stig", "Jan", "Gun"], ["Arne", "Karin", "Stig", "Jan"]
    arende = Arende.objects.create(
        samverkan=mote.samverkan,
        organ=mote.organ,
        dnr="2022/13-2.2.0.1",
        heading="Budget 2023",
        opened_on=datetime.date(2022, 6, 1),
    )
    budget = mote.paragraf(
        12,
        "Budget 2023",
        chair="Arne",
        serving=first,
        arende=arende,
        dnr=arende.dnr,
        beslut_text="E-nämnden fastställer budgeten för 2023 till 7 618 100 kr.",
        sammanfattning="Budgeten bygger på beslutade fördelningsmodeller.\n\n"
        "Tjänst\t2022\t2023\nGrundfinansiering\t1 065 400\t1 127 000\nE-arkiv\t322 000\t322 000",
        beslutsgang="Ordföranden frågar om ärendet ska avgöras i dag och finner det. Omröstning begärs.",
        underlag=["Budget 2023, 2022-06-10", "Fördelning per kommun 2023"],
    )
    mote.paragraf(
        13,
        "Slutrapport e-learning",
        chair="Arne",
        serving=first,
        beslut_text="E-nämnden lägger rapporten till handlingarna.",
    )
    mote.paragraf(
        14,
        "Delårsrapport 2022",
        chair="Karin",
        serving=later,
        beslut_text="E-nämnden godkänner delårsrapporten.",
    )
    mote.paragraf(
        15,
        "Upphandling",
        chair="Karin",
        serving=later,
        beslut_text="- Upphandlingen avbryts.\n- Frågan tas upp i höst.",
    )
    mote.attend(12, "Gun", Narvaro.Status.TJANSTGOR, ersatter="Karin")
    mote.attend(13, "Gun", Narvaro.Status.TJANSTGOR, ersatter="Karin")
    for number in (14, 15):
        mote.attend(number, "Gun", Narvaro.Status.NARVARANDE)
    mote.attend(15, "Stig", Narvaro.Status.JAV)
    Yrkande.objects.create(
        paragraf=budget,
        deltagare=mote.people["Arne"],
        text="Bifall till förslaget.",
        kind="bifall",
        order=1,
        outcome="bifallet",
    )
    Yrkande.objects.create(
        paragraf=budget,
        deltagare=mote.people["Stig"],
        text="Ärendet återremitteras.",
        kind="aterremiss",
        order=2,
        outcome="avslaget",
    )
    vote = Omrostning.objects.create(
        paragraf=budget,
        question="Ska ärendet avgöras i dag?",
        yes_means="ärendet avgörs i dag",
        no_means="ärendet återremitteras",
        yes_count=2,
        no_count=2,
        abstain_count=0,
        casting_vote=True,
        outcome="ja",
    )
    for name, value in {"Arne": "ja", "Jan": "ja", "Stig": "nej", "Gun": "nej"}.items():
        Rost.objects.create(omrostning=vote, deltagare=mote.people[name], value=value)
    for name in ("Stig", "Gun"):
        Reservation.objects.create(paragraf=budget, deltagare=mote.people[name], announced_at=clock(13, 30))
    Expediering.objects.create(
        paragraf=budget, name="Medlemskommunerna", email="ekonomi@kommun.example", order=1
    )
    Expediering.objects.create(paragraf=budget, name="Luleå kommuns ekonomiavdelning", order=2)
