"""Protocols and extracts as PDF. Made from the frozen content alone; the same input gives the same bytes."""

from collections.abc import Mapping
from datetime import date, datetime, time

from django.template.loader import render_to_string

from protokoll.justering.innehall import Content
from samverkan.lib.hashing import canonical_json
from samverkan.lib.local_time import STOCKHOLM
from samverkan.lib.pdf import Attachment, render_pdf

# Stands in the metadata before the SHA-256 of the content, and says whose file it is.
MARK = "samverkan-protokoll:"


def render_protokoll(
    paper: Mapping[str, object], *, made_on: date, sha256: str = "", record: Content | None = None
) -> bytes:
    """The PDF of what `papper.paper` returned. `record` travels inside it, as machine-readable JSON."""
    words = {**paper, "skapat": made_on.isoformat(), "marke": f"{MARK}{sha256}" if sha256 else ""}
    attachments = [_embedded(record, made_on)] if record else []
    html = render_to_string("pdf/protokoll.html", words)
    return render_pdf(html, stylesheet="protokoll.css", attachments=attachments)


def _embedded(record: Content, made_on: date) -> Attachment:
    return Attachment(
        name="protokoll.json",
        content=canonical_json(record),
        description="Protokollet och dess underskrifter i maskinläsbar form",
        created=datetime.combine(made_on, time(), STOCKHOLM),
    )
