from fractions import Fraction
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from protokoll.sammantraden.models import Sammantrade
from protokoll.uppfoljning.narvarostatistik import Statistik, organ_with_meetings, statistik
from tests.factories import RollFactory
from tests.pages import count_queries, page_url
from tests.protokoll.scen import Motesscen, mote_scen

pytestmark = pytest.mark.django_db


@pytest.fixture
def scen() -> Motesscen:
    """Five seats: Luleå's ledamot is away, Boden's substitute serves."""
    return mote_scen("avslutat")


def told(scen: Motesscen) -> Statistik:
    return statistik(scen.organ, 2022, also_unadjusted=True)


def test_a_seat_is_filled_by_its_ledamot_or_by_who_serves_for_it(scen: Motesscen) -> None:
    stat = told(scen)
    rows = {row.name: row.rutor[0].how for row in stat.medlemmar}
    assert (rows["Boden"], rows["Kiruna"]) == ("ersattare", "sjalv")
    mote = stat.moten[0]
    assert (mote.seats, mote.quorum) == (5, 3)
    assert mote.share == Fraction(mote.filled, 5)
    assert stat.share == mote.share


def test_members_stand_in_swedish_order_with_what_was_possible(scen: Motesscen) -> None:
    rows = told(scen).medlemmar
    assert [row.name for row in rows] == ["Arjeplog", "Boden", "Kiruna", "Luleå", "Piteå"]
    boden = rows[1]
    assert (boden.attended, boden.substitute, boden.own, boden.possible) == (1, 1, 0, 1)


def test_only_what_is_justerat_is_shown_to_those_outside_the_work(scen: Motesscen, client: Client) -> None:
    client.force_login(scen.konto("kommunlasare", organisation=scen.medlemmar[1]))
    url = page_url(scen.samverkan, "uppfoljning:narvaro", year=2022)
    assert "Ingen närvaro att visa än" in client.get(url).content.decode()
    assert organ_with_meetings(scen.samverkan, also_unadjusted=False) == []
    Sammantrade.objects.update(status="justerat")
    page = client.get(url).content.decode()
    assert "Per medlem" in page
    assert "Uppdrag" not in page


def test_the_secretary_sees_that_a_meeting_is_not_justerat_yet(scen: Motesscen, client: Client) -> None:
    client.force_login(scen.sekreterare)
    page = client.get(page_url(scen.samverkan, "uppfoljning:narvaro", year=2022)).content.decode()
    assert "inte justerat" in page
    assert "minst 3 av 5 krävs" in page


def test_a_year_without_meetings_says_so_and_all_years_shows_them(scen: Motesscen, client: Client) -> None:
    client.force_login(scen.sekreterare)
    url = page_url(scen.samverkan, "uppfoljning:narvaro", year=2021)
    assert "Inget sammanträde att visa" in client.get(url).content.decode()
    assert "2022-06-22" in client.get(f"{url}?ar=alla").content.decode()


def test_a_body_of_another_samverkan_is_not_found(scen: Motesscen, client: Client) -> None:
    roll = RollFactory(kind="sekreterare")
    client.force_login(roll.anvandare)
    url = page_url(roll.samverkan, "uppfoljning:narvaro", year=2022)
    assert client.get(f"{url}?organ={scen.organ.pk}").status_code == 404
    assert client.get(url).status_code == 200


def test_the_excel_file_tells_per_meeting_and_member(scen: Motesscen, client: Client) -> None:
    client.force_login(scen.sekreterare)
    answer = client.get(page_url(scen.samverkan, "uppfoljning:narvaro_excel", year=2022))
    book = load_workbook(BytesIO(answer.content))
    assert [cell.value for cell in book["Medlemmar"][3]][:4] == ["Boden", 0, 1, 1]
    assert book["Sammanträden"]["G2"].value == "inte justerat"


def test_the_page_asks_no_more_with_several_meetings_than_with_one(scen: Motesscen, client: Client) -> None:
    client.force_login(scen.sekreterare)
    url = page_url(scen.samverkan, "uppfoljning:narvaro", year=2022)
    client.get(url)
    few = count_queries(client, url)
    for month in range(7, 12):
        starts = scen.sammantrade.starts_at.replace(month=month)
        Sammantrade.objects.create(organ=scen.organ, starts_at=starts, status="avslutat")
    assert count_queries(client, url) == few
