"""Files as people send them: what is read, whom it is of, and what each fault is told as."""

import json
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import Workbook

from samverkan.lib.errors import Refused
from samverkan.lib.workbook import Faults, TableError
from samverkan.matt.fil import Wish, read_file
from samverkan.matt.inlasning import Matched, compare, match
from samverkan.matt.queries import Bearer
from samverkan.matt.rules import Figure, Stored
from samverkan.medlemmar.models import Enhet, Mattslag, Organisation, Samverkan

DAY = date(2020, 12, 31)
INVANARE = Mattslag(pk=1, code="invanare", name="Invånare", unit="invånare")
USERS = Mattslag(pk=2, code="anvandare", name="Användare", unit="användare", samverkan_id=1)

KIRUNA = Organisation(pk=1, name="Kiruna kommun", short_name="Kiruna", orgnr="212000-2783", kommunkod="2584")
BODEN = Organisation(pk=2, name="Bodens kommun", short_name="Boden", orgnr="212000-2767", kommunkod="2582")
BOLAG = Organisation(pk=3, name="Ludvika Energi AB", short_name="LEAB", orgnr="556009-5332")
SOU = Enhet(pk=7, organisation=KIRUNA, samverkan=Samverkan(pk=1), name="SOU LKA")
WHO = [Bearer(KIRUNA), Bearer(KIRUNA, SOU), Bearer(BODEN), Bearer(BOLAG)]


def read(
    text: str | bytes, kind: Mattslag = INVANARE, **wish: object
) -> list[tuple[int, int | None, date, Decimal, str]]:
    data = text if isinstance(text, bytes) else text.encode()
    chosen = Wish(kind, **{"day": DAY, "source": "SCB", **wish})
    found = take(data, chosen)
    return [(f.organisation_id, f.enhet_id, f.day, f.value, f.source) for f in found.figures]


def take(data: bytes, wish: Wish, *, official: bool = False) -> Matched:
    found = Faults()
    return match(read_file(data, "fil.csv", wish, found), WHO, wish, found, official=official)


def faults(text: str | bytes, kind: Mattslag = INVANARE, **wish: object) -> list[str]:
    with pytest.raises(TableError) as error:
        read(text, kind, **wish)
    return [str(fault) for fault in error.value.faults]


def refused(text: str | bytes, kind: Mattslag = INVANARE, **wish: object) -> str:
    with pytest.raises(Refused) as refusal:
        read(text, kind, **wish)
    return refusal.value.message


BOTH = [(1, None, DAY, Decimal(22664), "SCB"), (2, None, DAY, Decimal(28042), "SCB")]


@pytest.mark.parametrize(
    "text",
    [
        "Kommunkod;Antal\n2584;22664\n2582;28 042",
        "Kommun,Folkmängd\nKiruna,22664\nBodens kommun,28042",
        "Org.nr\tInvånare\n2120002783\t22664\n212000-2767\t28042",
        "Region;2020\n2584 Kiruna;22664\n2582 Boden;28042",
        "kommunkod;kommun;lanskod;lan;datum;folkmangd;kalla\n"
        "2584;Kiruna;25;Norrbotten;2020-12-31;22664;SCB\n2582;Boden;25;Norrbotten;2020-12-31;28042;SCB",
        "Medlem;Invånare 2020-12-31\nkiruna;22664\nBODEN;28042\nSumma;50706",
    ],
)
def test_a_table_is_read_whatever_its_columns_are_called(text: str) -> None:
    assert read(text) == BOTH


def test_a_latin_1_file_is_read() -> None:
    assert read("Kommun;Invånare\nBodens kommun;28042".encode("latin-1")) == BOTH[1:]


def test_a_column_per_year_gives_a_figure_per_year() -> None:
    text = "Kommun;Användare 2021;Procent 2021;Användare 2022\nKiruna;127;1,86;133\nBoden;10;0,2;"
    assert [(f[0], f[2], f[3]) for f in read(text, USERS, day=None)] == [
        (1, date(2021, 12, 31), 127),
        (1, date(2022, 12, 31), 133),
        (2, date(2021, 12, 31), 10),
    ]


def test_figures_of_units_are_found_by_name() -> None:
    text = "Grupp;Verksamhet;Antal\nKiruna;SOU LKA;1955\nLEAB;;12"
    assert [(*f[:2], f[3]) for f in read(text, USERS)] == [(1, 7, 1955), (3, None, 12)]


def jsonstat(values: list[int | None], label: str = "Folkmängd") -> bytes:
    regions = {"2584": "2584 Kiruna", "2582": "2582 Boden", "2580": "2580 Luleå"}
    return json.dumps(
        {
            "class": "dataset",
            "label": label,
            "source": "SCB",
            "id": ["Region", "Tid"],
            "size": [3, 1],
            "role": {"time": ["Tid"], "geo": ["Region"]},
            "dimension": {
                "Region": {"category": {"index": list(regions), "label": regions}},
                "Tid": {"category": {"index": ["2020"], "label": {"2020": "2020"}}},
            },
            "value": values,
        }
    ).encode()


def test_scbs_own_table_is_read_and_other_municipalities_are_left_out() -> None:
    wish = Wish(INVANARE, None, "")
    found = take(jsonstat([22664, 28042, 78549]), wish, official=True)
    assert sorted((f.organisation_id, f.day, f.value, f.source) for f in found.figures) == [
        (1, DAY, 22664, "SCB, Folkmängd"),
        (2, DAY, 28042, "SCB, Folkmängd"),
    ]
    assert found.skipped == 1


