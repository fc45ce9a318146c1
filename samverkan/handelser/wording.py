"""What each event is called, in words. Features add their own when the app starts."""

import re
from decimal import Decimal

from samverkan.handelser.models import Handelse
from samverkan.lib.swedish import format_amount

# How log() writes kronor.
_AMOUNT = re.compile(r"-?\d+\.\d{2}")

_TEXTS: dict[str, str] = {}


def register(texts: dict[str, str]) -> None:
    """Add wordings: action → Swedish sentence part with {fields} from the event's data."""
    _TEXTS.update(texts)


def wording(handelse: Handelse) -> str:
    """The event as a sentence part, for example "fastställde Budget 2023, version 1"."""
    template = _TEXTS.get(handelse.action)
    if template is None:
        return f"{handelse.action}: {handelse.object_text}"
    return template.format_map(_Data(handelse.data, objekt=handelse.object_text))


class _Data(dict):
    """The event's facts as a reader sees them: amounts in Swedish, what is missing as a dash."""

    def __missing__(self, key: str) -> str:
        return "–"

    def __getitem__(self, key: str) -> object:
        value = super().__getitem__(key)
        return format_amount(Decimal(value)) if _AMOUNT.fullmatch(str(value)) else value


register(
    {
        "roll.given": "gav {person} rollen {roll} från {fran}",
        "roll.ended": "avslutade {person}s roll {roll} den {till}",
        "konto.created": "lade upp ett konto för {objekt}",
        "konto.password": "bytte lösenord",
        "samverkan.created": "lade upp {objekt}",
        "samverkan.changed": "ändrade uppgifter om {objekt}: {falt}",
        "organisation.created": "lade upp {objekt}",
        "organisation.changed": "ändrade uppgifter om {objekt}: {falt}",
        "medlem.joined": "tog in {objekt} som medlem från {fran}",
        "medlem.left": "avslutade medlemskapet för {objekt} den {till}",
        "medlem.changed": "ändrade medlemskapet för {objekt}: {falt}",
        "enhet.created": "lade upp enheten {objekt}",
        "enhet.changed": "ändrade enheten {objekt}: {falt}",
        "mattslag.created": "lade upp måttslaget {objekt}",
        "mattslag.changed": "ändrade måttslaget {objekt}: {falt}",
        "matt.imported": "läste in {antal} mått {datum} ur {fil}{andringar}",
        "matt.changed": "förde in {antal} mått {datum} för hand{andringar}",
        "matt.attested": "attesterade {antal} mått {datum}: {vilka}",
        "organ.created": "lade upp {objekt}",
        "organ.changed": "ändrade uppgifter om {objekt}: {falt}",
        "person.created": "lade in {objekt}",
        "person.changed": "ändrade uppgifter om {objekt}: {falt}",
        "person.calendar": "gav {objekt} en ny kalenderadress",
        "mandat.given": "lade in {person} som {roll} i {organ} från {fran}",
        "mandat.changed": "ändrade uppdraget för {person} i {organ}: {falt}",
        "mandat.ended": "avslutade uppdraget för {person} som {roll} i {organ} den {till}",
        "beslut.registered": "förde in beslutet {objekt}: {rubrik}",
        "beslut.status": "ändrade beslutet {objekt} till {status}",
        "medlemsbeslut.noted": "antecknade eget beslut av {medlem} om {vad}: {beslut}",
        "beslut.appealed": "antecknade att beslutet {objekt} överklagades {dag}",
        "beslut.appeal_withdrawn": "tog bort anteckningen om att beslutet {objekt} är överklagat",
    }
)
