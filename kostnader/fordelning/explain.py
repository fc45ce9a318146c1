"""How one member's share of one service came about, as plain JSON (design 4.6).

The receipt on screen, the annex of the invoice and the Excel file all render this and nothing else, and
it is what is frozen. Amounts are strings of kronor with two decimals, exact values with six.
"""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from kostnader.fordelning.nyckel import Nyckel
from kostnader.fordelning.resultat import Andel, Del, Resultat
from kostnader.fordelning.wording import komponent_text, nyckel_kort, nyckel_text, rate_text, rounding_text
from samverkan.lib.swedish import decimal_text, format_amount, format_number, format_percent

Json = dict[str, Any]


def explain(resultat: Resultat, key: str, *, tjanst: str, ar: int) -> Json:
    """Everything that gave member `key` its share of `tjanst` in the year `ar`, ready for json.dumps.

    Raises KeyError for a member that does not take part.
    """
    andel = resultat.andel(key)
    deltagare, nyckel = resultat.plan.deltagare[key], resultat.plan.nyckel
    return {
        "tjanst": tjanst,
        "ar": ar,
        "medlem": deltagare.namn,
        "medlem_namn": deltagare.full_namn or deltagare.namn,
        "orgnr": key,
        "belopp": decimal_text(resultat.att_fordela, 2),
        "nyckel": _nyckel(nyckel),
        "delar": [_del(part, ar) for part in andel.delar],
        "exakt": decimal_text(andel.exact, 6),
        "exakt_brak": _ratio(andel.exact.numerator, andel.exact.denominator),
        "andel_procent": _percent_of(andel.exact, resultat.att_fordela),
        "avrundning": _avrundning(andel, nyckel),
        "andel": decimal_text(andel.amount, 2),
        "deltagare": len(resultat.plan.keys),
        "summa_andelar": decimal_text(resultat.summa, 2),
        "summa_avrundning": decimal_text(resultat.difference, 2),
    }


def explain_none(tjanst: str, ar: int, medlem: str, namn: str, orgnr: str = "") -> Json:
    """The explanation of one who has no share of an amount."""
    return {
        "tjanst": tjanst,
        "ar": ar,
        "medlem": medlem,
        "medlem_namn": namn,
        "orgnr": orgnr,
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


def _nyckel(nyckel: Nyckel) -> Json:
    kort = nyckel_kort(nyckel)
    return {
        "namn": nyckel.namn or kort,
        "version": nyckel.version,
        "galler_fran": nyckel.galler_fran.isoformat() if nyckel.galler_fran else None,
        "kort": kort,
        "text": nyckel_text(nyckel),
        "beslut": dict(nyckel.beslut) if nyckel.beslut else None,
    }


def _del(part: Del, ar: int) -> Json:
    komponent = part.komponent
    kvot, kvot_text = _kvot(part)
    return {
        "slag": komponent.kind,
        "text": komponent_text(komponent, part.skede.nyckel),
        "formel": _formel(part),
        "belopp": decimal_text(part.base, 2),
        "mangd": None if komponent.kind == "belopp" else _plain(part.quantity),
        "summa_mangd": None if komponent.kind == "belopp" else _plain(part.total),
        "kvot": kvot,
        "kvot_text": kvot_text,
        "matt": komponent.matt_namn or komponent.mattslag,
        "matt_datum": komponent.reference_date.isoformat() if komponent.reference_date else None,
        "kalla": komponent.source,
        "attesterad": komponent.attested.isoformat() if komponent.attested else None,
        "exakt": decimal_text(part.exact, 6),
        "andel": decimal_text(part.exact, 2),
        "avrundad": None if part.rounded is None else decimal_text(part.rounded, 2),
        "fran": f"{ar}-{part.skede.first_month:02}",
        "till": f"{ar}-{part.skede.last_month:02}",
        "manader": part.skede.months,
    }


def _formel(part: Del) -> str:
    komponent, base = part.komponent, format_amount(part.base)
    quantity, total = format_number(part.quantity), format_number(part.total)
    if komponent.is_weighted:
        if _is_percent(part):
            return f"{base} × {_percent_text(part)}"
        if komponent.kind != "lika":
            return f"{base} × {quantity} ÷ {total}"
        if part.quantity == 1 and part.total == len(part.skede.deltagare):
            return f"{base} ÷ {total} {'medlem' if part.total == 1 else 'medlemmar'}"
        return f"{base} × {quantity} ÷ {total} enheter"
    months = "" if part.skede.months == 12 else f" × {part.skede.months} ÷ 12"
    if komponent.kind == "pris":
        return f"{quantity} × {rate_text(komponent)}{months}"
    if komponent.kind == "belopp":
        return f"{format_amount(part.quantity)} kr enligt avtal{months}"
    units = "" if part.quantity == 1 else f" × {quantity} enheter"
    return f"{format_amount(komponent.amount)} kr{units}{months}"


def _kvot(part: Del) -> tuple[str, str]:
    """The quota as 'n/d' and as a person reads it: '1 / 14', '43,9 %', '23 116 × 1,25', 'fast'."""
    quantity, total = _plain(part.quantity), _plain(part.total)
    kvot = f"{quantity}/{total}"
    if _is_percent(part) or "." in kvot or not part.total:
        kvot = _ratio(part.quota.numerator, part.quota.denominator)
    if part.komponent.kind in ("belopp", "belopp_lika"):
        return kvot, "fast"
    if part.komponent.kind == "pris":
        return kvot, f"{format_number(part.quantity)} × {rate_text(part.komponent)}"
    if _is_percent(part):
        return kvot, _percent_text(part)
    return kvot, f"{format_number(part.quantity)} / {format_number(part.total)}"


def _is_percent(part: Del) -> bool:
    """True where the share counts as a percentage: rounded by the key, or agreed so that all make 1."""
    kind = part.komponent.kind
    rounded = part.skede.nyckel.percent_decimals is not None and kind in ("matt", "andel")
    return rounded or (kind == "andel" and part.total == 1)


def _percent_text(part: Del) -> str:
    """The percentage with the decimals it has, up to six; '43,9 %' though 44 has fewer."""
    most = part.skede.nyckel.percent_decimals or 0
    decimals = next((n for n in range(most, 6) if (part.quota * 10 ** (n + 2)).denominator == 1), 6)
    return format_percent(part.quota, decimals)


def _avrundning(andel: Andel, nyckel: Nyckel) -> Json | None:
    if andel.rounding == 0:
        return None
    text, hjalp = rounding_text(nyckel)
    return {"text": text, "hjalp": hjalp, "belopp": decimal_text(andel.rounding, 2)}


def _percent_of(exact: Fraction, amount: Decimal) -> str:
    return decimal_text(exact / Fraction(amount) * 100, 4) if amount else "0.0000"


def _plain(value: Fraction) -> str:
    """A quantity for a file: '22664', '2.5'; six decimals at most."""
    return str(value.numerator) if value.denominator == 1 else decimal_text(value, 6).rstrip("0")


def _ratio(numerator: int, denominator: int) -> str:
    return f"{numerator}/{denominator}"
