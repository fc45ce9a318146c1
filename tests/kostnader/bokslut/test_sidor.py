"""The settlement on screen: what each role sees, and the journey from draft to invoice."""

import datetime
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kostnader.bokslut import acts
from kostnader.bokslut.models import Bokslut
from samverkan.models import Anvandare
from tests.kostnader.bokslut.scen import YEAR, Scen, equal_scen, hv_scen

pytestmark = pytest.mark.django_db


def client_of(person: Anvandare) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text_of(answer) -> str:
    """The page's words, without markup; groups of digits with ordinary spaces."""
    bare = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", bare.replace("\u00a0", " "))


@pytest.fixture
def hv() -> Scen:
    scen = hv_scen()
    scen.bill(1)
    scen.outcome((0, "25975200"), (1, "454400"))
    return scen


def begun(scen: Scen) -> Bokslut:
    return acts.begin_bokslut(scen.samverkan, YEAR, actor=scen.controller)


def decided(scen: Scen) -> Bokslut:
    bokslut = begun(scen)
    acts.foresla_bokslut(bokslut, actor=scen.controller)
    acts.besluta_bokslut(bokslut, beslut=scen.decision(), actor=scen.controller)
    return bokslut


def test_the_matrix_shows_the_published_figures_in_thousands(hv: Scen) -> None:
    begun(hv)
    answer = client_of(hv.controller).get(hv.url("?enhet=tkr"))
    words = text_of(answer)
    assert "Herrljunga värd 12 480 0 11 603 +878 +974 −96 0 +878" in words
    assert "Vårgårda 13 730 13 730 14 827 −1 097 −974 −123 0 −1 097" in words


def test_every_amount_leads_to_where_it_comes_from(hv: Scen) -> None:
    begun(hv)
    client, member = client_of(hv.controller), hv.medlemmar[1]
    page = client.get(hv.url()).content.decode()
    assert f'href="{hv.url(f"medlem/{member.pk}/")}#fordelning"' in page
    row = client.get(hv.url(f"medlem/{member.pk}/"))
    assert 'id="fordelning"' in row.content.decode()
    receipt = client.get(hv.url(f"medlem/{member.pk}/{hv.tjanster[0].pk}/"))
    assert "56,1 %" in text_of(receipt)
    assert "Avräkning av 2023" in text_of(receipt)


def test_what_is_missing_comes_first_and_stops_the_closing() -> None:
    scen = equal_scen()
    begun(scen)
    answer = client_of(scen.controller).get(scen.url())
    assert "Det finns inget utfall för 2023" in text_of(answer)
    assert "Stäng året och föreslå" not in text_of(answer)


def test_the_controller_takes_it_from_nothing_to_a_run_of_invoices() -> None:
    scen = equal_scen()
    scen.bill(1)
    scen.outcome((0, "150000"))
    client, payer = client_of(scen.controller), scen.medlemmar[1]
    client.post(scen.url("borja/"))
    client.post(scen.url(f"medlem/{payer.pk}/"), {"action": "debitera"})
    client.post(scen.url("foresla/"))
    answer = client.get(scen.url())
    assert "året är stängt" in text_of(answer)
    client.post(scen.url("besluta/"), {"beslut": scen.decision().pk})
    answer = client.post(scen.url("avrakna/"), {"issue_date": "2024-04-02"}, follow=True)
    assert "Avräkning, april 2024" in text_of(answer)
    assert payer.name in text_of(answer)
    assert "12 500" in text_of(answer)


def test_a_refusal_stands_by_the_field_and_nothing_is_saved(hv: Scen) -> None:
    bokslut = begun(hv)
    client = client_of(hv.controller)
    answer = client.post(hv.url(f"medlem/{hv.medlemmar[1].pk}/"), {"action": "aterbetala"})
    assert "Bara ett överskott kan återbetalas" in text_of(answer)
    assert hv.row(bokslut, 1).action == "overfora"


def test_a_member_sees_it_when_it_is_proposed_and_on_its_start_page(hv: Scen) -> None:
    own = hv.medlemmar[1]
    client = client_of(hv.person("kommunlasare", organisation=own))
    bokslut = begun(hv)
    assert "Inget bokslut för året än" in text_of(client.get(hv.url()))
    assert client.get(hv.url(f"medlem/{own.pk}/")).status_code == 404
    acts.foresla_bokslut(bokslut, actor=hv.controller)
    assert client.get(hv.url(f"medlem/{own.pk}/")).status_code == 200
    start = text_of(client.get(f"/{hv.samverkan.slug}/{YEAR}/"))
    assert "Vårgårda: −1 097 005,60 kr, föreslås: överförs till nästa år" in start
    acts.besluta_bokslut(bokslut, beslut=hv.decision(), actor=hv.controller)
    start = text_of(client.get(f"/{hv.samverkan.slug}/{YEAR}/"))
    assert "Vårgårda: −1 097 005,60 kr, överförs till nästa år" in start
    assert "−973 922,20 kr av budgetens fördelning och −123 083,40 kr av årets utfall" in start


def test_the_members_own_decision_is_noted_on_its_page(hv: Scen) -> None:
    bokslut = begun(hv)
    acts.change_bokslut(bokslut, basis="fakturerat", members_decide=True, actor=hv.controller)
    acts.foresla_bokslut(bokslut, actor=hv.controller)
    client, own = client_of(hv.controller), hv.medlemmar[1]
    assert "Medlemmarnas egna beslut" in text_of(client.get(hv.url()))
    beslut = hv.decision(paragraf="44")
    client.post(hv.url(f"medlem/{own.pk}/beslut/"), {"beslut": beslut.pk})
    assert hv.row(bokslut, 1).beslut == beslut


def test_the_year_is_opened_again_with_a_reason(hv: Scen) -> None:
    bokslut = decided(hv)
    client = client_of(hv.controller)
    assert "Skriv varför året öppnas igen." in text_of(client.post(hv.url("oppna/"), {"reason": ""}))
    client.post(hv.url("oppna/"), {"reason": "En faktura kom i mars."})
    bokslut.refresh_from_db()
    assert bokslut.status == "oppnat"
    assert "Tidigare bokslut för året" in text_of(client.get(hv.url()))


def test_it_is_a_workbook_too(hv: Scen) -> None:
    begun(hv)
    answer = client_of(hv.controller).get(hv.url("excel/"))
    assert answer.headers["Content-Type"].startswith("application/vnd.openxml")


def test_a_decided_page_asks_as_many_questions_for_two_members_as_for_thirty() -> None:
    counts = []
    for members in (2, 30):
        scen = equal_scen(members)
        scen.outcome((0, "150000"))
        decided(scen)
        client = client_of(scen.person("ledamot"))
        client.get(scen.url())
        with CaptureQueriesContext(connection) as found:
            client.get(scen.url())
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_a_draft_without_outcome_of_december_says_so(hv: Scen) -> None:
    hv.samverkan.handposter.update(month=datetime.date(YEAR, 10, 1))
    begun(hv)
    assert "Utfall saknas för november–december" in text_of(client_of(hv.controller).get(hv.url()))
