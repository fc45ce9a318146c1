"""Loads the example cooperations of fixtures/: the ground that both halves stand on.

Everything goes through the same acts or models as in real use, so that the examples are checked by
the same constraints. People in them are invented.
"""

import csv
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from samverkan.beslut.acts import register_beslut
from samverkan.beslut.models import Beslut
from samverkan.exempel.registry import loaders
from samverkan.handelser.acts import log
from samverkan.konton.models import Anvandare, Roll
from samverkan.medlemmar.models import Enhet, Matt, Mattslag, Medlem, Organisation, Samverkan
from samverkan.organ.models import Organ

FIXTURES = settings.BASE_DIR / "fixtures"
OPEN_PASSWORD = "samverkan-demo"
SCB = "SCB"


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
    """The organisations of all examples, common to them; those that are there already are left alone."""
    known = set(Organisation.objects.values_list("orgnr", flat=True))
    rows = read_csv(FIXTURES / "organisationer.csv")
    new = [_organisation(row) for row in rows if row["orgnr"] not in known]
    for organisation in new:
        organisation.clean_fields()
    Organisation.objects.bulk_create(new)


def _organisation(row: dict[str, str]) -> Organisation:
    return Organisation(
        orgnr=row["orgnr"],
        name=row["namn"],
        short_name=row["kort"],
        kind=row["slag"],
        orgnr_verified=row["kontrollerat"] == "ja",
        kommunkod=row["kommunkod"],
        address="Kommunhuset" if row["slag"] == "kommun" else "Box 100",
        invoice_address=row["adress"],
        postal_code=row["postnummer"],
        city=row["ort"],
        invoice_email=row["epost"],
        buyer_reference=row["referens"],
        bankgiro=row["bankgiro"],
        peppol_id=f"0007:{row['orgnr'].replace('-', '')}",
    )


@transaction.atomic
def load_folkmangd() -> None:
    """The inhabitants of the municipalities, common to all examples."""
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
    data, known = read_toml(folder / "samverkan.toml"), organisationer()
    samverkan = _create(folder.name, data, known)
    _people(samverkan, data, known)
    actor = Anvandare.objects.filter(roller__samverkan=samverkan, roller__kind="controller").first()
    log("samverkan.created", samverkan, actor=actor, samverkan=samverkan)
    _members(samverkan, data, known, actor)
    _units(samverkan, data, known)
    for entry in data.get("mattslag", []):
        _measures(samverkan, entry, folder, known, actor)
    for entry in data.get("attest", []):
        _attest(samverkan, entry, actor)
    _decisions(samverkan, data, actor)
    for loader in loaders():
        loader(samverkan, folder, actor)
    return samverkan


def organisationer() -> dict[str, Organisation]:
    """The organisations by short name; of two with the same name the one that was there first."""
    return {o.short_name: o for o in Organisation.objects.order_by("-pk")}


def _create(slug: str, data: dict, known: dict[str, Organisation]) -> Samverkan:
    kontakt = data["kontakt"]
    samverkan = Samverkan(
        slug=slug,
        name=data["namn"],
        form=data["form"],
        issuer=known[data["utfardare"]],
        decided_by=data["beslutande"],
        description=data["beskrivning"],
        contact_name=kontakt["namn"],
        contact_email=kontakt["epost"],
        contact_phone=kontakt["telefon"],
    )
    samverkan.full_clean()
    samverkan.save()
    return samverkan


@cache
def _password_hash(password: str | None) -> str:
    """The hash that all people of the examples share: slow on purpose, so made once."""
    return make_password(password)


