"""Searching Swedish text: words in any form, beginnings of words, and parts of compounds in headings."""

import re

from django.contrib.postgres.search import SearchQuery
from django.db.models import CharField, Lookup, Q

LEAST_FOR_PARTS = 3  # a trigram index knows nothing shorter


@CharField.register_lookup
class ILike(Lookup):
    """`heading__ilike`: PostgreSQL's ILIKE, which a trigram index answers; `icontains` writes UPPER(…)."""

    lookup_name = "ilike"

    def as_sql(self, compiler, connection) -> tuple[str, list]:
        left, left_values = self.process_lhs(compiler, connection)
        right, right_values = self.process_rhs(compiler, connection)
        return f"{left} ILIKE {right}", [*left_values, *right_values]


def words_query(text: str) -> SearchQuery:
    """What `text` asks for: every word in any form, or begun; the quoted and the left out as on the web."""
    asked = SearchQuery(text, config="swedish", search_type="websearch")
    if '"' in text or re.search(r"(^|\s)-\w", text):
        return asked
    begun = " & ".join(f"{word}:*" for word in re.findall(r"\w+", text))
    return asked | SearchQuery(begun, config="swedish", search_type="raw") if begun else asked


def found_by(text: str) -> Q:
    """Rows whose generated column `search` holds the words, or whose `heading` holds the text as it stands.

    So 'avtalen' finds 'avtal', 'fördel' finds 'fördelningsnyckel', and 'nyckel' finds it in a heading too.
    """
    wanted = Q(search=words_query(text))
    if len(text) >= LEAST_FOR_PARTS:
        wanted |= Q(heading__ilike=f"%{_as_written(text)}%")
    return wanted


def _as_written(text: str) -> str:
    return re.sub(r"([%_\\])", r"\\\1", text)
