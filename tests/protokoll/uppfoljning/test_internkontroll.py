from datetime import date, timedelta
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from protokoll.uppfoljning import queries
from protokoll.uppfoljning.acts import internkontroll as acts
from protokoll.uppfoljning.models import Kontrollmoment
from samverkan.lib import klocka
from samverkan.lib.errors import Refused
from tests.factories import AnvandareFactory, SamverkanFactory
from tests.pages import count_queries, page_url, signed_in
from tests.protokoll.uppfoljning.factories import KontrollmomentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor():
    return AnvandareFactory(name="Peter Lund")


def values(**changes: object) -> dict[str, object]:
    return {"risk": "Avtal följs inte upp", "sannolikhet": 2, "konsekvens": 4} | changes


def test_the_gravest_risk_comes_first_and_stands_in_its_square() -> None:
    samverkan = SamverkanFactory()
    for risk, s, k in (("Reglementet", 3, 2), ("It-säkerhet", 4, 4), ("Avtal", 2, 4), ("Samverkan", 2, 4)):
        KontrollmomentFactory(samverkan=samverkan, risk=risk, sannolikhet=s, konsekvens=k)
    rows = queries.plan_of(samverkan, 2022)
    assert [(row.number, row.moment.risk, row.level) for row in rows] == [
        (1, "It-säkerhet", "kritisk"),
        (2, "Avtal", "medel"),
        (3, "Samverkan", "medel"),
        (4, "Reglementet", "medel"),
    ]
    matrix = queries.matrix(rows)
    assert [likelihood for likelihood, _, _ in matrix] == [4, 3, 2, 1]
    assert [[row.number for row in cell.rows] for cell in matrix[2][2]] == [[], [], [], [2, 3]]


def test_a_risk_that_is_controlled_says_what_and_by_whom(actor) -> None:
    samverkan = SamverkanFactory()
    for given, field in (
        ({"moment": "", "responsible": "Samordnaren"}, "moment"),
        ({"moment": "Dialog", "responsible": ""}, "responsible"),
    ):
        with pytest.raises(Refused) as refusal:
            acts.create_moment(samverkan, 2022, values(**given), actor=actor)
        assert refusal.value.field == field


def test_a_high_risk_is_accepted_with_a_reason_only(actor) -> None:
    samverkan = SamverkanFactory()
    accepted = values(sannolikhet=3, hantering="accepteras")
    with pytest.raises(Refused, match=r"KL 6:6") as refusal:
        acts.create_moment(samverkan, 2022, accepted, actor=actor)
    assert refusal.value.field == "motivering"
    moment = acts.create_moment(samverkan, 2022, accepted | {"motivering": "Är årets mål."}, actor=actor)
    assert queries.moment_row(moment).lage == "accepterad"
    with pytest.raises(Refused, match="accepterad"):
        acts.follow_up(moment, checked_on=klocka.today(), result="utan", comment="", actor=actor)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"checked_on": None}, "checked_on"),
        ({"checked_on": klocka.today() + timedelta(days=1)}, "checked_on"),
        ({"result": "avvikelse"}, "comment"),
    ],
)
def test_a_follow_up_has_a_day_and_an_avvikelse_says_what_it_was(actor, given, field) -> None:
    told = {"checked_on": date(2022, 9, 1), "result": "utan", "comment": ""} | given
    with pytest.raises(Refused) as refusal:
        acts.follow_up(KontrollmomentFactory(), **told, actor=actor)
    assert refusal.value.field == field


def test_a_follow_up_can_be_taken_back(actor) -> None:
    moment = KontrollmomentFactory()
    acts.follow_up(moment, checked_on=date(2022, 9, 1), result="utan", comment="", actor=actor)
    taken = acts.follow_up(moment, checked_on=date(2022, 9, 1), result="", comment="", actor=actor)
    assert (taken.result, taken.checked_on) == ("", None)


