"""Read a table that SCB's statistical database hands out as JSON-stat 2.0."""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import Any

from samverkan.lib.errors import Refused
from samverkan.lib.money import parse_quantity
from samverkan.lib.table import Faults
from samverkan.lib.table_reader import MAX_BYTES

MAX_VALUES = 200_000
AGAIN = "Hämta tabellen igen från SCB:s statistikdatabas och välj formatet JSON-stat2."

_WHOLE = re.compile(r"tot|samtliga|alla|båda|\+", re.IGNORECASE)
_WHOLE_CODES = {"tot", "totalt", "1+2", "t", "total"}


@dataclass(frozen=True)
class Observation:
    region_code: str
    region: str
    period: str
    value: Decimal


@dataclass(frozen=True)
class Dimension:
    """One dimension: its code and label, and its categories in order as (code, label)."""

    code: str
    label: str
    categories: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Dataset:
    """What the file says of itself, and its figures in order of region and period."""

    label: str
    source: str
    updated: str
    contents: str
    observations: tuple[Observation, ...]


def is_json(data: bytes) -> bool:
    """Whether the file should be read here and not as a table."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def read_jsonstat(data: bytes) -> Dataset:
    """The figures by region and period, one kind of figure.

    Raises Refused for what is no such table or is divided further, TableError naming each region and period
    that lacks a usable figure.
    """
    document = _document(data)
    dimensions = _dimensions(document)
    region = _by_role(document, dimensions, "geo", "Region")
    time = _by_role(document, dimensions, "time", "Tid")
    contents = _contents(document, dimensions)
    for one in dimensions:
        if one not in (region, time, contents):
            _refuse_divided(one)
    return Dataset(
        label=_text(document, "label"),
        source=_text(document, "source"),
        updated=_text(document, "updated"),
        contents=contents.categories[0][1] if contents else "",
        observations=_observations(document, dimensions, region, time),
    )


def _document(data: bytes) -> dict[str, Any]:
    if len(data) > MAX_BYTES:
        raise Refused("Filen får vara högst 5 MB. Välj färre regioner och år, och hämta den igen.")
    try:
        document = json.loads(data.decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, RecursionError) as wrong:
        raise Refused(f"Filen är inte hel JSON. {AGAIN}") from wrong
    if isinstance(document, dict) and "dataset" in document:
        raise Refused(f"Filen är i det äldre formatet JSON-stat 1. {AGAIN}")
    if not isinstance(document, dict) or document.get("class") != "dataset":
        raise Refused(f"Filen är JSON men inte en JSON-stat2-tabell. {AGAIN}")
    return document


def _dimensions(document: Mapping[str, Any]) -> list[Dimension]:
    codes, sizes, described = document.get("id"), document.get("size"), document.get("dimension")
    is_whole = isinstance(codes, list) and isinstance(sizes, list) and isinstance(described, dict)
    if not is_whole or len(codes) != len(sizes) or not all(_is_count(size) for size in sizes):
        raise Refused(f"Filen saknar beskrivning av tabellens dimensioner (id, size, dimension). {AGAIN}")
    if math.prod(sizes) > MAX_VALUES:
        raise Refused("Tabellen är för stor. Välj färre regioner och år, och hämta den igen.")
    return [_dimension(str(code), size, described) for code, size in zip(codes, sizes, strict=True)]


def _is_count(size: Any) -> bool:
    return isinstance(size, int) and not isinstance(size, bool) and size > 0


def _dimension(code: str, size: int, described: Mapping[str, Any]) -> Dimension:
    one = described.get(code)
    category = one.get("category") if isinstance(one, dict) else None
    labels = category.get("label", {}) if isinstance(category, dict) else None
    if not isinstance(labels, dict):
        raise Refused(f"Dimensionen {code} saknar sina kategorier. {AGAIN}")
    codes = _codes(category.get("index", list(labels)))
    if codes is None or len(codes) != size:
        raise Refused(f"Dimensionen {code} ska ha {size} kategorier men har andra. {AGAIN}")
    categories = tuple((item, _label(item, labels)) for item in codes)
    return Dimension(code, str(one.get("label") or code), categories)


def _codes(index: Any) -> list[str] | None:
    """Category codes in order, from a list of codes or a mapping of code to place; None for anything else."""
    if isinstance(index, dict):
        places = [place for place in index.values() if isinstance(place, int)]
        is_order = len(places) == len(index) and set(places) == set(range(len(index)))
        return sorted(index, key=lambda code: index[code]) if is_order else None
    return [str(code) for code in index] if isinstance(index, list) else None


def _label(code: str, labels: Mapping[str, Any]) -> str:
    """The label without the code SCB may put before it: '2584 Kiruna' is 'Kiruna'."""
    return str(labels.get(code, code)).removeprefix(f"{code} ").strip()


def _by_role(document: Mapping[str, Any], dimensions: list[Dimension], role: str, usual: str) -> Dimension:
    roles = document.get("role")
    named = roles.get(role) if isinstance(roles, dict) else None
    codes = [str(code) for code in named] if isinstance(named, list) else []
    found = next((one for one in dimensions if one.code in (*codes, usual)), None)
    if found is None:
        raise Refused(f"Tabellen saknar dimensionen {usual}. Välj regioner och år när du hämtar den.")
    return found


def _contents(document: Mapping[str, Any], dimensions: list[Dimension]) -> Dimension | None:
    if not any(one.code == "ContentsCode" for one in dimensions):
        roles = document.get("role")
        if not (isinstance(roles, dict) and roles.get("metric")):
            return None
    contents = _by_role(document, dimensions, "metric", "ContentsCode")
    if len(contents.categories) > 1:
        names = ", ".join(label for _, label in contents.categories)
        raise Refused(f"Tabellen har flera tabellinnehåll: {names}. Välj ett av dem när du hämtar den.")
    return contents


def _refuse_divided(one: Dimension) -> None:
    """A table by sex or age would have to be added up, and one part of it would pass for the whole."""
    (code, label), *others = one.categories
    if others or not (code.lower() in _WHOLE_CODES or _WHOLE.search(label)):
        names = ", ".join(label for _, label in one.categories[:3])
        raise Refused(
            f"Tabellen är uppdelad på {one.label} ({names}). Hämta den utan den uppdelningen, med totalen."
        )


def _observations(
    document: Mapping[str, Any], dimensions: list[Dimension], region: Dimension, time: Dimension
) -> tuple[Observation, ...]:
    values = _values(document, math.prod(len(one.categories) for one in dimensions))
    faults, found = Faults(), []
    for place, picked in enumerate(product(*(one.categories for one in dimensions))):
        by_code = dict(zip((one.code for one in dimensions), picked, strict=True))
        (code, name), (_, period) = by_code[region.code], by_code[time.code]
        value = _value(values.get(place), f"{name} {period}", faults)
        if value is not None:
            found.append(Observation(code, name, period, value))
    faults.raise_if_any()
    return tuple(sorted(found, key=lambda one: (one.region_code, one.period)))


def _values(document: Mapping[str, Any], size: int) -> dict[int, Any]:
    """Values by place, from a full list or a sparse mapping."""
    value = document.get("value")
    if isinstance(value, list) and len(value) == size:
        return dict(enumerate(value))
    if isinstance(value, dict) and all(place.isdecimal() and int(place) < size for place in value):
        return {int(place): one for place, one in value.items()}
    raise Refused(f"Antalet värden stämmer inte med tabellens storlek ({size}). {AGAIN}")


def _value(value: Any, place: str, faults: Faults) -> Decimal | None:
    if value is None:
        faults.note(place, "Värdet saknas hos SCB. Välj ett annat år eller ta bort regionen ur urvalet.")
        return None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        faults.note(place, f"”{str(value)[:40]}” är inget tal. {AGAIN}")
        return None
    try:
        return parse_quantity(value)
    except Refused as refusal:
        faults.note(place, str(refusal))
        return None


def _text(document: Mapping[str, Any], key: str) -> str:
    value = document.get(key)
    return value if isinstance(value, str) else ""
