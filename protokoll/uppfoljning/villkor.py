"""A stored goal as the plain facts that the rules take, and what its condition says in words."""

from collections.abc import Iterable
from datetime import date

from protokoll.uppfoljning.models import Mal, Malvarde
from protokoll.uppfoljning.rules import Malvillkor, Matvarde
from samverkan.lib.swedish import format_number

WHEN = {
    Mal.Galler.VARJE: "vid varje mätning",
    Mal.Galler.SISTA: "vid årets slut",
    Mal.Galler.SUMMA: "sammanlagt under året",
    Mal.Galler.MEDEL: "i genomsnitt under året",
}


def villkor_of(mal: Mal) -> Malvillkor | None:
    """The condition of a goal with a figure; None for one in words. It holds to the end of the year."""
    if mal.target is None:
        return None
    return Malvillkor(mal.target, mal.direction, mal.galler, date(mal.year, 12, 31))


def measured(values: Iterable[Malvarde]) -> list[Matvarde]:
    """The values of a goal, by day."""
    return sorted((Matvarde(row.day, row.value) for row in values), key=lambda value: value.dag)


def villkor_text(mal: Mal) -> str:
    """'minst 75 % vid varje mätning'; empty for a goal in words."""
    if mal.target is None:
        return ""
    return f"{mal.get_direction_display()} {figure(mal.target, mal.unit)} {WHEN[Mal.Galler(mal.galler)]}"


def figure(value, unit: str) -> str:
    """A figure with its unit: '75 %', '4 möten'."""
    return f"{format_number(value, 2)}\u00a0{unit}".strip()
