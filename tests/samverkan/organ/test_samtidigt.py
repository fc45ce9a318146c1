"""Many at once, each with a connection of their own."""

import threading

import pytest
from django.db import connection, transaction

from samverkan.organ.dnr import draw_dnr
from samverkan.organ.models import Organ
from tests import factories as f

pytestmark = pytest.mark.django_db(transaction=True)


def test_those_who_draw_at_once_get_consecutive_numbers() -> None:
    one = f.OrganFactory()
    other = f.OrganFactory(samverkan=one.samverkan)
    gate, drawn = threading.Barrier(6), []

    def draw(organ: Organ) -> None:
        try:
            gate.wait(10)
            for _ in range(3):
                with transaction.atomic():
                    drawn.append(draw_dnr(organ, 2023))
        finally:
            connection.close()

    threads = [threading.Thread(target=draw, args=[organ]) for organ in (one, other) * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(drawn, key=lambda dnr: int(dnr.split("/")[1])) == [f"2023/{nr}" for nr in range(1, 19)]
