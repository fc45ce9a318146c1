import pytest

from kostnader.rapporter import acts
from kostnader.rapporter.beredning import BEREDARE
from kostnader.rapporter.models import Rapport
from samverkan.beslut.beslutsobjekt import resting_on
from tests import factories as f
from tests.kostnader.rapporter.scen import Rapportscen, figures, rapport_scen

pytestmark = pytest.mark.django_db


def ready() -> Rapportscen:
    with figures(y2023_08="1000000"):
        scen = rapport_scen()
        acts.klarmarkera_avsnitt(scen.avsnitt, actor=scen.controller)
    acts.klarmarkera_rapport(scen.rapport, actor=scen.controller)
    return scen


def test_a_ready_report_waits_for_a_decision_and_a_draft_does_not() -> None:
    assert BEREDARE.find(rapport_scen().samverkan) == []
    scen = ready()
    (told,) = BEREDARE.find(scen.samverkan)
    assert (told.label, told.open, told.kind) == ("Månadsrapport augusti 2023", True, "rapport")


def test_bifall_locks_exactly_the_report_that_the_matter_carried() -> None:
    scen = ready()
    beslut = f.BeslutFactory(samverkan=scen.samverkan)
    BEREDARE.decide(scen.rapport.pk, beslut, scen.controller)
    rapport = Rapport.objects.get()
    assert (rapport.status, rapport.beslut) == ("faststalld", beslut)
    (resting,) = resting_on([beslut.pk])[beslut.pk]
    assert (resting.label, resting.text) == ("Rapport", "Månadsrapport augusti 2023")


@pytest.mark.parametrize("outcome", ["aterremiss", "avslag"])
def test_aterremiss_and_avslag_open_the_report_again(outcome: str) -> None:
    scen = ready()
    beslut = f.BeslutFactory(samverkan=scen.samverkan, outcome=outcome)
    BEREDARE.decide(scen.rapport.pk, beslut, scen.controller)
    assert Rapport.objects.get().status == "utkast"


def test_bordlaggning_leaves_it_ready() -> None:
    scen = ready()
    beslut = f.BeslutFactory(samverkan=scen.samverkan, outcome="bordlaggning")
    BEREDARE.decide(scen.rapport.pk, beslut, scen.controller)
    assert Rapport.objects.get().status == "klar"
