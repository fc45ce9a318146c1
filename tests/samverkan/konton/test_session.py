import time

import pytest
from django.test import Client

from samverkan.konton.session import BEGAN, SEEN, expired
from tests.factories import AnvandareFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client: Client) -> Client:
    client.force_login(AnvandareFactory())
    return client


def set_clock(client: Client, **values: int) -> None:
    session = client.session
    session.update(values)
    session.save()


@pytest.mark.parametrize(
    ("began", "seen", "over"),
    [(0, 0, False), (0, 59 * 60, False), (0, 60 * 60, True), (12 * 3600 - 1, 0, False), (12 * 3600, 0, True)],
)
def test_a_session_is_over_after_twelve_hours_or_sixty_minutes_of_silence(
    began: int, seen: int, over: bool
) -> None:
    now = 1_000_000
    assert (expired({BEGAN: now - began, SEEN: now - seen}, now) is not None) == over


def test_silence_signs_one_out_and_says_so(signed_in: Client) -> None:
    set_clock(signed_in, **{SEEN: int(time.time()) - 3600})
    assert signed_in.get("/mitt-konto/").url == "/logga-in/?next=/mitt-konto/"
    assert "utloggad efter 60 minuter utan aktivitet" in signed_in.get("/logga-in/").content.decode()


def test_a_sign_of_life_keeps_one_signed_in(signed_in: Client) -> None:
    set_clock(signed_in, **{SEEN: int(time.time()) - 3500})
    assert signed_in.get("/mitt-konto/").status_code == 200
    assert int(time.time()) - signed_in.session[SEEN] < 60


def test_no_sign_of_life_helps_after_twelve_hours(signed_in: Client) -> None:
    set_clock(signed_in, **{BEGAN: int(time.time()) - 12 * 3600})
    assert signed_in.get("/mitt-konto/").status_code == 302


def test_a_part_swapped_in_place_moves_the_whole_page_to_sign_in(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/norr/2023/budget/?visa=1"}
    answer = client.post("/mitt-konto/", headers=headers)
    assert answer.headers["HX-Redirect"] == "/logga-in/?next=/norr/2023/budget/%3Fvisa%3D1"
