import pytest
from django.core.cache import caches
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_house_is_up_when_postgres_and_redis_answer(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"postgres": "ok", "redis": "ok"})


def test_a_redis_that_is_gone_is_named(client: Client, settings) -> None:
    gone = settings.CACHES["default"] | {"LOCATION": "unix:///nowhere/redis.sock"}
    settings.CACHES = {"default": gone}
    caches["default"].close()
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"postgres": "ok", "redis": "down"})


def test_pages_tell_the_browser_to_run_nothing_foreign(client: Client) -> None:
    policy = client.get("/healthz").headers["Content-Security-Policy"]
    assert {"default-src 'none'", "script-src 'self'", "style-src 'self'"} < set(policy.split("; "))
