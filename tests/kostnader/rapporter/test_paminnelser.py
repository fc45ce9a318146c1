import datetime

import pytest
from django.core import mail

from kostnader.rapporter.models import Avsnitt
from kostnader.rapporter.paminnelser import remind_all
from samverkan.lib import klocka
from samverkan.lib.local_time import STOCKHOLM
from tests.kostnader.rapporter.scen import Rapportscen, person, rapport_scen

pytestmark = pytest.mark.django_db
DUE = datetime.date(2023, 9, 15)


def with_writer() -> Rapportscen:
    scen = rapport_scen()
    writer = person(scen.samverkan, "ledamot", "Lisa Ledamot")
    Avsnitt.objects.update(writer=writer, deadline=DUE)
    return scen


def remind_on(day: datetime.date) -> int:
    with klocka.at(datetime.datetime.combine(day, datetime.time(8), STOCKHOLM)):
        return remind_all()


def test_the_writer_is_reminded_once_each_time() -> None:
    scen = with_writer()
    Avsnitt.objects.create(
        rapport=scen.rapport, order=1, heading="Mål", writer=Avsnitt.objects.get().writer, deadline=DUE
    )
    assert [remind_on(DUE), remind_on(DUE), remind_on(DUE + datetime.timedelta(7))] == [1, 0, 1]
    first = mail.outbox[0]
    assert first.subject == "Påminnelse: Månadsrapport augusti 2023"
    assert "- Drift, att skriva senast 2023-09-15\n- Mål, att skriva senast 2023-09-15" in first.body


def test_the_approver_is_reminded_of_what_is_ready() -> None:
    scen = rapport_scen()
    approver = person(scen.samverkan, "sekreterare", "Siv Sekreterare")
    Avsnitt.objects.update(approver=approver, deadline=DUE, status="klart", done_at=klocka.now())
    assert remind_on(DUE) == 1
    assert mail.outbox[0].to == [approver.email]
    assert "att godkänna" in mail.outbox[0].body


def test_nobody_is_reminded_of_a_report_that_is_ready() -> None:
    scen = with_writer()
    scen.rapport.status = "klar"
    scen.rapport.save()
    assert remind_on(DUE) == 0
