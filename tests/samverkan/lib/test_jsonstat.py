import copy
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.lib.errors import Refused
from samverkan.lib.jsonstat import AGAIN, Observation, is_json, read_jsonstat
from samverkan.lib.table import TableError

KIRUNA_AND_MORA = {
    "version": "2.0",
    "class": "dataset",
    "label": "Folkmängd efter region och år",
    "source": "SCB",
    "updated": "2024-02-22T07:00:00Z",
    "id": ["Region", "ContentsCode", "Tid"],
    "size": [2, 1, 2],
    "dimension": {
        "Region": {
            "label": "region",
            "category": {"index": {"2584": 0, "2062": 1}, "label": {"2584": "2584 Kiruna", "2062": "Mora"}},
        },
        "ContentsCode": {"category": {"index": {"BE0101N1": 0}, "label": {"BE0101N1": "Folkmängd"}}},
        "Tid": {
            "label": "år",
            "category": {"index": {"2022": 0, "2023": 1}, "label": {"2022": "2022", "2023": "2023"}},
        },
    },
    "role": {"geo": ["Region"], "time": ["Tid"], "metric": ["ContentsCode"]},
    "value": [22423, 22326, 20818, 20739],
}

FOUR = (
    Observation("2062", "Mora", "2022", Decimal(20818)),
    Observation("2062", "Mora", "2023", Decimal(20739)),
    Observation("2584", "Kiruna", "2022", Decimal(22423)),
    Observation("2584", "Kiruna", "2023", Decimal(22326)),
)


def changed(**parts) -> bytes:
    return json.dumps(copy.deepcopy(KIRUNA_AND_MORA) | parts).encode()


def with_dimension(code: str, label: str, categories: dict[str, str]) -> bytes:
    table = copy.deepcopy(KIRUNA_AND_MORA)
    table["id"].append(code)
    table["size"].append(len(categories))
    table["dimension"][code] = {"label": label, "category": {"index": list(categories), "label": categories}}
    table["value"] = [one for value in table["value"] for one in [value] * len(categories)]
    return json.dumps(table).encode()


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        read_jsonstat(data)
    return str(caught.value)


def test_a_table_from_scb_is_read():
    dataset = read_jsonstat(changed())
    assert dataset.observations == FOUR
    assert (dataset.contents, dataset.source, dataset.updated) == ("Folkmängd", "SCB", "2024-02-22T07:00:00Z")


def test_values_may_be_sparse_and_the_index_a_list():
    dimension = copy.deepcopy(KIRUNA_AND_MORA["dimension"])
    dimension["Region"]["category"]["index"] = ["2584", "2062"]
    sparse = {"0": 22423, "1": 22326, "2": 20818, "3": 20739}
    assert read_jsonstat(b"\xef\xbb\xbf" + changed(value=sparse, dimension=dimension)).observations == FOUR


def test_the_order_of_dimensions_does_not_matter():
    turned = changed(id=["Tid", "Region", "ContentsCode"], size=[2, 2, 1], value=[22423, 20818, 22326, 20739])
    assert read_jsonstat(turned).observations == FOUR


def test_a_dimension_that_is_the_whole_is_passed_over():
    assert read_jsonstat(with_dimension("Kon", "kön", {"1+2": "män och kvinnor"})).observations == FOUR
    assert read_jsonstat(with_dimension("Alder", "ålder", {"tot": "totalt ålder"})).observations == FOUR


def test_part_of_the_whole_never_passes_for_all():
    todo = "Hämta den utan den uppdelningen, med totalen."
    assert refusal(with_dimension("Kon", "kön", {"1": "män"})) == f"Tabellen är uppdelad på kön (män). {todo}"
    assert refusal(with_dimension("Kon", "kön", {"1": "män", "2": "kvinnor"})) == (
        f"Tabellen är uppdelad på kön (män, kvinnor). {todo}"
    )


def test_figures_that_are_missing_or_wrong_are_named():
    data = changed(value=[22423, None, -5, "många"], status={"1": ".."})
    with pytest.raises(TableError) as caught:
        read_jsonstat(data)
    assert [str(fault).replace("\u00a0", " ") for fault in caught.value.faults] == [
        "Kiruna 2023: Värdet saknas hos SCB. Välj ett annat år eller ta bort regionen ur urvalet.",
        "Mora 2022: Antalet kan inte vara negativt. Skriv 0 eller mer i stället för −5.",
        f"Mora 2023: ”många” är inget tal. {AGAIN}",
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"{", f"Filen är inte hel JSON. {AGAIN}"),
        (b"[]", f"Filen är JSON men inte en JSON-stat2-tabell. {AGAIN}"),
        (b'{"dataset": {}}', f"Filen är i det äldre formatet JSON-stat 1. {AGAIN}"),
        (
            changed(size=[2, 1]),
            "Filen saknar beskrivning av tabellens dimensioner (id, size, dimension). " + AGAIN,
        ),
        (changed(size=[3, 1, 2]), f"Dimensionen Region ska ha 3 kategorier men har andra. {AGAIN}"),
        (changed(value=[1, 2, 3]), f"Antalet värden stämmer inte med tabellens storlek (4). {AGAIN}"),
        (changed(value={"9": 1}), f"Antalet värden stämmer inte med tabellens storlek (4). {AGAIN}"),
        (
            changed(size=[2, 1, 200_000]),
            "Tabellen är för stor. Välj färre regioner och år, och hämta den igen.",
        ),
        (changed(dimension={}), f"Dimensionen Region saknar sina kategorier. {AGAIN}"),
        (
            changed(
                id=["A", "ContentsCode", "Tid"], role={}, dimension=KIRUNA_AND_MORA["dimension"] | {"A": {}}
            ),
            f"Dimensionen A saknar sina kategorier. {AGAIN}",
        ),
    ],
)
def test_a_malformed_table_says_what_is_wrong(data, message):
    assert refusal(data) == message


def test_one_kind_of_figure_at_a_time():
    dimension = copy.deepcopy(KIRUNA_AND_MORA["dimension"])
    dimension["ContentsCode"]["category"] = {
        "index": ["a", "b"],
        "label": {"a": "Folkmängd", "b": "Folkökning"},
    }
    data = changed(dimension=dimension, size=[2, 2, 2], value=list(range(8)))
    assert refusal(data) == (
        "Tabellen har flera tabellinnehåll: Folkmängd, Folkökning. Välj ett av dem när du hämtar den."
    )


def test_json_is_told_from_a_table():
    assert [is_json(data) for data in (b' \n{"a": 1}', b"\xef\xbb\xbf{}", b"Kommun;Antal\n", b"")] == [
        True,
        True,
        False,
        False,
    ]


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(["id", "size", "dimension", "role", "value", "status", "label"]), junk)
def test_any_part_may_be_nonsense(part, nonsense):
    data = changed(**{part: nonsense})
    try:
        observations = read_jsonstat(data).observations
    except Refused:
        observations = FOUR
    assert len(observations) == 4


@given(
    st.sampled_from(["Region", "ContentsCode", "Tid"]), st.sampled_from(["category", "index", "label"]), junk
)
def test_any_dimension_may_be_nonsense(code, part, nonsense):
    dimension = copy.deepcopy(KIRUNA_AND_MORA["dimension"])
    owner = dimension[code] if part == "category" else dimension[code]["category"]
    owner[part] = nonsense
    try:
        observations = read_jsonstat(changed(dimension=dimension)).observations
    except Refused:
        observations = FOUR
    assert len(observations) == 4
