import pytest
from django.test import Client

from tests.factories import RollFactory

pytestmark = pytest.mark.django_db


def test_anyone_reads_the_word_list(client: Client) -> None:
    assert "fördelningsnyckel" in client.get("/ordlista/").content.decode()


def test_anyone_reads_the_accessibility_statement_with_whom_to_write_to(client: Client, settings) -> None:
    settings.OPERATOR_EMAIL = "hjalp@kommun.example"
    assert "mailto:hjalp@kommun.example" in client.get("/tillganglighet/").content.decode()


@pytest.mark.parametrize("year", [0, 1949, 2151, 99999])
def test_a_year_far_away_is_no_page(client: Client, year: int) -> None:
    roll = RollFactory(samverkan__slug="norr")
    client.force_login(roll.anvandare)
    assert client.get("/norr/2023/").status_code == 200
    assert client.get(f"/norr/{year}/").status_code == 404
