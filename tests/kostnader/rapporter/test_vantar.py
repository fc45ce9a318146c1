import datetime

import pytest
from django.test import Client

from kostnader.rapporter.acts import klarmarkera_avsnitt
from kostnader.rapporter.models import Avsnitt, Rapport
from kostnader.rapporter.vantar import waiting_reports
from samverkan.konton.models import Anvandare
from samverkan.lib import klocka
from samverkan.lib.local_time import STOCKHOLM
from tests.kostnader.rapporter.scen import Rapportscen, figures, person, rapport_scen
from tests.pages import count_queries, page_url

pytestmark = pytest.mark.django_db
DUE = datetime.date(2023, 9, 15)


def told(scen: Rapportscen, user: Anvandare, day: datetime.date = DUE) -> list[tuple[str, str, bool]]:
    with klocka.at(datetime.datetime.combine(day, datetime.time(8), STOCKHOLM)):
        return [(one.text, one.act, one.late) for one in waiting_reports(user, scen.samverkan)]


def test_the_writer_is_told_what_to_write_and_until_when() -> None:
    scen = rapport_scen()
    writer = person(scen.samverkan, "ledamot", "Lisa Ledamot")
    Avsnitt.objects.create(rapport=scen.rapport, order=1, heading="Mål", writer=writer)
    Avsnitt.objects.filter(heading="Drift").update(writer=writer, deadline=DUE)
    row = ("Du ska skriva Drift och Mål. Klart senast 2023-09-15.", "Skriv", False)
    assert told(scen, writer) == [row]
    late = ("Du ska skriva Drift och Mål. Skulle vara klart 2023-09-15.", "Skriv", True)
    assert told(scen, writer, datetime.date(2023, 9, 16)) == [late]


def test_the_approver_is_told_when_the_section_is_ready_and_not_before() -> None:
    with figures(y2023_08="1376000"):
        scen = rapport_scen(text="Klart.")
        approver = person(scen.samverkan, "ledamot", "Åke Godkännare")
        Avsnitt.objects.update(approver=approver)
        assert told(scen, approver) == []
        klarmarkera_avsnitt(scen.avsnitt, actor=scen.controller)
    assert told(scen, approver) == [("Du ska godkänna Drift.", "Godkänn", False)]
    assert told(scen, scen.controller) == []


def test_the_controller_is_told_that_a_report_can_go_on() -> None:
    with figures(y2023_08="1376000"):
        scen = rapport_scen(text="Klart.")
        klarmarkera_avsnitt(scen.avsnitt, actor=scen.controller)
    row = ("Alla avsnitt är klara. Markera rapporten som klar.", "Till rapporten", False)
    assert told(scen, scen.controller) == [row]
    Rapport.objects.update(status="klar")
    assert told(scen, scen.controller)[0][0].startswith("Klar. Ta upp den som ett ärende")


def test_the_start_page_leads_to_the_section_with_as_many_questions_for_ten_reports(client: Client) -> None:
    scen = rapport_scen()
    writer = person(scen.samverkan, "ledamot", "Lisa Ledamot")
    Avsnitt.objects.update(writer=writer)
    client.force_login(writer)
    start = page_url(scen.samverkan, "start:start")
    page = client.get(start).content.decode()
    assert page_url(scen.samverkan, "rapporter:avsnitt", pk=scen.rapport.pk, avsnitt=scen.avsnitt.pk) in page
    one = count_queries(client, start)
    for number in range(2, 11):
        rapport = Rapport.objects.create(
            samverkan=scen.samverkan, kind="manad", year=2023, through=8, number=number, title=f"R{number}"
        )
        Avsnitt.objects.create(rapport=rapport, order=0, heading="Drift", writer=writer)
    assert count_queries(client, start) == one