def test_scbs_november_table_is_of_the_first_of_november() -> None:
    wish = Wish(INVANARE, None, "")
    parsed = read_file(jsonstat([1, 2, 3], "Folkmängd den 1 november"), "a.json", wish, Faults())
    assert {one.day for one in parsed} == {date(2020, 11, 1)}


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("många", "”många” är inget tal. Skriv det med siffror, till exempel 1 234."),
        ("22.5", "Skriv decimaler med komma: 22,50."),
        ("-5", "Antalet kan inte vara negativt. Skriv 0 eller mer i stället för \u22125."),
        ("=1+1", "Det här är en formel: =1+1. Skriv eller klistra in värdet i stället."),
        ("", "Här saknas ett tal. Skriv till exempel 1 234."),
        ("1,5", "Antalet invånare är ett heltal. Skriv det utan decimaler."),
    ],
)
def test_a_cell_that_is_no_figure_is_named(cell: str, message: str) -> None:
    assert faults(f"Kommun;Antal\nKiruna;22664\nBoden;{cell}") == [f"Rad 3, kolumn B: {message}"]


def test_every_fault_is_told_at_once_and_nothing_is_read() -> None:
    text = "Kommun;Antal\nAle;1\nKiruna;många\nBoden;-1"
    places = ["Rad 2, kolumn B", "Rad 3, kolumn B", "Rad 4, kolumn B"]
    assert [fault.split(":")[0] for fault in faults(text)] == places


def test_an_unknown_municipality_and_a_line_that_comes_twice_are_named() -> None:
    text = "Kommunkod;Kommun;Antal\n2584;Kiruna;1\n1440;Ale;2\n2584;Kiruna;3"
    assert faults(text) == [
        "Rad 3, kolumn C: Ale är inte medlem under året. "
        "Rätta raden, eller kryssa för att hoppa över de andra.",
        "Rad 4, kolumn C: Kiruna 2020-12-31 står redan på rad 2, kolumn C. Ta bort den ena.",
    ]


def test_strangers_can_be_left_out_by_choice() -> None:
    text = "Kommunkod;Antal\n2584;22664\n1440;2\n2582;28042"
    assert read(text, skip_others=True) == BOTH


def test_a_number_and_a_name_that_disagree_are_refused() -> None:
    assert faults("Kommunkod;Kommun;Antal\n2584;Boden;1") == [
        "Rad 2, kolumn C: Numret är Kiruna men raden säger Boden. Rätta den som är fel."
    ]
    assert faults("Kommun;Orgnr;Antal\nKiruna;212000-2767;1") == [
        "Rad 2, kolumn C: Numret är Boden men raden säger Kiruna. Rätta den som är fel."
    ]


def test_another_municipality_with_a_members_name_is_not_the_member() -> None:
    assert faults("Kommunkod;Kommun;Antal\n9999;Kiruna;1")[0].startswith(
        "Rad 2, kolumn C: Kiruna är inte medlem"
    )


def test_an_unknown_unit_is_named() -> None:
    assert faults("Kommun;Enhet;Antal\nKiruna;KS;1", USERS) == [
        "Rad 2, kolumn C: Kiruna har ingen enhet som heter KS. Lägg upp den på medlemmens sida först."
    ]


def test_a_file_that_lacks_a_column_says_which() -> None:
    assert refused("Ort;Antal\nKiruna;1") == (
        "Filen saknar en kolumn som säger vem måttet gäller. "
        "Kalla den Kommunkod, Organisationsnummer eller Kommun. Filen har kolumnerna Ort, Antal."
    )
    assert refused("Kommun;A;B\nKiruna;1;2") == (
        "Filen saknar en kolumn med värden. Kalla den Antal eller Invånare, eller ge den ett årtal."
    )


def test_a_file_without_a_day_asks_for_one() -> None:
    assert refused("Kommun;Antal\nKiruna;1", day=None) == (
        "Filen säger inte vilken dag måtten gäller. Fyll i mätdatum."
    )


def test_a_file_without_source_asks_for_one() -> None:
    assert refused("Kommun;Antal\nKiruna;1", source="") == "Skriv varifrån måtten kommer, till exempel SCB."


def test_a_file_of_nobody_we_know_is_refused() -> None:
    assert refused("Kommun;Antal\nAle;1", skip_others=True) == (
        "Ingen rad i filen gäller en medlem. Kontrollera att kolumnen med kommunkod är rätt."
    )


def test_a_merged_cell_is_named(tmp_path) -> None:
    book = Workbook()
    book.active.append(["Kommun", "Antal"])
    book.active.append(["Kiruna", 1])
    book.active.merge_cells("A2:B2")
    book.save(tmp_path / "a.xlsx")
    assert faults((tmp_path / "a.xlsx").read_bytes()) == [
        "Cellerna A2:B2: Cellerna är sammanfogade. Dela dem i Excel så att varje cell har sitt eget värde."
    ]


def test_a_preview_tells_what_is_new_changed_same_and_missing() -> None:
    figures = [Figure(pk, None, DAY, Decimal(value), "SCB") for pk, value in ((1, 10), (2, 20))]
    stored = {(1, None, DAY): Stored(Decimal(9), "SCB", attested=True)}
    preview = compare(figures, stored, WHO)
    told = [(c.bearer.name, c.kind, c.old, c.new, c.difference, c.was_attested) for c in preview.changes]
    assert told == [("Kiruna", "andrad", 9, 10, 1, True), ("Boden", "ny", None, 20, None, False)]
    assert preview.missing == [(DAY, ["LEAB"])]
    assert [preview.count(kind) for kind in ("ny", "andrad", "samma")] == [1, 1, 0]


def test_the_same_file_twice_changes_nothing() -> None:
    figures = [Figure(1, None, DAY, Decimal(10), "SCB")]
    stored = {(1, None, DAY): Stored(Decimal(10), "SCB", attested=True)}
    assert compare(figures, stored, WHO).changes_something is False
