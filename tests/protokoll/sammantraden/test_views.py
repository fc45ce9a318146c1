from datetime import date, time

import pytest
from django.test import Client

from protokoll.sammantraden import steg
from protokoll.sammantraden.models import Arshjulspost, Dagordningspunkt, Kallelse, Sammantrade
from protokoll.sammantraden.steg import Lage, Steg
from samverkan.konton.models import Roll
from samverkan.konton.rules import may_keep_minutes, may_see_protokoll
from samverkan.lib import klocka
from samverkan.lib.local_time import local_day, local_moment
from samverkan.medlemmar.models import Samverkan
from samverkan.organ.models import Organ
from tests import factories as f
from tests.pages import count_queries, page_url, signed_in

pytestmark = pytest.mark.django_db

SEKRETERARE, LEDAMOT = Roll.Kind.SEKRETERARE, Roll.Kind.LEDAMOT


@pytest.fixture
def organ(client: Client) -> Organ:
    """A nämnd, and its secretary signed in."""
    samverkan = signed_in(client, SEKRETERARE)
    return f.OrganFactory(samverkan=samverkan, name="E-nämnden", place="Teams")


def url(organ: Organ, name: str, **words: object) -> str:
    return page_url(organ.samverkan, f"sammantraden:{name}", **words)


def meeting_on(organ: Organ, day: date, **fields: object) -> Sammantrade:
    return f.SammantradeFactory(organ=organ, starts_at=local_moment(day, time(13)), ends_at=None, **fields)


def facts(organ: Organ, **changes: object) -> dict[str, object]:
    given = {"organ": organ.pk, "dag": "2023-06-21", "start": "13.00", "slut": "16:00", "place": "Teams"}
    return given | changes


def test_an_empty_year_says_what_is_done_and_what_is_next(client: Client, organ: Organ) -> None:
    page = client.get(url(organ, "lista")).content.decode()
    assert "Inga sammanträden 2023 än" in page
    assert page.count("(återstår)") == 3  # people, wheel, meetings; the body is there
    f.MandatFactory(organ=organ)
    f.ArshjulspostFactory(organ=organ)
    assert client.get(url(organ, "lista")).content.decode().count("(återstår)") == 1


def test_the_list_shows_the_meetings_of_the_swedish_year_cancelled_ones_with_their_reason(
    client: Client, organ: Organ
) -> None:
    meeting_on(organ, date(2023, 6, 21), status="installt", cancelled_reason="För få ärenden")
    meeting_on(organ, date(2024, 1, 1))
    page = client.get(url(organ, "lista")).content.decode()
    assert ("21 juni" in page, "För få ärenden" in page, "1 januari" in page) == (True, True, False)


def test_a_meeting_is_planned_and_an_odd_day_is_told(client: Client, organ: Organ) -> None:
    answer = client.post(url(organ, "nytt"), facts(organ, dag="2023-06-06"), follow=True)
    made = Sammantrade.objects.get()
    assert (local_day(made.starts_at), made.place) == (date(2023, 6, 6), "Teams")
    assert "2023-06-06 är nationaldagen." in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"slut": "12.00"}, "Sammanträdet kan inte sluta innan det börjar."),
        ({"start": "klockan ett"}, "Skriv tiden som 13.00."),
        ({"dag": "2023-03-26", "start": "02.30"}, "då börjar sommartiden"),
    ],
)
def test_a_faulty_time_is_told_at_its_field_and_nothing_is_planned(
    client: Client, organ: Organ, changes: dict, says: str
) -> None:
    page = client.post(url(organ, "nytt"), facts(organ, **changes)).content.decode()
    assert page.count(says) == 2  # on top and at the field
    assert Sammantrade.objects.count() == 0


def test_a_meeting_moved_to_another_year_is_shown_there(client: Client, organ: Organ) -> None:
    meeting = meeting_on(organ, date(2023, 12, 6))
    answer = client.post(url(organ, "andra", pk=meeting.pk), facts(organ, dag="2024-01-10"))
    assert answer.url == url(organ, "sammantrade", pk=meeting.pk, year=2024)


def test_a_meeting_is_cancelled_with_a_reason_and_taken_up_again(client: Client, organ: Organ) -> None:
    meeting = meeting_on(organ, date(2023, 6, 21))
    assert (
        "Skriv varför" in client.post(url(organ, "stall_in", pk=meeting.pk), {"reason": ""}).content.decode()
    )
    page = client.post(
        url(organ, "stall_in", pk=meeting.pk), {"reason": "För få ärenden"}, follow=True
    ).content.decode()
    assert ("Sammanträdet är inställt" in page, "Steg för steg" in page) == (True, False)
    page = client.post(url(organ, "ateruppta", pk=meeting.pk), follow=True).content.decode()
    assert "Steg för steg" in page


