"""Arithmetic of the financial statements. No database. Kronor, with the statements' sign."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from kostnader.rakenskaper.rader import ASSETS, BALANS, Lagrad

Belopp = Mapping[str, Decimal]
ZERO = Decimal("0.00")

# What a kind of cost is in the result, by the kind's stored value (Kostnadsslag.Kind).
ROW_OF_KIND = {
    "intakt": "intakter",
    "kostnad": "kostnader",
    "avskrivning": "avskrivningar",
    "bidrag": "medlemsavgifter",
    "fin_intakt": "fin_intakter",
    "fin_kostnad": "fin_kostnader",
}


def summed(rader: Sequence[Lagrad], known: Belopp) -> dict[str, Decimal]:
    """The known amounts and every sum of them; a sum that is itself known stands as told.

    A sum none of whose parts is known is left out: nothing is not zero.
    """
    amounts = {rad.key: known[rad.key] for rad in rader if rad.key in known}
    for rad in rader:
        if rad.parts and rad.key not in amounts and any(part in amounts for part in rad.parts):
            amounts[rad.key] = sum((amounts.get(part, ZERO) for part in rad.parts), ZERO)
    return amounts


def resultat_of_kinds(by_kind: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Rows of the result from sums per kind of cost. In: cost positive (the ledger); out: cost negative."""
    return {ROW_OF_KIND[kind]: -amount for kind, amount in by_kind.items() if amount}


def balans_of_konton(saldon: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    """Rows of the balance sheet from closing balances (account, kronor with debit positive).

    Debts and equity, credit in the ledger, come out positive. The longest prefix decides.
    """
    amounts: dict[str, Decimal] = {}
    for konto, saldo in saldon:
        rad = _row_of(konto)
        if rad and saldo:
            sign = 1 if konto.startswith(ASSETS) else -1
            amounts[rad] = amounts.get(rad, ZERO) + sign * saldo
    return amounts


def _row_of(konto: str) -> str | None:
    fitting = [(len(p), rad.key) for rad in BALANS for p in rad.konton if konto.startswith(p)]
    return max(fitting)[1] if fitting else None


def with_result(balans: Belopp, resultat: Decimal | None) -> dict[str, Decimal]:
    """The balance sheet with the year's result on a row of its own.

    Before the accounts are closed the result is not yet in equity, and assets exceed the other side by it;
    afterwards it is part of "Övrigt eget kapital" and taken out of there.
    """
    if resultat is None or "ek_resultat" in balans:
        return dict(balans)
    rows = summed(BALANS, balans)
    closed = rows.get("tillgangar", ZERO) == rows.get("ek_och_skulder", ZERO)
    other = balans.get("ek_ovrigt", ZERO) - (resultat if closed else ZERO)
    return {**balans, "ek_resultat": resultat, "ek_ovrigt": other}


def kassaflode(
    resultat: Belopp, balans: Belopp, earlier: Belopp, *, typed: Belopp | None = None
) -> dict[str, Decimal]:
    """Rows of the cash flow from the year's result and two balance sheets (RKR R13); typed ones go before.

    Investment is what fixed assets grew by beside depreciation; loans are what long debts grew or shrank by.
    With nothing typed the year's cash flow is the change of cash and short investments.
    """

    def grew(*keys: str) -> Decimal:
        return sum((balans.get(key, ZERO) - earlier.get(key, ZERO) for key in keys), ZERO)

    depreciation = resultat.get("avskrivningar", ZERO)
    provisions, loans = grew("pensioner", "ovriga_avsattningar"), grew("langfristiga")
    rows = {
        "kf_resultat": resultat.get("arets_resultat", ZERO),
        "kf_avskrivningar": -depreciation,
        "kf_avsatt": max(provisions, ZERO),
        "kf_ianspraktaget": min(provisions, ZERO),
        "kf_fordringar": -grew("fordringar"),
        "kf_forrad": -grew("forrad"),
        "kf_skulder": grew("kortfristiga"),
        "kf_inv_immateriella": -grew("immateriella"),
        "kf_inv_materiella": -grew("mark_byggnader", "maskiner") + depreciation,
        "kf_inv_finansiella": -grew("finansiella"),
        "kf_nya_lan": max(loans, ZERO),
        "kf_amortering": min(loans, ZERO),
        "kf_infrastruktur": -grew("infrastruktur"),
        "kf_ingaende": earlier.get("kassa", ZERO) + earlier.get("placeringar", ZERO),
    }
    return {key: amount for key, amount in rows.items() if amount} | dict(typed or {})


def balance_difference(balans: Belopp) -> Decimal:
    """Assets less equity, provisions and debts: zero when the sheet balances."""
    return balans.get("tillgangar", ZERO) - balans.get("ek_och_skulder", ZERO)
