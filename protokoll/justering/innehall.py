"""The protocol as plain data: the one source of screen, PDF, extract and web version.

`build_content` is called for drafts; when the round of justering starts its result is frozen, and what is
signed is the SHA-256 of it (`content_hash`).
"""

from collections.abc import Collection, Iterable, Sequence

from django.db.models import Prefetch, QuerySet

from protokoll.arenden.models import Arendeobjekt
from protokoll.justering.narvarolista import attendance
from protokoll.justering.rules import justering_deadline
from protokoll.justering.undertecknare import justerare_numbers
from protokoll.paragrafer.models import Narvaro, Omrostning, Paragraf, Yrkande
from protokoll.sammantraden.models import Deltagare, Sammantrade
from samverkan.beslut.beredning import Beredningsobjekt, describe
from samverkan.lib.hashing import canonical_json, sha256_hex
from samverkan.lib.local_time import STOCKHOLM, local_day
from samverkan.lib.swedish import MONTHS
from samverkan.organ.models import Organ
from samverkan.organ.paragrafserie import paragrafer_text
from samverkan.organ.rules import quorum

WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
Content = dict[str, object]


def content_hash(content: Content) -> str:
    """SHA-256 of the content in its one spelling, as 64 hexadecimal digits."""
    return sha256_hex(canonical_json(content))


def decided_of(sammantrade: Sammantrade) -> list[Paragraf]:
    """The meeting's numbered §§ in their order, with all that a protocol tells; a fixed number of queries."""
    return list(told(sammantrade.paragrafer.filter(number__isnull=False)).order_by("number"))


def told(paragrafer: QuerySet[Paragraf]) -> QuerySet[Paragraf]:
    """§§ with everything `build_content` asks of them."""
    return paragrafer.select_related("ordforande", "punkt").prefetch_related(
        Prefetch("narvaro", Narvaro.objects.select_related("deltagare", "ersatter")),
        Prefetch("yrkanden", Yrkande.objects.select_related("deltagare").prefetch_related("with_support_of")),
        Prefetch("omrostningar", Omrostning.objects.prefetch_related("roster__deltagare")),
        "reservationer__deltagare",
        "expedieringar",
    )


def build_content(sammantrade: Sammantrade, paragrafer: Sequence[Paragraf], *, kind: str = "helt") -> Content:
    """The protocol of these §§ (from `decided_of` or `told`). `kind` as in Protokoll.Kind.

    Carries what KL 5:65–67 asks; what is missing is told by `granskning.faults`. A fixed number of queries.
    """
    organ = Organ.objects.select_related("samverkan").get(pk=sammantrade.organ_id)
    deltagare = list(sammantrade.deltagare.select_related("organisation"))
    starts = sammantrade.starts_at.astimezone(STOCKHOLM)
    day, numbers = starts.date(), [paragraf.number for paragraf in paragrafer]
    seats = organ.seats or sum(person.group == Deltagare.Group.LEDAMOT for person in deltagare)
    objects = _objects(paragrafer)
    return {
        "organ": organ.name,
        "organ_subjekt": organ.as_subject,
        "samverkan": organ.samverkan.name,
        "kind": kind,
        "datum": day.isoformat(),
        "veckodag_text": f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}",
        "paragrafer_text": paragrafer_text(numbers),
        "plats": sammantrade.place,
        "tid": _hours(sammantrade),
        "ordforande": _chairs(paragrafer),
        "sekreterare": [{"namn": person.name_and_party} for person in deltagare if person.secretary],
        "justerare": [
            {"namn": person.name_and_party, "paragrafer": paragrafer_text(attested)}
            for person, attested in justerare_numbers(deltagare, paragrafer, organ.justerare_count).items()
        ],
        "justering": {
            "plats": sammantrade.adjusted_place,
            "senast": justering_deadline(_ended(sammantrade)).isoformat(),
        },
        "beslutfor": {"platser": seats, "minst": quorum(seats) if seats else 0},
        "anslag": {"var": _boards(organ), "finns": organ.kept_at},
        "narvaro": attendance(deltagare, paragrafer),
        "paragrafer": [_paragraf(paragraf, objects.get(paragraf.arende_id, ())) for paragraf in paragrafer],
    }


def _ended(sammantrade: Sammantrade):
    """The day the meeting ended: the fourteen days to justering run from it (KL 5:69)."""
    return local_day(sammantrade.closed_at or sammantrade.starts_at)


def _hours(sammantrade: Sammantrade) -> str:
    begun = (sammantrade.opened_at or sammantrade.starts_at).astimezone(STOCKHOLM)
    if sammantrade.closed_at is None:
        return f"kl. {begun:%H.%M}"
    return f"kl. {begun:%H.%M}–{sammantrade.closed_at.astimezone(STOCKHOLM):%H.%M}"


