from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from samverkan.handelser.models import Handelse
from samverkan.lib.errors import Refused
from samverkan.matt import acts
from samverkan.matt.acts import Recorded
from samverkan.matt.rules import Figure
from samverkan.medlemmar.models import Matt
from tests.factories import (
    AnvandareFactory,
    EnhetFactory,
    MattFactory,
    MattslagFactory,
    MedlemFactory,
    OrganisationFactory,
    SamverkanFactory,
)

pytestmark = pytest.mark.django_db

DAY = date(2020, 12, 31)


def figure(organisation, value: int | None, source: str = "SCB", enhet=None) -> Figure:
    return Figure(
        organisation.pk, enhet.pk if enhet else None, DAY, None if value is None else Decimal(value), source
    )


def test_figures_are_stored_and_one_event_tells_of_them() -> None:
    samverkan, kind, actor = SamverkanFactory(), MattslagFactory(), AnvandareFactory()
    kiruna, boden = OrganisationFactory(short_name="Kiruna"), OrganisationFactory()
    figures = [figure(kiruna, 22664), figure(boden, 28042)]
    assert acts.record_matt(samverkan, kind, figures, file="scb.csv", actor=actor) == Recorded(2, 0, 0, 0)
    stored = Matt.objects.order_by("value").values_list("organisation", "value", "source", "attested_on")
    assert list(stored) == [(kiruna.pk, 22664, "SCB", None), (boden.pk, 28042, "SCB", None)]
    event = Handelse.objects.get()
    assert (event.action, event.data) == (
        "matt.imported",
        {"antal": 2, "datum": "2020-12-31", "andringar": "", "fil": "scb.csv"},
    )


def test_the_same_figures_again_change_and_log_nothing() -> None:
    samverkan, kind, actor = SamverkanFactory(), MattslagFactory(), AnvandareFactory()
    figures = [figure(OrganisationFactory(), 100)]
    acts.record_matt(samverkan, kind, figures, actor=actor)
    assert acts.record_matt(samverkan, kind, figures, actor=actor) == Recorded(0, 0, 0, 1)
    assert (Matt.objects.count(), Handelse.objects.count()) == (1, 1)


def test_a_changed_figure_loses_its_attestation_and_is_logged_old_to_new() -> None:
    samverkan, actor = SamverkanFactory(), AnvandareFactory()
    matt = MattFactory(organisation__short_name="Kiruna", value=22664, attested_by=actor, attested_on=DAY)
    acts.record_matt(samverkan, matt.mattslag, [figure(matt.organisation, 22700)], actor=actor)
    matt.refresh_from_db()
    assert (matt.value, matt.attested_by, matt.attested_on) == (22700, None, None)
    assert Handelse.objects.get().data["andringar"] == ". Ändrade: Kiruna 22\u00a0664 → 22\u00a0700"


def test_a_figure_can_be_taken_away_and_the_log_keeps_it() -> None:
    matt = MattFactory(organisation__short_name="Kiruna", value=100)
    done = acts.record_matt(
        SamverkanFactory(), matt.mattslag, [figure(matt.organisation, None)], actor=AnvandareFactory()
    )
    assert (done, Matt.objects.count()) == (Recorded(0, 0, 1, 0), 0)
    assert Handelse.objects.get().data["andringar"] == ". Ändrade: Kiruna 100 → –"


def test_a_member_and_its_units_have_figures_of_their_own() -> None:
    enhet = EnhetFactory()
    kind = MattslagFactory(samverkan=enhet.samverkan, code="anvandare")
    figures = [figure(enhet.organisation, 10), figure(enhet.organisation, 7, enhet=enhet)]
    acts.record_matt(enhet.samverkan, kind, figures, actor=AnvandareFactory())
    assert list(Matt.objects.order_by("value").values_list("enhet", "value")) == [(enhet.pk, 7), (None, 10)]


def test_a_negative_figure_is_refused_and_nothing_is_stored() -> None:
    figures = [figure(OrganisationFactory(), 1), figure(OrganisationFactory(), -1)]
    with pytest.raises(Refused):
        acts.record_matt(SamverkanFactory(), MattslagFactory(), figures, actor=AnvandareFactory())
    assert Matt.objects.count() == 0


def test_storing_asks_the_database_as_often_for_3_as_for_290() -> None:
    def queries(count: int) -> int:
        figures = [figure(OrganisationFactory(), 1) for _ in range(count)]
        with CaptureQueriesContext(connection) as captured:
            acts.record_matt(samverkan, kind, figures, actor=actor)
        return len(captured)

    samverkan, kind, actor = SamverkanFactory(), MattslagFactory(), AnvandareFactory()
    assert queries(290) == queries(3)


def test_attesting_says_who_and_when_and_only_once() -> None:
    samverkan, first, second = SamverkanFactory(), AnvandareFactory(), AnvandareFactory()
    matt = MattFactory(organisation__short_name="Kiruna")
    assert acts.attest_matt(samverkan, matt.mattslag, [matt], actor=first) == 1
    assert acts.attest_matt(samverkan, matt.mattslag, [matt], actor=second) == 0
    matt.refresh_from_db()
    assert (matt.attested_by, matt.attested_on) == (first, timezone.localdate())
    assert Handelse.objects.get().data == {"antal": 1, "datum": "2020-12-31", "vilka": "Kiruna"}


def test_a_samverkan_has_kinds_of_its_own_with_different_names() -> None:
    samverkan, actor = MedlemFactory().samverkan, AnvandareFactory()
    MattslagFactory()
    kind = acts.create_mattslag(samverkan, name="Användare", unit="användare", actor=actor)
    assert (kind.code, kind.samverkan) == ("anvandare", samverkan)
    for name in ("användare", "Invånare"):
        with pytest.raises(Refused) as refusal:
            acts.create_mattslag(samverkan, name=name, unit="x", actor=actor)
        assert refusal.value.field == "name"
    acts.create_mattslag(SamverkanFactory(), name="Användare", unit="användare", actor=actor)


def test_the_common_kind_is_not_renamed_by_one_samverkan() -> None:
    with pytest.raises(Refused):
        acts.change_mattslag(MattslagFactory(), name="Folk", unit="folk", actor=AnvandareFactory())
