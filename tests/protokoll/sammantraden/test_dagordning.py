"""The agenda is begun, filled, ordered; it is closed once the meeting is open."""

import datetime

import pytest
from django.test import Client

from protokoll.arenden.acts import change_arende
from protokoll.models import Arende, Arshjulspost, Dagordningspunkt, Sammantrade, Stamrad
from protokoll.sammantraden import dagordning as acts
from protokoll.sammantraden.acts import create_sammantrade
from protokoll.sammantraden.dagordning_queries import grouped, numbered, placeable, wheel_items
from protokoll.sammantraden.handlingar_delar import tell_dagordning
from samverkan.handelser.queries import history
from samverkan.lib import klocka
from samverkan.lib.errors import Refused
from tests import factories as f
from tests.pages import count_queries, page_url
from tests.protokoll.sammantraden.exempel import MEETING, Mote, mote

pytestmark = pytest.mark.django_db


@pytest.fixture
def moten() -> Mote:
    return mote()


def headings(moten: Mote) -> list[str]:
    return [punkt.heading for punkt in moten.sammantrade.punkter.all()]


def stamrader(moten: Mote) -> None:
    rows = [
        ("formalia", "Upprop", False),
        ("formalia", "Val av justerare", False),
        ("formalia", "Avslutning", True),
    ]
    for order, (kind, heading, last) in enumerate(rows):
        Stamrad.objects.create(organ=moten.organ, kind=kind, heading=heading, last=last, order=order)


def test_it_begins_with_the_bodys_standing_lines_once(moten: Mote) -> None:
    stamrader(moten)
    acts.start_dagordning(moten.sammantrade, actor=moten.actor)
    acts.start_dagordning(moten.sammantrade, actor=moten.actor)
    assert headings(moten) == ["Upprop", "Val av justerare", "Avslutning"]


def test_a_meeting_has_them_from_the_day_it_is_planned(moten: Mote) -> None:
    stamrader(moten)
    values = {"starts_at": MEETING + datetime.timedelta(days=28), "ends_at": None}
    planned = create_sammantrade(moten.organ, values, actor=moten.actor)
    told = [punkt.heading for punkt in planned.punkter.all()]
    acts.start_dagordning(planned, actor=moten.actor)  # the button, pressed all the same
    assert (
        told
        == [punkt.heading for punkt in planned.punkter.all()]
        == ["Upprop", "Val av justerare", "Avslutning"]
    )


def test_an_agenda_of_standing_lines_alone_is_begun_not_done(moten: Mote) -> None:
    stamrader(moten)
    acts.start_dagordning(moten.sammantrade, actor=moten.actor)
    told = tell_dagordning([moten.sammantrade])[moten.sammantrade.pk]
    assert (told.text, told.done, told.act) == ("Bara stående punkter än, 3", False, "Gör dagordningen")
    acts.add_arenden(moten.sammantrade, [moten.arende("Budget")], actor=moten.actor)
    told = tell_dagordning([moten.sammantrade])[moten.sammantrade.pk]
    assert (told.text, told.done, told.act) == ("4 punkter", True, "Ändra dagordningen")


def test_matters_go_before_the_closing_lines_and_information_before_decisions(moten: Mote) -> None:
    stamrader(moten)
    acts.start_dagordning(moten.sammantrade, actor=moten.actor)
    budget, lage = moten.arende("Budget"), moten.arende("Läget")
    acts.add_arenden(moten.sammantrade, [budget], actor=moten.actor)
    acts.add_arenden(moten.sammantrade, [lage], kind="information", actor=moten.actor)
    assert headings(moten) == ["Upprop", "Val av justerare", "Läget", "Budget", "Avslutning"]
    rows = numbered(moten.sammantrade.punkter.all())
    assert [row.number for row in rows] == [None, None, 1, 2, None]
    assert [heading for heading, _ in grouped(rows)] == ["Öppnande", "Information", "Beslut", "Avslutning"]


def test_headings_of_its_own_group_the_agenda(moten: Mote) -> None:
    for kind, heading in (("formalia", "Upprop"), ("rubrik", "Ekonomi"), ("information", "Utfall")):
        acts.add_rad(moten.sammantrade, kind=kind, heading=heading, numbered=True, actor=moten.actor)
    groups = grouped(numbered(moten.sammantrade.punkter.all()))
    assert [(heading, [row.number for row in rows]) for heading, rows in groups] == [
        ("", [1]),
        ("Ekonomi", [2]),
    ]


