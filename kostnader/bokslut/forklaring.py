"""How a member's settlement of one service came about, as receipts, invoices and Excel show it.

The explanation of its share of the outcome (`fordelning.explain`), and under "avrakning" what was paid for it
and what that leaves.
"""

from decimal import Decimal
from typing import Any

from kostnader.bokslut.rules import ZERO, Belopp
from kostnader.bokslut.sammanstallning import Json, Medlem, Sammanstallning


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
    receipt = (part.forklaring if part else None) or _no_share(figures.year, medlem, tjanst and tjanst.name)
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


def _no_share(year: int, medlem: Medlem, tjanst: str | None) -> Json:
    """The explanation of one who has no share of the service's outcome."""
    return {
        "tjanst": tjanst or "Saldo",
        "ar": year,
        "medlem": medlem.short_name,
        "medlem_namn": medlem.name,
        "orgnr": "",
        "belopp": "0.00",
        "nyckel": {"namn": "", "version": None, "galler_fran": None, "kort": "", "text": "", "beslut": None},
        "delar": [],
        "exakt": "0.000000",
        "exakt_brak": "0/1",
        "andel_procent": "0.0000",
        "avrundning": None,
        "andel": "0.00",
        "deltagare": 0,
        "summa_andelar": "0.00",
        "summa_avrundning": "0.00",
    }
