from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protokoll.anslag.rules import (
    Tavelavbrott,
    Tavelrad,
    Tillkannagivande,
    anslagstid,
    beslut_status,
    bevisrad,
    earliest_take_down,
    explain,
    late_posting,
    missing_boards,
    missing_in_notice,
    not_allowed_on_board,
    period_start,
    post_by,
)
from samverkan.beslut.rules import laga_kraft, last_appeal
from samverkan.lib.helgdag import is_working_day

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def up(medlem: str, day: date | None, *outages: tuple[date, date | None]) -> Tavelrad:
    avbrott = tuple(Tavelavbrott(noon(down), noon(back) if back else None) for down, back in outages)
    return Tavelrad(medlem, noon(day) if day else None, avbrott)


@pytest.mark.parametrize(
    ("posted", "last", "down"),
    [
        (date(2026, 2, 2), date(2026, 2, 23), date(2026, 2, 24)),
        (date(2026, 3, 13), date(2026, 4, 7), date(2026, 4, 8)),  # Easter
        (date(2026, 5, 29), date(2026, 6, 22), date(2026, 6, 23)),  # midsommarafton
        (date(2026, 4, 10), date(2026, 5, 4), date(2026, 5, 5)),  # first of May
        (date(2026, 5, 16), date(2026, 6, 8), date(2026, 6, 9)),  # 6 June on a Saturday
        (date(2025, 12, 3), date(2025, 12, 29), date(2025, 12, 30)),  # Christmas
        (date(2023, 11, 6), date(2023, 11, 27), date(2023, 11, 28)),  # Itsam's board
        (date(2022, 7, 8), date(2022, 7, 29), date(2022, 7, 30)),  # Norrbottens e-nämnd
    ],
)
def test_the_notice_comes_down_the_day_after_the_last_day_to_appeal(
    posted: date, last: date, down: date
) -> None:
    tid = anslagstid([up("Kiruna", posted)])
    assert tid is not None
    assert (tid.uppsatt, tid.sista_dag, tid.tas_ned, tid.laga_kraft) == (posted, last, down, down)


@given(DAYS)
def test_any_posting_gives_three_weeks_that_end_on_a_working_day(posted: date) -> None:
    last = last_appeal(posted)
    assert is_working_day(last)
    assert (last - posted).days >= 21
    assert earliest_take_down(posted) > last
    assert laga_kraft(posted) > last


@given(DAYS)
def test_the_explanation_names_each_day_between_the_three_weeks_and_the_last_day(posted: date) -> None:
    why = explain(posted)
    assert why.tre_veckor + timedelta(days=len(why.hoppade)) == why.sista_dag
    assert all(name and not is_working_day(day) for day, name in why.hoppade)


def test_the_explanation_is_said_in_plain_swedish() -> None:
    assert explain(date(2026, 2, 2)).text == (
        "Beslutet överklagas senast 2026-02-23, därför att anslaget sattes upp 2026-02-02 "
        "och tiden är tre veckor."
    )
    assert explain(date(2026, 5, 29)).text == (
        "Beslutet överklagas senast 2026-06-22, därför att anslaget sattes upp 2026-05-29 "
        "och tiden är tre veckor. Den kan inte sluta 2026-06-19 (midsommarafton), "
        "2026-06-20 (midsommardagen), 2026-06-21 (söndag)."
    )


def test_the_notice_goes_up_on_the_second_day_after_justering_at_the_latest() -> None:
    justerat = date(2026, 6, 4)
    assert post_by(justerat) == date(2026, 6, 6)  # a public holiday and a Saturday: the board is on the web
    assert late_posting(justerat, justerat) is None
    assert late_posting(justerat, date(2026, 6, 6)) is None
    late, early = late_posting(justerat, date(2026, 6, 7)), late_posting(justerat, date(2026, 6, 3))
    assert str(late) == "Anslaget skulle ha satts upp senast 2026-06-06. (KL 8:12)"
    assert str(early) == "Protokollet justerades 2026-06-04 och kan inte anslås före den dagen. (KL 8:12)"


def test_a_gemensam_namnd_counts_from_the_day_it_is_up_on_every_board() -> None:
    boards = [up("Herrljunga", date(2026, 2, 2)), up("Vårgårda", date(2026, 2, 4))]
    assert period_start(boards) == date(2026, 2, 4)
    assert period_start([*boards, up("Essunga", None)]) is None
    assert [str(brist) for brist in missing_boards(boards, ["Herrljunga", "Vårgårda", "Essunga"])] == [
        "Anslaget är inte uppsatt på anslagstavlan hos Essunga. (KL 9:32)"
    ]
    assert anslagstid([]) is None


