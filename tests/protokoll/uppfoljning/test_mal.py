from datetime import date, datetime
from decimal import Decimal

import pytest
from django.test import Client

from protokoll.uppfoljning import queries
from protokoll.uppfoljning.acts import mal as acts
from protokoll.uppfoljning.models import Mal
from samverkan.lib import klocka
from samverkan.lib.errors import Refused
from samverkan.lib.local_time import STOCKHOLM
from tests.factories import AnvandareFactory, BeslutFactory, SamverkanFactory
from tests.pages import count_queries, page_url, signed_in
from tests.protokoll.uppfoljning.factories import MalFactory, MalvardeFactory

pytestmark = pytest.mark.django_db

# Norrbottens e-nämnd 2022: municipalities at the meetings of the beredningsgrupp, in percent.
REAL = ((1, 26, 79), (2, 23, 93), (3, 23, 71), (4, 27, 71), (5, 25, 79))


@pytest.fixture
def actor():
    return AnvandareFactory(name="Peter Lund")


def measured(mal: Mal, values=REAL) -> Mal:
    for month, day, value in values:
        MalvardeFactory(mal=mal, day=date(2022, month, day), value=Decimal(value))
    return mal


def test_a_condition_for_every_meeting_is_seen_broken_on_the_day_it_happened() -> None:
    row = queries.mal_row(measured(MalFactory()))
    assert row.broken == date(2022, 3, 23)
    assert row.broken_value.value == Decimal(71)
    assert (row.krav, row.outcome_text) == ("minst 75\u00a0% vid varje mätning", "79\u00a0%")


@pytest.mark.parametrize(
    ("values", "field"), [({"judgement": "uppfyllt"}, "judgement"), ({"prognos": "nas"}, "prognos")]
)
def test_a_goal_whose_condition_is_broken_is_neither_met_nor_expected_to_be(actor, values, field) -> None:
    mal = measured(MalFactory())
    with pytest.raises(Refused, match="2022-03-23") as refusal:
        acts.judge_mal(mal, values, actor=actor)
    mal.refresh_from_db()
    assert (refusal.value.field, mal.judgement, mal.prognos) == (field, "", "")
    assert acts.judge_mal(mal, {"judgement": "delvis"}, actor=actor).judgement == "delvis"


def test_a_value_that_breaks_the_condition_takes_the_judgement_back(actor) -> None:
    mal = MalFactory(judgement="uppfyllt", prognos="nas")
    acts.record_malvarde(mal, day=date(2022, 3, 23), value=Decimal(71), actor=actor)
    mal.refresh_from_db()
    assert (mal.judgement, mal.prognos) == ("", "")


def test_a_harder_condition_takes_the_judgement_back_too(actor) -> None:
    mal = measured(MalFactory(judgement="uppfyllt", target=Decimal(70)))
    assert acts.change_mal(mal, {"target": Decimal(75)}, actor=actor).judgement == ""


def test_a_value_of_the_same_day_is_replaced(actor) -> None:
    mal = MalFactory()
    for value in (71, 79):
        acts.record_malvarde(mal, day=date(2022, 1, 26), value=Decimal(value), actor=actor)
    assert [row.value for row in mal.varden.all()] == [Decimal(79)]
    acts.remove_malvarde(mal.varden.get(), actor=actor)
    assert mal.varden.count() == 0


@pytest.mark.parametrize(
    ("changes", "day", "value", "field"),
    [
        ({}, date(2023, 1, 1), 79, "day"),
        ({"galler": "summa"}, date(2022, 1, 1), -1, "value"),
        ({"target": None}, date(2022, 1, 1), 1, None),
        ({}, date(2022, 1, 1), 10**11, "value"),
    ],
)
def test_a_value_that_cannot_be_is_refused_at_its_field(actor, changes, day, value, field) -> None:
    with pytest.raises(Refused) as refusal:
        acts.record_malvarde(MalFactory(**changes), day=day, value=Decimal(value), actor=actor)
    assert refusal.value.field == field


def test_a_value_of_a_day_to_come_is_refused(actor) -> None:
    with (
        klocka.at(datetime(2022, 3, 1, 12, tzinfo=STOCKHOLM)),
        pytest.raises(Refused, match="inte kommit än"),
    ):
        acts.record_malvarde(MalFactory(), day=date(2022, 3, 2), value=Decimal(79), actor=actor)


def test_a_goal_in_words_is_broken_by_hand_with_day_and_how(actor) -> None:
    mal = MalFactory(target=None)
    with pytest.raises(Refused) as refusal:
        acts.judge_mal(mal, {"broken_on": date(2022, 9, 1), "broken_why": ""}, actor=actor)
    assert refusal.value.field == "broken_why"
    broken = {"broken_on": date(2022, 9, 1), "broken_why": "Handboken hann inte beslutas i alla kommuner."}
    acts.judge_mal(mal, broken, actor=actor)
    with pytest.raises(Refused, match="redan brutet"):
        acts.judge_mal(mal, {"judgement": "uppfyllt"}, actor=actor)
    assert queries.mal_row(Mal.objects.get()).broken == date(2022, 9, 1)


