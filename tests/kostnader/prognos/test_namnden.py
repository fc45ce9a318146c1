"""A locked round goes to the body: drafted as a matter with figures and words, and noted when approved."""

from decimal import Decimal

import pytest
from django.test import Client

from kostnader.prognos.acts import lock_omgang, take_up
from kostnader.prognos.beredning import KIND, sammanfattning, waiting
from protokoll.arenden.models import Arende
from samverkan.beslut import arendeled, beredning
from samverkan.lib.errors import Refused
from tests import factories as f
from tests.kostnader.prognos.scen import YEAR, Ar, ett_ar

pytestmark = pytest.mark.django_db


def locked_round(ar: Ar):
    omgang = ar.omgang(1, limit_amount=Decimal(1_000), limit_percent=Decimal(1))
    omgang.rader.create(tjanst=ar.tjanst, kostnadsslag=ar.slag("Licenser"), comment="Dyrare licenser.")
    lock_omgang(omgang, actor=ar.controller)
    omgang.refresh_from_db()
    return omgang


@pytest.fixture
def ar() -> Ar:
    made = ett_ar(("Licenser", 120_000))
    made.spend(1, 16_000, "Licenser")
    return made


def test_an_open_round_does_not_wait_for_the_body(ar: Ar) -> None:
    ar.omgang(1)
    assert waiting(ar.scen.samverkan) == []


def test_a_locked_round_waits_with_its_figures(ar: Ar) -> None:
    omgang = locked_round(ar)
    (item,) = waiting(ar.scen.samverkan)
    assert (item.object_id, item.label, item.amount) == (omgang.pk, "Prognos Prognos 2023", Decimal(126_000))
    assert item.table[1] == (f"{ar.tjanst.label}, Licenser", "120\xa0000", "126\xa0000", "−6\xa0000")


def test_the_paper_gives_the_deviations_with_the_controllers_words(ar: Ar) -> None:
    text = sammanfattning(locked_round(ar))
    assert f"- {ar.tjanst.name}, licenser: −6\xa0000 kr. Dyrare licenser." in text


def test_the_controller_drafts_a_matter_and_twice_is_once(client: Client, ar: Ar) -> None:
    omgang = locked_round(ar)
    f.OrganFactory(samverkan=ar.scen.samverkan, kind="gemensam_namnd")
    client.force_login(ar.controller)
    url = f"/{ar.scen.samverkan.slug}/{YEAR}/prognos/{omgang.pk}/"
    first = client.post(f"{url}till-namnden/")
    second = client.post(f"{url}till-namnden/")
    arende = Arende.objects.get()
    assert first.url == second.url
    assert "Dyrare licenser." in arende.sammanfattning
    assert arende.objekt.values_list("kind", "object_id").get() == (KIND, omgang.pk)
    (led,) = arendeled.carried_by(ar.controller, ar.scen.samverkan, KIND, omgang.pk)
    assert arende.dnr in led.text
    assert "inte på någon dagordning än" in client.get(url).content.decode()


def test_without_a_body_it_says_what_to_do(client: Client, ar: Ar) -> None:
    omgang = locked_round(ar)
    ar.scen.samverkan.organ.update(kind="annat")
    client.force_login(ar.controller)
    page = client.post(f"/{ar.scen.samverkan.slug}/{YEAR}/prognos/{omgang.pk}/till-namnden/", follow=True)
    assert "Lägg upp nämnden eller direktionen" in page.content.decode()
    assert not Arende.objects.exists()


def test_approval_is_noted_on_the_round_and_avslag_changes_nothing(ar: Ar) -> None:
    omgang = locked_round(ar)
    no = f.BeslutFactory(samverkan=ar.scen.samverkan, outcome="avslag")
    assert beredning.decide([(KIND, omgang.pk)], beslut=no, actor=ar.controller) == {}
    omgang.refresh_from_db()
    assert omgang.beslut is None
    yes = f.BeslutFactory(samverkan=ar.scen.samverkan)
    beredning.decide([(KIND, omgang.pk)], beslut=yes, actor=ar.controller)
    omgang.refresh_from_db()
    assert omgang.beslut == yes
    assert waiting(ar.scen.samverkan) == []


def test_another_decision_cannot_take_its_place(ar: Ar) -> None:
    omgang = locked_round(ar)
    yes, other = (f.BeslutFactory(samverkan=ar.scen.samverkan) for _ in range(2))
    take_up(omgang, beslut=yes, actor=ar.controller)
    take_up(omgang, beslut=yes, actor=ar.controller)
    with pytest.raises(Refused, match="redan godkänd"):
        take_up(omgang, beslut=other, actor=ar.controller)