def test_a_matter_stands_there_once_and_only_while_it_is_open(moten: Mote) -> None:
    arende = moten.arende("Budget")
    acts.add_arenden(moten.sammantrade, [arende], actor=moten.actor)
    with pytest.raises(Refused, match="redan på dagordningen"):
        acts.add_arenden(moten.sammantrade, [arende], actor=moten.actor)
    closed = f.ArendeFactory(organ=moten.organ, status=Arende.Status.AVSLUTAT, dnr="2023/99")
    with pytest.raises(Refused, match="2023/99 är inte öppet"):
        acts.add_arenden(moten.sammantrade, [closed], actor=moten.actor)


def test_what_was_put_off_is_offered_first(moten: Mote) -> None:
    moten.arende("Nytt")
    put_off = moten.arende("Bordlagt ärende")
    f.ParagrafFactory(
        sammantrade__organ=moten.organ,
        arende=put_off,
        status="avgjord",
        number=1,
        outcome="bordlaggning",
        decided_at=moten.sammantrade.starts_at,
    )
    offered = placeable(moten.actor, moten.sammantrade)
    assert [(row.arende.heading, row.note) for row in offered] == [
        ("Bordlagt ärende", "bordlagt"),
        ("Nytt", ""),
    ]


def test_lines_move_by_step_and_by_whole_order(moten: Mote) -> None:
    rows = [
        acts.add_rad(moten.sammantrade, kind="formalia", heading=name, numbered=True, actor=moten.actor)
        for name in ("A", "B", "C")
    ]
    acts.move_punkt(rows[2], steps=-1, actor=moten.actor)
    acts.move_punkt(rows[0], steps=-1, actor=moten.actor)
    assert headings(moten) == ["A", "C", "B"]
    acts.order_punkter(moten.sammantrade, [row.pk for row in rows], actor=moten.actor)
    assert headings(moten) == ["A", "B", "C"]


def test_an_order_from_a_window_that_is_behind_is_refused(moten: Mote) -> None:
    row = acts.add_rad(moten.sammantrade, kind="formalia", heading="A", numbered=True, actor=moten.actor)
    with pytest.raises(Refused, match="annat fönster"):
        acts.order_punkter(moten.sammantrade, [row.pk, row.pk + 1], actor=moten.actor)


def test_the_years_wheel_offers_the_months_items_and_opens_their_matter(moten: Mote) -> None:
    for month, heading, kind in (
        (3, "Bokslut", "beslut"),
        (3, "Läget", "information"),
        (9, "Budget", "beslut"),
    ):
        Arshjulspost.objects.create(organ=moten.organ, month=month, heading=heading, kind=kind)
    assert [post.heading for post in wheel_items(moten.sammantrade)] == ["Bokslut", "Läget"]
    for post in wheel_items(moten.sammantrade):
        acts.add_arshjulspost(moten.sammantrade, post, actor=moten.actor)
    points = moten.sammantrade.punkter.all()
    assert [(p.heading, p.arende and p.arende.heading) for p in points] == [
        ("Läget", None),
        ("Bokslut", "Bokslut"),
    ]
    assert wheel_items(moten.sammantrade) == []


def test_the_previous_protocol_is_added_in_one_go(moten: Mote) -> None:
    with pytest.raises(Refused, match="inget tidigare"):
        acts.add_foregaende_protokoll(moten.sammantrade, actor=moten.actor)
    f.SammantradeFactory(organ=moten.organ, status=Sammantrade.Status.JUSTERAT)
    acts.add_foregaende_protokoll(moten.sammantrade, actor=moten.actor)
    assert headings(moten) == ["Föregående protokoll, 2023-06-21"]
    with pytest.raises(Refused, match="redan"):
        acts.add_foregaende_protokoll(moten.sammantrade, actor=moten.actor)


def test_a_secret_matter_shows_neither_heading_nor_in_the_log(moten: Mote) -> None:
    arende = moten.arende("Köp av Snöripan")
    acts.add_arenden(moten.sammantrade, [arende], actor=moten.actor)
    change_arende(arende, {"secret": True, "secret_clause": "OSL 19:1"}, actor=moten.actor)
    assert headings(moten) == ["Ärende med sekretess"]
    hidden = change_arende(
        moten.arende("Hemligt"), {"secret": True, "secret_clause": "OSL 19:1"}, actor=moten.actor
    )
    acts.add_arenden(moten.sammantrade, [hidden], actor=moten.actor)
    assert "Hemligt" not in " ".join(row.text for row in history(moten.sammantrade))


def test_a_new_heading_of_the_matter_follows_to_the_agenda(moten: Mote) -> None:
    arende = moten.arende("Budgt")
    acts.add_arenden(moten.sammantrade, [arende], actor=moten.actor)
    change_arende(arende, {"heading": "Budget 2024"}, actor=moten.actor)
    assert headings(moten) == ["Budget 2024"]


