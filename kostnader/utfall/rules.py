"""How account, object and project of a posting lead to what it is about. No database."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

BALANCE = ("1", "2")  # Kommun-BAS: classes 1 and 2 are assets, equity and debts


@dataclass(frozen=True)
class Regel:
    """What a Konteringsregel says: prefixes, and the ids it leads to (None: says nothing of it)."""

    konto: str = ""
    objekt: str = ""
    projektkod: str = ""
    tjanst: int | None = None
    kostnadsslag: int | None = None
    investering: int | None = None
    projekt: int | None = None
    left_out: bool = False
    pk: int | None = None

    def matches(self, konto: str, objekt: str, projektkod: str) -> bool:
        return (
            konto.startswith(self.konto)
            and objekt.startswith(self.objekt)
            and projektkod.startswith(self.projektkod)
        )

    @property
    def reach(self) -> tuple[int, int, int]:
        """How much it asks for: characters in all, then of the account, then of the object."""
        return len(self.konto + self.objekt + self.projektkod), len(self.konto), len(self.objekt)


@dataclass(frozen=True)
class Kontering:
    """What a posting is about. `left_out` does not count; `missing` says what no rule tells."""

    tjanst: int | None = None
    kostnadsslag: int | None = None
    investering: int | None = None
    projekt: int | None = None
    left_out: bool = False

    @property
    def is_drift(self) -> bool:
        """Counts in the running result: neither left out nor an investment."""
        return not self.left_out and self.investering is None

    @property
    def counts(self) -> bool:
        """Is part of the running result's sums: it has its service and its kind of cost."""
        return self.is_drift and not self.missing

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of what a posting of the result lacks: 'tjanst', 'kostnadsslag'."""
        if not self.is_drift:
            return ()
        return tuple(name for name in ("tjanst", "kostnadsslag") if getattr(self, name) is None)


def kontering(regler: Iterable[Regel], konto: str, objekt: str = "", projektkod: str = "") -> Kontering:
    """What the rules say of a posting: for each thing, the rule that matches most characters.

    So 'account 5 is staff' and 'object 81141 is IT' together place account 5010 on 81141. A balance account
    that no rule names an investment for is left out.
    """
    fitting = _fitting(regler, konto, objekt, projektkod)
    investering = _first(fitting, lambda regel: regel.investering)
    strongest = _strongest(fitting)
    balance = konto.startswith(BALANCE) and investering is None
    return Kontering(
        tjanst=_first(fitting, lambda regel: regel.tjanst),
        kostnadsslag=_first(fitting, lambda regel: regel.kostnadsslag),
        investering=investering,
        projekt=_first(fitting, lambda regel: regel.projekt),
        left_out=balance or bool(strongest and strongest.left_out),
    )


def deciding(regler: Iterable[Regel], konto: str, objekt: str = "", projektkod: str = "") -> set[int | None]:
    """Which rules (`pk`) say something of a posting that no longer rule says before them."""
    fitting = _fitting(regler, konto, objekt, projektkod)
    things = ("tjanst", "kostnadsslag", "investering", "projekt")
    found = [next((r for r in fitting if getattr(r, thing) is not None), None) for thing in things]
    strongest = _strongest(fitting)
    found.append(strongest if strongest and strongest.left_out else None)
    return {regel.pk for regel in found if regel is not None}


def _fitting(regler: Iterable[Regel], konto: str, objekt: str, projektkod: str) -> list[Regel]:
    """Those that match, the one that asks for most first."""
    found = (regel for regel in regler if regel.matches(konto, objekt, projektkod))
    return sorted(found, key=lambda regel: regel.reach, reverse=True)


def _strongest(fitting: list[Regel]) -> Regel | None:
    return next((r for r in fitting if r.left_out or r.kostnadsslag or r.investering), None)


def _first(fitting: list[Regel], told: Callable[[Regel], int | None]) -> int | None:
    return next((told(regel) for regel in fitting if told(regel) is not None), None)
