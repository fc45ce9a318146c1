"""What is missing before a year can be closed, and what is good to know: the first thing the page shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from kostnader.bokslut.berakning import Kallor
from kostnader.bokslut.models import Bokslut
from kostnader.bokslut.queries import decided_before
from kostnader.bokslut.rules import ZERO
from kostnader.bokslut.sammanstallning import Sammanstallning
from samverkan.lib.swedish import MONTHS, format_amount


@dataclass(frozen=True)
class Brist:
    """One thing: what is wrong, where it is mended, and whether the year can be closed before it is."""

    text: str
    stops: bool = False
    act: str = ""
    url_name: str = ""
    kwargs: dict[str, object] = field(default_factory=dict)


def brister(bokslut: Bokslut, kallor: Kallor, sammanstallning: Sammanstallning) -> list[Brist]:
    """What hinders comes first."""
    found = [
        *_ground(bokslut, kallor),
        *_projects(kallor),
        *_shared(sammanstallning),
        *_billed(bokslut, sammanstallning),
        *_opening(bokslut),
    ]
    return sorted(found, key=lambda brist: not brist.stops)


def _ground(bokslut: Bokslut, kallor: Kallor) -> Iterator[Brist]:
    year = bokslut.year
    if kallor.fordelning is None:
        yield Brist(
            f"Fördelningen för {year} är inte låst, så det finns ingen budget att jämföra med.",
            True,
            "Till fördelningen",
            "fordelning:matris",
        )
    if not kallor.last_month:
        text = f"Det finns inget utfall för {year}. Läs in det eller skriv in det för hand."
        yield Brist(text, True, "Till utfallet", "utfall:start")
    elif kallor.last_month < 12:
        text = f"Utfall saknas för {_months(kallor.last_month + 1)}."
        yield Brist(text, False, "Till utfallet", "utfall:start")
    if kallor.unplaced:
        yield Brist(
            f"{format_amount(kallor.unplaced)} kr av utfallet saknar tjänst eller kostnadsslag och är därför "
            "inte fördelat. Lägg till en konteringsregel.",
            True,
            "Till reglerna",
            "utfall:regler",
        )


def _projects(kallor: Kallor) -> Iterator[Brist]:
    if kallor.in_projects:
        yield Brist(
            f"{format_amount(kallor.in_projects)} kr är bokfört på projekt som faktureras för sig, "
            "och ingår därför inte här.",
            False,
            "Till projekten",
            "projekt:lista",
        )


def _months(first: int) -> str:
    return MONTHS[11] if first == 12 else f"{MONTHS[first - 1]}–{MONTHS[11]}"


def _shared(sammanstallning: Sammanstallning) -> Iterator[Brist]:
    for tjanst in sammanstallning.tjanster:
        to = ("Till tjänsten", "tjanster:tjanst", {"pk": tjanst.id})
        for text in tjanst.faults:
            yield Brist(f"{tjanst.name}: {text}", True, *to)
        if tjanst.faults or not tjanst.outcome:
            continue
        if tjanst.beslut is None:
            yield Brist(f"{tjanst.name}: nyckeln {tjanst.nyckel} vilar inte på något beslut.", False, *to)
        if tjanst.as_budget:
            yield Brist(
                f"{tjanst.name}: nyckeln {tjanst.nyckel} har fasta belopp eller priser. Utfallet delas "
                "därför i samma proportioner som budgeten. Välj en nyckel för utfallet om det ska delas på "
                "annat sätt.",
                False,
                *to,
            )
    evenly = [tjanst.name for tjanst in sammanstallning.tjanster if tjanst.evenly]
    if evenly:
        yield Brist(f"Utfallet är bokfört i en enda månad och delas jämnt över året: {_names(evenly)}.")


def _billed(bokslut: Bokslut, sammanstallning: Sammanstallning) -> Iterator[Brist]:
    if bokslut.basis != Bokslut.Basis.FAKTURERAT:
        return
    others = [medlem for medlem in sammanstallning.medlemmar if not medlem.internal]
    left: Decimal = sum((m.belopp.budget - m.belopp.billed for m in others), ZERO)
    differs = [m.short_name for m in others if m.belopp.budget != m.belopp.billed]
    if differs and left > 0:
        yield Brist(
            f"{format_amount(left)} kr av budgeten är inte fakturerat ({_names(differs)}). Det som inte är "
            "fakturerat räknas som obetalt i bokslutet.",
            False,
            "Till fakturor",
            "fakturor:lista",
        )
    elif differs:
        yield Brist(
            f"Det fakturerade skiljer sig från budgeten för {_names(differs)}.",
            False,
            "Till fakturor",
            "fakturor:lista",
        )


def _names(names: list[str], most: int = 4) -> str:
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} och {len(names) - most} till"


def _opening(bokslut: Bokslut) -> Iterator[Brist]:
    if decided_before(bokslut) is None and not bokslut.rader.exclude(typed_opening=None).exists():
        yield Brist(
            f"Det finns inget beslutat bokslut för {bokslut.year - 1}. Ingående saldo är därför 0 om du inte "
            "skriver in det på medlemmens sida."
        )
