from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kostnader.rapporter.diagram import LABELS, WIDTH, draw
from samverkan.tabeller.tabell import SUMMA, TEXT, Kolumn, Rad, Tabell

AMOUNT = st.one_of(st.none(), st.decimals(min_value=-(10**9), max_value=10**9, places=2))


def tabell(*pairs: tuple[object, object]) -> Tabell:
    rows = [
        Rad(f"r{n}", f"Kommun {n}", tuple(None if value is None else Decimal(value) for value in pair))
        for n, pair in enumerate(pairs)
    ]
    rows.append(Rad("summa", "Summa", (Decimal(1), Decimal(1)), SUMMA))
    return Tabell("Kostnad", "Kommun", (Kolumn("nu", "2023"), Kolumn("da", "2022")), tuple(rows))


def test_bars_begin_at_zero_and_the_longest_reaches_the_edge() -> None:
    drawn = draw(tabell((21640000, 19820000), (2260000, None)), "staplar", ["nu", "da"], "tkr")
    first, second = drawn.rows
    assert (first.marks[0].x, first.marks[0].text) == (LABELS, "21\u00a0640")
    assert first.marks[0].x + first.marks[0].width == WIDTH - 260
    assert (second.marks[0].text, second.marks[1]) == ("2\u00a0260", None)


def test_what_is_below_zero_goes_the_other_way_with_its_figure_before_it() -> None:
    drawn = draw(tabell((-500000, None), (1000000, None)), "staplar", ["nu"], "kr")
    bar = drawn.rows[0].marks[0]
    assert (bar.before, bar.x + bar.width) == (True, drawn.zero)


def test_the_words_hold_every_figure_and_no_sum() -> None:
    drawn = draw(tabell((21640000, 19820000)), "hantel", ["nu", "da"], "tkr")
    assert drawn.alt == "Kostnad, tkr. Kommun 0: 2023 21\u00a0640, 2022 19\u00a0820."


def test_nothing_to_draw_draws_nothing() -> None:
    words = Tabell("T", "Namn", (Kolumn("k", "K", TEXT),), (Rad("r", "R", ("ord",)),))
    assert draw(words, "staplar", [], "kr") is None
    assert draw(tabell((None, None)), "staplar", ["nu"], "kr") is None


@given(st.lists(st.tuples(AMOUNT, AMOUNT), min_size=1, max_size=6), st.sampled_from(["staplar", "hantel"]))
def test_every_mark_stands_on_the_paper(pairs: list[tuple], kind: str) -> None:
    drawn = draw(tabell(*pairs), kind, ["nu", "da"], "kr")
    for row in drawn.rows if drawn else ():
        for mark in filter(None, row.marks):
            assert LABELS <= mark.x <= WIDTH
            assert all(isinstance(place, int) for place in (mark.x, mark.text_x))
