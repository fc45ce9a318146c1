"""The notice of a protocol goes up on every board, its days are told, and it comes down with its evidence."""

import datetime
import threading
from datetime import date, timedelta

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from protokoll.anslag import klockan
from protokoll.anslag.acts import ansla_sammantrade, bekrafta, prepare, ta_ned
from protokoll.anslag.tid import explanation
from protokoll.models import Anslag, Protokoll, Sammantrade, Tavelplats, Tavla
from samverkan.beslut.acts import move_beslut, note_appeal
from samverkan.beslut.models import Beslut
from samverkan.beslut.rules import last_appeal
from samverkan.dokument.queries import read_dokument
from samverkan.lib.errors import Refused
from samverkan.lib.helgdag import is_working_day
from samverkan.models import Handelse, Organ, Samverkan
from tests.protokoll.anslag.scen import JUSTERAT, Scen, justerat_protokoll, make_scen, noon, on

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def scen() -> Scen:
    return make_scen()


@pytest.fixture
def forbund() -> Scen:
    return make_scen(kind=Organ.Kind.DIREKTION, form=Samverkan.Form.KOMMUNALFORBUND)


def days(anslag: Anslag) -> tuple[str, date | None, date | None, date | None]:
    anslag.refresh_from_db()
    return anslag.status, anslag.posted_on, anslag.last_appeal_on, anslag.take_down_on


def confirmed(scen: Scen) -> Anslag:
    anslag = scen.announce()
    with on(JUSTERAT + 2 * DAY):
        bekrafta(anslag, actor=scen.sekreterare)
    return anslag


def test_a_gemensam_namnd_has_a_place_on_every_members_board(scen: Scen) -> None:
    anslag = scen.announce()
    places = anslag.platser.values_list("tavla__name", "tavla__own", "posted_at__date")
    assert list(places) == [("Luleå", True, JUSTERAT), ("Boden", False, None), ("Kalix", False, None)]
    assert days(anslag) == ("vantar", None, None, None)


def test_the_time_runs_from_the_day_it_is_up_on_all_boards(scen: Scen) -> None:
    anslag = scen.announce()
    boden, kalix = anslag.platser.filter(tavla__own=False)
    with on(date(2022, 7, 7)):
        bekrafta(anslag, [boden.pk], actor=scen.sekreterare)
    assert days(anslag) == ("vantar", None, None, None)
    with on(date(2022, 7, 9)):
        assert bekrafta(anslag, [kalix.pk], day=date(2022, 7, 8), actor=scen.sekreterare) == 1
    assert days(anslag) == ("uppe", date(2022, 7, 8), date(2022, 7, 29), date(2022, 7, 30))
    kalix.refresh_from_db()
    assert kalix.confirmed_by == scen.sekreterare
    assert explanation(anslag).text == (
        "Beslutet överklagas senast 2022-07-29, därför att anslaget sattes upp 2022-07-08 "
        "och tiden är tre veckor."
    )


def test_all_boards_are_confirmed_at_once(scen: Scen) -> None:
    anslag = scen.announce()
    with on(JUSTERAT):
        assert bekrafta(anslag, actor=scen.sekreterare) == 2
        with pytest.raises(Refused, match="redan bekräftat"):
            bekrafta(anslag, actor=scen.sekreterare)
    assert days(anslag)[0] == "uppe"


def test_a_board_is_not_confirmed_for_a_day_to_come_or_before_justering(scen: Scen) -> None:
    anslag = scen.announce()
    with on(JUSTERAT):
        with pytest.raises(Refused, match="inte kommit än"):
            bekrafta(anslag, day=JUSTERAT + DAY, actor=scen.sekreterare)
        with pytest.raises(Refused, match="KL 8:12"):
            bekrafta(anslag, day=JUSTERAT - DAY, actor=scen.sekreterare)


def test_a_forbund_has_its_own_board_and_the_time_runs_at_once(forbund: Scen) -> None:
    anslag = forbund.announce()
    assert [(p.tavla.name, p.tavla.own) for p in anslag.platser.all()] == [("Luleå", True)]
    assert days(anslag) == ("uppe", JUSTERAT, date(2022, 7, 27), date(2022, 7, 28))


