"""The published statements of Lystkom and Itsam come out of the examples to the thousand."""

from decimal import Decimal

import pytest

from kostnader.exempel.rakenskaper import load_rakenskaper
from kostnader.rakenskaper.tabeller import balansrakning, kassaflodesanalys, resultatrakning
from samverkan.exempel.load import FIXTURES
from samverkan.models import Samverkan
from samverkan.tabeller.kallor import Period
from samverkan.tabeller.tabell import Tabell
from tests.factories import SamverkanFactory

pytestmark = pytest.mark.django_db


def loaded(slug: str) -> Samverkan:
    samverkan = SamverkanFactory(form="kommunalforbund")
    load_rakenskaper(samverkan, FIXTURES / slug, None)
    return samverkan


def tkr(tabell: Tabell, column: str) -> dict[str, int]:
    place = tabell.column(column)
    known = {rad.key: rad.values[place] for rad in tabell if rad.values}
    return {key: int(value / 1000) for key, value in known.items() if isinstance(value, Decimal)}


def test_lystkoms_result_of_2023() -> None:
    tabell = resultatrakning(loaded("lystkom"), Period(2023))
    sums = ("nettokostnader", "verksamhetens_resultat", "arets_resultat")
    assert [tkr(tabell, "utfall_fore")[key] for key in sums] == [742, 1532, 1441]
    assert [tkr(tabell, "budget")[key] for key in sums] == [192, 982, 812]
    assert tkr(tabell, "utfall")["arets_resultat"] == 1376
    assert tkr(tabell, "avvikelse")["arets_resultat"] == 564


def test_lystkoms_balance_sheet_and_cash_flow_of_2022() -> None:
    samverkan = loaded("lystkom")
    sheet = balansrakning(samverkan, Period(2022))
    wanted = {"anlaggning": 22861, "omsattning": 8383, "tillgangar": 31244, "eget_kapital": 5037}
    # The source prints 8 384 and 31 245: its rows are rounded each for itself.
    assert {key: tkr(sheet, "utfall")[key] for key in wanted} == wanted
    assert tkr(sheet, "utfall")["ek_och_skulder"] == 31245
    assert sheet.note == "Tillgångarna är 1\u00a0000 kr mindre än eget kapital och skulder."
    flow = tkr(kassaflodesanalys(samverkan, Period(2022)), "utfall")
    # 12 526 and −1 845 in the source, for the same reason.
    assert (flow["kf_fore_kapital"], flow["kf_lopande"]) == (12527, 10530)
    assert (flow["kf_investering"], flow["kf_arets"], flow["kf_utgaende"]) == (-12374, -1844, 3343)


def test_itsams_interim_result_of_august_2023() -> None:
    tabell = resultatrakning(loaded("itsam"), Period(2023, 8))
    found = {
        column: (tkr(tabell, column)["nettokostnader"], tkr(tabell, column)["arets_resultat"])
        for column in ("utfall", "utfall_fore", "budget", "prognos", "arsbudget")
    }
    assert found == {
        "utfall": (1942, 1354),
        "utfall_fore": (5282, 5041),
        "budget": (790, 0),
        "prognos": (2607, 1423),  # the source prints a net cost of 0, which its own rows do not give
        "arsbudget": (1184, 0),
    }
