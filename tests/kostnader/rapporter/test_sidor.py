import pytest
from django.test import Client

from kostnader.rapporter.acts import klarmarkera_avsnitt
from kostnader.rapporter.models import Avsnitt, Rapport
from tests.kostnader.rapporter.scen import figures, person, rapport_scen
from tests.pages import count_queries, page_url, signed_in

pytestmark = pytest.mark.django_db


def test_the_first_month_report_is_made_by_one_press(client: Client) -> None:
    samverkan = signed_in(client, "controller")
    page = client.get(page_url(samverkan, "rapporter:lista", year=2023))
    assert "Skapa månadsrapport december 2023" in page.content.decode()
    answer = client.post(page_url(samverkan, "rapporter:ny", year=2023), {"kind": "manad", "through": "12"})
    rapport = Rapport.objects.get()
    assert answer.url == page_url(samverkan, "rapporter:rapport", year=2023, pk=rapport.pk)
    assert client.get(answer.url).status_code == 200


def test_a_report_is_read_with_its_table_figures_and_notes(client: Client) -> None:
    with figures(y2023_08="1376000"):
        scen = rapport_scen(text="Resultatet är {prov.netto.utfall}.")
        klarmarkera_avsnitt(scen.avsnitt, actor=scen.controller)
        client.force_login(scen.controller)
        page = client.get(page_url(scen.samverkan, "rapporter:las", pk=scen.rapport.pk)).content.decode()
    assert "1\u00a0376\u00a0tkr" in page
    assert "Tabell 1. Resultat" in page
    assert "SHA-256" in page


def test_an_editor_shows_what_leads_nowhere_at_its_place(client: Client) -> None:
    with figures(y2023_08="1376000"):
        scen = rapport_scen(text="Det blev {prov.nettto.utfall}.")
        client.force_login(scen.controller)
        url = page_url(scen.samverkan, "rapporter:avsnitt", pk=scen.rapport.pk, avsnitt=scen.avsnitt.pk)
        page = client.get(url).content.decode()
    assert "Tabellen Resultat har ingen rad nettto" in page


def test_a_text_is_saved_as_it_is_typed_and_told_how_it_reads(client: Client) -> None:
    with figures(y2023_08="1376000"):
        scen = rapport_scen()
        client.force_login(scen.controller)
        words = {"pk": scen.rapport.pk, "avsnitt": scen.avsnitt.pk}
        url = page_url(scen.samverkan, "rapporter:avsnitt_spara", **words)
        sent = {"field": "text", "base": "", "value": "Netto {prov.netto.utfall}"}
        answer = client.post(url, sent).json()
    assert answer["text"] == "Netto {prov.netto.utfall}"
    assert "1\u00a0376\u00a0tkr" in answer["kontroll"]


def test_saving_a_text_fetches_no_table_that_it_does_not_speak_of(client: Client) -> None:
    with figures(y2023_08="1376000"):
        scen = rapport_scen()
        client.force_login(scen.controller)
        words = {"pk": scen.rapport.pk, "avsnitt": scen.avsnitt.pk}
        client.get(page_url(scen.samverkan, "rapporter:avsnitt", **words))
    with figures(y2023_08="9999000"):  # what a source that is asked again would say
        url = page_url(scen.samverkan, "rapporter:avsnitt_spara", **words)
        answer = client.post(url, {"field": "text", "base": "", "value": "Netto 1 376 tkr"}).json()
    assert "{prov.netto.utfall}" in answer["kontroll"]


def test_what_is_typed_last_is_in_the_section_that_is_marked_ready(client: Client) -> None:
    with figures(y2023_08="1376000"):
        scen = rapport_scen(text="Först")
        client.force_login(scen.controller)
        words = {"pk": scen.rapport.pk, "avsnitt": scen.avsnitt.pk}
        url = page_url(scen.samverkan, "rapporter:avsnitt_klart", **words)
        client.post(url, {"text": "Sist", "text.bas": "Först"})
    avsnitt = Avsnitt.objects.get()
    assert (avsnitt.text, avsnitt.status) == ("Sist", "klart")


def test_the_named_writer_writes_and_others_cannot_see_the_draft(client: Client) -> None:
    scen = rapport_scen()
    writer = person(scen.samverkan, "ledamot", "Lisa Ledamot")
    url = page_url(scen.samverkan, "rapporter:avsnitt", pk=scen.rapport.pk, avsnitt=scen.avsnitt.pk)
    client.force_login(writer)
    assert client.get(url).status_code == 404
    Avsnitt.objects.filter(pk=scen.avsnitt.pk).update(writer=writer)
    assert client.get(url).status_code == 200
    assert client.post(url, {"text": "Skrivet", "text.bas": ""}).status_code == 302
    assert Avsnitt.objects.get(pk=scen.avsnitt.pk).text == "Skrivet"


def test_the_revisor_reads_a_draft_and_changes_nothing(client: Client) -> None:
    scen = rapport_scen()
    client.force_login(person(scen.samverkan, "revisor", "Rut Revisor"))
    url = page_url(scen.samverkan, "rapporter:avsnitt", pk=scen.rapport.pk, avsnitt=scen.avsnitt.pk)
    assert client.get(url).status_code == 200
    assert client.post(url, {"text": "Ändrat"}).status_code == 403


def test_the_list_asks_as_many_questions_with_one_report_as_with_ten(client: Client) -> None:
    scen = rapport_scen()
    client.force_login(scen.controller)
    url = page_url(scen.samverkan, "rapporter:lista")
    client.get(url)
    one = count_queries(client, url)
    for number in range(2, 11):
        rapport = Rapport.objects.create(
            samverkan=scen.samverkan, kind="manad", year=2023, through=8, number=number, title=f"R{number}"
        )
        Avsnitt.objects.create(rapport=rapport, order=0, heading="Drift")
    assert count_queries(client, url) == one
