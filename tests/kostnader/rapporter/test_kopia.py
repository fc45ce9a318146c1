import pytest

from kostnader.rapporter import acts
from kostnader.rapporter.egna import read_grid
from kostnader.rapporter.innehall import read_dokument
from kostnader.rapporter.mallar import MALLAR, kinds_for
from kostnader.rapporter.models import Avsnitt, Rapport
from samverkan.lib.errors import Refused
from samverkan.medlemmar.models import Samverkan
from tests import factories as f
from tests.kostnader.rapporter.scen import figures, rapport_scen

pytestmark = pytest.mark.django_db


def test_a_copy_carries_text_and_tables_and_fetches_its_own_figures() -> None:
    scen = rapport_scen(through=8, text="Netto blev {prov.netto.utfall}.")
    with figures(y2023_08="1000000", y2023_09="2000000"):
        acts.klarmarkera_avsnitt(scen.avsnitt, actor=scen.controller)
        copy = acts.skapa_rapport(
            scen.samverkan, kind="manad", year=2023, through=9, source=scen.rapport, actor=scen.controller
        )
        dokument = read_dokument(copy)
    (section,) = dokument.avsnitt
    assert "2\u00a0000\u00a0tkr" in section.html
    assert (section.avsnitt.carried, section.avsnitt.status) == (True, "utkast")
    assert (copy.title, copy.copied_from) == ("Månadsrapport september 2023", scen.rapport)


def test_a_carried_text_is_not_ready_until_it_is_touched_or_confirmed() -> None:
    scen = rapport_scen(text="Samma som förut.")
    with figures(y2023_09="2000000"):
        copy = acts.skapa_rapport(
            scen.samverkan, kind="manad", year=2023, through=9, source=scen.rapport, actor=scen.controller
        )
        avsnitt = copy.avsnitt.get()
        with pytest.raises(Refused, match="Texten är från förra perioden"):
            acts.klarmarkera_avsnitt(avsnitt, actor=scen.controller)
        acts.bekrafta_text(avsnitt, actor=scen.controller)
        acts.klarmarkera_avsnitt(avsnitt, actor=scen.controller)


def test_a_text_that_is_changed_is_no_longer_carried() -> None:
    scen = rapport_scen(text="Samma som förut.")
    copy = acts.skapa_rapport(
        scen.samverkan, kind="manad", year=2023, through=9, source=scen.rapport, actor=scen.controller
    )
    acts.spara_text(copy.avsnitt.get(), "Nytt.", actor=scen.controller)
    assert copy.avsnitt.get().carried is False


def test_typed_tables_keep_their_names_so_that_fields_still_find_them() -> None:
    scen = rapport_scen()
    grid = read_grid("Post\tUtfall\nIT\t120 000", "Egen", unit="kr")
    acts.skriv_tabell(scen.avsnitt, grid, actor=scen.controller)
    acts.spara_text(scen.avsnitt, "IT kostade {tabell1.r1.k1}.", actor=scen.controller)
    copy = acts.skapa_rapport(
        scen.samverkan, kind="manad", year=2023, through=9, source=scen.rapport, actor=scen.controller
    )
    assert "120\u00a0tkr" in read_dokument(copy).avsnitt[0].html


def test_the_same_period_gets_the_next_version() -> None:
    scen = rapport_scen(through=8)
    again = acts.skapa_rapport(scen.samverkan, kind="manad", year=2023, through=8, actor=scen.controller)
    assert (again.number, str(again)) == (2, "Månadsrapport augusti 2023, version 2")


def test_a_report_of_another_samverkan_is_no_source() -> None:
    scen, other = rapport_scen(), rapport_scen()
    with pytest.raises(Refused, match="hör till en annan samverkan"):
        acts.skapa_rapport(
            scen.samverkan, kind="manad", year=2023, through=9, source=other.rapport, actor=scen.controller
        )


@pytest.mark.parametrize("kind", list(Rapport.Kind))
def test_every_kind_has_a_template_whose_sections_say_what_to_write(kind: str) -> None:
    samverkan = f.SamverkanFactory()
    rapport = acts.skapa_rapport(samverkan, kind=kind, year=2023, actor=f.AnvandareFactory())
    sections = list(rapport.avsnitt.values_list("key", "heading"))
    assert sections == [(part.key, part.heading) for part in MALLAR[kind]]
    assert sections[0] == ("ingress", "I korthet")


def test_a_table_that_no_feature_makes_is_left_out() -> None:
    samverkan = f.SamverkanFactory()
    rapport = acts.skapa_rapport(samverkan, kind="arsredovisning", year=2023, actor=f.AnvandareFactory())
    keys = set(Avsnitt.objects.filter(rapport=rapport).values_list("block__key", flat=True))
    assert {"organ", "mal", "narvaro"} <= keys
    assert "finns-inte" not in keys


def test_only_a_kommunalforbund_has_an_arsredovisning() -> None:
    forbund = Samverkan(form=Samverkan.Form.KOMMUNALFORBUND)
    namnd = Samverkan(form=Samverkan.Form.GEMENSAM_NAMND)
    assert [kind.value for kind in kinds_for(forbund)] == ["manad", "delar", "arsredovisning"]
    assert [kind.value for kind in kinds_for(namnd)] == ["manad", "delar", "verksamhetsberattelse"]
