"""One member's share of one service on paper: the receipt, set as the annex of the invoice."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils import timezone

from kostnader.fordelning.visning import Visning
from samverkan.lib.hashing import canonical_json, groups_of_eight, sha256_hex
from samverkan.lib.pdf import Attachment, render_pdf

STOCKHOLM = ZoneInfo("Europe/Stockholm")
FILE = "uträkning.json"


def render_forklaring(explanation: dict[str, Any], visning: Visning) -> bytes:
    """The PDF of one explanation. What is frozen gives the same bytes every time."""
    frozen = visning.fordelning
    day = timezone.localtime(frozen.frozen_at).date() if frozen else timezone.localdate()
    record = canonical_json(explanation)
    source = f"{frozen}, låst {day}." if frozen else f"Beräknad {day}. Fördelningen är inte låst."
    context = {
        "e": explanation,
        "samverkan": visning.samverkan,
        "dag": day.isoformat(),
        "kalla": source,
        "fil": FILE,
        "sha256": groups_of_eight(sha256_hex(record)),
    }
    attachment = Attachment(
        name=FILE,
        content=record,
        description="Uträkningen i maskinläsbar form",
        created=datetime.combine(day, time(), STOCKHOLM),
    )
    html = render_to_string("pdf/forklaring.html", context)
    return render_pdf(html, stylesheet="forklaring.css", attachments=[attachment])