def test_a_protocol_is_announced_once(scen: Scen) -> None:
    assert scen.announce() == scen.announce(JUSTERAT + DAY)


def test_a_group_that_only_prepares_is_not_announced() -> None:
    assert make_scen(kind=Organ.Kind.BEREDNING).announce() is None


def test_a_notice_that_goes_up_too_late_says_so_in_the_log(forbund: Scen) -> None:
    forbund.announce(JUSTERAT + 3 * DAY)
    posted = Handelse.objects.get(action="anslag.posted")
    assert posted.data["sent"] == ", senare än 2022-07-08 (KL 8:12)"


def test_it_stays_up_until_its_day_and_the_refusal_names_the_clause(scen: Scen) -> None:
    anslag = confirmed(scen)
    with on(date(2022, 7, 29)), pytest.raises(Refused) as refusal:
        ta_ned(anslag, actor=scen.sekreterare)
    assert refusal.value.message == "Anslaget får tas ned tidigast 2022-07-30. (KL 8:12)"


def test_a_notice_whose_time_does_not_run_cannot_be_taken_down(scen: Scen) -> None:
    anslag = scen.announce()
    with on(date(2023, 1, 1)), pytest.raises(Refused, match="löper inte än"):
        ta_ned(anslag, actor=scen.sekreterare)


def test_the_clock_takes_it_down_with_its_evidence_once(scen: Scen) -> None:
    anslag = confirmed(scen)
    with on(date(2022, 7, 29)):
        assert klockan.ta_ned_forfallna() == 0
    with on(date(2022, 8, 4)):  # nobody ran on the day itself
        assert (klockan.ta_ned_forfallna(), klockan.ta_ned_forfallna()) == (1, 0)
    anslag.refresh_from_db()
    assert (anslag.status, anslag.taken_down_at) == ("nertaget", noon(date(2022, 8, 4)))
    assert read_dokument(anslag.bevis).startswith(b"%PDF")
    assert Handelse.objects.get(action="anslag.taken_down").actor_name == "Samverkan"


@pytest.mark.parametrize("hour", [0, 1, 2])
def test_the_hours_around_midnight_and_summer_time_are_swedish(forbund: Scen, hour: int) -> None:
    # Up 4 March 2023, a Saturday; last day 27 March, after the clocks went forward on the 26th.
    with on(date(2023, 3, 4)):
        Protokoll.objects.update(justerat_on=date(2023, 3, 4))
        forbund.protokoll.refresh_from_db()
        anslag = forbund.announce(date(2023, 3, 4))
    assert days(anslag)[2:] == (date(2023, 3, 27), date(2023, 3, 28))
    before = datetime.datetime(2023, 3, 27, 21, 59, tzinfo=datetime.UTC)  # 23.59 in Sweden
    assert taken_at(before) == 0
    assert taken_at(before + timedelta(hours=hour, minutes=1)) == 1


def taken_at(moment: datetime.datetime) -> int:
    with klockan.klocka.at(moment):
        return klockan.ta_ned_forfallna()


def test_decisions_gain_force_the_day_after_the_last_day_to_appeal(scen: Scen) -> None:
    confirmed(scen)
    with on(date(2022, 7, 29)):
        assert klockan.laga_kraft_i_dag() == 0
    with on(date(2022, 7, 30)):
        assert (klockan.laga_kraft_i_dag(), klockan.laga_kraft_i_dag()) == (3, 0)
    found = Beslut.objects.order_by().values_list("status", "laga_kraft_on").distinct()
    assert list(found) == [("laga_kraft", date(2022, 7, 30))]


def test_an_appealed_decision_waits_and_the_others_go_on(scen: Scen) -> None:
    confirmed(scen)
    with on(date(2022, 7, 20)):
        note_appeal(scen.beslut(9), day=date(2022, 7, 19), actor=scen.sekreterare)
    with on(date(2022, 8, 1)):
        assert klockan.laga_kraft_i_dag() == 2
    assert scen.beslut(9).status == "justerat"
    with on(date(2022, 12, 1)):
        move_beslut(
            scen.beslut(9), status="laga_kraft", laga_kraft_on=date(2022, 12, 1), actor=scen.sekreterare
        )
    assert scen.beslut(9).status == "laga_kraft"


