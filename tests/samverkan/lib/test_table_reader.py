import io
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.lib.errors import Refused
from samverkan.lib.money import parse_amount
from samverkan.lib.table import Cell, Fault, Faults, TableError, column_letter
from samverkan.lib.table_reader import MAX_BYTES, read_table

SAVE_AS = "Spara tabellen som Excel-arbetsbok (.xlsx) eller CSV och försök igen."


def texts(data: bytes) -> list[dict[str, str]]:
    return [{header: cell.text for header, cell in row.cells.items()} for row in read_table(data, "fil").rows]


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        read_table(data, "fil.xlsx")
    return str(caught.value)


def workbook(*rows: list, prepare=lambda page: None) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    prepare(book.active)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def repacked(data: bytes, **changed: bytes) -> bytes:
    """A copy of a workbook with parts of its XML exchanged: `sheet` is the first sheet."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            is_sheet = name.endswith("sheet1.xml") and "sheet" in changed
            new.writestr(name, changed["sheet"] if is_sheet else old.read(name))
        for name in set(changed) - {"sheet"}:
            new.writestr(name, changed[name])
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_swedish_letters_come_through_whatever_the_file_is_saved_as(encoding, delimiter, newline):
    text = newline.join(
        delimiter.join(line) for line in [("Kommun", "Belopp"), ("Åsele", "1 234,50"), ("Övik", "2")]
    )
    assert texts(text.encode(encoding)) == [
        {"Kommun": "Åsele", "Belopp": "1 234,50"},
        {"Kommun": "Övik", "Belopp": "2"},
    ]


def test_windows_signs_are_told_from_latin_1():
    assert texts("Namn;Pris\nSjö – kr;5 €\n".encode("cp1252")) == [{"Namn": "Sjö – kr", "Pris": "5 €"}]


def test_a_comma_may_part_columns_or_decimals():
    assert texts(b"Kommun,Antal\nMora,5\n") == [{"Kommun": "Mora", "Antal": "5"}]
    assert texts(b"Kommun;Antal\nMora;5,5\nOrsa;6,5\n") == [
        {"Kommun": "Mora", "Antal": "5,5"},
        {"Kommun": "Orsa", "Antal": "6,5"},
    ]
    assert texts(b"Belopp\n1234,50\n") == [{"Belopp": "1234,50"}]


def test_every_cell_knows_its_place_in_the_file():
    table = read_table(b"# comment\n\nFolkm\xe4ngd\n\nKommun;2023\nMora;1\n\nOrsa;2\n", "folk.csv")
    assert [(row.number, row["2023"].place) for row in table.rows] == [
        (6, "rad 6, kolumn B"),
        (8, "rad 8, kolumn B"),
    ]


def test_faults_are_collected_with_their_places():
    faults = Faults()
    table = read_table("Kommun;Belopp\nMora;1.5\nOrsa;2\nÄlvdalen;=A1\n".encode(), "fil.csv")
    assert [faults.read(row["Belopp"], parse_amount) for row in table.rows] == [None, 2, None]
    with pytest.raises(TableError) as caught:
        faults.raise_if_any()
    assert str(caught.value) == (
        "Rad 2, kolumn B: Skriv decimaler med komma: 1,50.\n"
        "Rad 4, kolumn B: Det här är en formel: =A1. Skriv eller klistra in värdet i stället."
    )


def test_many_faults_are_counted():
    error = TableError([Fault("Fel.", Cell("", number, "C").place) for number in range(1, 9)])
    assert str(error).splitlines()[-1] == "… och 3 fel till."
    assert len(error.faults) == 8


def test_a_column_is_found_by_any_of_its_names():
    table = read_table(b"KOMMUN;Folkmangd\nMora;1\n", "fil.csv")
    assert table.header("Kommun", "Medlem") == "KOMMUN"
    with pytest.raises(Refused) as caught:
        table.header("Antal", "Invånare")
    assert str(caught.value) == (
        "Filen saknar kolumnen Antal eller Invånare. Den har kolumnerna KOMMUN, Folkmangd."
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "Filen är tom. Välj en fil med en rubrikrad och minst en rad."),
        (b";;\n;;\n", "Filen är tom. Välj en fil med en rubrikrad och minst en rad."),
        (b"Kommun;Antal\n", "Filen har en rubrikrad men inga rader under den."),
        (
            b"Kommun;Antal;kommun\nMora;1;2\n",
            "Rad 1, kolumn C: Rubriken kommun står redan i kolumn A. Ge kolumnerna olika namn.",
        ),
        (
            b"Kommun;Antal\nMora;1;5\n",
            "Rad 2, kolumn C: ”5” står under en tom rubrik. Skriv en rubrik eller ta bort cellen.",
        ),
        (
            b'Kommun;Antal\nMora;1\n"Orsa;2\n',
            f"Rad 3 går inte att läsa: ett citattecken är inte avslutat eller står fel. {SAVE_AS}",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1",
            f"Filen är en äldre Excelfil (.xls) eller en fil med lösenord. {SAVE_AS}",
        ),
        (b"%PDF-1.7", f"Filen är en PDF. {SAVE_AS}"),
        (b"\x89PNG\r\n\x1a\n\x00", f"Filen är en bild. {SAVE_AS}"),
        (b"<html><table>", f"Filen är en webbsida eller XML. {SAVE_AS}"),
        (b'{"class": "dataset"}', f"Filen är JSON och ingen tabell. {SAVE_AS}"),
        (b"\x00\x01\x02\x03", f"Filen är varken CSV eller Excel. {SAVE_AS}"),
        (b"PK\x03\x04 trasig", f"Excelfilen är skadad och går inte att läsa. Öppna den i Excel. {SAVE_AS}"),
    ],
)
def test_a_file_that_holds_no_table_says_what_to_do(data, message):
    assert refusal(data) == message


def test_a_large_file_is_refused_before_it_is_read():
    assert refusal(b"x" * 50_000_000) == "Filen är 50 MB. Den får vara högst 5 MB: dela upp den i flera."
    assert refusal(b"x" * (MAX_BYTES + 1)).startswith("Filen är 5,1 MB.")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("content.xml", "en OpenDocument-fil (.ods)"),
        ("word/document.xml", "ett Worddokument"),
        ("xl/workbook.bin", "en binär Excelfil (.xlsb)"),
        ("foto.jpg", "ett arkiv (zip) och ingen tabell"),
    ],
)
def test_other_archives_are_named(name, kind):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, "x")
    assert refusal(stream.getvalue()) == f"Filen är {kind}. {SAVE_AS}"


def test_excel_cells_become_the_text_a_person_would_type():
    data = workbook(
        ["Text", "Tal", "Summa", "Dag", "Ja"],
        ["=", 1234.5, 0.1 + 0.2, date(2023, 1, 31), True],
        ["Åre", 22664, -0.0, None, None],
        prepare=lambda page: setattr(page["A2"], "data_type", "s"),
    )
    assert texts(data) == [
        {"Text": "=", "Tal": "1234,5", "Summa": "0,3", "Dag": "2023-01-31", "Ja": "SANT"},
        {"Text": "Åre", "Tal": "22664", "Summa": "0", "Dag": "", "Ja": ""},
    ]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (44957, "yyyy-mm-dd", "2023-01-31"),
        (44957.5, "yyyy-mm-dd hh:mm", "2023-01-31 12:00"),
        (0.5, "hh:mm", "12:00"),
        (44957, "General", "44957"),
        (0.439, "0.0%", "0,439"),
        (1234.56 - 1234 - 0.56, "0.00", "0"),
        (10**14 + 0.5, "0.0", "100000000000000"),
        (-41300.0, '#,##0.00;"–"#,##0.00', "-41300"),
        ("#REF!", "General", "#REF!"),
    ],
)
def test_a_number_is_read_as_its_format_means(value, number_format, text):
    data = workbook(
        ["a", "b"], [value, 1], prepare=lambda page: setattr(page["A2"], "number_format", number_format)
    )
    assert texts(data)[0]["a"] == text


def test_dates_of_a_workbook_from_an_old_macintosh_are_right():
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append(["Dag", "b"])
    book.active.append([date(2023, 1, 31), 1])
    stream = io.BytesIO()
    book.save(stream)
    assert texts(stream.getvalue())[0]["Dag"] == "2023-01-31"


def test_an_excel_row_has_the_number_that_excel_shows():
    table = read_table(workbook([], [None, "Kommun", "Antal"], [], [None, "Mora", 5]), "fil.xlsx")
    assert [(row.number, row["Antal"].letter) for row in table.rows] == [(4, "C")]
    assert table.headers == ("", "Kommun", "Antal")


def test_merged_cells_are_refused_by_name():
    def merge(page):
        page.merge_cells("B4:C4")
        page.merge_cells("A2:A3")

    data = workbook(
        ["Kommun", "2022", "2023"], ["Mora", 1, 2], ["Orsa", 1, 2], ["Älvdalen", 3], prepare=merge
    )
    todo = "Cellerna är sammanfogade. Dela dem i Excel så att varje cell har sitt eget värde."
    assert refusal(data).splitlines() == [f"Cellerna A2:A3: {todo}", f"Cellerna B4:C4: {todo}"]


def test_a_formula_that_was_never_calculated_is_not_taken_for_an_empty_cell():
    assert texts(workbook(["Kommun", "Antal"], ["Mora", "=1+1"])) == [{"Kommun": "Mora", "Antal": "=1+1"}]


def test_a_hidden_first_sheet_is_passed_over():
    book = openpyxl.Workbook()
    book.active.sheet_state = "hidden"
    book.create_sheet("Synligt").append(["Kommun", "Antal"])
    book["Synligt"].append(["Mora", 1])
    stream = io.BytesIO()
    book.save(stream)
    table = read_table(stream.getvalue(), "fil.xlsx")
    assert (table.sheet, len(table.rows)) == ("Synligt", 1)


def test_a_file_that_unpacks_without_end_is_refused():
    bomb = repacked(workbook(["a"], ["b"]), **{"xl/media.xml": b"0" * 80_000_000})
    assert len(bomb) < 200_000
    assert refusal(bomb).startswith("Filen blir för stor när den packas upp.")


def test_a_lone_cell_far_away_does_not_fill_the_memory():
    data = workbook(["Kommun", "Antal"], ["Mora", 1], prepare=lambda page: page.cell(1_048_576, 16_384, 1))
    assert refusal(data).startswith("Bladet har en cell på rad 1048576 i kolumn 16384.")


def test_a_sheet_with_cells_without_end_is_refused():
    sheet = b"<worksheet><sheetData><row>" + b"<c/>" * 300_001 + b"</row></sheetData></worksheet>"
    assert refusal(repacked(SOUND, sheet=sheet)).startswith("Bladet har fler än 300000 celler.")


@pytest.mark.parametrize("sheet", [b"", b"<worksheet>", b"<a/>", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'])
def test_a_broken_sheet_is_a_refusal_and_no_crash(sheet):
    assert refusal(repacked(workbook(["a"], ["b"]), sheet=sheet))


SOUND = workbook(["Kommun", "Antal"], ["Mora", 1])


@given(st.lists(st.tuples(st.integers(4, len(SOUND) - 1), st.integers(0, 255)), min_size=1, max_size=4))
def test_a_damaged_workbook_is_read_or_refused(damages):
    damaged = bytearray(SOUND)
    for place, byte in damages:
        damaged[place] = byte
    assert outcome(bytes(damaged)) in {"read", "refused"}


@given(st.binary(max_size=200) | st.text(alphabet="abc;,\"\n\t'=#å ").map(str.encode))
def test_any_bytes_are_read_or_refused(data):
    assert outcome(data) in {"read", "refused"}


def outcome(data: bytes) -> str:
    try:
        read_table(data, "fil")
    except Refused:
        return "refused"
    return "read"


def test_columns_are_lettered_as_in_excel():
    assert [column_letter(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
