"""The result by kind of cost, as month reports and förvaltningsberättelser of gemensamma nämnder show it."""

from collections.abc import Callable
from decimal import Decimal

from kostnader.budget.models import Kostnadsslag
from kostnader.manadsuppfoljning.kolumner import HELAR, PLUS_IS_BETTER
from kostnader.manadsuppfoljning.siffror import (
    BOKSLUT,
    BOKSLUT2,
    BUDGET_ACK,
    BUDGET_MANAD,
    FORRA_ACK,
    KEYS,
    PROGNOS,
    TILLAGG,
    URSPRUNGLIG,
    UTFALL,
    UTFALL_MANAD,
    Manad,
    Siffrad,
    Values,
    add,
    add_values,
)
from kostnader.manadsuppfoljning.tabeller import Tabellbygge, fetcher, negated
from kostnader.prognos.rules import ZERO
from samverkan.medlemmar.models import Samverkan
from samverkan.tabeller.kallor import Tabellkalla
from samverkan.tabeller.tabell import SUMMA, Tabell

Kind = Kostnadsslag.Kind
INCOME = (Kind.INTAKT,)
COST = (Kind.KOSTNAD, Kind.AVSKRIVNING)
FINANCE = (Kind.FIN_INTAKT, Kind.FIN_KOSTNAD)

SIGN = "Kostnader är plus och intäkter minus; i de två sista raderna är intäkter plus"
BIDRAG = {
    Samverkan.Form.GEMENSAM_NAMND: "Kommunbidrag",
    Samverkan.Form.KOMMUNALFORBUND: "Medlemsbidrag",
    Samverkan.Form.AVTALSSAMVERKAN: "Medlemmarnas andelar",
}


def resultat(manad: Manad, view: str = HELAR) -> Tabell:
    """Income, costs, net cost, what the members pay, and the result.

    What the members pay and the result are told with the sign of what comes in. Where no kind of cost is
    members' contributions, the members pay the budget's net cost: that of the year for the whole year, that
    of the months gone for the months gone.
    """
    bygge = Tabellbygge(manad, view)
    net = [
        _section(bygge, manad, "intakter", "Summa intäkter", INCOME),
        _section(bygge, manad, "kostnader", "Summa kostnader", COST),
    ]
    netto = [row for row in manad.rows if row.slag.kind in (*INCOME, *COST)]
    of = tuple(key for key in net if key)
    only_net = len(netto) == len(manad.rows)  # then the year's postings are what the sum is made of
    bygge.add_sum("netto", "Summa nettokostnader", netto, SUMMA, of=of, linked=only_net)
    paid = _bidrag(manad)
    bygge.add("bidrag", BIDRAG[manad.samverkan.form], paid, income=True, linked=False)
    finance = _section(bygge, manad, "finansiellt", "Summa finansiella poster", FINANCE)
    _result(bygge, manad, paid, finance)
    return bygge.tabell("Resultaträkning", "Post", sign=f"{PLUS_IS_BETTER}. {SIGN}")


def _section(bygge: Tabellbygge, manad: Manad, key: str, label: str, kinds: tuple[str, ...]) -> str:
    """The kinds of cost of a section and their sum; the key of the sum, or '' where there are none."""
    rows = [row for row in manad.rows if row.slag.kind in kinds]
    by_slag: dict[str, list[Siffrad]] = {}
    for row in sorted(rows, key=lambda row: (row.slag.order, row.slag.pk or 0)):
        by_slag.setdefault(row.slag.name, []).append(row)
    for name, found in by_slag.items():
        bygge.add(f"slag-{name.casefold()}", name, add(found), slag=found[0].slag.pk)
    if not by_slag:
        return ""
    of = tuple(f"slag-{name.casefold()}" for name in by_slag)
    bygge.add_sum(key, label, rows, SUMMA, of=of, linked=False)
    return key


def _bidrag(manad: Manad) -> dict[str, Decimal | None]:
    """What the members pay, positive, column by column."""
    told = negated(add(row for row in manad.rows if row.is_bidrag))
    asked = add(manad.net)
    budget = None if asked[URSPRUNGLIG] is None else asked[URSPRUNGLIG] + (asked[TILLAGG] or ZERO)
    instead: dict[str, Decimal | None] = {
        BOKSLUT2: manad.bidrag_before.get(manad.year - 2),
        BOKSLUT: manad.bidrag_before.get(manad.year - 1),
        FORRA_ACK: None,
        URSPRUNGLIG: asked[URSPRUNGLIG],
        TILLAGG: asked[TILLAGG],
        BUDGET_MANAD: asked[BUDGET_MANAD],
        BUDGET_ACK: asked[BUDGET_ACK],
        UTFALL_MANAD: asked[BUDGET_MANAD],
        UTFALL: budget if manad.is_whole_year else asked[BUDGET_ACK],
        PROGNOS: budget,
    }
    if any(row.is_bidrag and _is_of_year(row.values) for row in manad.rows):
        return told | {key: told[key] or instead[key] for key in (BOKSLUT, BOKSLUT2)}
    return {key: told[key] or instead[key] for key in KEYS}


def _is_of_year(values: Values) -> bool:
    return any(values[key] for key in (URSPRUNGLIG, UTFALL, PROGNOS))


def _result(bygge: Tabellbygge, manad: Manad, paid: Values, finance: str) -> None:
    spent = negated(add(manad.net))
    values = {key: None if paid[key] is None else add_values([paid, spent])[key] for key in KEYS}
    of = ("bidrag", "-netto", *((f"-{finance}",) if finance else ()))
    bygge.add("resultat", "Resultat", values, level=SUMMA, income=True, linked=False, of=of)


fetch: Callable = fetcher(resultat)
KALLA = Tabellkalla("resultat", "Resultaträkning per kostnadsslag", "Uppföljning", fetch)
