import pytest

from samverkan.lib.errors import Refused
from samverkan.organ.acts import create_organ
from samverkan.organ.fakta import facts
from samverkan.organ.inkallelse import inkallelseordning, parse_partier, validate_partier
from samverkan.organ.models import Organ
from samverkan.organ.rules import Inkallelseordning
from tests import factories as f


@pytest.mark.parametrize(
    ("kind", "said", "same_member"),
    [
        ("gemensam_namnd", "", True),
        ("direktion", "", True),
        ("namnd", "", False),
        ("gemensam_namnd", "alla", False),
        ("namnd", "medlem", True),
    ],
)
def test_the_reglemente_goes_before_what_the_kind_of_body_says(
    kind: str, said: str, same_member: bool
) -> None:
    assert inkallelseordning(Organ(kind=kind, inkallelse=said)) == Inkallelseordning(same_member, None)


def test_a_table_of_parties_is_read_line_by_line() -> None:
    text = " S : S,V , MP\n\nM: M, KD "
    assert parse_partier(text) == {"S": ["S", "V", "MP"], "M": ["M", "KD"]}
    assert validate_partier(text) == "S: S, V, MP\nM: M, KD"
    assert validate_partier("") == ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("S V MP", "Raden ”S V MP” kan inte läsas. Skriv till exempel S: S, V, MP."),
        ("S:", "Raden ”S:” kan inte läsas. Skriv till exempel S: S, V, MP."),
        ("S: S\nS: V", "S står på två rader. Skriv partiets hela ordning på en rad."),
        ("S: V, V", "Samma parti står två gånger på raden för S."),
    ],
)
def test_a_line_that_cannot_be_read_is_named(text: str, told: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse_partier(text)
    assert refusal.value.message == told


@pytest.mark.django_db
def test_what_the_reglemente_says_stands_on_the_page_with_its_clause() -> None:
    values = {
        "name": "Direktionen",
        "kind": "direktion",
        "seats": 5,
        "dnr_pattern": "{ar}/{nr}",
        "late_clause": "reglementet 12 §",
        "inkallelse_partier": "S: V,S",
        "majoritet": "2/3",
        "majoritet_for": "ändring av förbundsordningen",
        "majoritet_clause": "förbundsordningen 9 §",
        "omedelbar": False,
    }
    organ = create_organ(f.SamverkanFactory(), values, actor=None)
    told = {one.label: (one.text, one.lagrum) for one in facts(organ, 2023)}
    assert told["Sen kallelse"] == ("När ett ärende är brådskande", "reglementet 12 §")
    assert told["Ersättare"] == (
        "Kallas in från samma medlem. Partiernas ordning för S: V, S",
        "reglementet",
    )
    assert told["Majoritet"] == (
        "Två tredjedelar av de avgivna rösterna: ändring av förbundsordningen",
        "förbundsordningen 9 §",
    )
    assert told["Omedelbar justering"] == ("Medges inte", "reglementet")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"majoritet": "2/3"}, "majoritet_for"),
        ({"majoritet": "2/3", "majoritet_for": "lån"}, "majoritet_clause"),
        ({"inkallelse_partier": "S"}, "inkallelse_partier"),
    ],
)
def test_half_a_rule_is_refused_at_its_field(values: dict[str, str], field: str) -> None:
    given = {"name": "Direktionen", "kind": "direktion", "dnr_pattern": "{ar}/{nr}"} | values
    with pytest.raises(Refused) as refusal:
        create_organ(f.SamverkanFactory(), given, actor=None)
    assert refusal.value.field == field
