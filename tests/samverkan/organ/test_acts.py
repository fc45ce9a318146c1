import datetime
from datetime import date

import pytest

from samverkan.handelser.models import Handelse
from samverkan.handelser.queries import history
from samverkan.lib import klocka
from samverkan.lib.errors import Refused
from samverkan.organ import acts
from samverkan.organ.dnr import draw_dnr, next_dnr
from samverkan.organ.models import Mandat, Organ, Person
from samverkan.organ.queries import account_for, former_mandat, mandat_on, sammansattning
from tests import factories as f

pytestmark = pytest.mark.django_db

DAY = date(2023, 6, 21)


@pytest.fixture
def organ() -> Organ:
    """A gemensam nämnd of two members with one seat each."""
    organ = f.OrganFactory(name="E-nämnden", kind=Organ.Kind.GEMENSAM_NAMND, seats=2)
    for name in ("Boden", "Älvsbyn"):
        organisation = f.OrganisationFactory(short_name=name)
        f.MedlemFactory(samverkan=organ.samverkan, organisation=organisation)
    return organ


def elect(organ: Organ, name: str, member: str | None, **fields: object) -> Mandat:
    organisation = None
    if member:
        organisation = organ.samverkan.medlemmar.get(organisation__short_name=member).organisation
    person = Person.objects.filter(samverkan=organ.samverkan, name=name).first()
    given = {"role": "ledamot", "valid_from": date(2023, 1, 1), "organisation": organisation} | fields
    new = Mandat(organ=organ, person=person or Person(samverkan=organ.samverkan, name=name), **given)
    return acts.add_mandat(new, actor=None)


def test_a_body_is_laid_up_with_what_its_reglemente_says_and_logged() -> None:
    samverkan = f.SamverkanFactory()
    values = {"name": "Direktionen", "kind": "direktion", "seats": 9, "dnr_pattern": "ITSAM {ar}/{nr}"}
    organ = acts.create_organ(samverkan, values, actor=None)
    assert (organ.seats, organ.dnr_pattern) == (9, "ITSAM {ar}/{nr}")
    assert [row.text for row in history(organ)] == ["lade upp Direktionen"]


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"name": "e-nämnden"}, "name", "e-nämnden finns redan."),
        ({"dnr_pattern": "{nr}"}, "dnr_pattern", "Diarieserien ska innehålla {ar} och {nr}"),
        ({"remote_to": DAY}, "remote_from", "Skriv från vilken dag distans är tillåten"),
    ],
)
def test_a_body_that_does_not_hold_together_is_refused_at_its_field(
    organ: Organ, changes: dict, field: str, says: str
) -> None:
    with pytest.raises(Refused) as refused:
        acts.create_organ(organ.samverkan, {"name": "Ny", "kind": "namnd"} | changes, actor=None)
    assert (refused.value.field, refused.value.message[: len(says)]) == (field, says)


def test_a_body_cannot_belong_under_one_that_belongs_under_it(organ: Organ) -> None:
    below = f.OrganFactory(samverkan=organ.samverkan, parent=organ)
    with pytest.raises(Refused, match="under sig självt"):
        acts.change_organ(organ, {"parent": below}, actor=None)


def test_a_person_is_entered_with_the_mandate_and_holds_several(organ: Organ) -> None:
    group = f.OrganFactory(samverkan=organ.samverkan, kind=Organ.Kind.BEREDNING)
    first = elect(organ, "Karin Sandell", "Boden", party="S", presidium="ordforande")
    second = elect(group, "Karin Sandell", None)
    assert (first.person, Person.objects.count()) == (second.person, 1)
    assert [row.text for row in history(first)] == [
        "lade in Karin Sandell som ordförande i E-nämnden från 2023-01-01"
    ]


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"name": "Ivar", "member": None}, "organisation", "Välj vilken medlem"),
        ({"name": "Ivar", "member": "Boden", "role": "ersattare", "presidium": "vice"}, "presidium", "Presi"),
        (
            {"name": "Ivar", "member": "Boden", "presidium": "ordforande"},
            "presidium",
            "Karin Sandell är redan",
        ),
        ({"name": "Karin Sandell", "member": "Boden"}, "valid_from", "Karin Sandell är redan ledamot"),
        ({"name": "Ivar", "member": "Boden", "valid_to": date(2022, 1, 1)}, "valid_to", "Till och med kan"),
    ],
)
def test_a_mandate_that_cannot_be_is_refused_at_its_field(
    organ: Organ, fields: dict, field: str, says: str
) -> None:
    elect(organ, "Karin Sandell", "Boden", presidium="ordforande")
    with pytest.raises(Refused) as refused:
        elect(organ, **fields)
    assert (refused.value.field, refused.value.message[: len(says)]) == (field, says)
    assert (Mandat.objects.count(), Person.objects.count()) == (1, 1)


def test_substitutes_stand_last_in_turn_among_their_own_members(organ: Organ) -> None:
    for name, member in (("Eva", "Boden"), ("Nils", "Boden"), ("Gun", "Älvsbyn")):
        elect(organ, name, member, role="ersattare")
    assert [(m.person.name, m.order) for m in mandat_on(organ, DAY)] == [("Eva", 1), ("Nils", 2), ("Gun", 1)]


