from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from samverkan.env import celery_broker, env_bool, env_database, env_int, env_list, env_site, env_str


def test_a_secret_is_read_from_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret").write_text("hemligt\n")
    monkeypatch.setenv("X_FILE", str(tmp_path / "secret"))
    assert env_str("X") == "hemligt"


def test_a_value_given_both_ways_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", "a")
    monkeypatch.setenv("X_FILE", "/b")
    with pytest.raises(ImproperlyConfigured, match="X or X_FILE, not both"):
        env_str("X")


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", " ")
    assert (env_str("X", "a"), env_bool("X", True), env_int("X", 3), env_list("X", ["a"])) == (
        "a",
        True,
        3,
        ["a"],
    )


@pytest.mark.parametrize(("text", "value"), [("1", True), ("Yes", True), ("0", False), ("OFF", False)])
def test_a_switch_is_on_or_off(monkeypatch: pytest.MonkeyPatch, text: str, value: bool) -> None:
    monkeypatch.setenv("X", text)
    assert env_bool("X", not value) is value


@pytest.mark.parametrize("text", ["1.5", "-1", "två", "٣", "0"])
def test_a_number_below_its_least_or_no_number_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("X", text)
    with pytest.raises(ImproperlyConfigured, match="X must be a whole number, at least 1"):
        env_int("X", 5, minimum=1)


HOSTS = ["samverkan.example.se", ".kommun.se"]


def test_the_sites_address_is_a_scheme_and_a_host_let_in(monkeypatch: pytest.MonkeyPatch) -> None:
    default = "https://samverkan.example.se"
    assert env_site("X", hosts=HOSTS, default=default) == default
    monkeypatch.setenv("X", "https://it.kommun.se:8443/")
    assert env_site("X", hosts=HOSTS, default=default) == "https://it.kommun.se:8443"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("samverkan.example.se", "X must be like https://samverkan.example.se"),
        ("ftp://samverkan.example.se", "X must be like"),
        ("https://samverkan.example.se/app", "X must be like"),
        ("https://annan.example.se", "X names annan.example.se, which is not among ALLOWED_HOSTS"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused(
    monkeypatch: pytest.MonkeyPatch, text: str, message: str
) -> None:
    monkeypatch.setenv("X", text)
    with pytest.raises(ImproperlyConfigured, match=message):
        env_site("X", hosts=HOSTS, default="")


def test_a_list_has_commas_between(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", "a.se, b.se,")
    assert env_list("X") == ["a.se", "b.se"]


def test_a_database_on_another_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", "postgresql://anna:l%40s@db.se:5433/sam?sslmode=require")
    assert env_database("X", password="") == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "sam",
        "USER": "anna",
        "PASSWORD": "l@s",
        "HOST": "db.se",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


def test_a_database_on_a_unix_socket_with_the_password_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", "postgresql://anna@/sam?host=/run/pg")
    found = env_database("X", password="hemligt")
    assert (found["HOST"], found["PORT"], found["PASSWORD"], found["OPTIONS"]) == (
        "/run/pg",
        "",
        "hemligt",
        {},
    )


@pytest.mark.parametrize(
    ("url", "broker"),
    [
        ("redis://redis:6379/0", "redis://redis:6379/0"),
        ("unix:///run/redis.sock?db=2", "redis+socket:///run/redis.sock?virtual_host=2"),
        ("unix:///run/redis.sock", "redis+socket:///run/redis.sock?virtual_host=0"),
    ],
)
def test_celery_reaches_the_same_redis(url: str, broker: str) -> None:
    assert celery_broker(url) == broker
