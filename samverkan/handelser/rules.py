"""How the chain is sealed."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from samverkan.lib.hashing import chain_hash

if TYPE_CHECKING:
    from samverkan.handelser.models import Handelse

GENESIS = "0" * 64


def seal(handelse: Handelse) -> str:
    """The hash of an event: SHA-256 over the hash before it and all it says."""
    payload = {
        "samverkan": handelse.samverkan_id or 0,
        "number": handelse.number,
        "at": handelse.at.astimezone(UTC).isoformat(),
        "actor": handelse.actor_id,
        "actor_name": handelse.actor_name,
        "action": handelse.action,
        "object": [handelse.object_type, handelse.object_id, handelse.object_text],
        "data": handelse.data,
    }
    return chain_hash(handelse.previous_hash, payload)
