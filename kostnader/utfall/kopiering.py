"""Postings into the database by COPY, a batch at a time, and their sums: memory holds the sums only."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice

from django.db import connection

from kostnader.utfall.sie_summor import Post, kronor
from samverkan.lib.errors import Refused
from samverkan.lib.money import LIMIT

BATCH = 10_000
POSTER = (
    "COPY kostnader_utfallspost "
    "(fil_id, line, month, date, verifikat, konto, objekt, projektkod, text, amount) FROM STDIN"
)
SUMMOR = "COPY kostnader_utfallssumma (fil_id, month, konto, objekt, projektkod, amount, count) FROM STDIN"
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\x00": ""})
_MEANS_MORE = re.compile(r"[\\\r\x00]|\n(?!$)")
_MOST_ORE = int(LIMIT * 100)

Summor = dict[tuple[date, str, str, str], list[int]]  # öre and number of postings


def copy_poster(fil_id: int, poster: Iterator[Post], *, tell: Callable[[int], None]) -> Summor:
    """Store the postings of a file and their sums per month, account, object and project.

    `tell` hears how many have been stored. Raises what `poster` raises; Refused for a sum too large to store.
    """
    summor: Summor = {}
    stored = 0
    with connection.cursor() as cursor:
        while batch := list(islice(poster, BATCH)):
            with cursor.copy(POSTER) as copy:
                copy.write("".join([_row(fil_id, post) for post in batch]))
            for post in batch:
                key = (post.month, post.konto, post.objekt, post.projekt)
                summa = summor.get(key)
                if summa is None:
                    summor[key] = [post.ore, 1]
                else:
                    summa[0] += post.ore
                    summa[1] += 1
            stored += len(batch)
            tell(stored)
        with cursor.copy(SUMMOR) as copy:
            for key, (ore, count) in summor.items():
                copy.write(_sum_row(fil_id, key, ore, count))
    return summor


def _row(fil_id: int, post: Post) -> str:
    """A line of COPY's text format; öre are written as hundredths, which PostgreSQL reads exactly."""
    line, month, day, verifikat, konto, objekt, projekt, text, ore = post
    row = f"{fil_id}\t{line}\t{month}\t{day}\t{verifikat}\t{konto}\t{objekt}\t{projekt}\t{text}\t{ore}e-2\n"
    if day is not None and not _MEANS_MORE.search(row) and row.count("\t") == 9:
        return row
    texts = [part.translate(_ESCAPED) for part in (verifikat, konto, objekt, projekt, text)]
    return "\t".join([str(fil_id), str(line), str(month), str(day or "\\N"), *texts, f"{ore}e-2\n"])


def _sum_row(fil_id: int, key: tuple[date, str, str, str], ore: int, count: int) -> str:
    if abs(ore) > _MOST_ORE:
        month, konto = f"{key[0]:%Y-%m}", key[1]
        raise Refused(f"Summan för konto {konto} i {month} är för stor: {kronor(ore)} kr. Kontrollera filen.")
    texts = [part.translate(_ESCAPED) for part in key[1:]]
    return "\t".join([str(fil_id), str(key[0]), *texts, f"{ore}e-2", f"{count}\n"])
