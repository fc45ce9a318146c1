"""A report to work in: its own sources, a controller, and people named in its sections."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal

from kostnader.rapporter.acts import skapa_rapport
from kostnader.rapporter.models import Avsnitt, Rapport, Rapportblock
from samverkan.konton.models import Anvandare
from samverkan.medlemmar.models import Samverkan
from samverkan.tabeller import kallor
from samverkan.tabeller.kallor import Period, Tabellkalla
from samverkan.tabeller.tabell import SUMMA, Kolumn, Rad, Tabell
from tests import factories as f

FIGURES: dict[tuple[int, int], str] = {}  # what the source of the tests says of a period


def prov(samverkan: Samverkan, period: Period) -> Tabell | None:
    """A small result: personnel, the rest and their sum, in kronor. Nothing for a period without figures."""
    said = FIGURES.get((period.year, period.through))
    if said is None:
        return None
    value = Decimal(said)
    return Tabell(
        "Resultat",
        "Post",
        (Kolumn("utfall", "Utfall"), Kolumn("avvikelse", "Avvikelse")),
        (
            Rad("personal", "Personal", (value / 2, Decimal("-500.00"))),
            Rad("ovrigt", "Övrigt", (value / 2, Decimal("-1000.00"))),
            Rad("netto", "Nettokostnad", (value, Decimal("-1500.00")), SUMMA),
        ),
        sign="Plus är bättre än budget",
        source="Huvudboken.",
    )


@contextmanager
def figures(**of: str) -> Iterator[None]:
    """What the source says while it lasts: `figures(y2023_08="1376000")`."""
    before = dict(FIGURES)
    for name, value in of.items():
        year, month = name.removeprefix("y").split("_")
        FIGURES[int(year), int(month)] = value
    kallor.register(Tabellkalla("prov", "Provresultat", "Prov", prov))
    try:
        yield
    finally:
        FIGURES.clear()
        FIGURES.update(before)


@dataclass
class Rapportscen:
    """A report with one section that shows the table of the tests."""

    samverkan: Samverkan
    controller: Anvandare
    rapport: Rapport
    avsnitt: Avsnitt
    block: Rapportblock


def person(samverkan: Samverkan, kind: str, name: str) -> Anvandare:
    """Someone with a role."""
    found = f.AnvandareFactory(name=name)
    f.RollFactory(anvandare=found, samverkan=samverkan, kind=kind)
    return found


def rapport_scen(*, year: int = 2023, through: int = 8, text: str = "") -> Rapportscen:
    """A month report whose only section shows the table 'prov'."""
    samverkan = f.SamverkanFactory()
    controller = person(samverkan, "controller", "Maria Controller")
    rapport = skapa_rapport(samverkan, kind="manad", year=year, through=through, actor=controller)
    rapport.avsnitt.all().delete()
    avsnitt = Avsnitt.objects.create(rapport=rapport, order=0, heading="Drift", text=text)
    block = Rapportblock.objects.create(avsnitt=avsnitt, order=0, key="prov")
    return Rapportscen(samverkan, controller, rapport, avsnitt, block)
