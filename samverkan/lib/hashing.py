"""One spelling of a record as bytes, its hash, and the chain of hashes that shows what was changed."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

FIRST = "0" * 64


def canonical_json(value: Any) -> bytes:
    """UTF-8 JSON that is the same whenever the content is: sorted keys, no spaces.

    Decimal, Fraction, date and UUID become strings; a moment is written in UTC. Raises TypeError for a float,
    a moment without time zone, a key that is no string, and anything else JSON has no word for.
    """
    plain = _plain(value)
    return json.dumps(
        plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def sha256_hex(data: bytes) -> str:
    """SHA-256 as 64 lowercase hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def chain_hash(previous_hex: str, payload: Any) -> str:
    """The hash of `payload` (as `canonical_json`) and of all before it. The first link follows `FIRST`."""
    if len(previous_hex) != 64:
        raise ValueError("A link follows a SHA-256 of 64 hexadecimal digits, the first one follows FIRST")
    return sha256_hex(previous_hex.encode("ascii") + b"\n" + canonical_json(payload))


def groups_of_eight(hex_digits: str) -> str:
    """A hash for the eye: '01234567 89abcdef …'."""
    return " ".join(hex_digits[place : place + 8] for place in range(0, len(hex_digits), 8))


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int() | str():
            return value
        case Decimal() if value.is_finite():
            return f"{value:f}"
        case Fraction():
            return f"{value.numerator}/{value.denominator}"
        case datetime():
            return _moment(value)
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case Mapping():
            return {_key(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
    raise TypeError(f"{value!r} has no canonical form")


def _moment(value: datetime) -> str:
    if value.tzinfo is None:
        raise TypeError(f"{value!r} has no time zone")
    return value.astimezone(UTC).isoformat()


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise TypeError(f"The key {key!r} is no string")
    return key