@pytest.mark.parametrize("status", ["pagar", "avslutat", "justerat", "installt"])
def test_an_opened_meetings_agenda_is_not_changed(moten: Mote, status: str) -> None:
    row = acts.add_rad(moten.sammantrade, kind="formalia", heading="A", numbered=True, actor=moten.actor)
    Sammantrade.objects.filter(pk=moten.sammantrade.pk).update(
        status=status, opened_at=moten.sammantrade.starts_at
    )
    with pytest.raises(Refused, match="kan inte ändras"):
        acts.remove_punkt(row, actor=moten.actor)


def test_the_page_builds_an_agenda_without_script(client: Client, moten: Mote) -> None:
    client.force_login(moten.actor)
    arende = moten.arende("Budget")
    own = {"pk": moten.sammantrade.pk}
    client.post(
        page_url(moten.organ.samverkan, "sammantraden:dagordning_arenden", **own),
        {"arenden": [arende.pk], "kind": "beslut"},
    )
    client.post(
        page_url(moten.organ.samverkan, "sammantraden:dagordning_rad", **own),
        {"heading": "Övrigt", "kind": "formalia"},
    )
    punkt = Dagordningspunkt.objects.get(heading="Övrigt")
    url = page_url(moten.organ.samverkan, "sammantraden:punkt_flytta", punkt=punkt.pk, **own)
    client.post(url, {"hall": "upp"})
    assert headings(moten) == ["Övrigt", "Budget"]
    edit = page_url(moten.organ.samverkan, "sammantraden:punkt", punkt=punkt.pk, **own)
    client.post(edit, {"heading": "Övriga frågor", "kind": "formalia", "time": "10:35"})
    page = client.get(page_url(moten.organ.samverkan, "sammantraden:dagordning", **own)).content.decode()
    assert ["Övriga frågor" in page, "10.35" in page] == [True, True]


def test_a_decision_of_the_wheel_that_needs_a_class_is_opened_as_a_matter_and_then_placed(
    client: Client, moten: Mote
) -> None:
    client.force_login(moten.actor)
    samverkan, organ, own = moten.organ.samverkan, moten.organ, {"pk": moten.sammantrade.pk}
    organ.dnr_pattern = "{ar}/{nr}-{klass}"
    organ.save()
    month = MEETING.month
    post = Arshjulspost.objects.create(organ=organ, month=month, kind="beslut", heading="Budget")
    answer = client.post(page_url(samverkan, "sammantraden:dagordning_arshjul", post=post.pk, **own))
    form = client.get(answer.url).context["form"]
    assert (form["heading"].value(), form["organ"].value()) == ("Budget", organ.pk)
    client.post(answer.url, {"organ": organ.pk, "heading": "Budget 2025", "klass": "2.2"})
    arende = Arende.objects.get(heading="Budget 2025")
    with klocka.at(MEETING - datetime.timedelta(days=20)):
        page = client.get(page_url(samverkan, "arenden:arende", pk=arende.pk)).content.decode()
    place = page_url(samverkan, "sammantraden:dagordning_arenden", **own)
    assert place in page
    client.post(place, {"arenden": [arende.pk], "kind": "beslut"})
    assert (headings(moten), wheel_items(moten.sammantrade)) == (["Budget 2025"], [])


def test_a_ledamot_reads_the_agenda_and_cannot_change_it(client: Client, moten: Mote) -> None:
    client.force_login(f.RollFactory(kind="ledamot", samverkan=moten.organ.samverkan).anvandare)
    own = {"pk": moten.sammantrade.pk}
    assert client.get(page_url(moten.organ.samverkan, "sammantraden:dagordning", **own)).status_code == 200
    url = page_url(moten.organ.samverkan, "sammantraden:dagordning_rad", **own)
    assert client.post(url, {"heading": "x", "kind": "formalia"}).status_code == 403


def test_the_page_asks_as_many_questions_for_thirty_lines_as_for_one(client: Client, moten: Mote) -> None:
    client.force_login(moten.actor)
    url = page_url(moten.organ.samverkan, "sammantraden:dagordning", pk=moten.sammantrade.pk)
    f.DagordningspunktFactory(sammantrade=moten.sammantrade, arende=f.ArendeFactory(organ=moten.organ))
    client.get(url)  # the first visit also notes that the session is alive
    before = count_queries(client, url)
    for _ in range(29):
        f.DagordningspunktFactory(sammantrade=moten.sammantrade, arende=f.ArendeFactory(organ=moten.organ))
    assert count_queries(client, url) == before
