import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from kostnader.rapporter import acts, kontroller
from kostnader.rapporter.innehall import read_dokument
from kostnader.rapporter.kontroller import Anmarkning
from kostnader.rapporter.models import Avsnitt, Frystabell, Kontrollkommentar, Rapport, Rapportblock
from kostnader.rapporter.tabeller import Tabeller, seal
from samverkan.lib import klocka
from samverkan.lib.errors import Refused
from tests import factories as f
from tests.kostnader.rapporter.scen import Rapportscen, figures, rapport_scen

pytestmark = pytest.mark.django_db
TEXT = "Netto blev {prov.netto.utfall}."


def told(rapport: Rapport) -> str:
    """How the first section reads, tags and all."""
    return str(read_dokument(Rapport.objects.get(pk=rapport.pk)).avsnitt[0].html)


def done(scen: Rapportscen) -> None:
    acts.klarmarkera_avsnitt(scen.avsnitt, actor=scen.controller)


def test_figures_follow_the_source_until_the_section_is_ready_and_then_stand_still() -> None:
    scen = rapport_scen(text=TEXT)
    with figures(y2023_08="1000000"):
        assert "1\u00a0000\u00a0tkr" in told(scen.rapport)
    with figures(y2023_08="2000000"):
        assert "2\u00a0000\u00a0tkr" in told(scen.rapport)
        done(scen)
    with figures(y2023_08="3000000"):
        dokument = read_dokument(Rapport.objects.get(pk=scen.rapport.pk))
        assert "2\u00a0000\u00a0tkr" in dokument.avsnitt[0].html
        assert dokument.avsnitt[0].block[0].tabell.value("netto", "utfall") == Decimal(2000000)
        (note,) = dokument.noter
        assert (note.letter, note.tables, note.source) == ("a", "Tabell 1", "Huvudboken.")


def test_what_is_frozen_is_stored_exactly_with_its_checksum() -> None:
    with figures(y2023_08="1000000.01"):
        scen = rapport_scen(text=TEXT)
        live = Tabeller(scen.rapport)["prov"]
        done(scen)
    row = Frystabell.objects.get()
    assert row.tabell == live
    assert seal(row.tabell)[1] == seal(live)[1] == row.sha256


def test_what_is_frozen_cannot_be_changed_even_past_the_acts() -> None:
    with figures(y2023_08="1000000"):
        scen = rapport_scen()
        done(scen)
    with pytest.raises(IntegrityError), transaction.atomic():
        Frystabell.objects.update(sha256="0" * 64)


def test_a_text_elsewhere_and_the_table_stand_on_the_same_frozen_figures() -> None:
    scen = rapport_scen()
    with figures(y2023_08="1000000"):
        done(scen)
    with figures(y2023_08="3000000"):
        other = acts.lagg_till_avsnitt(scen.rapport, {"heading": "Slutord"}, actor=scen.controller)
        acts.spara_text(other, TEXT, actor=scen.controller)
        assert "1\u00a0000\u00a0tkr" in read_dokument(scen.rapport).avsnitt[1].html


def test_an_opened_section_lets_go_of_its_figures_but_not_of_those_another_holds() -> None:
    scen = rapport_scen(text=TEXT)
    with figures(y2023_08="1000000"):
        other = acts.lagg_till_avsnitt(scen.rapport, {"heading": "Slutord"}, actor=scen.controller)
        acts.spara_text(other, TEXT, actor=scen.controller)
        done(scen)
        acts.klarmarkera_avsnitt(other, actor=scen.controller)
        acts.oppna_avsnitt(scen.avsnitt, reason="Fel i kommentaren", actor=scen.controller)
        assert Frystabell.objects.count() == 1
        acts.oppna_avsnitt(other, reason="Ny import", actor=scen.controller)
    assert Frystabell.objects.count() == 0


def test_a_section_is_opened_only_with_a_reason() -> None:
    with figures(y2023_08="1000000"):
        scen = rapport_scen()
        done(scen)
    with pytest.raises(Refused, match="Skriv varför"):
        acts.oppna_avsnitt(scen.avsnitt, reason=" ", actor=scen.controller)


def test_a_section_with_a_field_that_leads_nowhere_is_not_ready() -> None:
    with figures(y2023_08="1000000"), pytest.raises(Refused, match="har ingen rad fel"):
        done(rapport_scen(text="{prov.fel.utfall}"))
    assert Frystabell.objects.count() == 0


def test_a_section_whose_table_has_no_figures_is_not_ready() -> None:
    with pytest.raises(Refused, match="Det finns inga siffror till prov"):
        done(rapport_scen())


def test_a_ready_section_is_written_in_by_nobody() -> None:
    with figures(y2023_08="1000000"):
        scen = rapport_scen()
        done(scen)
    with pytest.raises(Refused, match="Avsnittet är klart"):
        acts.spara_text(scen.avsnitt, "Nytt", actor=scen.controller)
    with pytest.raises(Refused, match="siffrorna är frysta"):
        acts.ta_bort_block(scen.block, actor=scen.controller)
    with pytest.raises(Refused, match="siffrorna är frysta"):
        done(scen)


