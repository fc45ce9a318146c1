"""What the public board says, as plain values for its pages, its feed and the sign-in page."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format

from protokoll.anslag.models import Anslag, Webbversion
from protokoll.anslag.queries import appeal_guidance, on_board, published
from protokoll.anslag.tid import WITH_APPEAL, explanation, places
from samverkan.lib.local_time import local_day
from samverkan.lib.swedish import sort_key

SHORT = {
    Anslag.Kind.SAMMANTRADE: "Möte",
    Anslag.Kind.DELEGATION: "Delegation",
    Anslag.Kind.FORFATTNING: "Enligt lag",
}
BESIDE_SIGN_IN = 5  # notices shown there; the rest stand on the board
WAITING = "räknas ut när anslaget är uppe på alla tavlor"


@dataclass(frozen=True)
class Rad:
    """A notice as the lists show it."""

    anslag: Anslag
    vilka: str
    text: str
    fran: date
    till: date | None
    url: str
    note: str


def rad(anslag: Anslag) -> Rad:
    """One notice from `on_board`. No query."""
    organ = anslag.organ.name
    whose = organ if organ == anslag.samverkan.name else f"{anslag.samverkan.name}, {organ.lower()}"
    text = whose if anslag.kind == Anslag.Kind.PROTOKOLL else anslag.heading
    return Rad(
        anslag=anslag,
        vilka=anslag.paragrafer or SHORT.get(anslag.kind, ""),
        text=text,
        fran=local_day(anslag.har[0].posted_at),
        till=anslag.take_down_on,
        url=notice_url(anslag),
        note=_note(anslag),
    )


def _note(anslag: Anslag) -> str:
    if anslag.kind == Anslag.Kind.PROTOKOLL:
        start = f"Sammanträde {anslag.meeting_date}, justerat {anslag.justerat_on}."
        last = anslag.last_appeal_on
        return f"{start} Överklaga senast {last}." if last else start
    if anslag.kind == Anslag.Kind.DELEGATION and anslag.last_appeal_on:
        return f"{anslag.organ.name}. Överklaga senast {anslag.last_appeal_on}."
    return f"Enligt {anslag.clause}." if anslag.clause else anslag.text


def notice_url(anslag: Anslag) -> str:
    """The public page of a notice."""
    return reverse("anslagstavla:anslag", kwargs={"slug": anslag.samverkan.slug, "pk": anslag.pk})


def beside_sign_in() -> dict[str, object]:
    """The newest notices, for the sign-in page."""
    return {"rader": [rad(anslag) for anslag in on_board()[:BESIDE_SIGN_IN]]}


def by_samverkan() -> list[tuple[object, list[Rad]]]:
    """The whole board, the cooperations in Swedish order."""
    groups: dict[int, tuple[object, list[Rad]]] = {}
    for anslag in on_board():
        groups.setdefault(anslag.samverkan_id, (anslag.samverkan, []))[1].append(rad(anslag))
    return sorted(groups.values(), key=lambda group: sort_key(group[0].name))


def facts(anslag: Anslag) -> list[tuple[str, str]]:
    """What a notice must state, label and value (KL 8:12 and good order)."""
    boards = anslag.platser.count()
    up = anslag.platser.filter(posted_at__isnull=False).count()
    told = [
        ("Organ", anslag.organ.name),
        ("Sammanträde", _day(anslag.meeting_date)),
        ("Paragrafer", anslag.paragrafer),
        ("Justerat", _day(anslag.justerat_on)),
        ("Enligt", anslag.clause),
        ("Uppsatt", _day(_up_here(anslag))),
        ("Uppe på alla tavlor", _day(anslag.posted_on) if boards > 1 else ""),
        ("Uppe på", f"{up} av {boards} tavlor" if boards > up else ""),
        ("Sista dag att överklaga", _appeal(anslag)),
        ("Tas ned tidigast", _day(anslag.take_down_on)),
        ("Protokollet finns hos", anslag.kept_at if anslag.kind == Anslag.Kind.PROTOKOLL else ""),
        ("Ansvarig", anslag.responsible),
    ]
    return [(label, value) for label, value in told if value]


def _appeal(anslag: Anslag) -> str:
    if anslag.kind not in WITH_APPEAL:
        return ""
    return _day(anslag.last_appeal_on) or WAITING


def _up_here(anslag: Anslag) -> date | None:
    moment = anslag.platser.filter(tavla__own=True).values_list("posted_at", flat=True).first()
    return local_day(moment) if moment else None


def _day(day: date | None) -> str:
    return f"{date_format(day, 'l j F Y')}" if day else ""


def notice_page(anslag: Anslag) -> dict[str, object]:
    """Everything the page of a notice shows."""
    boards = sorted(places(anslag), key=lambda plats: sort_key(plats.tavla.medlem))
    why = explanation(anslag)
    return {
        "anslag": anslag,
        "fakta": facts(anslag),
        "forklaring": why.text if why else "",
        "overklagande": appeal_guidance(anslag),
        "tavlor": boards if len(boards) > 1 else [],
        "webbversion": _web_version(anslag),
    }


def _web_version(anslag: Anslag) -> Webbversion | None:
    if anslag.protokoll_id is None:
        return None
    return published(anslag.samverkan).filter(protokoll=anslag.protokoll_id).first()
