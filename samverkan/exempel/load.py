"""Loads the example cooperations of fixtures/: the ground that both halves stand on.

Everything goes through the same acts or models as in real use, so that the examples are checked by
the same constraints. People in them are invented.
"""

import csv
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction

from samverkan.beslut.models import Beslut
from samverkan.exempel.registry import loaders
from samverkan.handelser.acts import log
from samverkan.konton.models import Anvandare, Roll
from samverkan.medlemmar.models import Enhet, Matt, Mattslag, Medlem, Organisation, Samverkan
from samverkan.organ.models import Organ

FIXTURES = settings.BASE_DIR / "fixtures"
OPEN_PASSWORD = "samverkan-demo"
SCB = "SCB, folkmängd 31 december"


def read_csv(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a semicolon separated file with headings."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter=";")


def read_toml(path: Path) -> dict:
    """A TOML file; an empty dict when it does not exist."""
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def slugs() -> list[str]:
    """The example cooperations, by the names of their folders."""
    return sorted(path.parent.name for path in FIXTURES.glob("*/samverkan.toml"))


def load_all(only: list[str] | None = None) -> list[Samverkan]:
    """Load the examples that are not there yet; each stands or falls by itself. Returns the new ones."""
    load_organisationer()
    load_folkmangd()
    wanted = only or slugs()
    missing = [slug for slug in wanted if not Samverkan.objects.filter(slug=slug).exists()]
    return [load_samverkan(FIXTURES / slug) for slug in missing]


@transaction.atomic
def load_organisationer() -> None:
    for row in read_csv(FIXTURES / "organisationer.csv"):
        fields = {
            "short_name": row["kort"],
            "kind": row["slag"],
            "orgnr_verified": row["kontrollerat"] == "ja",
            "kommunkod": row["kommunkod"],
            "address": row["adress"],
            "postal_code": row["postnummer"],
            "city": row["ort"],
            "invoice_email": row["epost"],
            "buyer_reference": row["referens"],
            "bankgiro": row["bankgiro"],
            "peppol_id": f"0007:{row['orgnr'].replace('-', '')}",
        }
        if not Organisation.objects.filter(orgnr=row["orgnr"]).exists():
            organisation = Organisation(orgnr=row["orgnr"], name=row["namn"], **fields)
            organisation.full_clean()
            organisation.save()


@transaction.atomic
def load_folkmangd() -> None:
    kind, _ = Mattslag.objects.get_or_create(
        code="invanare", samverkan=None, defaults={"name": "Invånare", "unit": "invånare"}
    )
    by_kod = {o.kommunkod: o for o in Organisation.objects.exclude(kommunkod="")}
    Matt.objects.bulk_create(
        [
            Matt(
                mattslag=kind,
                organisation=by_kod[row["kommunkod"]],
                reference_date=date.fromisoformat(row["datum"]),
                value=row["invånare"],
                source=SCB,
            )
            for row in read_csv(FIXTURES / "folkmangd.csv")
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def load_samverkan(folder: Path) -> Samverkan:
    """Load one example from its folder: `samverkan.toml` first, then what the halves add."""
    data = read_toml(folder / "samverkan.toml")
    samverkan = _create(folder.name, data)
    _people(samverkan, data)
    actor = Anvandare.objects.filter(roller__samverkan=samverkan, roller__kind="controller").first()
    log("samverkan.created", samverkan, actor=actor, samverkan=samverkan)
    _members(samverkan, data, actor)
    _units(samverkan, data)
    _measures(samverkan, data, folder)
    _decisions(samverkan, data, actor)
    for loader in loaders():
        loader(samverkan, folder, actor)
    return samverkan


def organisation(name: str) -> Organisation:
    """The organisation with this short name."""
    return Organisation.objects.get(short_name=name)


def _create(slug: str, data: dict) -> Samverkan:
    kontakt = data["kontakt"]
    samverkan = Samverkan(
        slug=slug,
        name=data["namn"],
        form=data["form"],
        issuer=organisation(data["utfardare"]),
        decided_by=data["beslutande"],
        description=data["beskrivning"],
        contact_name=kontakt["namn"],
        contact_email=kontakt["epost"],
        contact_phone=kontakt["telefon"],
    )
    samverkan.full_clean()
    samverkan.save()
    return samverkan


def _people(samverkan: Samverkan, data: dict) -> None:
    for entry in data["person"]:
        person = Anvandare.objects.filter(email=entry["epost"]).first()
        person = person or Anvandare.objects.create_user(
            entry["epost"],
            OPEN_PASSWORD if settings.LOCAL else None,
            name=entry["namn"],
            title=entry.get("titel", ""),
        )
        for role in entry["roller"]:
            kind, _, member = role.partition(" ")
            Roll.objects.create(
                anvandare=person,
                samverkan=samverkan,
                kind=kind,
                organisation=organisation(member) if member else None,
                valid_from=date(2020, 1, 1),
            )


def _members(samverkan: Samverkan, data: dict, actor: Anvandare) -> None:
    for entry in data["medlem"]:
        for name in entry["namn"]:
            medlem = Medlem.objects.create(
                samverkan=samverkan,
                organisation=organisation(name),
                valid_from=entry["fran"],
                valid_to=entry.get("till"),
            )
            log("medlem.joined", medlem, actor=actor, samverkan=samverkan, fran=medlem.valid_from)


def _units(samverkan: Samverkan, data: dict) -> None:
    for order, entry in enumerate(data.get("enhet", [])):
        Enhet.objects.create(
            samverkan=samverkan,
            organisation=organisation(entry["organisation"]),
            name=entry["namn"],
            group=entry.get("grupp", ""),
            order=order,
        )


def _measures(samverkan: Samverkan, data: dict, folder: Path) -> None:
    """Own kinds of measure with their figures in CSV: columns organisation, enhet, datum, värde, källa."""
    for entry in data.get("mattslag", []):
        kind = Mattslag.objects.create(
            samverkan=samverkan, code=entry["kod"], name=entry["namn"], unit=entry["enhet"]
        )
        for row in read_csv(folder / entry["fil"]):
            owner = organisation(row["organisation"])
            unit = Enhet.objects.get(samverkan=samverkan, name=row["enhet"]) if row.get("enhet") else None
            Matt.objects.create(
                mattslag=kind,
                organisation=owner,
                enhet=unit,
                reference_date=date.fromisoformat(row["datum"]),
                value=row["värde"],
                source=row["källa"],
            )


def _decisions(samverkan: Samverkan, data: dict, actor: Anvandare) -> None:
    for entry in data.get("beslut", []):
        organ, _ = Organ.objects.get_or_create(
            samverkan=samverkan, name=entry["organ"], defaults={"kind": entry.get("organslag", "namnd")}
        )
        beslut = Beslut(
            samverkan=samverkan,
            organ=organ,
            date=entry["datum"],
            paragraf=entry["paragraf"],
            heading=entry["rubrik"],
            status=entry.get("status", "laga_kraft"),
            laga_kraft_on=entry.get("laga_kraft"),
            text=entry.get("text", ""),
        )
        beslut.full_clean()
        beslut.save()
        log("beslut.registered", beslut, actor=actor, samverkan=samverkan, rubrik=beslut.heading)


def beslut_of(samverkan: Samverkan, reference: str) -> Beslut:
    """The decision written "12 2022-06-22"."""
    paragraf, _, day = reference.rpartition(" ")
    return samverkan.beslut.get(paragraf=paragraf, date=day)
