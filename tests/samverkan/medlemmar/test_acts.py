from datetime import date

import pytest
from django.db import IntegrityError, transaction

from samverkan.handelser.models import Handelse
from samverkan.handelser.queries import history
from samverkan.konton.models import Anvandare
from samverkan.lib.errors import Refused
from samverkan.medlemmar import acts
from samverkan.medlemmar.models import Enhet, Medlem, Organisation
from samverkan.medlemmar.rules import NewOrganisation
from tests.factories import (
    AnvandareFactory,
    EnhetFactory,
    MedlemFactory,
    OrganisationFactory,
    RollFactory,
    SamverkanFactory,
)

pytestmark = pytest.mark.django_db

KIRUNA = NewOrganisation("Kiruna kommun", "212000-2783", "2584")


def test_several_are_let_in_at_once_and_logged() -> None:
    samverkan, known, actor = SamverkanFactory(), OrganisationFactory(name="Boden"), AnvandareFactory()
    added = acts.add_medlemmar(samverkan, [known], [KIRUNA], valid_from=date(2023, 1, 1), actor=actor)
    assert [(m.organisation.name, m.valid_from, m.valid_to) for m in added] == [
        ("Boden", date(2023, 1, 1), None),
        ("Kiruna kommun", date(2023, 1, 1), None),
    ]
    logged = Handelse.objects.filter(samverkan=samverkan).order_by("number")
    assert [h.action for h in logged] == ["organisation.created", "medlem.joined", "medlem.joined"]


def test_a_new_one_whose_number_is_known_is_the_known_organisation() -> None:
    known = OrganisationFactory(name="Kiruna", orgnr="212000-2783")
    added = acts.add_medlemmar(
        SamverkanFactory(), [], [KIRUNA], valid_from=date(2023, 1, 1), actor=AnvandareFactory()
    )
    assert [medlem.organisation for medlem in added] == [known]


def test_when_one_of_several_is_refused_none_is_let_in() -> None:
    medlem = MedlemFactory()
    before = Organisation.objects.count()
    with pytest.raises(Refused) as refusal:
        acts.add_medlemmar(
            medlem.samverkan,
            [medlem.organisation],
            [KIRUNA],
            valid_from=date(2023, 1, 1),
            actor=AnvandareFactory(),
        )
    assert refusal.value.field == "valid_from"
    assert (Organisation.objects.count(), Medlem.objects.count()) == (before, 1)


def test_who_left_may_come_back_later_but_not_while_a_member() -> None:
    medlem, actor = MedlemFactory(), AnvandareFactory()
    acts.end_medlem(medlem, last_day=date(2023, 6, 30), actor=actor)
    period = {"samverkan": medlem.samverkan, "organisation": medlem.organisation, "actor": actor}
    with pytest.raises(Refused) as refusal:
        acts.add_medlem(**period, valid_from=date(2023, 6, 30))
    name = medlem.organisation.short_name
    assert refusal.value.message == (
        f"{name} är redan medlem från 2020-01-01 till 2023-06-30. Välj en annan dag."
    )
    again = acts.add_medlem(**period, valid_from=date(2024, 1, 1))
    assert list(Medlem.objects.order_by("valid_from")) == [medlem, again]


def test_the_database_refuses_an_overlap_that_no_act_has_seen() -> None:
    medlem = MedlemFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        MedlemFactory(samverkan=medlem.samverkan, organisation=medlem.organisation)


def test_a_membership_cannot_end_before_it_starts() -> None:
    medlem = MedlemFactory()
    with pytest.raises(Refused) as refusal:
        acts.change_medlem(
            medlem, valid_from=date(2023, 1, 1), valid_to=date(2022, 1, 1), actor=AnvandareFactory()
        )
    assert (refusal.value.field, refusal.value.message) == (
        "valid_to",
        "Till och med kan inte ligga före från och med.",
    )


