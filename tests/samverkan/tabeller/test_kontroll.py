"""The checks find the slips of the published reports, and nothing in tables that are right."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from samverkan.tabeller.kontroll import granska
from samverkan.tabeller.tabell import ANTAL, BELOPP, RAD, SUMMA, TEXT, Kolumn, Rad, Tabell


def tabell(name: str, heads: list[str], rows: list[tuple], *, kind: str = BELOPP, unit: int = 1000) -> Tabell:
    """A table as printed, in thousands; a row that begins with 'Summa' or 'Resultat' is a sum."""
    columns = tuple(Kolumn(f"k{at}", head, kind) for at, head in enumerate(heads))

    def level(label: str) -> str:
        return SUMMA if label.startswith(("Summa", "Resultat", "Total")) else RAD

    return Tabell(
        name,
        "Post",
        columns,
        tuple(
            Rad(
                f"r{at}",
                label,
                tuple(None if v is None else Decimal(v) * unit for v in values),
                level(label),
            )
            for at, (label, *values) in enumerate(rows)
        ),
    )


HERRLJUNGA_2023 = tabell(
    "Resultaträkning",
    ["Bokslut 2022", "Budget 2023", "Utfall 2023", "Avvikelse"],
    [
        ("Intäkter", -6996, -8013, -9115, 1102),
        ("Summa intäkter", -6996, -8013, -9115, 1102),
        ("Personalkostnader", 10128, 12881, 14225, -1344),
        ("Lokalkostnader, energi, VA", None, None, 8, -8),
        ("Övriga kostnader", 14615, 15530, 15499, 31),
        ("Kapitalkostnad", 5523, 5812, 5814, -1),
        ("Summa kostnader", 30265, 34223, 35545, 1322),
        ("Summa nettokostnader", 23270, 26210, 26430, -219),
        ("Kommunbidrag", 19166, 26210, 26210, None),
        ("Resultat", -4104, 0, -219, None),
    ],
)


def found(tabell: Tabell, **known) -> list[tuple[str, str]]:
    return [(fynd.check, fynd.rad) for fynd in granska(tabell, **known)]


def test_the_wrong_sign_of_a_published_sum_is_found_twice_over() -> None:
    assert found(HERRLJUNGA_2023) == [("summa", "r6"), ("tecken", "r6"), ("avvikelse", "r9")]
    texts = [fynd.text for fynd in granska(HERRLJUNGA_2023)]
    assert texts[0] == "Summa kostnader, Avvikelse: raderna ger −1\u00a0322 tkr, men det står 1\u00a0322 tkr."


def test_a_forecast_that_its_deviation_does_not_know_is_found() -> None:
    report = tabell(
        "Resultaträkning",
        ["Budget 2024", "Prognos 2024", "Avvikelse helår"],
        [
            ("Personalkostnader", 14929, 14959, 0),
            ("Övriga kostnader", 16356, 16356, 0),
            ("Summa kostnader", 31285, 31285, 0),
        ],
    )
    assert found(report) == [("summa", "r2"), ("avvikelse", "r0")]


def test_rounding_of_each_row_is_let_pass() -> None:
    rows = [("Herrljunga", 7554, 10229), ("Vårgårda", 12168, 13041), ("Summa", 19722, 23270 + 1)]
    assert found(tabell("Per kommun", ["Bokslut 2021", "Bokslut 2022"], rows)) == []


def test_a_member_that_is_missing_and_one_that_stands_twice_are_named() -> None:
    rows = [("Boden", 10), ("Kalix kommun", 20), ("Boden", 30)]
    messages = [fynd.text for fynd in granska(tabell("T", ["kr"], rows), members=["Boden", "Kalix", "Luleå"])]
    assert messages == ["Luleå saknas: 3 medlemmar deltar.", "Boden står på 2 rader."]


def test_kronor_among_thousands_are_seen() -> None:
    rows = [("Lön", 1200, 1_198_345), ("Hyra", 300, 310)]
    assert found(tabell("T", ["Budget", "Utfall"], rows)) == [("storlek", "r0")]


def test_a_small_deviation_is_no_mixing_of_units() -> None:
    rows = [("Lön", 1001, 1000, -1), ("Hyra", 2001, 2000, -1)]
    assert found(tabell("T", ["Utfall", "Budget", "Avvikelse"], rows)) == []


def test_a_row_that_the_indexation_passed_by_is_named() -> None:
    rows = [("A", 1000, 1020), ("B", 2000, 2040), ("C", 500, 510), ("D", 700, 700), ("E", 300, 306)]
    messages = [fynd.text for fynd in granska(tabell("Budget", ["Budget 2023", "Budget 2024"], rows))]
    assert messages == ["D: de flesta rader är uppräknade med 2,0 procent, den här med 0,0."]


def test_a_heading_must_fit_its_columns() -> None:
    assert found(tabell("Utfall 2023", ["Budget 2023", "Prognos 2023"], [("A", 1, 2)])) == [("rubrik", "")]
    assert found(tabell("Prognos 2023", ["Budget 2023", "Prognos 2023"], [("A", 1, 2)])) == []


def test_a_year_that_is_four_quarters_to_the_call_is_a_guess() -> None:
    calls = tabell(
        "Samtal",
        ["Inkommande", "Besvarade", "Missade", "Vid öppet"],
        [("Kvartal 4", 2758, 1889, 497, 19), ("2023", 11032, 7556, 1988, 76)],
        kind=ANTAL,
        unit=1,
    )
    messages = [fynd.text for fynd in granska(calls)]
    assert messages == ["2023 är exakt 4 gånger Kvartal 4 i varje tal. Är det en uppskattning, säg det."]


def test_a_goal_is_not_met_when_its_outcome_has_broken_it() -> None:
    columns = (Kolumn("mal", "Mål", TEXT), Kolumn("utfall", "Utfall", TEXT), Kolumn("b", "Bedömning", TEXT))
    goals = Tabell(
        "Mål",
        "Indikator",
        columns,
        (
            Rad("a", "Svarstid", ("högst 30 sekunder", "41", "Uppfyllt")),
            Rad("b", "Nöjda", ("minst 80 %", "86 %", "Uppfyllt")),
            Rad("c", "Avbrott", ("högst 2", "3", "Inte uppfyllt")),
        ),
    )
    assert found(goals) == [("mal", "a")]


amounts = st.lists(st.integers(-(10**6), 10**6), min_size=1, max_size=12)


@given(st.lists(amounts, min_size=1, max_size=4).filter(lambda columns: len({len(c) for c in columns}) == 1))
def test_a_table_that_sums_has_no_fault_in_its_sums(columns: list[list[int]]) -> None:
    rows = [(f"rad {at}", *values) for at, values in enumerate(zip(*columns, strict=True))]
    rows.append(("Summa", *(sum(column) for column in columns)))
    heads = [f"kolumn {at}" for at in range(len(columns))]
    assert [check for check, _ in found(tabell("T", heads, rows)) if check in ("summa", "tecken")] == []


@given(amounts.filter(lambda values: len(values) > 2), st.integers(10, 10**6))
def test_a_sum_that_is_off_is_always_found(values: list[int], off: int) -> None:
    rows = [(f"rad {at}", value, value) for at, value in enumerate(values)]
    rows.append(("Summa", sum(values), sum(values) + off))
    checks = [check for check, _ in found(tabell("T", ["ett", "två"], rows))]
    assert "summa" in checks or sum(values) in (values[-1] - values[-2], values[-2] - values[-1])