def test_a_sum_is_drawn_as_it_grows_and_a_mean_is_told() -> None:
    summa = measured(MalFactory(galler="summa", unit="möten", target=Decimal(4)), ((1, 1, 2), (2, 1, 3)))
    row = queries.mal_row(summa)
    assert [punkt.text for punkt in row.kurva.punkter] == ["2", "5"]
    assert row.outcome_text == "summa 5\u00a0möten"
    medel = queries.mal_row(measured(MalFactory(galler="medel"), ((1, 1, 70), (2, 1, 81))))
    assert (medel.outcome_text, medel.met, medel.broken) == ("snitt 75,5\u00a0%", True, None)


def test_texts_of_a_curve_never_touch_and_the_last_and_the_missed_are_always_there() -> None:
    values = [(2, day, 70 + day % 12) for day in range(1, 29)]
    curve = queries.mal_row(measured(MalFactory(), values)).kurva
    said = [punkt for punkt in curve.punkter if punkt.said]
    assert not any(one.collides(other) for one in said for other in said if one is not other)
    assert curve.punkter[-1].said
    assert len(said) < len(curve.punkter) == 28


def test_the_curve_says_its_figures_in_words() -> None:
    words = queries.mal_row(measured(MalFactory(), REAL[:2])).kurva.words
    assert (
        words == "Målet är minst 75\u00a0% vid varje mätning. 2022-01-26: 79\u00a0%, 2022-02-23: 93\u00a0%."
    )


def test_a_goal_that_has_been_measured_is_not_taken_away(actor) -> None:
    with pytest.raises(Refused, match="står kvar"):
        acts.remove_mal(measured(MalFactory()), actor=actor)
    acts.remove_mal(MalFactory(text="Fel"), actor=actor)
    assert Mal.objects.filter(text="Fel").count() == 0


def test_the_same_goal_twice_in_a_year_is_refused(actor) -> None:
    mal = MalFactory()
    with pytest.raises(Refused, match="finns redan") as refusal:
        acts.create_mal(mal.samverkan, 2022, {"text": mal.text}, actor=actor)
    assert refusal.value.field == "text"


def test_the_page_tells_which_day_and_what_the_condition_is(client: Client) -> None:
    samverkan = signed_in(client, "ledamot")
    mal = measured(MalFactory(samverkan=samverkan))
    page = client.get(page_url(samverkan, "uppfoljning:mal", year=2022, pk=mal.pk)).content.decode()
    assert "Villkoret bröts 2022-03-23. Målet kan inte bedömas som uppfyllt." in page
    assert "Värdet var 71 %. Kravet är minst 75\u00a0% vid varje mätning." in page


def test_a_faulty_value_is_told_on_the_goals_page_and_nothing_is_lost(client: Client) -> None:
    samverkan = signed_in(client, "sekreterare")
    mal = MalFactory(samverkan=samverkan)
    url = page_url(samverkan, "uppfoljning:mal_mat", year=2022, pk=mal.pk)
    page = client.post(url, {"day": "2021-01-01", "value": "79", "note": "11 av 14"}).content.decode()
    assert "Målet gäller 2022." in page
    assert 'value="11 av 14"' in page
    assert mal.varden.count() == 0


def test_the_secretary_writes_a_goal_measures_and_judges_it(client: Client) -> None:
    samverkan = signed_in(client, "sekreterare")
    new = {"text": "Minst fyra sammanträden", "target": "4", "unit": "möten", "direction": "minst"}
    client.post(page_url(samverkan, "uppfoljning:mal_nytt", year=2022), new | {"galler": "summa"})
    mal = Mal.objects.get()
    client.post(
        page_url(samverkan, "uppfoljning:mal_mat", year=2022, pk=mal.pk), {"day": "2022-03-16", "value": "4"}
    )
    judge = page_url(samverkan, "uppfoljning:mal_bedom", year=2022, pk=mal.pk)
    client.post(judge, {"judgement": "uppfyllt", "prognos": "nas", "comment": "Planen följdes."})
    mal.refresh_from_db()
    assert (mal.judgement, mal.comment) == ("uppfyllt", "Planen följdes.")


def test_the_list_asks_no_more_with_thirty_goals_than_with_one(client: Client) -> None:
    samverkan = signed_in(client, "sekreterare")
    url = page_url(samverkan, "uppfoljning:mallista", year=2022)
    measured(MalFactory(samverkan=samverkan, beslut=BeslutFactory(samverkan=samverkan)))
    client.get(url)
    few = count_queries(client, url)
    for _ in range(30):
        measured(MalFactory(samverkan=samverkan, beslut=BeslutFactory(samverkan=samverkan)))
    assert count_queries(client, url) == few


def test_a_goal_of_another_samverkan_is_not_found(client: Client) -> None:
    samverkan = signed_in(client, "sekreterare", samverkan=SamverkanFactory())
    value = MalvardeFactory()
    url = page_url(samverkan, "uppfoljning:mal_ta_bort_varde", pk=value.mal_id, varde=value.pk)
    assert client.post(url).status_code == 404