def test_the_plan_is_copied_to_next_year_without_its_follow_up_and_once(actor) -> None:
    moment = KontrollmomentFactory(
        year=2024, due_on=date(2024, 2, 29), result="utan", checked_on=date(2024, 2, 1), comment="Bra"
    )
    assert acts.copy_plan(moment.samverkan, 2024, actor=actor) == 1
    copy = Kontrollmoment.objects.get(year=2025)
    assert (copy.risk, copy.due_on, copy.result, copy.comment) == (moment.risk, date(2025, 2, 28), "", "")
    with pytest.raises(Refused, match="inget att kopiera"):
        acts.copy_plan(moment.samverkan, 2024, actor=actor)


def test_a_risk_that_has_been_followed_up_is_not_taken_away(actor) -> None:
    moment = KontrollmomentFactory(result="utan", checked_on=date(2022, 9, 1))
    with pytest.raises(Refused, match="står kvar"):
        acts.remove_moment(moment, actor=actor)


def test_the_matrix_links_each_risk_by_number_and_name(client: Client) -> None:
    samverkan = signed_in(client, "ledamot")
    moment = KontrollmomentFactory(samverkan=samverkan, risk="Avtal följs inte upp")
    page = client.get(page_url(samverkan, "uppfoljning:plan", year=2022)).content.decode()
    url = page_url(samverkan, "uppfoljning:moment", year=2022, pk=moment.pk)
    assert f'<a href="{url}" title="Avtal följs inte upp">1<span class="dold"> Avtal följs inte upp' in page
    assert "Hög risk, värde 9" in page


def test_an_empty_year_offers_the_plan_of_the_year_before(client: Client) -> None:
    samverkan = signed_in(client, "sekreterare")
    KontrollmomentFactory(samverkan=samverkan)
    page = client.get(page_url(samverkan, "uppfoljning:plan", year=2023)).content.decode()
    copy = page_url(samverkan, "uppfoljning:kopiera", year=2022)
    assert f'action="{copy}"' in page
    answer = client.post(copy)
    assert answer.url == page_url(samverkan, "uppfoljning:plan", year=2023)
    assert queries.plan_size(samverkan, 2023) == 1


def test_the_secretary_writes_a_risk_and_follows_it_up(client: Client) -> None:
    samverkan = signed_in(client, "sekreterare")
    new = {"risk": "Avtal", "sannolikhet": "2", "konsekvens": "4", "hantering": "hanteras"}
    url = page_url(samverkan, "uppfoljning:moment_nytt", year=2022)
    page = client.post(url, new).content.decode()
    assert "Skriv vad som kontrolleras." in page
    client.post(url, new | {"moment": "Dialog med leverantörer", "responsible": "IT-chefen"})
    moment = Kontrollmoment.objects.get()
    follow_up = page_url(samverkan, "uppfoljning:moment_folj_upp", year=2022, pk=moment.pk)
    client.post(follow_up, {"result": "utan", "checked_on": "2022-09-01"})
    moment.refresh_from_db()
    assert (moment.result, moment.checked_on) == ("utan", date(2022, 9, 1))


def test_the_excel_file_holds_the_plan(client: Client) -> None:
    samverkan = signed_in(client, "revisor")
    KontrollmomentFactory(samverkan=samverkan, risk="=1+1", result="utan", checked_on=date(2022, 9, 1))
    answer = client.get(page_url(samverkan, "uppfoljning:plan_excel", year=2022))
    sheet = load_workbook(BytesIO(answer.content))["Internkontrollplan 2022"]
    row = [cell.value for cell in sheet[2]]
    assert (row[0], *row[2:8]) == (1, "=1+1", 3, 3, 9, "Hög", "Kontrolleras")
    assert row[14] == "Utan anmärkning"


def test_the_plan_asks_no_more_with_thirty_risks_than_with_one(client: Client) -> None:
    samverkan = signed_in(client, "sekreterare")
    url = page_url(samverkan, "uppfoljning:plan", year=2022)
    KontrollmomentFactory(samverkan=samverkan)
    client.get(url)
    few = count_queries(client, url)
    KontrollmomentFactory.create_batch(30, samverkan=samverkan)
    assert count_queries(client, url) == few
