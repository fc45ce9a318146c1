"""How a body calls in its substitutes, as its reglemente says (KL 6:17)."""

from collections.abc import Mapping, Sequence

from samverkan.lib.errors import Refused
from samverkan.organ.models import Organ
from samverkan.organ.rules import ELECTED_BY_MEMBERS, Inkallelseordning


def inkallelseordning(organ: Organ) -> Inkallelseordning:
    """The body's order: who may replace whom, and which party's substitutes come first.

    Without a word of its own a gemensam nämnd and a direktion call in from the same member, since each member
    elects its own (KL 9:3, 9:24); other bodies call in from all.
    """
    same = organ.inkallelse == Organ.Inkallelse.MEDLEM
    if organ.inkallelse == Organ.Inkallelse.SLAG:
        same = organ.kind in ELECTED_BY_MEMBERS
    return Inkallelseordning(samma_medlem=same, partier=parse_partier(organ.inkallelse_partier) or None)


def parse_partier(text: str) -> Mapping[str, Sequence[str]]:
    """'S: S, V, MP' line by line: for a ledamot's party, whose substitutes come first, in order.

    Raises Refused naming the line that cannot be read, or the party that stands twice.
    """
    orders: dict[str, list[str]] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        party, colon, rest = line.partition(":")
        party, others = party.strip(), [one.strip() for one in rest.split(",") if one.strip()]
        if not (party and colon and others):
            raise Refused(f"Raden ”{line}” kan inte läsas. Skriv till exempel S: S, V, MP.")
        if party in orders:
            raise Refused(f"{party} står på två rader. Skriv partiets hela ordning på en rad.")
        if len(set(others)) < len(others):
            raise Refused(f"Samma parti står två gånger på raden för {party}.")
        orders[party] = others
    return orders


def validate_partier(text: str) -> str:
    """The table in its usual spelling, a line for each party. Raises Refused as `parse_partier`."""
    return "\n".join(f"{party}: {', '.join(others)}" for party, others in parse_partier(text).items())
