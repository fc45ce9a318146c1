import pytest

from tests.protokoll.scen import mote_scen

pytestmark = pytest.mark.django_db


def test_a_meeting_goes_from_called_to_closed() -> None:
    scen = mote_scen("avslutat")
    assert scen.sammantrade.status == "avslutat"
    assert [(one.number, one.ordforande.name) for one in scen.paragrafer] == [
        (1, "Ivar Stenman"),
        (2, "Ivar Stenman"),
        (3, "Ivar Stenman"),
        (4, "Ivar Stenman"),
    ]
    assert [beslut.paragraf for beslut in scen.samverkan.beslut.order_by("paragraf")] == ["1", "2", "3", "4"]


def test_the_meeting_freezes_who_they_were() -> None:
    scen = mote_scen("oppnat")
    assert [str(one) for one in scen.sammantrade.deltagare.filter(group="ledamot")] == [
        "Karin Sandell (S)",
        "Ivar Stenman (S)",
        "Lena Gren (S)",
        "Stina Sarri (M)",
        "Jon Lindgren (S)",
    ]
    first = scen.paragrafer[0]
    assert {
        str(row.deltagare): row.ersatter and str(row.ersatter)
        for row in first.narvaro.filter(status="tjanstgor")
    } == {
        "Ivar Stenman (S)": None,
        "Stina Sarri (M)": None,
        "Jon Lindgren (S)": None,
        "Jonas Hällgren (MP)": "Lena Gren (S)",
    }
