import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samverkan.handelser.models import Handelse
from samverkan.konton.models import Anvandare, Roll
from tests.factories import PASSWORD, AnvandareFactory, RollFactory

pytestmark = pytest.mark.django_db

SIGN_IN = "/logga-in/"


def try_to_sign_in(client: Client, email: str, password: str = PASSWORD, **data: str):
    return client.post(SIGN_IN, {"username": email, "password": password, **data})


def signed_in_as(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_one_signs_in_with_address_and_password(client: Client) -> None:
    user = AnvandareFactory(email="elin@kiruna.example")
    answer = try_to_sign_in(client, "Elin@Kiruna.example")
    assert (answer.status_code, answer.url, signed_in_as(client)) == (302, "/", str(user.pk))


def test_one_comes_back_to_the_page_one_asked_for(client: Client) -> None:
    AnvandareFactory(email="elin@kiruna.example")
    asked = client.get("/mitt-konto/")
    assert asked.url == "/logga-in/?next=/mitt-konto/"
    assert try_to_sign_in(client, "elin@kiruna.example", next="/mitt-konto/").url == "/mitt-konto/"


def test_one_is_not_sent_to_another_site(client: Client) -> None:
    AnvandareFactory(email="elin@kiruna.example")
    assert try_to_sign_in(client, "elin@kiruna.example", next="https://ond.example/").url == "/"


def test_a_wrong_password_is_told_in_the_summary(client: Client) -> None:
    AnvandareFactory(email="elin@kiruna.example")
    page = try_to_sign_in(client, "elin@kiruna.example", "fel").content.decode()
    assert "Vi kunde inte logga in dig" in page
    assert "E-postadressen eller lösenordet stämmer inte" in page


def test_half_an_address_is_told_at_the_field_and_in_the_summary(client: Client) -> None:
    page = try_to_sign_in(client, "elin@").content.decode()
    assert page.count("Skriv hela adressen, till exempel namn@kiruna.se") == 2
    assert 'aria-invalid="true"' in page


def test_five_wrong_guesses_lock_the_address_and_say_for_how_long(client: Client) -> None:
    AnvandareFactory(email="elin@kiruna.example")
    answers = [try_to_sign_in(client, "ELIN@kiruna.example", f"gissning {n}") for n in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
    assert "15 minuter" in answers[-1].content.decode()
    assert try_to_sign_in(client, "elin@kiruna.example").status_code == 429
    assert signed_in_as(client) is None


def guess_at_many(client: Client, addresses: int, *, ip: str = "203.0.113.7") -> list[int]:
    """One wrong guess at each of so many addresses."""
    tries = ({"username": f"person{n}@gissad.example", "password": "fel"} for n in range(addresses))
    return [client.post(SIGN_IN, data, REMOTE_ADDR=ip).status_code for data in tries]


def test_one_place_that_tries_many_addresses_is_stopped_also_from_the_right_password(
    client: Client, settings
) -> None:
    settings.GUESSES_PER_IP = 8
    AnvandareFactory(email="elin@kiruna.example")
    assert guess_at_many(client, 9) == [200] * 7 + [429] * 2
    right = {"username": "elin@kiruna.example", "password": PASSWORD}
    answer = client.post(SIGN_IN, right, REMOTE_ADDR="203.0.113.7")
    assert (answer.status_code, "15 minuter" in answer.content.decode()) == (429, True)
    assert client.post(SIGN_IN, right, REMOTE_ADDR="203.0.113.8").status_code == 302


def test_a_place_may_try_again_when_the_time_has_passed(client: Client, settings) -> None:
    settings.GUESSES_PER_IP = 8
    AnvandareFactory(email="elin@kiruna.example")
    guess_at_many(client, 8)
    AccessAttempt.objects.update(attempt_time=timezone.now() - settings.AXES_COOLOFF_TIME)
    right = {"username": "elin@kiruna.example", "password": PASSWORD}
    assert client.post(SIGN_IN, right, REMOTE_ADDR="203.0.113.7").status_code == 302


def test_right_passwords_from_one_place_are_not_counted(client: Client, settings) -> None:
    settings.GUESSES_PER_IP = 3
    for n in range(5):
        AnvandareFactory(email=f"person{n}@kiruna.example")
        assert try_to_sign_in(Client(), f"person{n}@kiruna.example").status_code == 302


def test_a_mailed_link_lets_one_choose_a_password_and_ends_the_waiting(client: Client) -> None:
    AnvandareFactory(email="elin@kiruna.example")
    for n in range(5):
        try_to_sign_in(client, "elin@kiruna.example", f"gissning {n}")
    client.post("/losenord/glomt/", {"email": "elin@kiruna.example"})
    choose_password(client, mail.outbox[0].body)
    assert try_to_sign_in(client, "elin@kiruna.example", "vargar sjunger vid ån 9").status_code == 302
    assert Handelse.objects.get(action="konto.password").actor_name == Anvandare.objects.get().name


def mailed_link(body: str) -> str:
    """The link without the address of the site, which is never the one that the request named."""
    link = next(line for line in body.splitlines() if "/losenord/nytt/" in line)
    assert link.startswith(f"{settings.SITE_URL}/")
    return link.removeprefix(settings.SITE_URL)


def choose_password(client: Client, body: str) -> None:
    form = client.get(mailed_link(body)).url
    password = "vargar sjunger vid ån 9"
    answer = client.post(form, {"new_password1": password, "new_password2": password})
    assert (answer.status_code, answer.url) == (302, SIGN_IN)


def test_a_link_works_once(client: Client) -> None:
    AnvandareFactory(email="elin@kiruna.example")
    client.post("/losenord/glomt/", {"email": "elin@kiruna.example"})
    choose_password(client, mail.outbox[0].body)
    link = mailed_link(mail.outbox[0].body)
    assert "Länken gäller inte längre" in client.get(link).content.decode()


def test_the_mailed_link_leads_to_the_site_whatever_host_was_asked(client: Client) -> None:
    AnvandareFactory(email="elin@kiruna.example")
    client.post("/losenord/glomt/", {"email": "elin@kiruna.example"}, headers={"host": "localhost:1"})
    assert "localhost:1" not in mail.outbox[0].body
    assert mailed_link(mail.outbox[0].body).startswith("/losenord/nytt/")


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client: Client) -> None:
    answer = client.post("/losenord/glomt/", {"email": "ingen@kiruna.example"})
    assert (answer.status_code, answer.url, mail.outbox) == (302, "/losenord/glomt/skickat/", [])


def test_asking_twice_in_a_row_sends_one_mail(client: Client) -> None:
    AnvandareFactory(email="tva@kiruna.example")
    for _ in range(2):
        client.post("/losenord/glomt/", {"email": "tva@kiruna.example"})
    assert len(mail.outbox) == 1


def test_one_signs_out_by_post_only(client: Client) -> None:
    client.force_login(AnvandareFactory())
    assert client.get("/logga-ut/").status_code == 405
    assert client.post("/logga-ut/").url == SIGN_IN
    assert signed_in_as(client) is None


def test_one_changes_the_password_when_one_knows_the_old(client: Client) -> None:
    user = AnvandareFactory()
    client.force_login(user)
    new = {"new_password1": "vargar sjunger vid ån 9", "new_password2": "vargar sjunger vid ån 9"}
    assert "har-fel" in client.post("/losenord/byt/", {"old_password": "fel", **new}).content.decode()
    assert client.post("/losenord/byt/", {"old_password": PASSWORD, **new}).url == "/mitt-konto/"
    user.refresh_from_db()
    assert user.check_password("vargar sjunger vid ån 9")


def test_the_demo_lists_its_people_and_what_they_may_and_signs_in_as_one(client: Client, settings) -> None:
    settings.DEMO = True
    roll = RollFactory(kind=Roll.Kind.REVISOR, anvandare__name="Rut Ek", samverkan__name="Demosamverkan")
    page = client.get(SIGN_IN).content.decode()
    assert "Rut Ek" in page
    assert "Demosamverkan" in page
    assert "Revisor: läser allt men ändrar inget" in page
    assert client.post("/logga-in/demo/", {"person": roll.anvandare_id}).url == "/"
    assert signed_in_as(client) == str(roll.anvandare_id)


@pytest.mark.parametrize("person", ["", "abc", "0"])
def test_the_demo_signs_in_as_nobody_else(client: Client, settings, person: str) -> None:
    settings.DEMO = True
    RollFactory()
    assert client.post("/logga-in/demo/", {"person": person}).status_code == 404


def test_outside_the_demo_nobody_is_listed_and_nobody_comes_in_that_way(client: Client, settings) -> None:
    settings.DEMO = False
    roll = RollFactory(anvandare__name="Rut Ek")
    assert "Rut Ek" not in client.get(SIGN_IN).content.decode()
    assert client.post("/logga-in/demo/", {"person": roll.anvandare_id}).status_code == 404
    assert signed_in_as(client) is None


def test_the_key_of_the_session_changes_at_sign_in(client: Client) -> None:
    AnvandareFactory(email="elin@kiruna.example")
    client.get(reverse("konton:logga_in"))
    session = client.session
    session["sak"] = 1
    session.save()
    before = session.session_key
    try_to_sign_in(client, "elin@kiruna.example")
    assert client.session.session_key != before
