"""What the next report is, and what it begins with."""

import pytest

from kostnader.prognos.models import Prognosrad
from kostnader.rapporter.acts import skapa_rapport
from kostnader.rapporter.queries import next_rapport
from kostnader.utfall.stangning import close_year
from samverkan.models import Samverkan
from tests.kostnader.prognos.scen import YEAR, Ar, ett_ar

pytestmark = pytest.mark.django_db


def explained_year() -> Ar:
    """A year with a forecast after August where one row is explained, over two lines."""
    year = ett_ar(("Licenser", 100_000), ("Personal", 500_000))
    year.spend(8, 90_000, "Licenser")
    omgang = year.omgang(through=8)
    slag = year.slag("Licenser")
    Prognosrad.objects.update_or_create(
        omgang=omgang, tjanst=year.tjanst, kostnadsslag=slag, defaults={"comment": "Bytet är\nuppskjutet."}
    )
    return year


def test_a_month_report_begins_with_what_the_forecast_says_of_its_deviations() -> None:
    year = explained_year()
    through = {"kind": "manad", "year": YEAR, "through": 8}
    rapport = skapa_rapport(year.scen.samverkan, **through, actor=year.controller)
    texts = dict(rapport.avsnitt.exclude(text="").values_list("key", "text"))
    assert texts == {"drift": f"- **{year.tjanst.label}, Licenser:** Bytet är uppskjutet."}


def test_a_report_before_the_forecast_begins_empty() -> None:
    year = explained_year()
    rapport = skapa_rapport(year.scen.samverkan, kind="manad", year=YEAR, through=7, actor=year.controller)
    assert not rapport.avsnitt.exclude(text="").exists()


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        (Samverkan.Form.GEMENSAM_NAMND, "verksamhetsberattelse"),
        (Samverkan.Form.KOMMUNALFORBUND, "arsredovisning"),
    ],
)
def test_of_a_closed_year_the_report_of_the_whole_year_comes_next(form: str, kind: str) -> None:
    year = explained_year()
    samverkan = year.scen.samverkan
    samverkan.form = form
    samverkan.save()
    assert next_rapport(samverkan, YEAR).kind == "manad"
    close_year(samverkan, YEAR, actor=year.controller)
    assert (next_rapport(samverkan, YEAR).kind, next_rapport(samverkan, YEAR).through) == (kind, 12)
    skapa_rapport(samverkan, kind=kind, year=YEAR, actor=year.controller)
    assert next_rapport(samverkan, YEAR) is None