def test_an_appeal_is_noted_between_the_decision_and_today_and_can_be_taken_back(scen: Scen) -> None:
    beslut = scen.beslut()
    with on(date(2022, 7, 20)):
        for wrong in (date(2022, 6, 21), date(2022, 7, 21)):
            with pytest.raises(Refused, match="kommit in mellan"):
                note_appeal(beslut, day=wrong, actor=scen.sekreterare)
        note_appeal(beslut, day=date(2022, 7, 20), actor=scen.sekreterare)
        note_appeal(beslut, day=None, actor=scen.sekreterare)
    assert scen.beslut().appealed_on is None


def test_a_decision_does_not_gain_force_while_a_board_lacks_the_notice(scen: Scen) -> None:
    scen.announce()
    with on(date(2023, 1, 1)):
        assert klockan.laga_kraft_i_dag() == 0


def test_a_new_version_takes_the_notice_of_the_old_one_down(scen: Scen) -> None:
    old = confirmed(scen)
    Protokoll.objects.update(status=Protokoll.Status.ERSATT)
    new = justerat_protokoll(scen.sammantrade, scen.protokoll.content, version=2)
    new.paragrafer.set(scen.paragrafer)
    scen.protokoll = new
    scen.announce(JUSTERAT + 9 * DAY)
    assert days(old)[0] == "nertaget"
    with on(date(2022, 8, 1)):
        assert klockan.laga_kraft_i_dag() == 0


def meeting(scen: Scen, day: date, **fields: object) -> Sammantrade:
    return Sammantrade.objects.create(organ=scen.organ, starts_at=noon(day), place="Stadshuset", **fields)


def test_a_meeting_is_announced_until_it_has_been_held(scen: Scen) -> None:
    with on(date(2022, 9, 1)):
        anslag = ansla_sammantrade(meeting(scen, date(2022, 9, 14)), actor=scen.sekreterare)
    assert anslag.text == "Sammanträde 2022-09-14 kl. 12.00, Stadshuset."
    assert days(anslag) == ("uppe", date(2022, 9, 1), None, date(2022, 9, 15))
    with on(date(2022, 9, 14)), pytest.raises(Refused, match="tidigast 2022-09-15"):
        ta_ned(anslag, actor=scen.sekreterare)
    with on(date(2022, 9, 15)):
        assert klockan.ta_ned_forfallna() == 1
    anslag.refresh_from_db()
    assert anslag.bevis is None


def test_a_meeting_that_is_called_off_comes_down_at_once(scen: Scen) -> None:
    wanted = meeting(scen, date(2022, 9, 14))
    with on(date(2022, 9, 1)):
        anslag = ansla_sammantrade(wanted, actor=scen.sekreterare)
        Sammantrade.objects.filter(pk=wanted.pk).update(status="installt")
        ta_ned(anslag, actor=scen.sekreterare)
    assert days(anslag)[0] == "nertaget"


def test_a_budget_meeting_of_a_direktion_is_announced_a_week_before(forbund: Scen) -> None:
    wanted = meeting(forbund, date(2022, 11, 24), decides_budget=True)
    with on(date(2022, 11, 18)), pytest.raises(Refused) as refusal:
        ansla_sammantrade(wanted, skal="Bråttom", actor=forbund.sekreterare)
    assert refusal.value.message == (
        "Kallelsen skulle ha skickats senast 2022-11-17. Flytta sammanträdet. (KL 9:10)"
    )
    with on(date(2022, 11, 17)):
        assert ansla_sammantrade(wanted, actor=forbund.sekreterare).status == "uppe"


def test_an_urgent_meeting_of_an_assembly_needs_a_reason() -> None:
    scen = make_scen(kind=Organ.Kind.FULLMAKTIGE)
    wanted = meeting(scen, date(2022, 11, 24))
    with on(date(2022, 11, 23)):
        with pytest.raises(Refused, match="KL 5:14–15"):
            ansla_sammantrade(wanted, actor=scen.sekreterare)
        anslag = ansla_sammantrade(wanted, skal="Brådskande: lån.", actor=scen.sekreterare)
    assert anslag.text.endswith("Stadshuset. Brådskande: lån.")


