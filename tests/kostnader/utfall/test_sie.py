"""Reading SIE: every record, every encoding, and what is refused with its line."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kostnader.utfall.sie import Sie
from kostnader.utfall.sie_rader import SieError, ore
from kostnader.utfall.sie_summor import Post
from tests.kostnader.utfall.sie_filer import NOTED, SAME, SKADOR, STOPS, SUMS, SUND, Skada, as_bytes


def read(data: bytes, size: int = 97, **dims: str) -> tuple[Sie, list[Post]]:
    """The file, handed over in small pieces, and its postings."""

    def pieces() -> Iterator[bytes]:
        return (data[start : start + size] for start in range(0, len(data), size))

    sie = Sie(pieces, **dims)
    return sie, list(sie.poster())


def sums(poster: list[Post]) -> dict[str, Decimal]:
    found: dict[str, int] = defaultdict(int)
    for post in poster:
        found[post.konto] += post.ore
    return {konto: Decimal(amount).scaleb(-2) for konto, amount in found.items()}


def test_a_sound_file_gives_its_postings_with_their_lines() -> None:
    sie, poster = read(as_bytes())
    assert poster[0] == Post(
        46, date(2024, 1, 1), date(2024, 1, 25), "A 1", "5010", "81141", "12", "Månadslön åäö", 150000
    )
    assert poster[2] == Post(
        51, date(2024, 2, 1), date(2024, 2, 14), "A 2", "6910", "81143", "", 'Licens för "växeln"', 100050
    )
    assert sums(poster) == SUMS
    assert (sie.verifikat, sie.unbalanced, sie.checks) == (3, 0, [])


def test_what_a_file_says_of_itself_is_known_afterwards() -> None:
    sie, _ = read(as_bytes())
    assert (sie.facts["FNAMN"], sie.facts["KPTYP"]) == ("Herrljunga kommun", "KOMMUNBAS")
    assert sie.years[0] == (date(2024, 1, 1), date(2024, 12, 31))
    assert sie.konton["3110"] == "Försålda tjänster"
    assert sie.objekt == {"81141": "IT-drift", "81143": "Växel"}
    assert sie.saldon[0, "1930"] == [100000, -100050]


def test_removed_and_added_rows_are_not_counted_and_told() -> None:
    sie, _ = read(as_bytes())
    assert sie.notes == [
        (43, "#PBUDGET: 1 poster räknas inte, budget läses inte in här"),
        (52, "#BTRANS: 1 poster räknas inte, borttagna rader"),
        (53, "#RTRANS: 1 poster räknas inte, de följs av lika #TRANS"),
    ]


@pytest.mark.parametrize("encoding", ["cp437", "iso8859-1", "iso8859-15", "cp1252", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_the_bytes_tell_the_encoding(encoding: str, newline: str) -> None:
    sie, poster = read(as_bytes(encoding=encoding, newline=newline))
    assert (poster[0].text, sie.facts["FNAMN"], sie.konton["2440"]) == (
        "Månadslön åäö",
        "Herrljunga kommun",
        "Leverantörsskulder",
    )


def test_the_euro_sign_tells_latin_9_from_latin_1() -> None:
    data = as_bytes(SUND.replace("Licenser", "Licenser i €"), "iso8859-15")
    assert read(data)[0].konton["6910"] == "Licenser i €"


def test_where_the_file_is_cut_makes_no_difference() -> None:
    data = as_bytes()
    assert {tuple(read(data, size)[1]) for size in (1, 2, 7, 100_000)} == {tuple(read(data)[1])}


@pytest.mark.parametrize("skada", SKADOR, ids=lambda skada: skada.name)
def test_each_kind_of_damage_is_refused_with_its_line_told_or_harmless(skada: Skada) -> None:
    data = skada.does(as_bytes())
    if skada.outcome == STOPS:
        with pytest.raises(SieError, match=r"^Rad [1-9]") as refused:
            read(data)
        assert 1 <= refused.value.line <= data.count(b"\n") + 1
        return
    sie, poster = read(data)
    assert (told(sie) == told(read(as_bytes())[0])) == (skada.outcome == SAME)
    if skada.outcome == SAME or not sie.obalanser:
        assert sums(poster) == SUMS
    assert skada.outcome in (SAME, NOTED)


def told(sie: Sie) -> list[str]:
    """What a reader of the preview is told, without line numbers."""
    return [text for _, text in (*sie.notes, *sie.checks)] + [one.verifikat for one in sie.obalanser]


def test_there_are_at_least_forty_kinds_of_damage() -> None:
    assert len({skada.name for skada in SKADOR}) == len(SKADOR) >= 40


def test_an_unbalanced_voucher_is_told_by_line_and_difference() -> None:
    sie, _ = read(as_bytes(SUND.replace("#TRANS 1930 {} -1500.00", "#TRANS 1930 {} -1499.00")))
    assert [tuple(one) for one in sie.obalanser] == [(44, "A 1", 100)]


def refused_at(data: bytes) -> int:
    """The line where the reader stopped, 1 when it read all; any error but its own fails the test."""
    try:
        read(data)
    except SieError as refused:
        return refused.line
    return 1


@given(data=st.binary(max_size=400))
def test_no_bytes_at_all_break_the_reader(data: bytes) -> None:
    starts = (b"", b"#FLAGGA 0\n", as_bytes(SUND[:1200]))
    assert min(refused_at(start + data) for start in starts) >= 1


FIELD = st.sampled_from(
    ['"', "{", "}", "\\", '""', "1", "-.5", "20240101", "202401", "#VER", "A", "å", "\t", '"x"']
)
LABEL = st.sampled_from(
    ["#VER", "#TRANS", "#PSALDO", "#RES", "#IB", "#RAR", "#KONTO", "#OBJEKT", "#DIM", "{", "}", "x"]
)
LINE = st.tuples(LABEL, st.lists(FIELD, max_size=8)).map(lambda parts: " ".join([parts[0], *parts[1]]))


@given(rows=st.lists(LINE, max_size=12))
def test_no_records_break_the_reader(rows: list[str]) -> None:
    assert refused_at("\n".join(rows).encode()) >= 1


@given(place=st.integers(0, 2300), byte=st.integers(0, 255))
def test_a_byte_changed_anywhere_breaks_nothing(place: int, byte: int) -> None:
    data = bytearray(as_bytes())
    data[place % len(data)] = byte
    assert refused_at(bytes(data)) >= 1


@given(
    rows=st.lists(
        st.tuples(st.sampled_from(["5010", "6910"]), st.integers(-(10**13), 10**13)), min_size=1, max_size=30
    )
)
def test_sums_are_exact(rows: list[tuple[str, int]]) -> None:
    lines = [f"#TRANS {konto} {{}} {Decimal(amount).scaleb(-2):f}" for konto, amount in rows]
    text = "\n".join(['#VER A 1 20240101 ""', "{", *lines, "}", ""])
    expected: dict[str, Decimal] = defaultdict(Decimal)
    for konto, amount in rows:
        expected[konto] += Decimal(amount).scaleb(-2)
    assert sums(read(text.encode())[1]) == dict(expected)


@pytest.mark.parametrize(
    ("text", "amount"),
    [("1000.", 100000), (".5", 50), ("-.05", -5), ("+1", 100), ("1,5", 150), ("1.2300", 123)],
)
def test_amounts_as_other_systems_write_them(text: str, amount: int) -> None:
    assert ore(text) == amount


HEAD = '#SIETYP 4\n#RAR 0 20240101 20241231\n#KONTO 5010 "Lön"\n'


def test_month_sums_count_when_there_are_no_vouchers_each_krona_once() -> None:
    rows = [
        "#PSALDO 0 202401 5010 {} 100.00",
        '#PSALDO 0 202401 5010 {1 "a"} 60.00',
        '#PSALDO 0 202401 5010 {1 "b"} 30.00',
        '#PSALDO 0 202401 5010 {6 "p"} 40.00',
        '#PSALDO 0 202401 5010 {1 "a" 6 "p"} 40.00',
        "#PSALDO 0 202402 5010 {} 7.00",
        "#PSALDO -1 202301 5010 {} 999.00",
    ]
    sie, poster = read((HEAD + "\n".join(rows)).encode())
    found = [(f"{post.month:%Y-%m}", post.objekt, post.projekt, post.ore) for post in poster]
    assert found == [
        ("2024-01", "a", "", 6000),
        ("2024-01", "b", "", 3000),
        ("2024-01", "", "", 1000),
        ("2024-02", "", "", 700),
    ]
    assert sie.basis == "manadssummor"


def test_a_years_sum_alone_lands_on_december_with_a_note() -> None:
    sie, poster = read((HEAD + "#RES 0 5010 1200.00\n").encode())
    assert [(post.month, post.konto, post.ore) for post in poster] == [(date(2024, 12, 1), "5010", 120000)]
    assert sie.notes == [(0, "Filen har bara summor för hela året. De läggs på 2024-12.")]


def test_a_4i_file_needs_no_year() -> None:
    _, poster = read(b'#SIETYP 4\n#VER "" "" 20240105 "x"\n{\n#TRANS 5010 {} 1.00\n#TRANS 1930 {} -1.00\n}\n')
    assert [post.month for post in poster] == [date(2024, 1, 1)] * 2


def test_other_dimensions_can_be_the_cost_centre() -> None:
    text = '#DIM 20 "Ansvar"\n#VER A 1 20240105\n{\n#TRANS 5010 {20 "71" 1 "x"} 1.00\n}\n'
    assert [post.objekt for post in read(text.encode(), kostnadsstalle="20")[1]] == ["71"]
    assert read(text.encode())[0].notes == [(0, "Objekt i andra dimensioner läses inte: 20 Ansvar")]
