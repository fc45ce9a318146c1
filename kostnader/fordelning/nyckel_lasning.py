"""A key version as one reads it who pays by it: its parts in words, and what it shared in a frozen year."""

from dataclasses import dataclass
from decimal import Decimal

from kostnader.fordelning.models import Andel, Nyckelversion
from kostnader.fordelning.nyckel import Komponent
from kostnader.fordelning.queries import newest_fordelning
from kostnader.fordelning.version import Versionsfakta
from kostnader.fordelning.wording import komponent_text, rounding_text
from samverkan.konton.rules import may_see_nyckelversion, organisations_read_by
from samverkan.lib.swedish import format_amount, format_number, sort_key
from samverkan.medlemmar.models import Organisation


@dataclass(frozen=True)
class Stycke:
    """One part of the key; `per_member` has what each agreed to, in Swedish order."""

    text: str
    per_member: list[tuple[str, str]]


@dataclass(frozen=True)
class Bruk:
    """A service shared by the version, in kronor; `andelar` are those of the members one reads for."""

    tjanst_id: int
    name: str
    att_fordela: Decimal
    andelar: list[Andel]


def stycken(facts: Versionsfakta, year: int) -> list[Stycke]:
    """The key's parts and its rounding, the dates as of a year. One query for the members' names."""
    nyckel = facts.nyckel(year)
    named = {orgnr for komponent in nyckel.komponenter for orgnr in komponent.per_member}
    names = dict(Organisation.objects.filter(orgnr__in=named).values_list("orgnr", "short_name"))
    parts = [
        Stycke(_dated(komponent_text(komponent, nyckel), komponent), _agreed(komponent, names))
        for komponent in nyckel.komponenter
    ]
    return [*parts, Stycke(", ".join(rounding_text(nyckel)), [])]


def _dated(text: str, komponent: Komponent) -> str:
    return f"{text} {komponent.reference_date}" if komponent.reference_date else text


def _agreed(komponent: Komponent, names: dict[str, str]) -> list[tuple[str, str]]:
    kronor = komponent.kind == "belopp"
    rows = [
        (names.get(orgnr, orgnr), f"{format_amount(value)}\u00a0kr" if kronor else format_number(value))
        for orgnr, value in komponent.per_member.items()
    ]
    return sorted(rows, key=lambda row: sort_key(row[0]))


def bruk(user, samverkan, year: int, version: Nyckelversion) -> list[Bruk]:
    """What the version shared in the year's Fordelning in force, with the person's own members' shares."""
    fordelning = newest_fordelning(samverkan, year)
    entries = fordelning.summary["tjanster"] if fordelning else []
    used = [entry for entry in entries if entry["version_id"] == version.pk]
    if fordelning is None or not used:
        return []
    own = fordelning.andelar.filter(organisation__in=organisations_read_by(user, samverkan))
    andelar = list(own.select_related("organisation").defer("explanation"))
    return [
        Bruk(
            entry["tjanst_id"],
            entry["name"],
            Decimal(entry["att_fordela"]),
            [andel for andel in andelar if andel.tjanst_id == entry["tjanst_id"]],
        )
        for entry in used
    ]


def readable_version(user, samverkan, nyckel_id: int | None, number: int) -> int | None:
    """The id of a key's version when the person may open its page: what a receipt links to."""
    found = Nyckelversion.objects.filter(nyckel=nyckel_id, nyckel__samverkan=samverkan, number=number).first()
    if found is None or not may_see_nyckelversion(user, samverkan, decided=found.is_decided):
        return None
    return found.pk
