"""Loads the distribution keys of an example cooperation."""

from decimal import Decimal
from fractions import Fraction

from kostnader.fordelning.models import Fordelningsnyckel, Nyckelandel, Nyckelkomponent, Nyckelversion
from samverkan.exempel.load import beslut_of, organisationer
from samverkan.medlemmar.models import Mattslag, Organisation, Samverkan


def load_nycklar(samverkan: Samverkan, entries: list[dict]) -> None:
    """Create keys with their versions; a version that names its decision is fastställd."""
    known = organisationer()
    kinds = _mattslag(samverkan)
    for entry in entries:
        nyckel = Fordelningsnyckel.objects.create(
            samverkan=samverkan, name=entry["namn"], short_name=entry.get("kort", "")
        )
        for number, version in enumerate(entry["version"], 1):
            _version(nyckel, number, version, kinds, known)


def _version(
    nyckel: Fordelningsnyckel,
    number: int,
    entry: dict,
    kinds: dict[str, Mattslag],
    known: dict[str, Organisation],
) -> None:
    bearer = entry.get("rest")
    version = Nyckelversion(
        nyckel=nyckel,
        number=number,
        valid_from=entry["fran"],
        level=entry.get("niva", "medlem"),
        mode=entry.get("avrundning", "summan"),
        unit=Decimal(entry.get("till_hela", "1")),
        direction=entry.get("riktning", "narmast"),
        place=entry.get("plats", "medlem"),
        percent_decimals=entry.get("procentdecimaler"),
        bearer=known[bearer] if bearer else None,
        note=entry.get("anmarkning", ""),
    )
    version.full_clean()
    version.save()
    for order, part in enumerate(entry["del"]):
        _komponent(version, order, part, kinds, known)
    if "beslut" in entry:
        version.beslut = beslut_of(nyckel.samverkan, entry["beslut"])
        version.status = Nyckelversion.Status.FASTSTALLD
        version.save()


def _komponent(
    version: Nyckelversion,
    order: int,
    part: dict,
    kinds: dict[str, Mattslag],
    known: dict[str, Organisation],
) -> None:
    day = part.get("datum")
    komponent = Nyckelkomponent.objects.create(
        version=version,
        order=order,
        kind=part["slag"],
        weight=Fraction(part["vikt"]) if "vikt" in part else None,
        mattslag=kinds[part["matt"]] if "matt" in part else None,
        reference_date=day,
        date_rule=part.get("datumregel", "fast"),
        years_before=part.get("ar_fore"),
        rate=Decimal(part["pris"]) if "pris" in part else None,
        amount=Decimal(part["belopp"]) if isinstance(part.get("belopp"), str) else None,
    )
    table = part.get("per_medlem", {})
    Nyckelandel.objects.bulk_create(
        Nyckelandel(
            komponent=komponent,
            organisation=known[name],
            amount=Decimal(value) if part["slag"] == "belopp" else None,
            share=Fraction(str(value)) if part["slag"] == "andel" else None,
        )
        for name, value in table.items()
    )


def _mattslag(samverkan: Samverkan) -> dict[str, Mattslag]:
    """The kinds of measure a key may name, by code: the samverkan's own before the common ones."""
    common = Mattslag.objects.filter(samverkan=None)
    return {kind.code: kind for kind in (*common, *samverkan.mattslag.all())}
