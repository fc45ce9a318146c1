"""The texts of a § that are saved as they are typed: read and written as plain text."""

import re

from protokoll.paragrafer.models import Expediering, Paragraf
from samverkan.lib.errors import Refused

FIELDS = {
    "beslut_text": "Beslut",
    "sammanfattning": "Sammanfattning",
    "motet": "Förslag på mötet",
    "beslutsgang": "Beslutsgång",
    "underlag": "Underlag",
    "skickas_till": "Skickas till",
    "heading": "Rubrik",
}
_RECIPIENT = re.compile(r"(?P<name>[^<>]+?)\s*(?:<(?P<email>[^<>\s]+@[^<>\s]+)>)?")


def read_field(paragraf: Paragraf, field: str) -> str:
    """What stands in a field, lists as lines. KeyError for an unknown field."""
    if field not in FIELDS:
        raise KeyError(field)
    if field == "underlag":
        return "\n".join(paragraf.underlag)
    if field == "skickas_till":
        return "\n".join(_line(one) for one in paragraf.expedieringar.all())
    return getattr(paragraf, field)


def _line(one: Expediering) -> str:
    return f"{one.name} <{one.email}>" if one.email else one.name


def write_field(paragraf: Paragraf, field: str, text: str) -> None:
    """Store a field. Raises Refused for what cannot be read."""
    if field == "skickas_till":
        return _write_recipients(paragraf, text)
    if field == "underlag":
        paragraf.underlag = [line.strip()[:200] for line in text.split("\n") if line.strip()]
    elif field == "heading":
        if not text.strip():
            raise Refused("Paragrafen behöver en rubrik (KL 5:66).", field="heading")
        paragraf.heading = " ".join(text.split())[:200]
    else:
        setattr(paragraf, field, text)
    return paragraf.save(update_fields=[field])


def _write_recipients(paragraf: Paragraf, text: str) -> None:
    rows: dict[str, str] = {}
    for line in filter(None, map(str.strip, text.split("\n"))):
        found = _RECIPIENT.fullmatch(line)
        if not found:
            raise Refused(f"Skriv ”{line}” som Namn eller Namn <adress@kommun.se>.", field="skickas_till")
        rows[found["name"][:120]] = found["email"] or ""
    kept = {one.name: one for one in paragraf.expedieringar.all()}
    paragraf.expedieringar.exclude(name__in=rows).filter(sent_at__isnull=True).delete()
    for order, (name, email) in enumerate(rows.items()):
        one = kept.get(name) or Expediering(paragraf=paragraf, name=name)
        one.email, one.order = email, order
        one.save()
