from decimal import Decimal

import pytest

from protokoll.sammantraden.models import Sammantrade
from protokoll.uppfoljning.tabeller import maltabell, narvarotabell
from samverkan.tabeller import kallor
from samverkan.tabeller.kallor import Period
from samverkan.tabeller.tabell import RUBRIK
from tests import factories
from tests.protokoll.scen import mote_scen
from tests.protokoll.uppfoljning import factories as f

pytestmark = pytest.mark.django_db


def test_goals_are_a_table_with_what_was_reached_and_the_judgement() -> None:
    mal = f.MalFactory(area="Resultatmål", judgement="uppfyllt")
    f.MalvardeFactory(mal=mal)
    tabell = maltabell(mal.samverkan, Period(2022))
    area, row = tabell.rows
    assert (area.label, area.level) == ("Resultatmål", RUBRIK)
    assert row.values == ("minst 75\u00a0% vid varje mätning", "79\u00a0%", "Uppfyllt")


def test_attendance_is_a_table_of_justerade_meetings() -> None:
    scen = mote_scen("avslutat")
    assert narvarotabell(scen.samverkan, Period(2022)) is None
    Sammantrade.objects.update(status="justerat")
    tabell = narvarotabell(scen.samverkan, Period(2022))
    rows = {rad.label: rad.values for rad in tabell}
    assert rows["Boden"] == (Decimal(0), Decimal(1), Decimal(1), Decimal("100.0"))
    assert rows["Luleå"] == (Decimal(0), Decimal(0), Decimal(1), Decimal("0.0"))


def test_a_year_without_anything_has_no_table() -> None:
    samverkan = factories.SamverkanFactory()
    assert maltabell(samverkan, Period(2022)) is None
    assert narvarotabell(samverkan, Period(2022)) is None


def test_reports_find_them_by_their_keys() -> None:
    assert {"mal", "narvaro", "organ"} <= {kalla.key for kalla in kallor.all_kallor()}
