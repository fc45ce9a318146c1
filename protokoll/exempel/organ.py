"""The bodies of an example, who sits in them, their boards and year wheel."""

from datetime import date

from protokoll.anslag.tavlor import skapa_tavlor
from protokoll.paragrafer.models import Paragrafserie
from protokoll.sammantraden.arshjul_acts import add_post
from protokoll.sammantraden.models import Stamrad
from samverkan.konton.models import Anvandare
from samverkan.medlemmar.models import Organisation, Samverkan
from samverkan.organ.acts import add_mandat, change_organ, create_organ
from samverkan.organ.models import Diarieserie, Mandat, Organ, Person

LAST = "sist: "
FIELDS = {
    "slag": "kind",
    "kallas": "called",
    "utanfor": "outside",
    "platser": "seats",
    "dnr": "dnr_pattern",
    "plats": "place",
    "forvaras": "kept_at",
    "kallelse_dagar": "kallelse_days",
    "justerare": "justerare_count",
    "distans_fran": "remote_from",
}


def load_organ(samverkan: Samverkan, data: dict, actor: Anvandare) -> None:
    """Every body with its people, boards, series, standing items and wheel."""
    for entry in data["organ"]:
        organ = _organ(samverkan, entry, actor)
        _series(organ, entry)
        for text in entry.get("mandat", []):
            add_mandat(_mandat(organ, text, entry["mandat_fran"]), actor=actor)
        if entry.get("tavlor"):
            skapa_tavlor(organ, actor=actor)
        for order, heading in enumerate(entry.get("stamrader", [])):
            name, last = heading.removeprefix(LAST), heading.startswith(LAST)
            Stamrad.objects.create(organ=organ, kind="formalia", heading=name, last=last, order=order)
    for entry in data.get("arshjul", []):
        organ = samverkan.organ.get(name=entry["organ"])
        for text in entry["punkter"]:
            month, kind, heading = text.split(" ", 2)
            add_post(organ, {"month": int(month), "kind": kind, "heading": heading}, actor=actor)


def _organ(samverkan: Samverkan, entry: dict, actor: Anvandare) -> Organ:
    values = {field: entry[key] for key, field in FIELDS.items() if key in entry}
    known = samverkan.organ.filter(name=entry["namn"]).first()
    if known:
        return change_organ(known, values, actor=actor)
    return create_organ(samverkan, {"name": entry["namn"], **values}, actor=actor)


def _series(organ: Organ, entry: dict) -> None:
    """The series go on from what the body had before."""
    for year, last in entry.get("senaste_paragraf", {}).items():
        Paragrafserie.objects.create(organ=organ, year=int(year), last=last)
    for year, last in entry.get("senaste_dnr", {}).items():
        Diarieserie.objects.create(organ=organ, year=int(year), last=last)


def _mandat(organ: Organ, text: str, valid_from: date) -> Mandat:
    """'Karin Sandell, ledamot, Luleå, S, ordforande'; member, party and presidium may be left out."""
    name, role, member, party, presidium = [*(part.strip() for part in text.split(",")), "", "", ""][:5]
    return Mandat(
        organ=organ,
        person=person_of(organ.samverkan, name),
        role=role,
        organisation=Organisation.objects.filter(short_name=member).first() if member else None,
        party=party,
        presidium=presidium,
        valid_from=valid_from,
    )


def person_of(samverkan: Samverkan, name: str) -> Person:
    """The person of that name, unsaved if new; with the account of the same name in the samverkan."""
    known = samverkan.personer.filter(name=name).first()
    if known:
        return known
    account = Anvandare.objects.filter(roller__samverkan=samverkan, name=name).first()
    email = account.email if account else f"{_folded(name)}@politik.example"
    title = account.title if account else ""
    return Person(samverkan=samverkan, name=name, email=email, title=title, anvandare=account)


def _folded(name: str) -> str:
    return name.lower().translate(str.maketrans("åäöéü", "aaoeu")).replace(" ", ".")