def test_a_report_is_ready_when_every_section_is_ready_and_approved_where_somebody_shall() -> None:
    with figures(y2023_08="1000000"):
        scen = rapport_scen()
        Avsnitt.objects.filter(pk=scen.avsnitt.pk).update(approver=scen.controller)
        with pytest.raises(Refused, match="Allt är inte klart och godkänt än: Drift"):
            acts.klarmarkera_rapport(scen.rapport, actor=scen.controller)
        done(scen)
    with pytest.raises(Refused, match="Drift"):
        acts.klarmarkera_rapport(scen.rapport, actor=scen.controller)
    acts.godkann_avsnitt(scen.avsnitt, actor=scen.controller)
    acts.klarmarkera_rapport(scen.rapport, actor=scen.controller)
    assert Rapport.objects.get().status == "klar"


def test_a_decided_report_never_changes() -> None:
    with figures(y2023_08="1000000"):
        scen = rapport_scen()
        done(scen)
    acts.klarmarkera_rapport(scen.rapport, actor=scen.controller)
    beslut = f.BeslutFactory(samverkan=scen.samverkan)
    acts.faststalla_rapport(scen.rapport, beslut=beslut, actor=scen.controller)
    attempts = [
        lambda: acts.faststalla_rapport(scen.rapport, beslut=beslut, actor=scen.controller),
        lambda: acts.oppna_rapport(scen.rapport, reason="Fel", actor=scen.controller),
        lambda: acts.oppna_avsnitt(scen.avsnitt, reason="Fel", actor=scen.controller),
        lambda: acts.spara_text(scen.avsnitt, "Nytt", actor=scen.controller),
        lambda: acts.ta_bort_rapport(scen.rapport, actor=scen.controller),
        lambda: acts.andra_rapport(scen.rapport, {"title": "Annan"}, actor=scen.controller),
    ]
    for attempt in attempts:
        with pytest.raises(Refused):
            attempt()
    assert Rapport.objects.get().beslut == beslut


def test_a_decision_of_another_samverkan_adopts_nothing() -> None:
    with figures(y2023_08="1000000"):
        scen = rapport_scen()
        done(scen)
    acts.klarmarkera_rapport(scen.rapport, actor=scen.controller)
    with pytest.raises(Refused, match="Välj ett beslut med bifall"):
        acts.faststalla_rapport(scen.rapport, beslut=f.BeslutFactory(), actor=scen.controller)


def test_a_red_check_stops_the_report_until_somebody_signs_why(monkeypatch: pytest.MonkeyPatch) -> None:
    red = Anmarkning("summa", kontroller.ROD, "Raderna summerar inte till totalen.")
    monkeypatch.setattr(kontroller, "_KONTROLLER", [lambda rapport: [red]])
    with figures(y2023_08="1000000"):
        scen = rapport_scen()
        done(scen)
    with pytest.raises(Refused, match="Raderna summerar inte till totalen"):
        acts.klarmarkera_rapport(scen.rapport, actor=scen.controller)
    Kontrollkommentar.objects.create(
        rapport=scen.rapport,
        key="summa",
        text="Avrundat post för post.",
        signed_by=scen.controller,
        signed_at=klocka.now(),
    )
    acts.klarmarkera_rapport(scen.rapport, actor=scen.controller)


def test_last_periods_figure_stands_beside_and_is_frozen_too() -> None:
    scen = rapport_scen()
    Rapportblock.objects.update(compare="utfall")
    with figures(y2023_08="3000000", y2023_07="2000000"):
        tabell = read_dokument(scen.rapport).avsnitt[0].block[0].tabell
        assert [column.note for column in tabell.columns] == ["", "", "juli 2023"]
        assert tabell.rows[2].values == (Decimal(3000000), Decimal("-1500.00"), Decimal(2000000))
        done(scen)
    with figures(y2023_08="9000000", y2023_07="9000000"):
        frozen = read_dokument(Rapport.objects.get()).avsnitt[0].block[0].tabell
    assert frozen == tabell


def test_a_chart_shows_the_table_and_says_its_figures() -> None:
    scen = rapport_scen()
    Rapportblock.objects.update(kind="staplar", columns=["utfall"])
    with figures(y2023_08="3000000"):
        (shown,) = read_dokument(scen.rapport).avsnitt[0].block
    assert shown.label == "Figur 1"
    assert shown.diagram.alt == "Resultat, tkr. Personal: Utfall 1\u00a0500; Övrigt: Utfall 1\u00a0500."


def test_the_ledger_of_acts_tells_who_did_what() -> None:
    moment = datetime.datetime(2023, 9, 1, 14, 32, tzinfo=klocka.now().tzinfo)
    with figures(y2023_08="1000000"), klocka.at(moment):
        scen = rapport_scen()
        done(scen)
    assert Frystabell.objects.get().frozen_at == moment
