"""The settlement as tables that reports fetch: balances per member, and the outcome split by its key."""

from __future__ import annotations

from decimal import Decimal

from django.utils import timezone

from kostnader.bokslut.berakning import compute
from kostnader.bokslut.models import Bokslut
from kostnader.bokslut.queries import bokslut_of
from kostnader.bokslut.sammanstallning import Medlem, Sammanstallning
from samverkan.medlemmar.models import Samverkan
from samverkan.tabeller.kallor import Period, Tabellkalla
from samverkan.tabeller.tabell import SUMMA, Kolumn, Rad, Tabell

SIGN = "Plus är överskott, medlemmen till godo"


def over_underskott(samverkan: Samverkan, period: Period) -> Tabell | None:
    """Opening balance, the year's result and closing balance per member; None until the year is settled."""
    found = _of_whole_year(samverkan, period)
    return _balances(*found) if found else None


def fordelning_utfall(samverkan: Samverkan, period: Period) -> Tabell | None:
    """What each member paid, its share of the outcome, and what the difference is made of."""
    found = _of_whole_year(samverkan, period)
    return _split(*found) if found else None


def tabeller_of(bokslut: Bokslut, figures: Sammanstallning) -> list[Tabell]:
    """Both, for a workbook."""
    return [_balances(bokslut, figures), _split(bokslut, figures)]


def _of_whole_year(samverkan: Samverkan, period: Period) -> tuple[Bokslut, Sammanstallning] | None:
    bokslut = bokslut_of(samverkan, period.year) if period.through == 12 else None
    if bokslut is None:
        return None
    frozen = bokslut.underlag
    return bokslut, Sammanstallning.from_json(frozen) if frozen is not None else compute(bokslut)


def _balances(bokslut: Bokslut, figures: Sammanstallning) -> Tabell:
    columns = (
        Kolumn("ib", f"IB {bokslut.year}"),
        Kolumn("resultat", "Årets resultat"),
        Kolumn("ub", f"UB {bokslut.year}", of=("ib", "resultat")),
    )

    def values(medlem: Medlem) -> tuple[Decimal, ...]:
        return medlem.opening, medlem.belopp.result, medlem.closing

    total = (figures.opening, figures.summa.result, figures.closing)
    name = f"Över- och underskott per medlem {bokslut.year}"
    return _tabell(name, columns, bokslut, figures, values, total)


def _split(bokslut: Bokslut, figures: Sammanstallning) -> Tabell:
    columns = (
        Kolumn("budget", "Andel av budgeten"),
        Kolumn("betalt", "Betalt för året"),
        Kolumn("utfall", "Andel av utfallet"),
        Kolumn("resultat", "Årets resultat", of=("betalt", "-utfall")),
        Kolumn("fordelning", "varav budgetens fördelning"),
        Kolumn("arets", "varav årets utfall", of=("resultat", "-fordelning")),
    )

    def row(belopp) -> tuple[Decimal, ...]:
        paid, share = belopp.preliminary, belopp.actual
        return belopp.budget, paid, share, belopp.result, belopp.from_split, belopp.from_result

    name = f"Utfallet fördelat på medlemmarna {bokslut.year}"
    return _tabell(name, columns, bokslut, figures, lambda m: row(m.belopp), row(figures.summa))


def _tabell(name, columns, bokslut: Bokslut, figures: Sammanstallning, values, total) -> Tabell:
    rows = [Rad(str(m.id), m.short_name, values(m)) for m in figures.medlemmar]
    return Tabell(
        name=name,
        head="Medlem",
        columns=columns,
        rows=(*rows, Rad("summa", "Summa", total, SUMMA)),
        sign=SIGN,
        source=_source(bokslut),
    )


def _source(bokslut: Bokslut) -> str:
    status = bokslut.get_status_display().lower()
    if bokslut.proposed_at is None:
        return f"{bokslut}, {status}, beräknat {timezone.localdate()}."
    when = timezone.localtime(bokslut.proposed_at).date()
    decided = f", § {bokslut.beslut.paragraf} {bokslut.beslut.date}" if bokslut.beslut else ""
    return f"{bokslut}, {status}{decided}. Underlaget är låst {when}."


KALLOR = (
    Tabellkalla("over_underskott", "Över- och underskott per medlem", "Bokslut", over_underskott),
    Tabellkalla("fordelning_utfall", "Utfallet fördelat på medlemmarna", "Bokslut", fordelning_utfall),
)
