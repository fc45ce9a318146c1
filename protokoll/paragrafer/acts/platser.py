"""Coming to a seat and leaving it: the new state of everybody at the §, or the clause that stops it."""

from collections.abc import Sequence

from protokoll.paragrafer.narvarolista import (
    ERSATTARE,
    FRANVARANDE,
    JAV,
    LEDAMOT,
    NARVARANDE,
    OVRIG,
    TJANSTGOR,
    Lage,
    Narvarolista,
    Plats,
    status_of,
)
from protokoll.sammantraden.models import Deltagare
from protokoll.sammantraden.rules import may_serve_again
from samverkan.lib.brist import Brist, refuse_if_any
from samverkan.lib.errors import Refused


def seat(
    lista: Narvarolista,
    lage: Lage,
    one: Deltagare,
    ersatter: Deltagare | None,
    *,
    skal: str,
    states: Sequence[Lage],
) -> dict[int, Plats]:
    """One begins to serve. `states` are the §§ before, the latest last; `skal` overrides what may be."""
    if one.group == OVRIG:
        raise Refused(f"{one} är inte vald till organet och kan inte tjänstgöra (KL 4:22).")
    if one.group == LEDAMOT:
        _refuse_again(lista, one, skal, states)
        stood_in = {person: Plats(NARVARANDE) for person, plats in lage.items() if plats.ersatter == one.pk}
        return dict(lage) | stood_in | {one.pk: Plats(TJANSTGOR)}
    place = ersatter or _seat_in_turn(lista, lage, one)
    if place is None:
        raise Refused(f"Ingen plats är ledig för {one}: alla ledamöter tjänstgör eller är ersatta (KL 6:17).")
    without = {person: plats for person, plats in lage.items() if person != one.pk}
    if place not in lista.vacant(without):
        raise Refused(f"{place} tjänstgör eller är redan ersatt (KL 5:17, 6:17).", field="ersatter")
    brist = lista.wrong_turn(place, one, without | {one.pk: Plats(NARVARANDE)})
    if brist and not skal:
        refuse_if_any([Brist(brist.lagrum, f"{brist.text} Ange skäl om det ändå ska vara så.", field="skal")])
    return without | {one.pk: Plats(TJANSTGOR, place.pk)}


def _seat_in_turn(lista: Narvarolista, lage: Lage, one: Deltagare) -> Deltagare | None:
    there = {person: plats for person, plats in lage.items() if person != one.pk}
    return next((v for v in lista.vacant(there) if lista.wrong_turn(v, one, there) is None), None)


def _refuse_again(lista: Narvarolista, one: Deltagare, skal: str, states: Sequence[Lage]) -> None:
    """A ledamot who left for other than jäv, and was replaced, does not serve again that day (KL 5:19–20)."""
    began = next((at for at, lage in enumerate(states) if status_of(lage, one.pk) == TJANSTGOR), None)
    if began is None:
        return
    away = [lage for lage in states[began:] if status_of(lage, one.pk) in (FRANVARANDE, NARVARANDE)]
    replaced = any(plats.ersatter == one.pk for lage in away for plats in lage.values())
    if not may_serve_again("annat", replaced=replaced, slag=lista.slag, reglemente_forbids=not skal):
        text = f"{one} har lämnat sammanträdet och ersatts, och får inte tjänstgöra igen i dag."
        raise Refused(f"{text} Ange skäl om reglementet medger det (KL 5:19–20, 6:17).", field="skal")


def leave(lista: Narvarolista, lage: Lage, one: Deltagare, status: str) -> dict[int, Plats]:
    """One stops serving, or goes; the substitute in turn takes the seat that was left (KL 5:17, 6:17)."""
    if status not in (NARVARANDE, FRANVARANDE, JAV):
        raise Refused("Välj tjänstgör, närvarande, borta eller jäv.", field="status")
    if one.group == OVRIG and status == JAV:
        status = FRANVARANDE
    place = lage.get(one.pk)
    rest = {person: plats for person, plats in lage.items() if person != one.pk}
    new = rest if status == FRANVARANDE else rest | {one.pk: Plats(status)}
    if place is None or place.status != TJANSTGOR:
        return new
    left = lista.by_id[place.ersatter] if one.group == ERSATTARE and place.ersatter else one
    return lista.fill(_without_me(new, one, status), [left]) | _me(one, status)


def _without_me(lage: dict[int, Plats], one: Deltagare, status: str) -> dict[int, Plats]:
    """The one who leaves is not called in to the seat they left."""
    return {person: plats for person, plats in lage.items() if person != one.pk or status == JAV}


def _me(one: Deltagare, status: str) -> dict[int, Plats]:
    return {} if status == FRANVARANDE else {one.pk: Plats(status)}
