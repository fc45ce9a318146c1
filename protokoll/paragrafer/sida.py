"""All that the meeting page shows, gathered with a fixed number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from protokoll.paragrafer.belopp import Beloppskontroll, check_amount
from protokoll.paragrafer.beslutsgang import common_gaps
from protokoll.paragrafer.fraser import fill
from protokoll.paragrafer.models import Paragraf
from protokoll.paragrafer.narvaro import read_all, read_lista
from protokoll.paragrafer.narvarolista import Lage, Narvarolista
from protokoll.paragrafer.queries import (
    agenda_of,
    fraser_of,
    objekt_of,
    omrostningar_of,
    presumptive_numbers,
    version_counts,
    yrkanden_of,
)
from protokoll.paragrafer.rules import Beslutsforhet
from protokoll.paragrafer.texter import FIELDS, read_field
from protokoll.paragrafer.tidtabell import (
    Dagordningsrad,
    Tidtabell,
    leaders,
    make_agenda,
    make_tidtabell,
    substitutes_told,
)
from protokoll.sammantraden.models import Sammantrade
from samverkan.beslut.beredning import Beredningsobjekt
from samverkan.lib.merging import Textruta, normal


@dataclass(frozen=True)
class Frasknapp:
    """A phrase with its gaps filled."""

    pk: int
    label: str
    text: str


@dataclass
class Paragrafsida:
    """The § in the middle column."""

    paragraf: Paragraf
    number: int | None
    lage: Lage
    forhet: Beslutsforhet
    ersattare: str
    texter: dict[str, Textruta]
    yrkanden: list = field(default_factory=list)
    omrostningar: list = field(default_factory=list)
    reservationer: list = field(default_factory=list)
    objekt: list[Beredningsobjekt] = field(default_factory=list)
    kontroll: Beloppskontroll | None = None
    fraser: dict[str, list[Frasknapp]] = field(default_factory=dict)

    @property
    def versions(self) -> int:
        return sum(one.versions for one in self.texter.values())

    @property
    def utgang(self) -> str:
        """What the choice of outcome shows: what is chosen, else bifall."""
        return self.paragraf.outcome or Paragraf.Outcome.BIFALL


@dataclass
class Motessida:
    """The whole page. `vald` is None before the upprop, and when the agenda is empty."""

    sammantrade: Sammantrade
    lista: Narvarolista
    agenda: list[Dagordningsrad]
    tidtabell: Tidtabell
    ledare: list[tuple[str, str]]
    upprop_done: bool
    vald: Paragrafsida | None
    next: Paragraf | None
    justerare: list[str]

    @property
    def all_done(self) -> bool:
        return all(row.lage in ("klar", "utgar") for row in self.agenda)


def load_page(
    sammantrade: Sammantrade, shown: int | None = None, typed: Mapping[str, Textruta] | None = None
) -> Motessida:
    """The page of a meeting that has been opened; `shown` is the id of a §, else the one that is on."""
    lista = read_lista(sammantrade)
    paragrafer = agenda_of(sammantrade)
    stored = read_all(sammantrade)
    numbers = presumptive_numbers(sammantrade, paragrafer)
    chosen = next((one for one in paragrafer if one.pk == shown), None) or _on_now(paragrafer)
    tidtabell = make_tidtabell(lista, paragrafer, stored, numbers, chosen)
    done = any(stored.values())
    return Motessida(
        sammantrade=sammantrade,
        lista=lista,
        agenda=make_agenda(paragrafer, numbers, chosen),
        tidtabell=tidtabell,
        ledare=leaders(lista, tidtabell, numbers),
        upprop_done=done,
        vald=load_paragraf(chosen, sammantrade, lista, tidtabell, numbers, typed or {}) if chosen else None,
        next=_following(paragrafer, chosen),
        justerare=[str(one) for one in lista.people if one.justerare],
    )


def _on_now(paragrafer: list[Paragraf]) -> Paragraf | None:
    """The § that is open, else the first that waits, else the last."""
    for status in (Paragraf.Status.OPPEN, Paragraf.Status.VANTAR):
        for one in paragrafer:
            if one.status == status:
                return one
    return paragrafer[-1] if paragrafer else None


def _following(paragrafer: list[Paragraf], chosen: Paragraf | None) -> Paragraf | None:
    """What comes after the § shown: one that is open, the first that waits after it, else any that waits."""
    for one in paragrafer:
        if one.status == Paragraf.Status.OPPEN and one != chosen:
            return one
    waiting = [one for one in paragrafer if one.status == Paragraf.Status.VANTAR and one != chosen]
    after = [one for one in waiting if chosen and one.order > chosen.order]
    return next(iter(after or waiting), None)


def load_paragraf(
    one: Paragraf,
    sammantrade: Sammantrade,
    lista: Narvarolista,
    tidtabell: Tidtabell,
    numbers: Mapping[int, int],
    typed: Mapping[str, Textruta],
) -> Paragrafsida:
    """The § with its texts, proposals, votes and objects."""
    one.sammantrade = sammantrade
    lage = tidtabell.states.get(one.pk, {})
    counts = version_counts(one)
    texts = {name: _text(one, name, counts.get(name, 0)) for name in FIELDS} | dict(typed)
    objects = objekt_of(one)
    return Paragrafsida(
        paragraf=one,
        number=numbers.get(one.pk),
        lage=lage,
        forhet=lista.quorum(lage),
        ersattare=substitutes_told(lista, lage),
        texter=texts,
        yrkanden=yrkanden_of(one),
        omrostningar=omrostningar_of(one),
        reservationer=list(one.reservationer.select_related("deltagare")),
        objekt=objects,
        kontroll=amount_check(texts["beslut_text"].text, objects),
        fraser=_phrases(one, sammantrade),
    )


_HELP = {
    "underlag": "En rad per handling.",
    "skickas_till": "En rad per mottagare: Namn, eller Namn <adress@kommun.se>.",
}


def _text(one: Paragraf, name: str, versions: int) -> Textruta:
    text = normal(read_field(one, name))
    return Textruta(name, FIELDS[name], text, text, versions, help=_HELP.get(name, ""))


def amount_check(text: str, objects: list[Beredningsobjekt]) -> Beloppskontroll | None:
    """The check for the first object that comes to an amount; None when there is none."""
    for one in objects:
        if one.amount is not None:
            what = {"budget": "budgeten", "nyckel": "nyckeln"}.get(one.kind, one.label)
            return check_amount(text, what, one.amount)
    return None


def _phrases(one: Paragraf, sammantrade: Sammantrade) -> dict[str, list[Frasknapp]]:
    gaps = common_gaps(sammantrade.organ) | {"arende": one.heading}
    found: dict[str, list[Frasknapp]] = {"beslut": [], "beslutsgang": [], "ovrigt": []}
    for phrase in fraser_of(sammantrade.organ.samverkan):
        found[phrase.place].append(Frasknapp(phrase.pk, phrase.label, fill(phrase.text, gaps)))
    return found