def _chairs(paragrafer: Iterable[Paragraf]) -> list[dict[str, str]]:
    led: dict[str, list[int]] = {}
    for paragraf in paragrafer:
        if paragraf.ordforande:
            led.setdefault(paragraf.ordforande.name_and_party, []).append(paragraf.number)
    return [{"namn": name, "paragrafer": paragrafer_text(numbers)} for name, numbers in led.items()]


def _boards(organ: Organ) -> str:
    """Where justering is made known: all members' boards for a gemensam nämnd (KL 8:9, 9:32)."""
    if organ.kind == Organ.Kind.GEMENSAM_NAMND:
        return "medlemskommunernas anslagstavlor"
    return "anslagstavlan"


def _objects(paragrafer: Iterable[Paragraf]) -> dict[int, list[Beredningsobjekt]]:
    """What each matter carries to its decision, as it is now."""
    matters = {paragraf.arende_id for paragraf in paragrafer if paragraf.arende_id}
    carried = list(Arendeobjekt.objects.filter(arende__in=matters).order_by("kind", "object_id"))
    words = describe({(row.kind, row.object_id) for row in carried})
    found: dict[int, list[Beredningsobjekt]] = {}
    for row in carried:
        if (row.kind, row.object_id) in words:
            found.setdefault(row.arende_id, []).append(words[row.kind, row.object_id])
    return found


def _paragraf(paragraf: Paragraf, objects: Collection[Beredningsobjekt]) -> Content:
    narvaro = list(paragraf.narvaro.all())
    serving = [row.deltagare for row in narvaro if row.status == Narvaro.Status.TJANSTGOR]
    serving.sort(key=lambda person: (person.group != Deltagare.Group.LEDAMOT, person.order, person.pk))
    away = [row.deltagare for row in narvaro if row.status == Narvaro.Status.JAV]
    return {
        "nummer": paragraf.number,
        "id": paragraf.pk,
        "rubrik": paragraf.heading,
        "dnr": paragraf.dnr,
        "utgang": paragraf.outcome,
        "beslut": paragraf.beslut_text,
        "sammanfattning": paragraf.sammanfattning,
        "motet": paragraf.motet,
        "beslutsgang": paragraf.beslutsgang,
        "yrkanden": [_yrkande(one) for one in paragraf.yrkanden.all() if not one.withdrawn],
        "omrostningar": [_omrostning(vote) for vote in paragraf.omrostningar.all()],
        "reservationer": [
            {"namn": one.deltagare.name_and_party, "text": one.text, "slag": one.kind}
            for one in paragraf.reservationer.all()
        ],
        "jav": [{"namn": person.name_and_party} for person in away],
        "underlag": list(paragraf.underlag),
        "skickas_till": [row.name for row in paragraf.expedieringar.all()],
        "ordforande": paragraf.ordforande.name_and_party if paragraf.ordforande else "",
        "tjanstgor": len(serving),
        "deltagare": [person.name_and_party for person in serving],
        "objekt": [_objekt(item) for item in objects],
        "omedelbar": paragraf.omedelbar,
        "sekretess": paragraf.secret,
    }


def _yrkande(yrkande: Yrkande) -> Content:
    names = [yrkande.deltagare, *yrkande.with_support_of.all()]
    return {
        "namn": ", ".join(person.name_and_party for person in names),
        "text": yrkande.text,
        "utgang": yrkande.outcome,
    }


def _omrostning(vote: Omrostning) -> Content:
    named: dict[str, list[str]] = {"ja": [], "nej": [], "avstar": []}
    if not vote.secret_ballot:  # KL 5:54: a closed vote shows the count alone
        for rost in sorted(vote.roster.all(), key=lambda rost: (rost.deltagare.order, rost.deltagare_id)):
            named[rost.value].append(rost.deltagare.name_and_party)
    counts = {"ja": vote.yes_count, "nej": vote.no_count, "avstar": vote.abstain_count}
    return {
        "fraga": vote.question,
        "ja_betyder": vote.yes_means,
        "nej_betyder": vote.no_means,
        **{way: len(named[way]) if count is None else count for way, count in counts.items()},
        "sluten": vote.secret_ballot,
        "utslagsrost": vote.casting_vote,
        "lott": vote.by_lot,
        "majoritet": f"{vote.majority_text} ({vote.majority_clause})" if vote.majority else "",
        "minoritet": vote.minority,
        "utfall": vote.outcome,
        "namn": named,
    }


def _objekt(item: Beredningsobjekt) -> Content:
    return {
        "rubrik": item.label,
        "text": item.text,
        "tabell": [list(row) for row in item.table],
    }
