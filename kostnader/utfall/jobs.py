"""The job that reads an uploaded file."""

from kostnader.utfall.acts.filer import LAS_JOBB
from kostnader.utfall.acts.lasning import read_fil
from samverkan.jobb.acts import handler, telling
from samverkan.jobb.models import Jobb


@handler(LAS_JOBB)
def las(jobb: Jobb) -> None:
    """Read the file; what is wrong with it is told on its page."""
    with telling(jobb) as tell:
        read_fil(int(jobb.object_id), actor=jobb.started_by, tell=tell)
