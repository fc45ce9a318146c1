"""What a change changed, in words for the log: old → new."""

from collections.abc import Mapping
from typing import Any

from django.db import models

NOTHING = "–"


def apply_changes(obj: models.Model, values: Mapping[str, Any]) -> str:
    """Set the fields that differ and tell which: 'bankgiro: – → 5050-1055; postort: Boden → Kiruna'.

    Empty when nothing differs. Does not save.
    """
    told = []
    for name, value in values.items():
        field = obj._meta.get_field(name)
        before = _shown(obj, field)
        old = getattr(obj, field.attname)
        setattr(obj, name, value)
        if getattr(obj, field.attname) != old:
            told.append(f"{field.verbose_name}: {before} → {_shown(obj, field)}")
    return "; ".join(told)


def _shown(obj: models.Model, field: Any) -> str:
    value = getattr(obj, field.name)
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or NOTHING
    if value is None or value == "":
        return NOTHING
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return ", ".join(str(value).splitlines())
