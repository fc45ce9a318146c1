"""The list of every file: what became of each, by state and source."""

import re

import pytest
from django.test import Client

from kostnader.models import Utfallsfil
from kostnader.utfall.acts.filer import throw_fil
from tests.kostnader.utfall.scen import Utfallsscen, utfallsscen
from tests.kostnader.utfall.sie_filer import SUND, as_bytes
from tests.pages import count_queries, page_url

pytestmark = pytest.mark.django_db
YEAR = 2024


@pytest.fixture
def scen(client: Client) -> Utfallsscen:
    scen = utfallsscen()
    client.force_login(scen.controller)
    return scen


def url(scen: Utfallsscen, name: str = "filer") -> str:
    return page_url(scen.samverkan, f"utfall:{name}", year=YEAR)


def listed(client: Client, scen: Utfallsscen, query: str = "") -> list[str]:
    """The names of the files in the list, in its order."""
    page = client.get(f"{url(scen)}{query}").content.decode()
    return re.findall(r'<a href="[^"]*/filer/\d+/">([^<]+)</a>', page)


def three_files(scen: Utfallsscen) -> None:
    """One taken in, one put away, and one of another source that waits to be looked at."""
    scen.take_in(filename="intagen.se")
    throw_fil(scen.upload(as_bytes(SUND + "#KSUMMA 2\n"), filename="kastad.se"), actor=scen.controller)
    other = as_bytes(SUND + "#KSUMMA 3\n")
    scen.upload(other, filename="annan.se", kalla=None, name="Lönesystemet")


def test_every_file_is_listed_newest_first(client: Client, scen: Utfallsscen) -> None:
    three_files(scen)
    assert listed(client, scen) == ["annan.se", "kastad.se", "intagen.se"]


def test_the_list_is_narrowed_by_state_and_source(client: Client, scen: Utfallsscen) -> None:
    three_files(scen)
    source = scen.samverkan.utfallskallor.get(name="Lönesystemet").pk
    assert listed(client, scen, "?lage=intagen") == ["intagen.se"]
    assert listed(client, scen, f"?kalla={source}") == ["annan.se"]
    assert listed(client, scen, f"?kalla={source}&lage=avbruten") == []


def test_a_choice_that_does_not_exist_is_told_and_left_out(client: Client, scen: Utfallsscen) -> None:
    three_files(scen)
    assert len(listed(client, scen, "?lage=borta&kalla=x")) == 3


def test_an_empty_list_leads_to_the_upload(client: Client, scen: Utfallsscen) -> None:
    page = client.get(url(scen)).content.decode()
    assert "Inga filer" in page
    assert url(scen, "ladda_upp") in page


def test_the_first_page_leads_to_the_list(client: Client, scen: Utfallsscen) -> None:
    three_files(scen)
    assert url(scen) in client.get(url(scen, "start")).content.decode()


def test_the_list_asks_as_little_for_many_files_as_for_one(client: Client, scen: Utfallsscen) -> None:
    scen.take_in()
    few = count_queries(client, url(scen))
    fil = Utfallsfil.objects.get()
    same = {name: getattr(fil, name) for name in ("samverkan", "kalla", "first_month", "last_month")}
    same |= {"status": "avbruten", "uploaded_by": scen.controller}
    Utfallsfil.objects.bulk_create(
        Utfallsfil(**same, filename=f"{n}.se", sha256=f"{n:064}") for n in range(60)
    )
    assert count_queries(client, url(scen)) == few
    assert len(listed(client, scen)) == 50
    assert len(listed(client, scen, "?page=2")) == 11