def test_news_are_refused_with_the_clause(scen: Scen) -> None:
    news = Anslag(organ=scen.organ, kind="nyhet", heading="Fikamöte", post_on=JUSTERAT)
    with pytest.raises(Refused, match=r"KL 8:10–11"):
        prepare(news, actor=scen.sekreterare)


def test_a_notice_by_other_law_names_the_law_and_its_last_day(scen: Scen) -> None:
    anslag = Anslag(organ=scen.organ, kind="forfattning", heading="Samråd", post_on=JUSTERAT)
    with on(JUSTERAT), pytest.raises(Refused, match="Ange författningen"):
        prepare(anslag, actor=scen.sekreterare)
    anslag.clause, anslag.take_down_on = "plan- och bygglagen 5 kap. 13 §", date(2022, 8, 1)
    with on(JUSTERAT):
        prepare(anslag, actor=scen.sekreterare)
    assert days(anslag) == ("uppe", JUSTERAT, None, date(2022, 8, 1))
    assert [p.tavla.name for p in anslag.platser.all()] == ["Luleå"]


def test_delegated_decisions_have_three_weeks_too(forbund: Scen) -> None:
    anslag = Anslag(organ=forbund.organ, kind="delegation", heading="Avtal om support", post_on=JUSTERAT)
    with on(JUSTERAT):
        prepare(anslag, actor=forbund.sekreterare)
    assert days(anslag)[2:] == (date(2022, 7, 27), date(2022, 7, 28))


def test_a_notice_for_a_later_day_is_put_up_by_the_clock(forbund: Scen) -> None:
    anslag = Anslag(organ=forbund.organ, kind="delegation", heading="Avtal", post_on=JUSTERAT + DAY)
    with on(JUSTERAT):
        prepare(anslag, actor=forbund.sekreterare)
        assert klockan.satt_upp() == 0
    assert days(anslag)[0] == "vantar"
    with on(JUSTERAT + DAY):
        assert (klockan.satt_upp(), klockan.satt_upp()) == (1, 0)
    assert days(anslag)[:2] == ("uppe", JUSTERAT + DAY)


@settings(max_examples=8)
@given(st.dates(date(2020, 1, 1), date(2026, 10, 1)))
def test_whatever_day_it_goes_up_it_comes_down_after_a_working_day(day: date) -> None:
    scen = forbund_on(day)
    try:
        anslag = scen.announce(day)
        status, posted, last, down = days(anslag)
        assert (status, posted) == ("uppe", day)
        assert is_working_day(last)
        assert last == last_appeal(day) >= day + 21 * DAY
        with on(last):
            assert (klockan.ta_ned_forfallna(), klockan.laga_kraft_i_dag()) == (0, 0)
        with on(down):
            assert (klockan.ta_ned_forfallna(), klockan.laga_kraft_i_dag()) == (1, 3)
    finally:
        forget(scen)


def forbund_on(day: date) -> Scen:
    scen = make_scen(kind=Organ.Kind.DIREKTION, form=Samverkan.Form.KOMMUNALFORBUND, names=(f"Ort {day}",))
    Beslut.objects.filter(organ=scen.organ).update(date=day)
    Protokoll.objects.filter(pk=scen.protokoll.pk).update(justerat_on=day)
    scen.protokoll.refresh_from_db()
    return scen


def forget(scen: Scen) -> None:
    """The next example of the same test starts without this one's notice."""
    Tavelplats.objects.filter(anslag__organ=scen.organ).delete()
    Anslag.objects.filter(organ=scen.organ).delete()
    Tavla.objects.filter(organ=scen.organ).delete()
    scen.medlemmar[0].short_name = f"glömd {scen.organ.pk}"
    scen.medlemmar[0].name = scen.medlemmar[0].short_name
    scen.medlemmar[0].save()


@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_take_it_down_once(forbund: Scen) -> None:
    forbund.announce()
    done: list[int] = []

    def run() -> None:
        with on(date(2022, 8, 1)):
            done.append(klockan.ta_ned_forfallna())
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(done) == 1
    assert Handelse.objects.filter(action="anslag.taken_down").count() == 1
