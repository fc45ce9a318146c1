"""A starting set of rules from the classes of the account plan. No database.

Kommun-BAS: class 3 income, 4–7 costs (79 depreciation), 84 financial income, 85 financial costs, 40 purchases
for investments, which never belong to the result, 89 the year's result. A company's BAS uses 4, 7 and 8
otherwise; the file's #KPTYP tells which plan it is. Longest prefix wins, so that the set can be refined.
"""

from dataclasses import dataclass

INTAKT, KOSTNAD, AVSKRIVNING, FIN_INTAKT, FIN_KOSTNAD = (
    "intakt", "kostnad", "avskrivning", "fin_intakt", "fin_kostnad",
)  # fmt: skip


@dataclass(frozen=True)
class Forslag:
    """A proposed rule: accounts that begin so are this kind of cost, or are left out (`name` is "")."""

    konto: str
    name: str
    kind: str = KOSTNAD
    note: str = ""

    @property
    def left_out(self) -> bool:
        return not self.name


KOMMUN_BAS = (
    Forslag("3", "Intäkter", INTAKT),
    Forslag("4", "Köp av verksamhet och bidrag"),
    Forslag("40", "", note="Investeringsinköp: peka ut investeringen"),
    Forslag("5", "Personalkostnader"),
    Forslag("6", "Övriga kostnader"),
    Forslag("7", "Övriga kostnader"),
    Forslag("79", "Avskrivningar", AVSKRIVNING),
    Forslag("84", "Finansiella intäkter", FIN_INTAKT),
    Forslag("85", "Finansiella kostnader", FIN_KOSTNAD),
    Forslag("89", "", note="Årets resultat"),
)
BAS = (
    Forslag("3", "Intäkter", INTAKT),
    Forslag("4", "Varor och köpta tjänster"),
    Forslag("5", "Övriga kostnader"),
    Forslag("6", "Övriga kostnader"),
    Forslag("7", "Personalkostnader"),
    Forslag("77", "Avskrivningar", AVSKRIVNING),
    Forslag("78", "Avskrivningar", AVSKRIVNING),
    Forslag("79", "Övriga kostnader"),
    Forslag("82", "Finansiella intäkter", FIN_INTAKT),
    Forslag("83", "Finansiella intäkter", FIN_INTAKT),
    Forslag("84", "Finansiella kostnader", FIN_KOSTNAD),
    Forslag("88", "", note="Bokslutsdispositioner"),
    Forslag("89", "", note="Skatt och årets resultat"),
)


def plan_of(kptyp: str) -> tuple[str, tuple[Forslag, ...]]:
    """The name of the account plan and its set, by the #KPTYP of a file ("" when it says nothing)."""
    words = kptyp.upper().replace(" ", "").replace("-", "")
    is_company = words.startswith(("BAS", "EUBAS", "EUBAS97", "NE")) and "KOMMUN" not in words
    return ("BAS", BAS) if is_company else ("Kommun-BAS", KOMMUN_BAS)