def _people(samverkan: Samverkan, data: dict, known: dict[str, Organisation]) -> None:
    roles = []
    for entry in data["person"]:
        person = Anvandare.objects.filter(email=entry["epost"]).first()
        if person is None:
            person = Anvandare(
                email=entry["epost"],
                name=entry["namn"],
                title=entry.get("titel", ""),
                password=_password_hash(OPEN_PASSWORD if settings.LOCAL else None),
            )
            person.full_clean()
            person.save()
        for role in entry["roller"]:
            kind, _, member = role.partition(" ")
            roles.append(
                Roll(
                    anvandare=person,
                    samverkan=samverkan,
                    kind=kind,
                    organisation=known[member] if member else None,
                    valid_from=date(2020, 1, 1),
                )
            )
    Roll.objects.bulk_create(roles)


def _members(samverkan: Samverkan, data: dict, known: dict[str, Organisation], actor: Anvandare) -> None:
    members = Medlem.objects.bulk_create(
        Medlem(
            samverkan=samverkan,
            organisation=known[name],
            valid_from=entry["fran"],
            valid_to=entry.get("till"),
        )
        for entry in data["medlem"]
        for name in entry["namn"]
    )
    for medlem in members:
        log("medlem.joined", medlem, actor=actor, samverkan=samverkan, fran=medlem.valid_from)
        if medlem.valid_to:
            log("medlem.left", medlem, actor=actor, samverkan=samverkan, till=medlem.valid_to)


def _units(samverkan: Samverkan, data: dict, known: dict[str, Organisation]) -> None:
    Enhet.objects.bulk_create(
        Enhet(
            samverkan=samverkan,
            organisation=known[entry["organisation"]],
            name=entry["namn"],
            group=entry.get("grupp", ""),
            order=order,
        )
        for order, entry in enumerate(data.get("enhet", []))
    )


def _measures(
    samverkan: Samverkan, entry: dict, folder: Path, known: dict[str, Organisation], actor: Anvandare
) -> None:
    """A kind of measure, the samverkan's own unless it is `gemensamt`, with its figures in CSV:
    columns organisation, enhet, datum, värde, källa and, for attested ones, attesterad."""
    if entry.get("gemensamt"):
        kind = Mattslag.objects.get(samverkan=None, code=entry["kod"])
    else:
        kind = Mattslag.objects.create(
            samverkan=samverkan, code=entry["kod"], name=entry["namn"], unit=entry["enhet"]
        )
    units = {enhet.name: enhet for enhet in samverkan.enheter.all()}
    Matt.objects.bulk_create(
        [
            Matt(
                mattslag=kind,
                organisation=known[row["organisation"]],
                enhet=units[row["enhet"]] if row.get("enhet") else None,
                reference_date=date.fromisoformat(row["datum"]),
                value=row["värde"],
                source=row["källa"],
                attested_by=actor if row.get("attesterad") else None,
                attested_on=row.get("attesterad") or None,
            )
            for row in read_csv(folder / entry["fil"])
        ],
        ignore_conflicts=bool(entry.get("gemensamt")),
    )


def _attest(samverkan: Samverkan, entry: dict, actor: Anvandare) -> None:
    """The members' figures of some dates vouched for on a day that lies behind us."""
    kind = Mattslag.objects.get(samverkan=None, code=entry["matt"])
    names = {
        m.organisation_id: m.organisation.short_name
        for m in samverkan.medlemmar.select_related("organisation")
    }
    found = Matt.objects.filter(mattslag=kind, organisation__in=names, reference_date__in=entry["datum"])
    waiting = list(found.filter(attested_on=None).order_by("organisation__orgnr"))
    found.filter(attested_on=None).update(attested_by=actor, attested_on=entry["den"])
    days = ", ".join(day.isoformat() for day in entry["datum"])
    who = ", ".join(dict.fromkeys(names[matt.organisation_id] for matt in waiting))
    facts = {"antal": len(waiting), "datum": days, "vilka": who}
    log("matt.attested", kind, actor=actor, samverkan=samverkan, **facts)


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
        register_beslut(beslut, actor=actor)


def beslut_of(samverkan: Samverkan, reference: str) -> Beslut:
    """The decision written "12 2022-06-22"."""
    paragraf, _, day = reference.rpartition(" ")
    return samverkan.beslut.get(paragraf=paragraf, date=day)
