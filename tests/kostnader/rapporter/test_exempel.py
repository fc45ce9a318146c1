from pathlib import Path

import pytest

from kostnader.exempel.rapporter import load_rapporter
from kostnader.rapporter.innehall import read_dokument
from kostnader.rapporter.models import Frystabell, Rapport
from tests import factories as f

pytestmark = pytest.mark.django_db

DATA = """
[[rapport]]
slag = "arsredovisning"
ar = 2023
tomt = true
den = 2024-03-01T14:32:00
status = "faststalld"
beslut = "12 2024-04-10"

[[rapport.avsnitt]]
rubrik = "Drift"
text = "Förbundet går {tabell1.r2.k1} plus."
klart_senast = 2024-02-15

[[rapport.avsnitt.tabell]]
namn = "Driftredovisning"
enhet = "tkr"
rubrik = "Drift per verksamhet"
rader = '''
Verksamhet\tNetto
IT\t1 376
Summa\t1 376
'''

[[rapport.avsnitt.tabell]]
nyckel = "finns-inte"
"""


def test_a_report_is_loaded_through_the_real_acts_at_its_own_moment(tmp_path: Path) -> None:
    samverkan = f.SamverkanFactory()
    beslut = f.BeslutFactory(samverkan=samverkan, paragraf="12", date="2024-04-10")
    (tmp_path / "rapporter.toml").write_text(DATA, encoding="utf-8")
    load_rapporter(samverkan, tmp_path, f.AnvandareFactory())
    rapport = Rapport.objects.get()
    assert (rapport.status, rapport.beslut) == ("faststalld", beslut)
    (section,) = read_dokument(rapport).avsnitt
    assert "1\u00a0376\u00a0tkr" in section.html
    assert [shown.title for shown in section.block] == ["Drift per verksamhet"]
    assert f"{Frystabell.objects.get().frozen_at:%Y-%m-%d}" == "2024-03-01"


def test_a_folder_without_reports_loads_nothing(tmp_path: Path) -> None:
    load_rapporter(f.SamverkanFactory(), tmp_path, f.AnvandareFactory())
    assert Rapport.objects.count() == 0
