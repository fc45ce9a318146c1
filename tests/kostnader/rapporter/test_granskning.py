"""A report is looked over: tables, text, keys and days; a red remark stops it until somebody signs why."""

from datetime import date

import pytest
from django.test import Client

from kostnader.rapporter import acts, kontroller
from kostnader.rapporter.egna import read_grid
from kostnader.rapporter.models import Rapport, Rapportblock
from samverkan.handelser.models import Handelse
from samverkan.lib.errors import Refused
from tests import factories as f
from tests.kostnader.rapporter.scen import Rapportscen, figures, rapport_scen
from tests.pages import page_url

pytestmark = pytest.mark.django_db
WRONG = "Post\tBudget\tUtfall\tAvvikelse\nPersonal\t100\t110\t-10\nLokaler\t50\t50\t0\nSumma\t150\t160\t10"


def with_table(grid: str = WRONG, **scen: object) -> Rapportscen:
    """A report whose only table is typed."""
    made = rapport_scen(**scen)
    made.block.delete()
    acts.skriv_tabell(made.avsnitt, read_grid(grid, "Drift", unit="tkr"), actor=made.controller)
    return made


def found(scen: Rapportscen) -> list[tuple[str, str]]:
    return [(one.key, one.level) for one in kontroller.registered(scen.rapport)]


def test_a_typed_table_that_does_not_sum_is_found_where_it_stands() -> None:
    scen = with_table()
    remarks = kontroller.registered(scen.rapport)
    assert [one.text for one in remarks] == [
        "Tabell 1. Summa, Avvikelse: raderna ger −10 tkr, men det står 10 tkr.",
        "Tabell 1. Summa: avvikelsen 10 tkr har omvänt tecken mot de andra raderna.",
    ]
    assert {one.avsnitt for one in remarks} == {scen.avsnitt.pk}


def test_a_red_remark_stops_the_report_until_somebody_signs_why(client: Client) -> None:
    scen = with_table()
    acts.klarmarkera_avsnitt(scen.avsnitt, actor=scen.controller)
    with pytest.raises(Refused, match="En kontroll säger nej"):
        acts.klarmarkera_rapport(scen.rapport, actor=scen.controller)
    client.force_login(scen.controller)
    for remark in kontroller.registered(scen.rapport):
        url = page_url(scen.samverkan, "rapporter:signera", pk=scen.rapport.pk) + f"?vad={remark.key}"
        assert client.post(url, {"text": ""}).status_code == 422
        client.post(url, {"text": "Så står det i huvudboken."})
    acts.klarmarkera_rapport(scen.rapport, actor=scen.controller)
    scen.rapport.refresh_from_db()
    assert scen.rapport.status == Rapport.Status.KLAR
    assert Handelse.objects.filter(action="rapport.remark_signed").count() == 2


def test_what_has_been_mended_cannot_be_signed() -> None:
    scen = with_table("Post\tUtfall\nIT\t10\nSumma\t10")
    with pytest.raises(Refused, match="säger inte det längre"):
        acts.signera_anmarkning(scen.rapport, key="summa:x:y", text="Ändå", actor=scen.controller)


def test_a_figure_in_the_text_that_nearly_is_the_tables_is_pointed_out() -> None:
    scen = rapport_scen(text="Nettokostnaden blev 1 367 tkr.")
    with figures(y2023_08="1376000.00"):
        texts = [one.text for one in kontroller.registered(scen.rapport) if one.key.startswith("text:")]
    assert texts == ["Texten säger 1 367 tkr, men Resultat, Nettokostnad, Utfall är inte densamma."]


def test_a_field_that_leads_nowhere_stops() -> None:
    scen = rapport_scen(text="Det blev {prov.finns-inte.utfall}.")
    with figures(y2023_08="1000.00"):
        assert found(scen) == [(f"falt:{scen.avsnitt.pk}:{{prov.finns-inte.utfall}}", "rod")]


def test_a_section_due_after_the_day_of_the_law_is_pointed_out() -> None:
    scen = with_table("Post\tUtfall\nIT\t10\nSumma\t10")
    Rapport.objects.filter(pk=scen.rapport.pk).update(kind="delar")
    scen.rapport.refresh_from_db()
    scen.avsnitt.deadline = date(2023, 11, 15)
    scen.avsnitt.save()
    assert [one.text for one in kontroller.registered(scen.rapport)] == [
        "Drift ska vara klart 2023-11-15, men rapporten ska lämnas senast 2023-10-31 "
        "(kommunallagen 11 kap. 16 §)."
    ]


def test_amounts_per_member_without_a_decided_key_stop() -> None:
    scen = with_table("Post\tUtfall\nIT\t10\nSumma\t10")
    nyckel = f.NyckelFactory(samverkan=scen.samverkan, name="Befolkning")
    f.TjanstFactory(samverkan=scen.samverkan, nyckel=nyckel, name="IT")
    Rapportblock.objects.create(avsnitt=scen.avsnitt, order=1, key="medlemmar")
    assert ("nyckel", "rod") in found(scen)