def test_a_notice_posted_late_in_the_evening_in_greenwich_is_up_the_next_swedish_day() -> None:
    assert period_start([Tavelrad("Kiruna", datetime(2025, 12, 31, 23, 30, tzinfo=UTC))]) == date(2026, 1, 1)


def test_an_outage_before_the_last_day_starts_the_three_weeks_over() -> None:
    posted = date(2026, 2, 2)
    assert period_start([up("K", posted, (date(2026, 2, 10), date(2026, 2, 11)))]) == date(2026, 2, 11)
    on_the_last_day = (date(2026, 2, 23), date(2026, 2, 25))
    assert period_start([up("K", posted, on_the_last_day)]) == date(2026, 2, 25)
    after_it = (date(2026, 2, 24), date(2026, 2, 25))
    assert period_start([up("K", posted, after_it)]) == posted


def test_while_the_board_is_down_no_last_day_can_be_told() -> None:
    assert anslagstid([up("K", date(2026, 2, 2), (date(2026, 2, 10), None))]) is None


def test_an_outage_on_one_board_before_the_others_were_up_changes_nothing() -> None:
    boards = [up("A", date(2026, 2, 2), (date(2026, 2, 3), date(2026, 2, 4))), up("B", date(2026, 2, 9))]
    assert period_start(boards) == date(2026, 2, 9)


@given(DAYS, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9)), max_size=4))
def test_outages_never_shorten_the_time(posted: date, outages: list[tuple[int, int]]) -> None:
    days = [(posted + timedelta(days=down), posted + timedelta(days=down + long)) for down, long in outages]
    tid = anslagstid([up("K", posted, *days)])
    assert tid is not None
    assert tid.sista_dag >= last_appeal(posted)
    disturbing = [down for down, back in days if tid.uppsatt < down <= tid.sista_dag and back > down]
    assert disturbing == []


def test_a_notice_says_what_the_law_asks_for() -> None:
    whole = Tillkannagivande(
        "Norrbottens e-nämnd",
        date(2022, 6, 22),
        "§§ 8–16",
        date(2022, 7, 4),
        date(2022, 7, 5),
        "Nämndens kansli i Luleå",
        "Siv Ek",
        "Skriv till förvaltningsrätten.",
    )
    assert missing_in_notice(whole) == []
    empty = Tillkannagivande("", None, "", None, None, "", "", "")
    assert [str(brist) for brist in missing_in_notice(empty)] == [
        "Anslaget saknar vilket organ det gäller.",
        "Anslaget saknar dagen för sammanträdet.",
        "Anslaget saknar vilka paragrafer som är justerade.",
        "Anslaget saknar dagen för justeringen. (KL 8:12)",
        "Anslaget saknar dagen då anslaget sätts upp. (KL 8:12)",
        "Anslaget saknar var protokollet finns tillgängligt. (KL 8:12)",
        "Anslaget saknar vem som svarar för anslaget.",
        "Anslaget saknar hur beslutet överklagas. (KL 8:10 p. 5)",
    ]


def test_news_do_not_belong_on_the_board() -> None:
    assert not_allowed_on_board("protokoll") is None
    refusal = not_allowed_on_board("nyhet")
    assert refusal is not None
    assert refusal.lagrum == "KL 8:10–11"


def test_the_anslagsbevis_tells_when_a_notice_came_down_too_early() -> None:
    board = up("Itsam", date(2023, 11, 6))
    tid = anslagstid([board])
    assert tid is not None
    early, right = noon(date(2023, 11, 27)), noon(date(2023, 11, 28))
    assert str(bevisrad(board, tid, early).brist) == (
        "Anslaget togs ned 2023-11-27, före 2023-11-28. (KL 8:12)"
    )
    assert bevisrad(board, tid, right).brist is None
    assert bevisrad(board, tid, None).nedtaget is None
    with pytest.raises(ValueError, match="never up"):
        bevisrad(up("Kinda", None), tid, right)


def test_a_decision_moves_from_fattat_to_laga_kraft_by_its_dates() -> None:
    days = {"justerat": date(2023, 11, 6), "sista_dag": date(2023, 11, 27)}
    assert beslut_status(date(2023, 11, 5), **days) == "fattat"
    assert beslut_status(date(2023, 11, 6), **days) == "justerat"
    assert beslut_status(date(2023, 11, 27), **days) == "justerat"
    assert beslut_status(date(2023, 11, 28), **days) == "laga_kraft"
    assert beslut_status(date(2023, 11, 28), **days, overklagat=True) == "justerat"
    assert beslut_status(date(2024, 1, 1), justerat=None, sista_dag=None) == "fattat"
    assert beslut_status(date(2024, 1, 1), justerat=date(2023, 11, 6), sista_dag=None) == "justerat"
