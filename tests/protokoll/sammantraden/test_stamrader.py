import pytest
from django.test import Client

from protokoll.sammantraden import stamrader as acts
from protokoll.sammantraden.models import Stamrad
from samverkan.konton.models import Roll
from samverkan.lib.errors import Refused
from samverkan.organ.models import Organ
from tests import factories as f
from tests.pages import page_url, signed_in

pytestmark = pytest.mark.django_db


def row(heading: str = "Upprop", **values: object) -> dict[str, object]:
    return {"heading": heading, "kind": "formalia", "numbered": False, "last": False} | values


def headings(organ: Organ) -> list[str]:
    return [one.heading for one in organ.stamrader.all()]


def test_new_lines_come_after_those_there_and_closing_ones_last() -> None:
    organ = f.OrganFactory()
    for heading, last in (("Upprop", False), ("Avslutning", True), ("Val av justerare", False)):
        acts.add_stamrad(organ, row(heading, last=last), actor=None)
    assert headings(organ) == ["Upprop", "Val av justerare", "Avslutning"]


def test_the_same_line_is_not_there_twice_however_it_is_spelled() -> None:
    organ = f.OrganFactory()
    acts.add_stamrad(organ, row(), actor=None)
    with pytest.raises(Refused, match="står redan bland de stående punkterna") as refusal:
        acts.add_stamrad(organ, row("UPPROP"), actor=None)
    assert refusal.value.field == "heading"


def test_a_line_moves_among_its_own_and_stays_at_an_end() -> None:
    organ = f.OrganFactory()
    first, second = (acts.add_stamrad(organ, row(heading), actor=None) for heading in ("Upprop", "Jäv"))
    acts.move_stamrad(second, steps=-1, actor=None)
    acts.move_stamrad(second, steps=-1, actor=None)
    assert headings(organ) == ["Jäv", "Upprop"]
    acts.change_stamrad(first, row(last=True), actor=None)
    assert [(one.heading, one.last) for one in organ.stamrader.all()] == [("Jäv", False), ("Upprop", True)]


def test_a_heading_never_gets_a_paragraf() -> None:
    made = acts.add_stamrad(f.OrganFactory(), row("Beslut", kind="rubrik", numbered=True), actor=None)
    assert made.numbered is False


def test_the_page_adds_changes_and_removes_and_says_what_is_wrong(client: Client) -> None:
    samverkan = signed_in(client, Roll.Kind.SEKRETERARE)
    organ = f.OrganFactory(samverkan=samverkan, name="E-nämnden")
    url = page_url(samverkan, "sammantraden:stamrader")
    assert "Inga stående punkter än" in client.get(url).content.decode()
    assert client.post(url, {"heading": "Upprop", "kind": "formalia"}).status_code == 302
    again = client.post(url, {"heading": "Upprop", "kind": "formalia"})
    assert (again.status_code, again.content.decode().count("står redan bland")) == (422, 2)
    made = Stamrad.objects.get(organ=organ)
    changed = {"heading": "Upprop", "kind": "formalia", "numbered": "on"}
    client.post(page_url(samverkan, "sammantraden:stamrad", pk=made.pk), changed)
    assert Stamrad.objects.get(pk=made.pk).numbered is True
    client.post(page_url(samverkan, "sammantraden:stamrad_bort", pk=made.pk))
    assert headings(organ) == []