def test_a_mended_period_is_logged_with_what_it_was() -> None:
    medlem = MedlemFactory()
    acts.change_medlem(
        medlem, valid_from=date(2020, 1, 1), valid_to=date(2023, 12, 31), actor=AnvandareFactory()
    )
    assert Handelse.objects.get(action="medlem.changed").data == {"falt": "till och med: – → 2023-12-31"}


def test_changed_details_are_logged_old_to_new() -> None:
    samverkan = SamverkanFactory()
    changed = acts.change_organisation(
        samverkan.issuer,
        {"bankgiro": "366-5114", "city": samverkan.issuer.city},
        actor=AnvandareFactory(name="Maria"),
        samverkan=samverkan,
    )
    assert Organisation.objects.get(pk=changed.pk).bankgiro == "366-5114"
    rows = history(changed, samverkan=samverkan)
    assert [row.text for row in rows] == [f"ändrade uppgifter om {changed}: bankgiro: 5050-1055 → 366-5114"]


def test_a_change_that_changes_nothing_is_not_logged() -> None:
    samverkan = SamverkanFactory()
    acts.change_organisation(
        samverkan.issuer, {"bankgiro": "5050-1055"}, actor=AnvandareFactory(), samverkan=samverkan
    )
    assert Handelse.objects.count() == 0


def test_where_another_samverkans_money_goes_is_not_for_this_one_to_say() -> None:
    medlem, other = MedlemFactory(), SamverkanFactory()
    other.issuer = medlem.organisation
    other.save()
    stranger = RollFactory(samverkan=medlem.samverkan).anvandare
    change = {"samverkan": medlem.samverkan, "actor": stranger}
    with pytest.raises(Refused) as refusal:
        acts.change_organisation(medlem.organisation, {"bankgiro": "366-5114"}, **change)
    assert refusal.value.field == "bankgiro"
    changed = acts.change_organisation(medlem.organisation, {"buyer_reference": "KIR-1"}, **change)
    assert (changed.bankgiro, changed.buyer_reference) == ("5050-1055", "KIR-1")
    RollFactory(samverkan=other, anvandare=stranger)
    insider = Anvandare.objects.get(pk=stranger.pk)
    change["actor"] = insider
    assert acts.change_organisation(changed, {"bankgiro": "366-5114"}, **change).bankgiro == "366-5114"


def test_an_organisation_number_belongs_to_one() -> None:
    first, second = OrganisationFactory(name="Kiruna"), SamverkanFactory()
    with pytest.raises(Refused) as refusal:
        acts.change_organisation(
            second.issuer, {"orgnr": first.orgnr}, actor=AnvandareFactory(), samverkan=second
        )
    assert (refusal.value.field, refusal.value.message) == (
        "orgnr",
        f"Kiruna har redan organisationsnumret {first.orgnr}.",
    )


def test_what_happened_in_another_samverkan_is_not_shown() -> None:
    mine, theirs = SamverkanFactory(), SamverkanFactory()
    acts.change_organisation(theirs.issuer, {"city": "Boden"}, actor=AnvandareFactory(), samverkan=theirs)
    assert history(theirs.issuer, samverkan=mine) == []


def test_an_enhet_is_entered_and_changed() -> None:
    medlem, actor = MedlemFactory(), AnvandareFactory()
    enhet = acts.create_enhet(medlem.samverkan, medlem.organisation, name="SOU", group="Ludvika", actor=actor)
    acts.change_enhet(enhet, {"name": "Social", "order": 2}, actor=actor)
    assert list(Enhet.objects.values_list("name", "group", "order")) == [("Social", "Ludvika", 2)]


def test_two_enheter_of_a_member_have_different_names() -> None:
    enhet = EnhetFactory(name="SOU")
    with pytest.raises(Refused) as refusal:
        acts.create_enhet(enhet.samverkan, enhet.organisation, name="SOU", actor=AnvandareFactory())
    assert refusal.value.field == "name"