def test_who_leaves_stays_in_history_and_the_chair_can_be_taken_over(organ: Organ) -> None:
    old = elect(organ, "Karin", "Boden", presidium="ordforande")
    acts.end_mandat(old, last_day=date(2023, 5, 31), actor=None)
    elect(organ, "Ivar", "Boden", presidium="ordforande", valid_from=date(2023, 6, 1))
    assert [m.person.name for m in sammansattning(organ, DAY).presidium] == ["Ivar"]
    assert [m.person.name for m in former_mandat(organ, DAY)] == ["Karin"]
    with pytest.raises(Refused, match="slutar redan 2023-05-31"):
        acts.end_mandat(old, last_day=DAY, actor=None)


def test_outside_bodies_take_no_people(organ: Organ) -> None:
    outside = f.OrganFactory(samverkan=organ.samverkan, outside=True)
    with pytest.raises(Refused, match="utanför samverkan"):
        elect(outside, "Karin", None)
    assert Person.objects.count() == 0


def test_each_member_has_as_many_substitutes_as_ledamoter(organ: Organ) -> None:
    elect(organ, "Karin", "Boden")
    elect(organ, "Eva", "Boden", role="ersattare")
    elect(organ, "Ivar", "Älvsbyn", presidium="ordforande")
    whole = sammansattning(organ, DAY)
    told = {plats.name: [str(brist) for brist in plats.brister] for plats in whole.platser}
    assert told == {"Boden": [], "Älvsbyn": ["Älvsbyn saknar ersättare. (KL 9:3, 9:24)"]}
    assert whole.brister == []


def test_empty_seats_and_a_missing_chair_are_told_for_the_whole_body(organ: Organ) -> None:
    elect(organ, "Karin", "Boden")
    assert [str(brist) for brist in sammansattning(organ, DAY).brister] == [
        "1 ledamöter är valda och organet har 2 platser. (reglementet)",
        "Ingen är ordförande. (KL 6:15)",
    ]


def test_a_new_calendar_address_replaces_the_old(organ: Organ) -> None:
    person = f.PersonFactory(samverkan=organ.samverkan)
    before = person.calendar_key
    acts.renew_calendar_key(person, actor=None)
    person.refresh_from_db()
    assert person.calendar_key != before
    assert before not in str(Handelse.objects.values_list("data", flat=True))


def test_a_person_gets_the_account_with_the_same_address_unless_it_is_taken(organ: Organ) -> None:
    roll = f.RollFactory(samverkan=organ.samverkan, anvandare__email="karin@boden.example")
    assert account_for(organ.samverkan, "Karin@Boden.example") == roll.anvandare
    f.PersonFactory(samverkan=organ.samverkan, anvandare=roll.anvandare)
    assert account_for(organ.samverkan, "karin@boden.example") is None
    with pytest.raises(Refused, match="annan person") as refused:
        acts.create_person(organ.samverkan, {"name": "Karin", "anvandare": roll.anvandare}, actor=None)
    assert refused.value.field == "anvandare"


@pytest.mark.parametrize(
    ("pattern", "numbers"),
    [
        ("ITSAM {ar}/{nr}", ["ITSAM 2023/1", "ITSAM 2023/2", "ITSAM 2024/1"]),
        ("ITVT-{ar}-{nr:5}", ["ITVT-2023-00001", "ITVT-2023-00002", "ITVT-2024-00001"]),
    ],
)
def test_diary_numbers_run_on_within_a_year(organ: Organ, pattern: str, numbers: list[str]) -> None:
    organ.dnr_pattern = pattern
    organ.save()
    assert [draw_dnr(organ, year) for year in (2023, 2023, 2024)] == numbers
    assert next_dnr(organ, 2024) == numbers[2].replace("1", "2")


def test_bodies_that_write_alike_share_a_series(organ: Organ) -> None:
    other = f.OrganFactory(samverkan=organ.samverkan)
    assert [draw_dnr(one, 2023) for one in (organ, other, organ)] == ["2023/1", "2023/2", "2023/3"]


def test_a_number_that_could_not_be_written_is_not_used_up(organ: Organ) -> None:
    organ.dnr_pattern = "{ar}/{nr}-{klass}"
    organ.save()
    with pytest.raises(Refused, match="klassificering"):
        draw_dnr(organ, 2022)
    assert draw_dnr(organ, 2022, klass="2.2.0.1") == "2022/1-2.2.0.1"


def test_the_way_of_writing_is_kept_for_a_year_that_has_begun(organ: Organ) -> None:
    draw_dnr(organ, 2023)
    change = {"dnr_pattern": "EN {ar}/{nr}"}
    with klocka.at(datetime.datetime(2023, 12, 31, 12, tzinfo=datetime.UTC)), pytest.raises(Refused):
        acts.change_organ(organ, change, actor=None)
    with klocka.at(datetime.datetime(2024, 1, 1, 12, tzinfo=datetime.UTC)):
        changed = acts.change_organ(organ, change, actor=None)
    assert draw_dnr(changed, 2024) == "EN 2024/1"
