"""A project is charged to those who take part in it: by its key, once, and later joiners buy in."""

import datetime
from decimal import Decimal

import pytest
from django.test import Client

from kostnader.bokslut.berakning import read_kallor
from kostnader.fakturor import acts
from kostnader.fakturor.issue import kreditera
from kostnader.fakturor.models import Faktura, Fakturakorning, Fakturarad
from kostnader.fakturor.pdf import faktura_html
from kostnader.fakturor.plan import billed_by, make_plan
from kostnader.fakturor.projektrader import debitering_of
from kostnader.oversikt.queries import kostnad_of
from kostnader.projekt.models import Projekt
from samverkan.jobb.acts import perform
from samverkan.lib.errors import Refused
from tests.kostnader.projekt import factories as p
from tests.pages import page_url
from tests.scener import Scen, liten_scen

pytestmark = pytest.mark.django_db

D = Decimal
FEBRUARI, JUNI = datetime.date(2023, 2, 1), datetime.date(2023, 6, 1)


def charged_project(scen: Scen, *later: int, **values: object) -> Projekt:
    """30 hours at 400 kr in February, charged to all members from January, those of `later` from June."""
    project = p.ProjektFactory(
        samverkan=scen.samverkan,
        charged=True,
        rate=D(400),
        nyckel=scen.tjanst.nyckel,
        tjanst=scen.tjanst,
        **values,
    )
    for number, organisation in enumerate(scen.medlemmar):
        joined = JUNI if number in later else datetime.date(2023, 1, 1)
        p.ProjektdeltagareFactory(projekt=project, organisation=organisation, joined=joined)
    p.TidpostFactory(projekt=project, month=FEBRUARI, hours=D(30))
    return project


def opened(scen: Scen, project: Projekt, through: datetime.date = FEBRUARI) -> Fakturakorning:
    day = datetime.date(2023, through.month + 1, 3)
    return acts.open_projekt(project, through=through, issue_date=day, actor=scen.controller)


def issued(scen: Scen, run: Fakturakorning) -> list[Faktura]:
    plan = make_plan(run)
    payers = {payer.organisation.pk for payer in plan.ready}
    perform(
        acts.utfarda_korning(run, payer_ids=payers, fingerprint=plan.fingerprint, actor=scen.controller).pk
    )
    run.refresh_from_db()
    return list(Faktura.objects.filter(post__korning=run).order_by("series_number"))


def test_each_participant_but_the_host_gets_an_invoice_of_its_share() -> None:
    scen = liten_scen()
    project = charged_project(scen)
    fakturor = issued(scen, opened(scen, project))
    assert [(one.payer, one.net) for one in fakturor] == [(one, D(4000)) for one in scen.medlemmar[1:]]
    rad = Fakturarad.objects.filter(faktura=fakturor[0]).get()
    assert (rad.projekt, rad.tjanst, rad.text) == (project, scen.tjanst, str(project))
    assert rad.explanation["projekt"]["netto"] == "4000.00"
    assert rad.explanation["andel"] == "4000.00"


def test_opened_twice_it_is_the_same_run_and_issued_twice_it_is_charged_once() -> None:
    scen = liten_scen()
    project = charged_project(scen)
    run = opened(scen, project)
    assert opened(scen, project) == run
    issued(scen, run)
    with pytest.raises(Refused, match="allt till och med den månaden är redan fakturerat"):
        opened(scen, project)
    assert Faktura.objects.count() == 2


def test_hours_that_come_later_are_charged_by_the_next_run_alone() -> None:
    scen = liten_scen()
    project = charged_project(scen)
    issued(scen, opened(scen, project))
    p.TidpostFactory(projekt=project, month=JUNI, hours=D(3))
    assert [one.net for one in issued(scen, opened(scen, project, JUNI))] == [D(400), D(400)]


def test_a_later_joiner_buys_in_and_the_earlier_get_theirs_back() -> None:
    scen = liten_scen()
    project = charged_project(scen, 2)
    first = issued(scen, opened(scen, project))
    assert [(one.payer, one.net) for one in first] == [(scen.medlemmar[1], D(6000))]
    back, bought = sorted(issued(scen, opened(scen, project, JUNI)), key=lambda one: one.net)
    assert (back.payer, back.kind, back.net) == (scen.medlemmar[1], "kredit", D(-2000))
    assert back.refers_to == [first[0].number]
    assert (bought.payer, bought.kind, bought.net) == (scen.medlemmar[2], "faktura", D(4000))


