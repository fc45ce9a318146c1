"""The rules a model states, asked before it is saved; a breach is told as a refusal at its field."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from samverkan.lib.errors import Refused


def clean_or_refuse(obj: models.Model, *, field: str | None = None) -> None:
    """Raise Refused for the first thing that is wrong with the object.

    `field` is where a breach of a constraint over several fields belongs. The caller holds a lock
    on a common parent row when two at once could break a constraint together.
    """
    try:
        obj.full_clean()
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise Refused(messages[0], field=field if name == NON_FIELD_ERRORS else name) from error
