"""The meeting as its page shows it: the agenda, the timetable of attendance, who leads which §§."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from protokoll.paragrafer.models import Paragraf
from protokoll.paragrafer.narvarolista import (
    FRANVARANDE,
    JAV,
    LEDAMOT,
    NARVARANDE,
    OVRIG,
    TJANSTGOR,
    Lage,
    Narvarolista,
    after,
    expected,
    status_of,
)
from protokoll.sammantraden.models import Deltagare
from samverkan.organ.paragrafserie import paragrafer_text

DONE = {Paragraf.Status.AVGJORD, Paragraf.Status.OPPEN}
TITLES = {"ordforande": "ordförande", "vice": "vice ordförande", "vice2": "2:e vice ordförande"}
SHORT = {"ordforande": "ordf.", "vice": "vice ordf.", "vice2": "2:e vice"}


@dataclass(frozen=True)
class Ruta:
    """One seat at one §. `kind`: tjanst, vantas, jav, borta. `words` say it for the screen reader."""

    kind: str
    words: str
    nu: bool


@dataclass
class Rad:
    """A seat: the member, who sits there at the § shown, whom they replace, and a box per §."""

    plats: Deltagare
    sitter: Deltagare
    rutor: list[Ruta]
    borta: bool
    jav: bool = False

    @property
    def medlem(self) -> str:
        """The member that elected them; a body of one municipality shows the party."""
        if self.plats.organisation:
            return self.plats.organisation.short_name
        return self.plats.party or "Ledamot"

    @property
    def titel(self) -> str:
        if self.sitter.justerare:
            return ", justerare"
        return f", {SHORT[self.sitter.presidium]}" if self.sitter.presidium in SHORT else ""


@dataclass
class Kolumn:
    """A § in the timetable, with how many serve."""

    paragraf: Paragraf
    label: str
    preliminary: bool
    nu: bool
    antal: int
    short: bool


@dataclass
class Tidtabell:
    """Members × §, and who else is in the room at the § shown."""

    kolumner: list[Kolumn]
    rader: list[Rad]
    minst: int
    platser: int
    ovriga: list[Deltagare]
    states: dict[int, Lage] = field(default_factory=dict)

    @property
    def has_jav(self) -> bool:
        return any(ruta.kind == "jav" for rad in self.rader for ruta in rad.rutor)


def _when(one: Paragraf) -> tuple[bool, datetime, int]:
    """As they were dealt with; the one that is open last."""
    return one.decided_at is None, one.decided_at or datetime.max.replace(tzinfo=UTC), one.number or 0


def states_of(
    lista: Narvarolista, paragrafer: Sequence[Paragraf], stored: Mapping[int, Lage]
) -> dict[int, Lage]:
    """Every § with how all stand there: as it was, or as it is expected to be."""
    done = sorted((one for one in paragrafer if one.status in DONE), key=_when)
    states: dict[int, Lage] = {one.pk: stored.get(one.pk, {}) for one in done}
    waiting = [one for one in paragrafer if one.status not in DONE]
    planned = [stored.get(one.pk, {}) for one in waiting]
    now = after(lista, list(states.values())) if states else {}
    return states | {one.pk: lage for one, lage in zip(waiting, expected(now, planned), strict=True)}


def make_tidtabell(
    lista: Narvarolista,
    paragrafer: Sequence[Paragraf],
    stored: Mapping[int, Lage],
    numbers: Mapping[int, int],
    shown: Paragraf | None,
) -> Tidtabell:
    """The timetable for the §§ that are not left out, with the one shown marked."""
    columns = [one for one in paragrafer if one.status != Paragraf.Status.UTGAR]
    states = states_of(lista, columns, stored)
    current: Lage = states.get(shown.pk, {}) if shown else {}
    quorum = lista.quorum(current)
    return Tidtabell(
        kolumner=[_column(lista, one, states, numbers, shown) for one in columns],
        rader=[_row(lista, one, columns, states, shown) for one in lista.people if one.group == LEDAMOT],
        minst=quorum.behovs,
        platser=lista.seats,
        ovriga=[one for one in lista.people if status_of(current, one.pk) == NARVARANDE],
        states=states,
    )


def _column(
    lista: Narvarolista,
    one: Paragraf,
    states: Mapping[int, Lage],
    numbers: Mapping[int, int],
    shown: Paragraf | None,
) -> Kolumn:
    quorum = lista.quorum(states[one.pk])
    return Kolumn(
        one,
        str(numbers.get(one.pk, "–")),
        one.number is None,
        shown is not None and one.pk == shown.pk,
        len(lista.serving(states[one.pk])),
        not quorum.holds and bool(states[one.pk]),
    )


def _row(
    lista: Narvarolista,
    seat: Deltagare,
    columns: Sequence[Paragraf],
    states: Mapping[int, Lage],
    shown: Paragraf | None,
) -> Rad:
    boxes = [_box(lista, seat, one, states[one.pk], shown) for one in columns]
    lage: Lage = states.get(shown.pk, {}) if shown else {}
    who = _sits(lista, seat, lage)
    away = who is None
    return Rad(seat, who or seat, boxes, away, status_of(lage, seat.pk) == JAV)


def _sits(lista: Narvarolista, seat: Deltagare, lage: Lage) -> Deltagare | None:
    if status_of(lage, seat.pk) == TJANSTGOR:
        return seat
    return next((lista.by_id[pk] for pk, plats in lage.items() if plats.ersatter == seat.pk), None)


def _box(lista: Narvarolista, seat: Deltagare, one: Paragraf, lage: Lage, shown: Paragraf | None) -> Ruta:
    nu = shown is not None and one.pk == shown.pk
    who = _sits(lista, seat, lage)
    if who is not None:
        kind = "tjanst" if one.status in DONE else "vantas"
        words = "tjänstgör" if kind == "tjanst" else "väntas"
        return Ruta(kind, words if who == seat else f"{who} {words}", nu)
    jav = status_of(lage, seat.pk) == JAV
    return Ruta("jav" if jav else "borta", "jäv" if jav else "borta", nu)


def leaders(lista: Narvarolista, tidtabell: Tidtabell, numbers: Mapping[int, int]) -> list[tuple[str, str]]:
    """Who leads which §§: [('Ivar Stenman (S)', '§§ 8–14'), …], as it was and as it is expected."""
    led: dict[str, list[int]] = {}
    for column in tidtabell.kolumner:
        one = column.paragraf
        chair = one.ordforande if one.status in DONE else lista.chair(tidtabell.states[one.pk])
        if chair and one.pk in numbers:
            led.setdefault(str(chair), []).append(numbers[one.pk])
    return [(name, paragrafer_text(held)) for name, held in led.items()]


@dataclass(frozen=True)
class Dagordningsrad:
    """A § in the list at the left. `lage`: klar, oppen, vantar, utgar."""

    paragraf: Paragraf
    number: int | None
    lage: str
    text: str
    vald: bool


_OUTCOMES = {
    "bifall": "Bifall, klar",
    "avslag": "Avslag, klar",
    "aterremiss": "Återremitterad",
    "bordlaggning": "Bordlagd",
}


def make_agenda(
    paragrafer: Sequence[Paragraf], numbers: Mapping[int, int], shown: Paragraf | None
) -> list[Dagordningsrad]:
    """The §§ in agenda order with where each stands, in words."""
    rows = []
    for one in paragrafer:
        words = {"oppen": "Öppen, beslut skrivs", "vantar": "Inte påbörjad", "utgar": "Utgår"}
        text = words.get(one.status) or _OUTCOMES[one.outcome]
        text += ", justeras omedelbart" if one.omedelbar else ""
        lage = "klar" if one.status == Paragraf.Status.AVGJORD else one.status
        vald = shown is not None and one.pk == shown.pk
        rows.append(Dagordningsrad(one, numbers.get(one.pk), lage, text, vald))
    return rows


def substitutes_told(lista: Narvarolista, lage: Lage) -> str:
    """'Två ersättare tjänstgör: Boden, Gällivare.'; empty when nobody does."""
    serving = [one for one in lista.serving(lage) if one.group != LEDAMOT and one.group != OVRIG]
    if not serving:
        return ""
    count = ["noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"]
    places = [one.organisation.short_name if one.organisation else str(one) for one in serving]
    words = count[len(serving)].capitalize() if len(serving) < len(count) else str(len(serving))
    return f"{words} ersättare tjänstgör: {', '.join(places)}."


def who_is_away(lista: Narvarolista, lage: Lage) -> list[Deltagare]:
    """Ledamöter who are not there."""
    return [one for one in lista.people if one.group == LEDAMOT and status_of(lage, one.pk) == FRANVARANDE]
