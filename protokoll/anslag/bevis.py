"""The anslagsbevis as PDF: that a protocol was announced, where, from when to when (KL 8:12, 9:32, 13:5).

A5, half a sheet. Made once when the notice comes down, from its rows; the same facts travel inside as JSON.
"""

from typing import Any

from django.template.loader import render_to_string
from django.utils.text import slugify

from protokoll.anslag.models import Anslag
from protokoll.anslag.tid import explanation, places
from samverkan.lib.hashing import canonical_json
from samverkan.lib.local_time import local_day
from samverkan.lib.pdf import Attachment, render_pdf
from samverkan.lib.swedish import MONTHS, sort_key

WORDS = (
    "noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio",
    "elva", "tolv", "tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton", "tjugo",
)  # fmt: skip


def render_anslagsbevis(anslag: Anslag) -> bytes:
    """The PDF of a notice that comes down now. The same notice gives the same bytes."""
    facts = evidence(anslag)
    attachment = Attachment(
        name=f"{file_name(anslag).removesuffix('.pdf')}.json",
        content=canonical_json(facts),
        description="Anslagsbeviset i maskinläsbar form",
        created=anslag.taken_down_at,
    )
    html = render_to_string("pdf/anslagsbevis.html", _context(anslag, facts))
    return render_pdf(html, stylesheet="anslagsbevis.css", attachments=[attachment])


def file_name(anslag: Anslag) -> str:
    """'anslagsbevis-norrbottens-e-namnd-2022-06-22.pdf'."""
    return f"anslagsbevis-{slugify(anslag.organ.name)}-{anslag.meeting_date}.pdf"


def evidence(anslag: Anslag) -> dict[str, Any]:
    """What the paper proves, as plain facts."""
    rows = sorted(places(anslag), key=lambda plats: sort_key(plats.tavla.medlem))
    why = explanation(anslag)
    return {
        "organ": anslag.organ.name,
        "sammantrade": anslag.meeting_date,
        "paragrafer": anslag.paragrafer,
        "justerat": anslag.justerat_on,
        "uppe": anslag.posted_on,
        "sista_dag": anslag.last_appeal_on,
        "tas_ned": anslag.take_down_on,
        "nertaget": anslag.taken_down_at,
        "forklaring": why.text if why else "",
        "finns_hos": anslag.kept_at,
        "ansvarig": anslag.responsible,
        "tavlor": [_board(plats) for plats in rows],
    }


def _board(plats) -> dict[str, Any]:
    row = plats.rad
    return {
        "namn": plats.tavla.medlem,
        "uppe": local_day(row.posted_at) if row.posted_at else None,
        "nertaget": local_day(row.taken_down_at) if row.taken_down_at else None,
        "bekraftat_av": row.confirmed_by.name if row.confirmed_by else "",
        "avbrott": [{"fran": one.fran, "till": one.till} for one in plats.tavla.avbrott],
    }


def _context(anslag: Anslag, facts: dict[str, Any]) -> dict[str, Any]:
    boards = facts["tavlor"]
    half = -(-len(boards) // 2)
    day = anslag.meeting_date
    return facts | {
        "samverkan": anslag.samverkan.name,
        "dag": f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        "spalter": [boards[:half], boards[half:]] if len(boards) > 1 else [boards],
        "antal": WORDS[len(boards)] if len(boards) < len(WORDS) else str(len(boards)),
        "avbrutna": [board for board in boards if board["avbrott"]],
        "medlemmar": len(boards) > 1,
    }
