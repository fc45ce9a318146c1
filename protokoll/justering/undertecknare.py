"""Who signs a protocol as what, for which §§ – and why a round cannot start with them (KL 5:65, 5:69)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from protokoll.justering.models import Justering
from protokoll.justering.rules import ROLES, Ledd, justerare_faults, required_signatures, unattested
from protokoll.paragrafer.models import Narvaro, Paragraf
from protokoll.sammantraden.models import Deltagare
from samverkan.lib.brist import Brist
from samverkan.organ.paragrafserie import paragrafer_text


@dataclass(frozen=True)
class Undertecknare:
    """One who signs: as what, for which §§ (numbers in order)."""

    deltagare: Deltagare
    roll: str
    nummer: tuple[int, ...]

    @property
    def roll_text(self) -> str:
        return Justering.Role(self.roll).label

    @property
    def paragrafer(self) -> str:
        """'§§ 8–14'."""
        return paragrafer_text(self.nummer)


def justerare_numbers(
    deltagare: Iterable[Deltagare], paragrafer: Sequence[Paragraf], needed: int
) -> dict[Deltagare, list[int]]:
    """Which §§ each justerare attests: all, or with several the ones where they served and did not lead.

    The division only holds when every § then has as many justerare as are needed; else each stands for all.
    """
    chosen = [person for person in deltagare if person.justerare]
    every = [paragraf.number for paragraf in paragrafer]
    fit = {person: [p.number for p in paragrafer if _attests(person, p)] for person in chosen}
    enough = all(sum(number in own for own in fit.values()) >= needed for number in every)
    return {person: own if enough and own else every for person, own in fit.items()}


def _attests(person: Deltagare, paragraf: Paragraf) -> bool:
    return person.pk != paragraf.ordforande_id and person.pk in _serving(paragraf)


def _serving(paragraf: Paragraf) -> set[int]:
    return {row.deltagare_id for row in paragraf.narvaro.all() if row.status == Narvaro.Status.TJANSTGOR}


def undertecknare(
    deltagare: Sequence[Deltagare], paragrafer: Sequence[Paragraf], needed: int
) -> list[Undertecknare]:
    """All who sign, in the fixed order: the secretary, justerare, and each chair for their §§."""
    by_key = {str(person.pk): person for person in deltagare}
    attested = justerare_numbers(deltagare, paragrafer, needed)
    by_paragraf = {
        paragraf.number: [str(person.pk) for person, own in attested.items() if paragraf.number in own]
        for paragraf in paragrafer
    }
    secretary = next((str(person.pk) for person in deltagare if person.secretary), "")
    signatures = required_signatures([_ledd(p, by_id=True) for p in paragrafer], secretary, by_paragraf)
    found = [
        Undertecknare(by_key[one.person], one.roll, tuple(sorted(one.paragrafer)))
        for one in signatures
        if one.person in by_key
    ]
    return sorted(found, key=lambda one: ROLES.index(one.roll))


def signing_faults(
    deltagare: Sequence[Deltagare], paragrafer: Sequence[Paragraf], needed: int
) -> list[Brist]:
    """Why these people cannot sign the round: nobody chosen, absent, jäv, or without a way to sign in."""
    ledda = {paragraf.number: _ledd(paragraf) for paragraf in paragrafer}
    attested = justerare_numbers(deltagare, paragrafer, needed)
    secretary = next((person.name_and_party for person in deltagare if person.secretary), "")
    faults = unattested(
        ledda.values(),
        {n: [p.name_and_party for p, own in attested.items() if n in own] for n in ledda},
        needed,
    )
    for person, own in attested.items():
        faults += justerare_faults(person.name_and_party, [ledda[n] for n in own], secretary)
    if not secretary:
        faults.append(Brist("KL 5:69", "Protokollet saknar sekreterare.", field="justerare"))
    return faults + _without_account(undertecknare(deltagare, paragrafer, needed))


def _without_account(signers: Iterable[Undertecknare]) -> list[Brist]:
    unable = {
        one.deltagare for one in signers if not (one.deltagare.person and one.deltagare.person.anvandare_id)
    }
    return [
        Brist("", f"{person.name} har inget konto att skriva under med. Koppla ett konto till personen.")
        for person in sorted(unable, key=lambda person: person.pk)
    ]


def _ledd(paragraf: Paragraf, *, by_id: bool = False) -> Ledd:
    """The § as the rules see it: people by id where they are matched, by name where they are told of."""

    def word(person: Deltagare) -> str:
        return str(person.pk) if by_id else person.name_and_party

    serving = [row.deltagare for row in paragraf.narvaro.all() if row.status == Narvaro.Status.TJANSTGOR]
    chair = word(paragraf.ordforande) if paragraf.ordforande else ""
    return Ledd(paragraf.number, chair, frozenset(map(word, serving)), paragraf.omedelbar)
