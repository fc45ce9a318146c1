"""A meeting to act in: a gemensam nämnd of five members, its people, four matters, called, opened or closed.

    scen = mote_scen()              # called, nothing opened
    scen = mote_scen("oppnat")      # opened, upprop done, nothing decided
    scen = mote_scen("avslutat")    # every § decided, justerare chosen, closed

The ordinary chair (Luleå) is away at first, the vice chair (Arjeplog) leads; Boden's substitute serves.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from protokoll.arenden.models import Arende, Mottagare
from protokoll.paragrafer.acts import (
    avgor_paragraf,
    oppna_paragraf,
    oppna_sammantrade,
    spara_text,
    stanga_sammantrade,
    upprop,
    valja_justerare,
)
from protokoll.paragrafer.models import Paragraf
from protokoll.sammantraden.models import Dagordningspunkt, Deltagare, Sammantrade
from samverkan.lib import klocka
from samverkan.lib.local_time import STOCKHOLM
from samverkan.models import Anvandare, Mandat, Organ, Organisation, Person, Samverkan
from tests import factories as f

DAY = datetime.date(2022, 6, 22)
OPENS = datetime.datetime(2022, 6, 22, 13, 0, tzinfo=STOCKHOLM)
PLACES = ("Luleå", "Arjeplog", "Boden", "Kiruna", "Piteå")
LEDAMOTER = ("Karin Sandell (S)", "Ivar Stenman (S)", "Lena Gren (S)", "Stina Sarri (M)", "Jon Lindgren (S)")
ERSATTARE = (
    "Anders Ek (M)",
    "Eva Rask (V)",
    "Jonas Hällgren (MP)",
    "Gun Selin (C)",
    "Helge Stark (S)",
)
MATTERS = (
    (
        "2022/9-2.2.0.1",
        "Granskning av nämnden",
        "E-nämnden beslutar att lägga granskningen till handlingarna.",
    ),
    ("2022/13-2.2.0.1", "Budget 2023", "E-nämnden beslutar att godkänna budgeten för 2023."),
    ("2022/14-2.2.0.1", "Slutrapport e-lärande", "E-nämnden beslutar att lägga rapporten till handlingarna."),
    ("2022/15-2.2.0.1", "Delårsrapport 2022", "E-nämnden beslutar att godkänna delårsrapporten."),
)
AWAY = ("Karin Sandell", "Lena Gren")
HERE_TOO = ("Jonas Hällgren", "Helge Stark")


@dataclass
class Motesscen:
    """`person`, `ledamot` and `paragraf` find by name or heading."""

    samverkan: Samverkan
    organ: Organ
    medlemmar: list[Organisation]
    sammantrade: Sammantrade
    arenden: list[Arende]
    sekreterare: Anvandare
    ledamot_konto: Anvandare  # Jon Lindgren's account, role ledamot
    ordforande_konto: Anvandare  # Ivar Stenman's account, role ledamot

    @property
    def paragrafer(self) -> list[Paragraf]:
        return list(self.sammantrade.paragrafer.order_by("order"))

    def paragraf(self, heading: str) -> Paragraf:
        return self.sammantrade.paragrafer.get(heading__startswith=heading)

    def person(self, name: str) -> Deltagare:
        return self.sammantrade.deltagare.get(name=name)

    def konto(self, kind: str, **kwargs: object) -> Anvandare:
        return f.RollFactory(samverkan=self.samverkan, kind=kind, **kwargs).anvandare

    def url(self, rest: str = "") -> str:
        return f"/{self.samverkan.slug}/2022/sammantraden/mote/{self.sammantrade.pk}/{rest}"

    def paragraf_url(self, heading: str, rest: str = "") -> str:
        return f"/{self.samverkan.slug}/2022/sammantraden/mote/paragraf/{self.paragraf(heading).pk}/{rest}"

    def avgor(self, heading: str, outcome: str = "bifall", minut: int = 10) -> Paragraf:
        """Open and decide a § so many minutes into the meeting."""
        with klocka.at(OPENS + datetime.timedelta(minutes=minut)):
            paragraf = oppna_paragraf(self.paragraf(heading), actor=self.sekreterare)
            return avgor_paragraf(paragraf, outcome=outcome, actor=self.sekreterare)


def mote_scen(
    state: str = "kallat",
    *,
    matters: Sequence[tuple[str, str, str]] = MATTERS,
    samverkan: Samverkan | None = None,
) -> Motesscen:
    """The meeting in a state: 'kallat', 'oppnat' (upprop done) or 'avslutat'; in a samverkan of its own."""
    organ_name = "Norrbottens e-nämnd" if samverkan is None else "Provnämnden"
    known = {one.short_name: one for one in Organisation.objects.filter(short_name__in=PLACES)}
    medlemmar = [known.get(name) or f.OrganisationFactory(short_name=name) for name in PLACES]
    if samverkan is None:
        named = {} if known else {"name": "Norrbottens e-nämnd"}  # the first of them in a test
        samverkan = f.SamverkanFactory(issuer=medlemmar[0], **named)
        for organisation in medlemmar:
            f.MedlemFactory(samverkan=samverkan, organisation=organisation)
    organ = f.OrganFactory(
        samverkan=samverkan,
        name=organ_name,
        called="E-nämnden",
        kind=Organ.Kind.GEMENSAM_NAMND,
        seats=5,
        place="Luleå",
        kept_at="E-nämndens kansli i Luleå",
        remote_from=f.START,
    )
    sekreterare = f.AnvandareFactory(name="Peter Lund")
    f.RollFactory(anvandare=sekreterare, samverkan=samverkan, kind="sekreterare")
    mandates(organ, medlemmar)
    scen = Motesscen(
        samverkan,
        organ,
        medlemmar,
        Sammantrade.objects.create(
            organ=organ, starts_at=OPENS, place="Teams", remote=True, status=Sammantrade.Status.KALLAT
        ),
        [matter(samverkan, organ, *one) for one in matters],
        sekreterare,
        account(samverkan, "Jon Lindgren"),
        account(samverkan, "Ivar Stenman"),
    )
    secretary = Person.objects.create(
        samverkan=samverkan, name="Peter Lund", title="nämndsekreterare", anvandare=sekreterare
    )
    Mandat.objects.create(organ=organ, person=secretary, role="sekreterare", order=1, valid_from=f.START)
    agenda(scen.sammantrade, scen.arenden)
    if state != "kallat":
        begin(scen)
    if state == "avslutat":
        finish(scen)
    return scen


def mandates(organ: Organ, medlemmar: Sequence[Organisation]) -> None:
    """One ledamot and one ersättare of each member; Luleå's leads, Arjeplog's is vice chair."""
    presidium = {0: "ordforande", 1: "vice"}
    for role, names in (("ledamot", LEDAMOTER), ("ersattare", ERSATTARE)):
        for at, (text, organisation) in enumerate(zip(names, medlemmar, strict=True)):
            name, party = text.rstrip(")").split(" (")
            person = Person.objects.create(
                samverkan=organ.samverkan, name=name, email=f"person{at}.{role}@kommun.example"
            )
            Mandat.objects.create(
                organ=organ,
                person=person,
                role=role,
                organisation=organisation,
                party=party,
                order=at + 1,
                presidium=presidium.get(at, "") if role == "ledamot" else "",
                valid_from=f.START,
            )


def account(samverkan: Samverkan, name: str) -> Anvandare:
    """An account with the role ledamot for a person of the body."""
    user = f.AnvandareFactory(name=name)
    f.RollFactory(anvandare=user, samverkan=samverkan, kind="ledamot")
    Person.objects.filter(samverkan=samverkan, name=name).update(anvandare=user)
    return user


def matter(samverkan: Samverkan, organ: Organ, dnr: str, heading: str, forslag: str) -> Arende:
    """A matter with a proposal, a summary and one recipient."""
    arende = Arende.objects.create(
        samverkan=samverkan,
        organ=organ,
        dnr=dnr,
        heading=heading,
        opened_on=f.START,
        forslag=forslag,
        sammanfattning=f"Sammanfattning av {heading.lower()}.",
    )
    Mottagare.objects.create(arende=arende, name="Kiruna kommun", email="kansli@kiruna.example")
    return arende


def agenda(sammantrade: Sammantrade, arenden: Sequence[Arende]) -> None:
    """Upprop without a §, then every matter with one."""
    sammantrade.punkter.create(order=1, kind="formalia", heading="Upprop", numbered=False)
    for order, arende in enumerate(arenden, start=2):
        sammantrade.punkter.create(
            order=order, kind=Dagordningspunkt.Kind.BESLUT, heading=arende.heading, arende=arende
        )


def begin(scen: Motesscen) -> None:
    """Open the meeting and call the roll."""
    with klocka.at(OPENS):
        oppna_sammantrade(scen.sammantrade, actor=scen.sekreterare)
        people = list(scen.sammantrade.deltagare.all())
        here = [
            one
            for one in people
            if one.name in HERE_TOO or (one.group != "ersattare" and one.name not in AWAY)
        ]
        excused = {scen.person("Karin Sandell"): "kommer senare"}
        upprop(scen.sammantrade, narvarande=here, forhinder=excused, actor=scen.sekreterare)
    scen.sammantrade.refresh_from_db()


def finish(scen: Motesscen) -> None:
    """Decide every § with bifall, elect Jon Lindgren to attest, close at 14.40."""
    for number, paragraf in enumerate(scen.paragrafer, start=1):
        scen.avgor(paragraf.heading, minut=10 * number)
    with klocka.at(OPENS + datetime.timedelta(minutes=90)):
        valja_justerare(scen.sammantrade, [scen.person("Jon Lindgren")], actor=scen.sekreterare)
        last = scen.paragrafer[-1]
        spara_text(last, "motet", "Ordföranden tackar för i dag.", actor=scen.sekreterare)
        stanga_sammantrade(scen.sammantrade, clock=datetime.time(14, 40), actor=scen.sekreterare)
    scen.sammantrade.refresh_from_db()