def test_an_invoice_that_is_credited_is_charged_again() -> None:
    scen = liten_scen()
    project = charged_project(scen)
    faktura = issued(scen, opened(scen, project))[0]
    kreditera(faktura, reason="Fel referens", actor=scen.controller)
    assert [(one.payer, one.net) for one in issued(scen, opened(scen, project))] == [(faktura.payer, D(4000))]


def test_the_hosts_own_part_is_told_once() -> None:
    scen = liten_scen()
    project = charged_project(scen)
    issued(scen, opened(scen, project))
    host = next(row for row in debitering_of(project, FEBRUARI).rows if row.organisation == scen.medlemmar[0])
    assert (host.charged, host.net) == (D(4000), D(0))


def test_it_is_no_part_of_what_the_services_year_is_billed() -> None:
    scen = liten_scen()
    scen.freeze()
    issued(scen, opened(scen, charged_project(scen)))
    assert billed_by(scen.samverkan.pk, {2023}) == {}
    assert kostnad_of(scen.samverkan, 2023, scen.medlemmar[1]).fakturerat == D(0)


def test_the_run_of_a_month_is_another_than_the_projects() -> None:
    scen = liten_scen()
    scen.freeze()
    run = opened(scen, charged_project(scen))
    month = acts.open_korning(
        scen.samverkan, year=2023, month=3, issue_date=run.issue_date, actor=scen.controller
    )
    assert month != run
    assert (run.number, month.number) == (1, 2)


def test_without_a_service_or_a_key_it_says_what_to_do() -> None:
    scen = liten_scen()
    project = charged_project(scen)
    Projekt.objects.filter(pk=project.pk).update(tjanst=None)
    with pytest.raises(Refused, match="vilken tjänst det faktureras med"):
        opened(scen, project)
    Projekt.objects.filter(pk=project.pk).update(tjanst=scen.tjanst, nyckel=None)
    with pytest.raises(Refused, match="Kostnaden delas när projektet har fördelningsnyckel"):
        opened(scen, project)


def test_the_annex_explains_the_buy_in() -> None:
    scen = liten_scen()
    project = charged_project(scen, 2)
    issued(scen, opened(scen, project))
    bought = max(issued(scen, opened(scen, project, JUNI)), key=lambda one: one.net)
    html = faktura_html(bought)
    assert "Inköp i det som kostat före 2023-06" in html
    assert "Projektets kostnad delas mellan dem som deltar" in html


def test_what_is_booked_on_a_charged_project_is_not_shared_again_by_the_settlement() -> None:
    scen = liten_scen()
    project = charged_project(scen)
    assert read_kallor(scen.samverkan, 2023).in_projects == D(0)
    issued(scen, opened(scen, project))
    assert read_kallor(scen.samverkan, 2023).in_projects == D(0)  # hours are not booked


def test_the_controller_opens_the_run_from_the_projects_page(client: Client) -> None:
    scen = liten_scen()
    project = charged_project(scen)
    client.force_login(scen.controller)
    page = page_url(scen.samverkan, "fakturor:projekt", projekt=project.pk)
    assert (
        f'href="{page}"'
        in client.get(page_url(scen.samverkan, "projekt:projekt", pk=project.pk)).content.decode()
    )
    answer = client.post(page, {"through": "2023-02", "issue_date": "2023-03-03"})
    run = Fakturakorning.objects.get()
    assert answer.url == page_url(scen.samverkan, "fakturor:korning", korning=run.pk)
    html = client.get(answer.url).content.decode()
    assert str(project) in html
    assert scen.medlemmar[1].name in html


def test_a_refusal_stands_on_the_page_with_what_was_typed(client: Client) -> None:
    scen = liten_scen()
    project = charged_project(scen)
    client.force_login(scen.controller)
    page = page_url(scen.samverkan, "fakturor:projekt", projekt=project.pk)
    answer = client.post(page, {"through": "2023-01", "issue_date": "2023-03-03"})
    assert answer.status_code == 422
    assert "Det finns inget att fakturera" in answer.content.decode()
