import json
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.lib.hashing import FIRST, canonical_json, chain_hash, groups_of_eight, sha256_hex

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcåäö"), inner, max_size=4),
    max_leaves=20,
)


def test_the_spelling_is_fixed():
    record = {
        "ö": Decimal("1.50"),
        "a": Fraction(1, 3),
        "dag": date(2023, 1, 1),
        "rader": (1, None, True),
        "stor": Decimal("1E+3"),
    }
    assert canonical_json(record).decode() == (
        '{"a":"1/3","dag":"2023-01-01","rader":[1,null,true],"stor":"1000","ö":"1.50"}'
    )


def test_a_moment_is_the_same_in_every_time_zone():
    noon = datetime(2023, 6, 1, 12, tzinfo=UTC)
    assert canonical_json(noon) == canonical_json(noon.astimezone(ZoneInfo("Europe/Stockholm")))


@pytest.mark.parametrize(
    "value", [0.5, float("nan"), Decimal("NaN"), {1: "a"}, datetime(2023, 1, 1), {1, 2}, b"a"]
)
def test_what_has_no_single_spelling_is_refused(value):
    with pytest.raises(TypeError):
        canonical_json({"a": [value]})


@given(values)
def test_canonical_json_says_what_json_says(value):
    assert json.loads(canonical_json(value)) == value
    assert canonical_json(json.loads(canonical_json(value))) == canonical_json(value)


@given(st.lists(values, min_size=1, max_size=8), st.data())
def test_a_changed_record_breaks_every_link_after_it(payloads, data):
    changed = data.draw(st.integers(0, len(payloads) - 1))

    def links(records: list) -> list[str]:
        chain = [FIRST]
        for record in records:
            chain.append(chain_hash(chain[-1], record))
        return chain[1:]

    other = [*payloads[:changed], ["ändrad", payloads[changed]], *payloads[changed + 1 :]]
    before, after = links(payloads), links(other)
    assert before[:changed] == after[:changed]
    assert all(a != b for a, b in zip(before[changed:], after[changed:], strict=True))


def test_a_link_needs_a_whole_hash_before_it():
    with pytest.raises(ValueError, match="64 hexadecimal digits"):
        chain_hash("", {})


def test_a_hash_is_shown_in_eight_groups():
    digest = sha256_hex(b"abc")
    assert digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert groups_of_eight(digest).split(" ") == [digest[place : place + 8] for place in range(0, 64, 8)]
