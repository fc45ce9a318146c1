import pytest

from kostnader.rapporter import acts
from kostnader.rapporter.egna import read_grid
from kostnader.rapporter.granskning import granska_rapport
from kostnader.rapporter.models import Avsnitt
from tests.kostnader.rapporter.scen import rapport_scen

pytestmark = pytest.mark.django_db
LAST = "Kön\t2023\t2022\tAvvikelse\nKvinnor\t11,1\t10,9\t1\nMän\t15,9\t16,5\t1"


def remarks_of_a_copy_that_says(rows: str) -> list[str]:
    """What the checks find in next year's report when its table says so; last year's stands still."""
    scen = rapport_scen(year=2023, through=12)
    scen.block.delete()
    typed = acts.skriv_tabell(
        scen.avsnitt, read_grid(LAST, "Årsarbetare", unit="antal"), actor=scen.controller
    )
    acts.spara_text(scen.avsnitt, "Klart.", actor=scen.controller)
    acts.klarmarkera_avsnitt(scen.avsnitt, actor=scen.controller)
    copy = acts.skapa_rapport(
        scen.samverkan, kind="manad", year=2024, through=12, source=scen.rapport, actor=scen.controller
    )
    block = Avsnitt.objects.get(rapport=copy).block.get(key=typed.key)
    acts.andra_tabell(block, read_grid(rows, "Årsarbetare", unit="antal"), actor=scen.controller)
    return [one.text for one in granska_rapport(copy) if one.key.startswith("forra:")]


def test_a_figure_of_last_year_that_is_not_what_was_said_then_is_pointed_out() -> None:
    found = remarks_of_a_copy_that_says(
        "Kön\t2024\t2023\tAvvikelse\nKvinnor\t12,0\t11,0\t9\nMän\t15,0\t15,9\t9"
    )
    assert found == ["Tabell 1. Kvinnor, 2023: här står 11, men i Månadsrapport december 2023 stod 11,1."]


def test_what_is_said_as_before_or_is_of_no_earlier_year_is_left_alone() -> None:
    rows = "Kön\t2024\t2023\tAvvikelse\nKvinnor\t12,0\t11,1\t9\nMän\t15,0\t15,9\t9\nAlla\t27\t27\t9"
    assert remarks_of_a_copy_that_says(rows) == []
