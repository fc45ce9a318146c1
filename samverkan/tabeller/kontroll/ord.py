"""What the words of a table say against what its figures say."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from samverkan.tabeller.kontroll.fynd import Fynd
from samverkan.tabeller.tabell import RAD, Tabell, Value

_MOST = re.compile(r"högst|max|≤|<|\bunder\b", re.IGNORECASE)
_LEAST = re.compile(r"minst|\bmin\b|≥|>|\böver\b", re.IGNORECASE)
_NUMBER = re.compile(r"[-−]?[0-9]+(?:[ \u00a0][0-9]{3})*(?:,[0-9]+)?")


def medlemmar(tabell: Tabell, members: Sequence[str]) -> Iterator[Fynd]:
    """In a table with a row per member: members that are missing, or stand there twice."""
    known = {_bare(name): name for name in members}
    rows = [_bare(rad.label) for rad in tabell if rad.level == RAD]
    standing = Counter(row for row in rows if row in known)
    if len(standing) < 2 or 2 * sum(standing.values()) < len(rows):
        return
    if missing := sorted(known[name] for name in known.keys() - standing.keys()):
        yield Fynd("medlemmar", True, f"{', '.join(missing)} saknas: {len(known)} medlemmar deltar.")
    for name, count in standing.items():
        if count > 1:
            yield Fynd("medlemmar", True, f"{known[name]} står på {count} rader.")


def _bare(name: str) -> str:
    return name.casefold().removesuffix(" kommun").removesuffix("s").strip()


def rubrik(tabell: Tabell) -> Iterator[Fynd]:
    """A heading that says outcome over a forecast, or the other way round."""
    name = tabell.name.casefold()
    heads = " ".join(column.label.casefold() for column in tabell.columns)
    outcome = any(word in heads for word in ("utfall", "bokslut"))
    if any(word in name for word in ("utfall", "bokslut")) and "prognos" in heads and not outcome:
        yield Fynd("rubrik", True, f"Rubriken ”{tabell.name}” säger utfall, men kolumnerna visar en prognos.")
    if "prognos" in name and outcome and "prognos" not in heads:
        yield Fynd("rubrik", True, f"Rubriken ”{tabell.name}” säger prognos, men kolumnerna visar utfall.")


def malbedomning(tabell: Tabell) -> Iterator[Fynd]:
    """A goal that is called met although its outcome has broken it."""
    goal = _head(tabell, "målvärde", "målnivå", "mål")
    outcome = _head(tabell, "utfall", "resultat", "värde")
    judged = _head(tabell, "bedömning", "måluppfyllelse", "uppfyll")
    if None in (goal, outcome, judged) or goal == outcome:
        return
    for rad in tabell:
        if rad.level != RAD or not _is_met(rad.values[judged]):
            continue
        wanted, got = _number(rad.values[goal]), _number(rad.values[outcome])
        if wanted is None or got is None:
            continue
        words = f"{rad.label} {rad.values[goal]}"
        if (_MOST.search(words) and got > wanted) or (_LEAST.search(words) and got < wanted):
            yield Fynd(
                "mal",
                True,
                f"{rad.label}: målet kallas uppfyllt, men utfallet {_text(rad.values[outcome])} "
                f"når inte {_text(rad.values[goal])}.",
                rad.key,
            )


def _head(tabell: Tabell, *words: str) -> int | None:
    for word in words:
        for place, column in enumerate(tabell.columns):
            if word in column.label.casefold():
                return place
    return None


def _is_met(value: Value) -> bool:
    words = str(value or "").casefold()
    return "uppfyll" in words and not any(no in words for no in ("inte", "ej", "delvis"))


def _number(value: Value) -> Decimal | None:
    if isinstance(value, Decimal):
        return value
    found = _NUMBER.search(value or "")
    return Decimal(re.sub(r"\s", "", found[0]).replace(",", ".").replace("−", "-")) if found else None


def _text(value: Value) -> str:
    return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else str(value)