def test_a_change_after_the_kallelse_is_told_until_a_new_one_is_sent(client: Client, organ: Organ) -> None:
    meeting = meeting_on(organ, date(2023, 6, 21), status="kallat")
    sent = local_moment(date(2023, 6, 1), time(9))
    Kallelse.objects.create(sammantrade=meeting, number=1, content={}, sent_at=sent)
    page = url(organ, "sammantrade", pk=meeting.pk)
    assert client.get(page).context["gammal_kallelse"] is False
    client.post(url(organ, "andra", pk=meeting.pk), facts(organ, place="Stadshuset"))
    assert client.get(page).context["gammal_kallelse"] is True
    Kallelse.objects.create(sammantrade=meeting, number=2, content={}, sent_at=klocka.now())
    assert client.get(page).context["gammal_kallelse"] is False


def rows(days: list[str], **changes: object) -> dict[str, object]:
    """A proposal as it comes back from the browser."""
    count = {"form-TOTAL_FORMS": len(days), "form-INITIAL_FORMS": len(days)}
    fields = {"med": "on", "start": "13:00", "slut": "16:00", "place": "Teams"}
    lines = {f"form-{n}-{key}": val for n in range(len(days)) for key, val in fields.items()}
    return count | lines | {f"form-{n}-dag": day for n, day in enumerate(days)} | changes


RHYTHM = {"manader": ["3", "6", "12"], "nte": "1", "veckodag": "0", "start": "13:00", "slut": "16:00"}


def test_a_year_is_proposed_from_the_wheel_and_goes_around_bridging_days(
    client: Client, organ: Organ
) -> None:
    f.ArshjulspostFactory(organ=organ, month=5, heading="Delårsrapport")
    page = client.get(url(organ, "foresla"), RHYTHM).content.decode()
    assert ['value="2023-03-06"' in page, 'value="2023-06-12"' in page, 'value="2023-12-04"' in page] == [
        True
    ] * 3
    assert "Inte 2023-06-05: klämdag" in page
    assert "Ur årshjulet: Delårsrapport." in page
    assert Sammantrade.objects.count() == 0


def test_months_with_a_meeting_are_not_proposed_again(client: Client, organ: Organ) -> None:
    for month in (3, 6):
        f.ArshjulspostFactory(organ=organ, month=month)
    meeting_on(organ, date(2023, 3, 15))
    form = client.get(url(organ, "foresla")).context["form"]
    assert form.initial["manader"] == [6]


def test_a_proposal_is_changed_and_saved_in_one_act(client: Client, organ: Organ) -> None:
    days = rows(["2023-03-15", "", "2023-06-21"])
    del days["form-1-med"]  # left out, so it need not be right
    answer = client.post(url(organ, "foresla"), days | {"form-2-start": "09.00"})
    assert answer.url == url(organ, "lista")
    assert [one.starts_at for one in Sammantrade.objects.all()] == [
        local_moment(date(2023, 3, 15), time(13)),
        local_moment(date(2023, 6, 21), time(9)),
    ]


@pytest.mark.parametrize(
    ("days", "says"),
    [
        (rows(["2023-03-15", "i maj"]), "Skriv datumet som 2023-01-31."),
        (rows(["2023-03-15", "2023-03-15"]), "har redan ett sammanträde då"),
        (rows(["2023-03-15"], **{"form-0-med": ""}), "Välj minst ett sammanträde."),
    ],
)
def test_a_proposal_with_a_fault_saves_nothing(client: Client, organ: Organ, days: dict, says: str) -> None:
    assert says in client.post(url(organ, "foresla"), days).content.decode()
    assert Sammantrade.objects.count() == 0


def test_a_series_is_proposed_every_so_many_weeks(client: Client, organ: Organ) -> None:
    asked = {"fran": "2023-05-04", "till": "2023-06-01", "veckor": "2", "start": "13:00", "slut": "15:00"}
    page = client.get(url(organ, "serie"), asked).content.decode()
    assert [f'value="2023-{day}"' in page for day in ("05-04", "05-17", "06-01")] == [True] * 3
    assert "Inte 2023-05-18: Kristi himmelsfärdsdag" in page


