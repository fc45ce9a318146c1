"""What the forecast says of its deviations, as the first text of a report: written once, read twice."""

from kostnader.prognos.queries import omgang_of, rader
from kostnader.rapporter.models import Rapport

SECTIONS = {Rapport.Kind.MANAD: "drift", Rapport.Kind.DELAR: "ekonomi"}


def explained(rapport: Rapport) -> dict[str, str]:
    """The text of a section by its key: a list of the comments of the forecast the report shows, {} without.

    Without figures: those are fetched, and would not follow a text.
    """
    key = SECTIONS.get(rapport.kind)
    omgang = omgang_of(rapport.samverkan, rapport.year, rapport.through) if key else None
    if omgang is None:
        return {}
    lines = [
        f"- **{row.tjanst.label}, {row.slag.name}:** {' '.join(row.comment.split())}"
        for row in rader(omgang)
        if row.comment.strip()
    ]
    return {key: "\n".join(lines)} if lines else {}
