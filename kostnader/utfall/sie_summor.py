"""What a SIE file gives: postings, month sums where it has no vouchers, and what it says of itself that
does not agree. No database."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from samverkan.lib.swedish import format_amount


class Post(NamedTuple):
    """One posting. `month` is its first day; `ore` the amount in öre, a cost positive."""

    line: int
    month: date
    day: date | None
    verifikat: str
    konto: str
    objekt: str
    projekt: str
    text: str
    ore: int


post = partial(tuple.__new__, Post)  # a Post of its nine values; Post(…) takes four times as long


class Manadssumma(NamedTuple):
    """One #PSALDO: `dims` are the dimensions it is for, none for the whole account."""

    line: int
    objekt: str
    projekt: str
    dims: frozenset[str]
    ore: int


class Obalans(NamedTuple):
    """A voucher that does not sum to nothing; `ore` is what its rows sum to."""

    line: int
    verifikat: str
    ore: int


MonthSums = Mapping[tuple[date, str], list[Manadssumma]]


def month_posts(sums: MonthSums, kostnadsstalle: str, projekt: str) -> Iterator[Post]:
    """Postings out of month sums, each krona once.

    A file states the same money per account, per cost centre and per project. Those per cost centre count
    (else per cost centre and project, else per project); what they lack of the account's own sum is posted
    without object.
    """
    for (month, konto), rows in sums.items():
        whole = [row for row in rows if not row.dims]
        parts: list[Manadssumma] = []
        for dims in ({kostnadsstalle}, {kostnadsstalle, projekt}, {projekt}):
            parts = parts or [row for row in rows if row.dims == dims]
        for row in parts:
            if row.ore:
                yield Post(row.line, month, None, "", konto, row.objekt, row.projekt, "", row.ore)
        rest = sum(row.ore for row in whole) - sum(row.ore for row in parts)
        if whole and rest:
            yield Post(whole[0].line, month, None, "", konto, "", "", "", rest)


def disagreements(
    stated: Mapping[str, tuple[int, int]],
    saldon: Mapping[tuple[int, str], list[int | None]],
    summed: Mapping[str, int],
    *,
    most: int,
) -> Iterator[tuple[int, str]]:
    """(line, text) for each account whose #RES or #UB is not what its postings sum to; at most `most`."""
    results = [(line, konto, "#RES", said, summed.get(konto, 0)) for konto, (line, said) in stated.items()]
    balances = [
        (0, konto, "#UB", closing, (opening or 0) + summed[konto])
        for (index, konto), (opening, closing) in saldon.items()
        if index == 0 and closing is not None and summed.get(konto)
    ]
    wrong = [found for found in (*results, *balances) if found[3] != found[4]]
    for line, konto, label, said, found in wrong[:most]:
        yield line, f"{label} för konto {konto} är {kronor(said)} kr men verifikaten ger {kronor(found)} kr"


def unknown(used: Mapping[str, int], known: Mapping[str, str], shown: Callable[[list[str]], str]) -> str:
    """A line on the accounts that are used but not named; "" when there are none or no names at all."""
    missing = sorted(konto for konto in used if konto not in known)
    return f"Konton som används men saknas i filens kontoplan: {shown(missing)}" if missing and known else ""


def some(names: list[str], most: int = 10) -> str:
    """'5010, 6110 med flera'."""
    return ", ".join(names[:most]) + (" med flera" if len(names) > most else "")


def kronor(ore: int) -> str:
    """Öre as a person reads kronor."""
    return format_amount(Decimal(ore).scaleb(-2))
