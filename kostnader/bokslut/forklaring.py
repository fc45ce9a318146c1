"""How a member's settlement of one service came about, as receipts, invoices and Excel show it.

The explanation of its share of the outcome (`fordelning.explain`), and under "avrakning" what was paid for it
and what that leaves.
"""

from decimal import Decimal
from typing import Any

from kostnader.bokslut.rules import ZERO, Belopp
from kostnader.bokslut.sammanstallning import Json, Medlem, Sammanstallning
from kostnader.fordelning.explain import explain_none


def explained(
    figures: Sammanstallning,
    medlem: Medlem,
    tjanst_id: int,
    *,
    opening: Decimal = ZERO,
    facts: dict[str, Any] | None = None,
) -> Json:
    """Ready for json.dumps; amounts are texts of kronor with two decimals. `facts` are added to "avrakning":
    `netto` (what is to be paid, kronor) and the decisions behind it."""
    tjanst, part = figures.tjanst(tjanst_id), medlem.of(tjanst_id)
    belopp = part.belopp if part else Belopp()
    added = {key: str(value) if isinstance(value, Decimal) else value for key, value in (facts or {}).items()}
    name = tjanst.name if tjanst else "Saldo"
    receipt = (part.forklaring if part else None) or explain_none(
        name, figures.year, medlem.short_name, medlem.name
    )
    return receipt | {
        "avrakning": {
            "jamfors_med": figures.basis,
            "betalt": str(belopp.preliminary),
            "efter_nyckel": str(belopp.at_key),
            "utfall": str(belopp.actual),
            "resultat": str(belopp.result),
            "av_fordelning": str(belopp.from_split),
            "av_resultat": str(belopp.from_result),
            "ib": str(opening),
            "som_budget": bool(tjanst and tjanst.as_budget),
        }
        | added
    }
