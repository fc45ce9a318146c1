"""Sample words for the addresses of outcome, forecast and reports (see `exempel`); each gets the Varld."""

from collections.abc import Callable
from decimal import Decimal

from kostnader.prognos.acts import create_omgang
from tests.arkitektur import exempel_investeringar

# The addresses of one budget version.
BUDGET = (
    "version",
    "undo",
    "paste",
    "row_add",
    "propose",
    "withdraw",
    "faststall",
    "avsla",
    "compare",
    "index",
    "excel",
    "upload",
)

# The addresses of one round of forecasts.
PROGNOS = ("omgang", "andra", "las", "till_namnden", "ta_bort", "omgang_excel")


def prognos(varld) -> dict[str, object]:
    """An open round of the sample year, opened when it is first asked for."""
    scen = varld.scen
    found = scen.samverkan.prognosomgangar.first() or create_omgang(
        scen.samverkan, scen.budget.year, name="Prognos", through=0, limit_amount=Decimal(1),
        limit_percent=Decimal(1), actor=scen.controller,
    )  # fmt: skip
    return {"pk": found.pk}


WORDS: dict[str, Callable[..., dict[str, object]]] = {
    **{f"prognos:{name}": prognos for name in PROGNOS},
    **exempel_investeringar.WORDS,
    "beslut:egna": lambda varld: {"kind": "budget", "object_id": varld.scen.budget.pk},
    "rakenskaper:fyll_i": lambda varld: {"vy": "resultat"},
}