def test_the_wheel_is_drawn_and_told_in_words(client: Client, organ: Organ) -> None:
    f.ArshjulspostFactory(organ=organ, month=6, heading="Budget nästa år")
    meeting_on(organ, date(2023, 6, 21))
    page = client.get(url(organ, "arshjul")).content.decode()
    assert 'aria-label="Årshjul 2023. Juni: sammanträde 21, Budget nästa år."' in page
    assert page.count('class="beslut" cy="-136"') == 1


def test_a_matter_of_the_wheel_is_added_changed_and_removed(client: Client, organ: Organ) -> None:
    facts = {"month": "6", "heading": "Budget", "kind": "beslut"}
    answer = client.post(url(organ, "arshjul"), facts)
    assert answer.url == f"{url(organ, 'arshjul')}?organ={organ.pk}#manad-6"
    assert "Budget finns redan i juni." in client.post(url(organ, "arshjul"), facts).content.decode()
    post = Arshjulspost.objects.get()
    client.post(url(organ, "arshjulspost", pk=post.pk), facts | {"month": "9"})
    post.refresh_from_db()
    assert post.month == 9
    client.post(url(organ, "arshjulspost_bort", pk=post.pk))
    assert Arshjulspost.objects.count() == 0


def test_what_the_wheel_brings_follows_the_meeting_and_says_what_is_on_the_agenda(
    client: Client, organ: Organ
) -> None:
    f.ArshjulspostFactory(organ=organ, month=4, heading="Bokslut")
    f.ArshjulspostFactory(organ=organ, month=9, heading="Delårsrapport")
    june, october = meeting_on(organ, date(2023, 6, 21)), meeting_on(organ, date(2023, 10, 4))
    Dagordningspunkt.objects.create(sammantrade=june, heading="bokslut")
    told = [client.get(url(organ, "sammantrade", pk=one.pk)).context["arshjul"] for one in (june, october)]
    assert [[(a.heading, a.placed) for a in matters] for matters in told] == [
        [("Bokslut", True)],
        [("Delårsrapport", False)],
    ]


def test_a_missing_place_is_the_next_step_for_who_may_mend_it(client: Client, organ: Organ) -> None:
    meeting = meeting_on(organ, date(2023, 6, 21), place="")
    act = url(organ, "andra", pk=meeting.pk)
    assert f'href="{act}">Ange plats' in client.get(url(organ, "lista")).content.decode()
    signed_in(client, LEDAMOT, samverkan=organ.samverkan)
    assert act not in client.get(url(organ, "lista")).content.decode()


def test_a_feature_hangs_its_step_on_the_meeting(client: Client, organ: Organ) -> None:
    meeting = meeting_on(organ, date(2023, 6, 21))
    where = {"act": "Boka lokalen", "url_name": "sammantraden:sammantrade", "do": may_keep_minutes}
    lage = Lage("Ingen lokal än", url_kwargs={"pk": meeting.pk}, **where)
    extra = Steg(15, "Lokal", may_see_protokoll, lambda found: {one.pk: lage for one in found})
    steg.register(extra)
    try:
        page = client.get(url(organ, "sammantrade", pk=meeting.pk))
    finally:
        steg._STEG.remove(extra)
    assert page.context["nasta"].lage == lage
    assert "Ingen lokal än" in page.content.decode()


def test_meetings_of_another_samverkan_are_not_found(client: Client, organ: Organ) -> None:
    other = f.SammantradeFactory()
    post = f.ArshjulspostFactory()
    assert client.get(url(organ, "sammantrade", pk=other.pk)).status_code == 404
    assert client.get(url(organ, "arshjulspost", pk=post.pk)).status_code == 404
    assert client.get(url(organ, "lista"), {"organ": other.organ_id}).status_code == 404


def test_without_a_body_the_way_leads_to_laying_one_up(client: Client) -> None:
    samverkan: Samverkan = signed_in(client, SEKRETERARE)
    for name in ("nytt", "foresla", "serie"):
        answer = client.get(page_url(samverkan, f"sammantraden:{name}"))
        assert answer.url == page_url(samverkan, "organ:nytt")


def test_the_number_of_queries_does_not_grow_with_the_meetings(client: Client, organ: Organ) -> None:
    meeting_on(organ, date(2023, 1, 4))
    client.get(url(organ, "lista"))
    few = count_queries(client, url(organ, "lista"))
    for month in range(2, 13):
        meeting_on(organ, date(2023, month, 15))
    assert count_queries(client, url(organ, "lista")) == few
