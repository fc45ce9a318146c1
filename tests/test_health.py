import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_house_is_up_when_postgres_and_redis_answer(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"postgres": "ok", "redis": "ok"})
