"""The four views of the matrix, without a database."""

from decimal import Decimal

from kostnader.fordelning.matris import Deltagande, Kolumn, Matris
from kostnader.fordelning.tables import Choice, draw

D = Decimal


def kolumn(number: int, amounts: dict[int, D], *, att: D | None = None, direct: bool = False) -> Kolumn:
    total = sum(amounts.values(), D(0))
    facts = (number, f"Tjänst {number}", f"T{number}", 1, "lika", "Lika delar", direct, "")
    return Kolumn(*facts, total, att or total, None, amounts=amounts)


def matris(*kolumner: Kolumn, people: dict[int, D] | None = None) -> Matris:
    ids = sorted({pk for k in kolumner for pk in k.amounts})
    rader = [Deltagande(pk, f"212000-{pk:04}", "", f"Kommun {pk}", "") for pk in ids]
    return Matris(2023, rader, list(kolumner), people or {}, inhabitants_on="2020-12-31")


def texts(table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] + row.sums for row in table.rows]


AMOUNTS = kolumn(1, {1: D(100), 2: D(300), 3: D(1100)}, att=D(1490))


def test_amounts_sum_both_ways_and_the_foot_tells_the_truth() -> None:
    table = draw(matris(AMOUNTS, kolumn(2, {1: D(10), 2: D(20)})), Choice())
    assert texts(table) == [["100", "10", "110"], ["300", "20", "320"], ["1\u00a0100", "–", "1\u00a0100"]]
    assert [(name, cells, total) for name, cells, total, _ in table.feet] == [
        ("Summa", ["1\u00a0500", "30"], ["1\u00a0530"]),
        ("Att fördela", ["1\u00a0490", "30"], ["1\u00a0520"]),
        ("Avrundning", ["+10", "0"], ["+10"]),
    ]


def test_heat_compares_within_the_column_and_equal_shares_are_one_class() -> None:
    table = draw(matris(AMOUNTS, kolumn(2, {1: D(500), 2: D(500), 3: D(501)})), Choice())
    assert [[cell.heat for cell in row.cells] for row in table.rows] == [[1, 1], [3, 1], [5, 1]]


def test_what_the_supplier_invoices_is_shown_but_not_summed() -> None:
    table = draw(matris(AMOUNTS, kolumn(2, {1: D(999)}, direct=True)), Choice())
    assert [cell.text for cell in table.rows[0].direct] == ["999"]
    assert table.rows[0].sums == ["100"]
    assert table.feet[0][3] == ["999"]


def test_kronor_per_inhabitant_have_bars_against_the_longest() -> None:
    table = draw(matris(AMOUNTS, people={1: D(10), 2: D(60), 3: D(100)}), Choice())
    assert [(row.sums[1], row.bar) for row in table.rows] == [("10,00", 90), ("5,00", 45), ("11,00", 100)]
    assert table.feet[0][2] == ["1\u00a0500", "8,82"]


def test_change_takes_in_services_and_members_that_ended() -> None:
    before = matris(kolumn(1, {1: D(80), 2: D(300)}), kolumn(9, {4: D(50)}))
    table = draw(matris(AMOUNTS), Choice("forandring"), before)
    assert [(row.name, [c.text for c in row.cells], row.sums) for row in table.rows] == [
        ("Kommun 1", ["+20", "–"], ["+20", "+25,0\u00a0%"]),
        ("Kommun 2", ["0", "–"], ["0", "0,0\u00a0%"]),
        ("Kommun 3", ["+1\u00a0100", "–"], ["+1\u00a0100", "–"]),
        ("Kommun 4", ["–", "−50"], ["−50", "−100,0\u00a0%"]),
    ]
    assert table.feet == [("Summa", ["+1\u00a0120", "−50"], ["+1\u00a0070", "+248,8\u00a0%"], [])]


def test_thousands_are_chosen_for_the_whole_table() -> None:
    table = draw(matris(kolumn(1, {1: D(1500), 2: D(2000)})), Choice(in_thousands=True))
    assert texts(table) == [["2", "2"], ["2", "2"]]
    assert table.heads == [("Summa", "tkr")]
