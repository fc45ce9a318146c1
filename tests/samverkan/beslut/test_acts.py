from datetime import date, timedelta

import pytest
from django.utils import timezone

from samverkan.beslut.acts import move_beslut, register_beslut
from samverkan.beslut.models import Beslut
from samverkan.dokument.queries import read_dokument
from samverkan.handelser.queries import history
from samverkan.lib.errors import Refused
from samverkan.organ.models import Organ
from tests.factories import AnvandareFactory, BeslutFactory, OrganFactory, SamverkanFactory

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"
FATTAT, JUSTERAT, LAGA_KRAFT, UPPHAVT = Beslut.Status


def unsaved(**facts: object) -> Beslut:
    samverkan = SamverkanFactory()
    given = {"samverkan": samverkan, "organ": OrganFactory(samverkan=samverkan), "paragraf": "12"}
    return Beslut(**given | {"date": date(2022, 6, 22), "heading": "Budget 2023"} | facts)


def fattat() -> Beslut:
    return BeslutFactory(date=date(2022, 6, 22), paragraf="12", status=FATTAT, laga_kraft_on=None)


def test_a_decision_is_entered_with_its_document_and_logged() -> None:
    actor = AnvandareFactory()
    found = register_beslut(unsaved(), pdf=("protokoll.pdf", PDF), actor=actor)
    assert (read_dokument(found.dokument), found.dokument.filename) == (PDF, "protokoll.pdf")
    assert [row.text for row in history(found)] == ["förde in beslutet § 12 2022-06-22: Budget 2023"]


def test_a_new_organ_comes_with_it() -> None:
    samverkan = SamverkanFactory()
    organ = Organ(samverkan=samverkan, name="Kiruna kommunfullmäktige", kind=Organ.Kind.FULLMAKTIGE)
    found = register_beslut(unsaved(samverkan=samverkan, organ=organ), actor=AnvandareFactory())
    assert found.organ == Organ.objects.get(name="Kiruna kommunfullmäktige")


@pytest.mark.parametrize(
    ("data", "message"), [(b"PK\x03\x04 word", "ingen PDF"), (b"%PDF-1.7 cut off", "inte hel")]
)
def test_a_document_that_is_no_whole_pdf_is_refused_and_nothing_is_saved(data: bytes, message: str) -> None:
    with pytest.raises(Refused, match=message) as refusal:
        register_beslut(unsaved(), pdf=("protokoll.pdf", data), actor=AnvandareFactory())
    assert (refusal.value.field, Beslut.objects.count()) == ("pdf", 0)


def test_a_paragraph_is_entered_once() -> None:
    there = fattat()
    twin = unsaved(samverkan=there.samverkan, organ=there.organ)
    with pytest.raises(Refused, match="finns redan"):
        register_beslut(twin, actor=AnvandareFactory())


def test_a_decision_moves_forward() -> None:
    beslut, actor = fattat(), AnvandareFactory()
    move_beslut(beslut, status=JUSTERAT, actor=actor)
    move_beslut(beslut, status=LAGA_KRAFT, laga_kraft_on=date(2022, 7, 30), actor=actor)
    beslut.refresh_from_db()
    assert (beslut.status, beslut.laga_kraft_on) == (LAGA_KRAFT, date(2022, 7, 30))


def test_a_decision_does_not_go_back_nor_rise_again() -> None:
    beslut, actor = BeslutFactory(status=LAGA_KRAFT), AnvandareFactory()
    with pytest.raises(Refused, match="bara framåt"):
        move_beslut(beslut, status=JUSTERAT, actor=actor)
    move_beslut(beslut, status=UPPHAVT, actor=actor)
    with pytest.raises(Refused, match="upphävt"):
        move_beslut(beslut, status=LAGA_KRAFT, laga_kraft_on=date(2022, 7, 30), actor=actor)


@pytest.mark.parametrize(
    ("day", "message"),
    [
        (None, "Ange dagen"),
        (date(2022, 6, 21), "efter beslutet"),
        (timezone.localdate() + timedelta(days=1), "inte kommit än"),
    ],
)
def test_legal_force_has_a_day_after_the_decision_that_has_come(day: date | None, message: str) -> None:
    with pytest.raises(Refused, match=message) as refusal:
        move_beslut(fattat(), status=LAGA_KRAFT, laga_kraft_on=day, actor=AnvandareFactory())
    assert refusal.value.field == "laga_kraft_on"
