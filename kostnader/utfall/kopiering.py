"""Postings into the database by COPY, a batch at a time, and their sums: memory holds the sums only."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from itertools import islice

from django.db import connection

from kostnader.utfall.sie_summor import Post, kronor
from samverkan.lib.errors import Refused
from samverkan.lib.money import LIMIT

BATCH = 1_000  # so few that they are gone before they are looked at as lasting garbage
POSTER = (
    "COPY kostnader_utfallspost "
    "(fil_id, line, month, date, verifikat, konto, objekt, projektkod, text, amount) FROM STDIN"
)
SUMMOR = "COPY kostnader_utfallssumma (fil_id, month, konto, objekt, projektkod, amount, count) FROM STDIN"
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\x00": ""})
_DAYS = 4000
_MOST_ORE = int(LIMIT * 100)

Summor = dict[tuple[date, str, str, str], list[int]]  # öre and number of postings


def copy_poster(fil_id: int, poster: Iterator[Post], *, tell: Callable[[int], None]) -> Summor:
    """Store the postings of a file and their sums per month, account, object and project.

    `tell` hears how many have been stored. Raises what `poster` raises; Refused for a sum too large to store.
    """
    summor: Summor = {}
    stored = 0
    with connection.cursor() as cursor:
        with cursor.copy(POSTER) as copy:
            while batch := list(islice(poster, BATCH)):
                copy.write(_rows(fil_id, batch))
                _add(summor, batch)
                stored += len(batch)
                tell(stored)
        with cursor.copy(SUMMOR) as copy:
            for key, (ore, count) in summor.items():
                copy.write(_sum_row(fil_id, key, ore, count))
    return summor


def _add(summor: Summor, batch: list[Post]) -> None:
    for _, month, _, _, konto, objekt, projekt, _, ore in batch:
        key = (month, konto, objekt, projekt)
        summa = summor.get(key)
        if summa is None:
            summor[key] = [ore, 1]
        else:
            summa[0] += ore
            summa[1] += 1


def _rows(fil_id: int, batch: list[Post]) -> str:
    """Lines of COPY's text format; öre are written as hundredths, which PostgreSQL reads exactly."""
    rows = "".join(
        [
            f"{fil_id}\t{line}\t{_iso(month)}\t{_iso(day)}\t{verifikat}\t{konto}\t{objekt}\t{projekt}\t{text}\t{ore}e-2\n"
            for line, month, day, verifikat, konto, objekt, projekt, text, ore in batch
        ]
    )
    # Characters that mean something to COPY are seldom there: they are looked for in the whole batch at once.
    as_counted = rows.count("\n") == len(batch) and rows.count("\t") == 9 * len(batch)
    if as_counted and not any(sign in rows for sign in "\\\r\x00"):
        return rows
    return "".join([_row(fil_id, post) for post in batch])


def _row(fil_id: int, post: Post) -> str:
    line, month, day, verifikat, konto, objekt, projekt, text, ore = post
    texts = [part.translate(_ESCAPED) for part in (verifikat, konto, objekt, projekt, text)]
    return "\t".join([str(fil_id), str(line), _iso(month), _iso(day), *texts, f"{ore}e-2\n"])


@lru_cache(maxsize=_DAYS)
def _iso(day: date | None) -> str:
    return "\\N" if day is None else day.isoformat()


def _sum_row(fil_id: int, key: tuple[date, str, str, str], ore: int, count: int) -> str:
    if abs(ore) > _MOST_ORE:
        month, konto = f"{key[0]:%Y-%m}", key[1]
        raise Refused(f"Summan för konto {konto} i {month} är för stor: {kronor(ore)} kr. Kontrollera filen.")
    texts = [part.translate(_ESCAPED) for part in key[1:]]
    return "\t".join([str(fil_id), str(key[0]), *texts, f"{ore}e-2", f"{count}\n"])
