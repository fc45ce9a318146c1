"""An uploaded file that waits for a yes: its figures, kept in the person's session between the steps."""

import secrets
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from samverkan.matt.rules import Figure

SESSION_KEY = "matt_inlasning"
KEPT = 3


@dataclass(frozen=True)
class Pending:
    """Figures read from a file, not yet taken in."""

    samverkan_id: int
    mattslag_id: int
    file: str
    figures: list[Figure]
    skipped: int


def keep(session: SessionBase, pending: Pending) -> str:
    """Put the upload aside and give the word it is found by. The newest few are kept."""
    token = secrets.token_urlsafe(9)
    waiting = dict(list(session.get(SESSION_KEY, {}).items())[-(KEPT - 1) :])
    session[SESSION_KEY] = waiting | {token: _as_json(pending)}
    return token


def find(session: SessionBase, token: str, samverkan_id: int) -> Pending | None:
    """The upload put aside in this samverkan, or None."""
    found = session.get(SESSION_KEY, {}).get(token)
    return _from_json(found) if found and found["samverkan"] == samverkan_id else None


def drop(session: SessionBase, token: str) -> None:
    """Forget an upload."""
    session[SESSION_KEY] = {key: value for key, value in session.get(SESSION_KEY, {}).items() if key != token}


def stamp(old_values: list[tuple[str, Decimal | None]]) -> str:
    """A short sum over what the preview compared with, to see whether it has changed since."""
    return sha256(repr(sorted(old_values)).encode()).hexdigest()[:16]


def _as_json(pending: Pending) -> dict[str, Any]:
    rows = [
        [f.organisation_id, f.enhet_id, f.day.isoformat(), str(f.value), f.source] for f in pending.figures
    ]
    return {
        "samverkan": pending.samverkan_id,
        "mattslag": pending.mattslag_id,
        "fil": pending.file,
        "rader": rows,
        "andra": pending.skipped,
    }


def _from_json(data: dict[str, Any]) -> Pending:
    figures = [
        Figure(organisation_id, enhet_id, date.fromisoformat(day), Decimal(value), source)
        for organisation_id, enhet_id, day, value, source in data["rader"]
    ]
    return Pending(data["samverkan"], data["mattslag"], data["fil"], figures, data["andra"])
