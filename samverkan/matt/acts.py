"""What may be done with measures."""

from samverkan.medlemmar.models import Mattslag
from samverkan.medlemmar.queries import INVANARE


def ensure_common_mattslag() -> Mattslag:
    """The kind common to all: invånare."""
    names = {"name": "Invånare", "unit": "invånare"}
    kind, _ = Mattslag.objects.get_or_create(samverkan=None, code=INVANARE, defaults=names)
    return kind
