"""What a kallelse says, as plain data: frozen when it is made, the one source for PDF and reading page.

What is secret never enters it: a secret matter stands as a line without heading, a secret paper as a title
without file. Those entitled read them signed in.
"""

from typing import Any

from protokoll.arenden.acts import MASKED
from protokoll.arenden.models import Arende, Bilaga
from protokoll.arenden.skrivelse import is_empty, skrivelse
from protokoll.sammantraden.dagordning_queries import Rad, grouped, numbered
from protokoll.sammantraden.models import Sammantrade
from samverkan.beslut import beredning
from samverkan.dokument.filslag import kind_of
from samverkan.lib.helgdag import WEEKDAYS
from samverkan.lib.local_time import STOCKHOLM
from samverkan.lib.swedish import MONTHS
from samverkan.organ.models import Mandat

SECRET_PAPER = "Bilaga med sekretess"


def build_content(sammantrade: Sammantrade, *, number: int, made_on: str) -> dict[str, Any]:
    """The content of the meeting's kallelse as things stand now.

    In: its number (1 the first, more when corrected) and the day it is made, ISO.
    """
    found = sammantrade.punkter.select_related("arende__responsible", "arende__organ").prefetch_related(
        "arende__bilagor__dokument", "arende__objekt", "arende__mottagare"
    )
    rows = numbered(found)
    arenden = [row.punkt.arende for row in rows if row.punkt.arende]
    told = beredning.describe({(o.kind, o.object_id) for arende in arenden for o in arende.objekt.all()})
    organ = sammantrade.organ
    points = {row.punkt.pk: _point(row, organ.name, told) for row in rows}
    return {
        "organ": organ.name,
        "samverkan": organ.samverkan.name,
        "nummer": number,
        "gjord": made_on,
        **_when_and_where(sammantrade),
        **_people(sammantrade),
        "grupper": [
            {"rubrik": heading, "punkter": [points[row.punkt.pk] for row in lines]}
            for heading, lines in grouped(rows)
        ],
    }


def points_of(content: dict[str, Any]) -> list[dict[str, Any]]:
    """The lines of a frozen kallelse in order."""
    return [punkt for grupp in content["grupper"] for punkt in grupp["punkter"]]


def has_secrets(content: dict[str, Any]) -> bool:
    """Whether something of the agenda is left out of a frozen kallelse because it is secret."""
    points = points_of(content)
    return any(p["sekretess"] or any(paper["sekretess"] for paper in p["bilagor"]) for p in points)


def _when_and_where(sammantrade: Sammantrade) -> dict[str, Any]:
    begins = sammantrade.starts_at.astimezone(STOCKHOLM)
    ends = sammantrade.ends_at.astimezone(STOCKHOLM) if sammantrade.ends_at else None
    day = f"{WEEKDAYS[begins.weekday()]} {begins.day} {MONTHS[begins.month - 1]} {begins.year}"
    return {
        "datum": begins.date().isoformat(),
        "dag": day,
        "tid": f"{begins:%H.%M}" + (f"–{ends:%H.%M}" if ends else ""),
        "plats": sammantrade.place,
        "distans": sammantrade.remote,
        "offentligt": sammantrade.public,
    }


def _people(sammantrade: Sammantrade) -> dict[str, Any]:
    day = sammantrade.starts_at.astimezone(STOCKHOLM).date()
    mandat = list(
        Mandat.objects.active_on(day).filter(organ=sammantrade.organ).select_related("person", "organisation")
    )
    chair = next((m for m in mandat if m.presidium == Mandat.Presidium.ORDFORANDE), None)
    secretary = next((m for m in mandat if m.role == Mandat.Role.SEKRETERARE), None)
    return {
        "ordforande": _with_member(chair) if chair else "",
        "sekreterare": secretary.person.name if secretary else "",
        "sekreterare_epost": secretary.person.email if secretary else "",
        "justerare": sammantrade.proposed_justerare,
    }


def _with_member(mandat: Mandat) -> str:
    member = mandat.organisation.short_name if mandat.organisation else ""
    return f"{mandat.name_and_party}, {member}" if member else mandat.name_and_party


def _point(row: Rad, organ_name: str, told: dict) -> dict[str, Any]:
    punkt, arende = row.punkt, row.punkt.arende
    secret = bool(arende and arende.secret)
    papers = [] if arende is None or secret else _papers(arende)
    words = None if arende is None or secret else skrivelse(arende, organ_name, told)
    return {
        "id": punkt.pk,
        "nr": row.number,
        "slag": punkt.kind,
        "tid": f"{punkt.time:%H.%M}" if punkt.time else "",
        "rubrik": MASKED if secret else punkt.heading,
        "foredragande": "" if secret else punkt.foredragande,
        "arende": arende.pk if arende else None,
        "dnr": arende.dnr if arende else "",
        "sekretess": arende.secret_clause if secret else "",
        # What is told at the meeting alone has no paper: a page with a heading and nothing more helps nobody.
        "skrivelse": words if words and (papers or not is_empty(words)) else None,
        "bilagor": papers,
    }


def _papers(arende: Arende) -> list[dict[str, Any]]:
    found = [bilaga for bilaga in arende.bilagor.all() if not bilaga.removed]
    return [_paper(number, bilaga) for number, bilaga in enumerate(found, 1)]


def _paper(number: int, bilaga: Bilaga) -> dict[str, Any]:
    if bilaga.secret:
        return {"nr": number, "id": bilaga.pk, "titel": SECRET_PAPER, "sekretess": bilaga.secret_clause}
    dokument = bilaga.dokument
    return {
        "nr": number,
        "id": bilaga.pk,
        "titel": bilaga.title,
        "sekretess": "",
        "dokument": dokument.pk,
        "fil": dokument.filename,
        "typ": dokument.content_type,
        "slag": kind_of(dokument.content_type).name,
        "storlek": dokument.size,
        "sha256": dokument.innehall_id,
    }
