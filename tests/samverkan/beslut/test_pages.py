from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from samverkan.beslut import beslutsobjekt
from samverkan.beslut.models import Beslut
from samverkan.beslut.queries import decisions
from samverkan.konton.models import Roll
from samverkan.organ.models import Organ
from tests.factories import BeslutFactory, OrganFactory, RollFactory
from tests.pages import count_queries
from tests.samverkan.beslut.test_acts import FATTAT, LAGA_KRAFT, PDF, UPPHAVT

pytestmark = pytest.mark.django_db

URL = "/norr/2023/beslut/"


@pytest.fixture
def sekreterare(client: Client) -> Roll:
    roll = RollFactory(kind=Roll.Kind.SEKRETERARE, samverkan__slug="norr")
    client.force_login(roll.anvandare)
    return roll


@pytest.fixture
def objects() -> Iterator[list[beslutsobjekt.Beslutsobjekt]]:
    """What rests on decisions, as a feature would tell it."""
    told: list[beslutsobjekt.Beslutsobjekt] = []

    def finder(beslut_ids: Collection[int]) -> list[beslutsobjekt.Beslutsobjekt]:
        return [item for item in told if item.beslut_id in beslut_ids]

    beslutsobjekt.register(finder)
    yield told
    beslutsobjekt._FINDERS.remove(finder)


def facts(**changes: object) -> dict[str, object]:
    given = {"new_organ": "Direktionen", "new_kind": "direktion", "date": "2022-06-22", "paragraf": "§ 12"}
    return given | {"heading": "Budget 2023", "outcome": "bifall", "text": "Budgeten antas."} | changes


def test_the_list_shows_what_rests_on_each_decision(sekreterare: Roll, client: Client, objects: list) -> None:
    beslut = BeslutFactory(samverkan=sekreterare.samverkan, paragraf="12")
    where = {"url_name": "start:start", "url_kwargs": {"year": 2024}}
    objects.append(
        beslutsobjekt.Beslutsobjekt(
            beslut.pk, "Budget", "Budget 2024, version 2", Decimal("8104500.00"), **where
        )
    )
    for page in (client.get(URL), client.get(f"{URL}{beslut.pk}/")):
        text = page.content.decode()
        assert '<a href="/norr/2024/">Budget 2024, version 2</a>' in text
        assert "8\u00a0104\u00a0500 kr" in text


def test_paragraphs_sort_by_number_within_a_day(sekreterare: Roll) -> None:
    for paragraf in ("8", "12", "9"):
        BeslutFactory(samverkan=sekreterare.samverkan, paragraf=paragraf, date=date(2022, 6, 22))
    assert [beslut.paragraf for beslut in decisions(sekreterare.samverkan)] == ["12", "9", "8"]
    assert decisions(sekreterare.samverkan, taken_in=2023) == []


def test_a_decision_is_entered_with_a_new_body_and_its_document(sekreterare: Roll, client: Client) -> None:
    answer = client.post(f"{URL}nytt/", facts(pdf=SimpleUploadedFile("protokoll.pdf", PDF)))
    beslut = Beslut.objects.get()
    assert (answer.status_code, answer.url) == (302, f"{URL}{beslut.pk}/")
    assert (beslut.paragraf, beslut.organ.name, beslut.organ.kind) == ("12", "Direktionen", "direktion")
    download = client.get(f"{URL}{beslut.pk}/dokument/")
    assert (download.content, download.headers["Content-Type"]) == (PDF, "application/pdf")


def test_the_decision_of_a_members_fullmaktige_is_entered_with_its_document(
    sekreterare: Roll, client: Client
) -> None:
    outside = facts(new_organ="Kiruna kommunfullmäktige", new_kind="fullmaktige", new_outside="on")
    client.post(f"{URL}nytt/", outside | {"pdf": SimpleUploadedFile("protokoll.pdf", PDF)})
    beslut = Beslut.objects.get()
    assert (beslut.organ.kind, beslut.organ.outside) == ("fullmaktige", True)
    page = client.get(f"/norr/2023/organ/{beslut.organ_id}/").content.decode()
    assert "Dess beslut förs in för hand" in page


def test_a_body_that_is_there_is_not_laid_up_again(sekreterare: Roll, client: Client) -> None:
    organ = OrganFactory(samverkan=sekreterare.samverkan, name="Direktionen")
    client.post(f"{URL}nytt/", facts(new_organ="direktionen"))
    assert (Beslut.objects.get().organ, Organ.objects.count()) == (organ, 1)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"new_organ": ""}, "Välj organet som beslutade, eller skriv dess namn."),
        ({"pdf": SimpleUploadedFile("protokoll.pdf", b"PK word")}, "Filen är ingen PDF."),
        ({"pdf": SimpleUploadedFile("stor.pdf", b"%PDF-" + b"0" * 10 * 1024 * 1024)}, "Filen är större än"),
        ({"date": "i fjol"}, "datum"),
    ],
)
def test_a_faulty_decision_says_what_to_do_and_saves_nothing(
    sekreterare: Roll, client: Client, changes: dict, message: str
) -> None:
    assert message in client.post(f"{URL}nytt/", facts(**changes)).content.decode()
    assert (Beslut.objects.count(), Organ.objects.count()) == (0, 0)


def test_the_same_paragraph_twice_is_told(sekreterare: Roll, client: Client) -> None:
    for _ in range(2):
        answer = client.post(f"{URL}nytt/", facts())
    assert "finns redan" in answer.content.decode()
    assert Beslut.objects.count() == 1


def test_the_day_of_the_notice_gives_the_day_of_legal_force(sekreterare: Roll, client: Client) -> None:
    beslut = BeslutFactory(
        samverkan=sekreterare.samverkan, date=date(2022, 6, 22), status=FATTAT, laga_kraft_on=None
    )
    client.post(f"{URL}{beslut.pk}/", {"status": LAGA_KRAFT, "posted_on": "2022-07-08"})
    beslut.refresh_from_db()
    assert (beslut.status, beslut.laga_kraft_on) == (LAGA_KRAFT, date(2022, 7, 30))


def test_legal_force_without_a_day_is_told_at_the_field(sekreterare: Roll, client: Client) -> None:
    beslut = BeslutFactory(samverkan=sekreterare.samverkan, status=FATTAT, laga_kraft_on=None)
    page = client.post(f"{URL}{beslut.pk}/", {"status": LAGA_KRAFT}).content.decode()
    assert page.count("Ange dagen då beslutet fick laga kraft.") == 2
    assert 'class="nu" aria-current="step"' in page


def test_a_reader_sees_decisions_but_moves_none(client: Client) -> None:
    roll = RollFactory(kind=Roll.Kind.LEDAMOT, samverkan__slug="norr")
    beslut = BeslutFactory(samverkan=roll.samverkan, status=FATTAT)
    client.force_login(roll.anvandare)
    page = client.get(f"{URL}{beslut.pk}/")
    assert (page.status_code, "För beslutet vidare" in page.content.decode()) == (200, False)
    assert client.post(f"{URL}{beslut.pk}/", {"status": LAGA_KRAFT}).status_code == 403
    assert client.get(f"{URL}nytt/").status_code == 403


def test_a_decision_of_another_samverkan_is_not_found(sekreterare: Roll, client: Client) -> None:
    assert client.get(f"{URL}{BeslutFactory().pk}/").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_decisions(sekreterare: Roll, client: Client) -> None:
    BeslutFactory(samverkan=sekreterare.samverkan)
    client.get(URL)
    few = count_queries(client, URL)
    BeslutFactory.create_batch(30, samverkan=sekreterare.samverkan)
    assert count_queries(client, URL) == few


def test_a_decision_with_legal_force_can_only_be_noted_as_annulled(sekreterare: Roll, client: Client) -> None:
    beslut = BeslutFactory(samverkan=sekreterare.samverkan, status=LAGA_KRAFT)
    assert "Har beslutet upphävts?" in client.get(f"{URL}{beslut.pk}/").content.decode()
    client.post(f"{URL}{beslut.pk}/", {"status": UPPHAVT})
    page = client.get(f"{URL}{beslut.pk}/").content.decode()
    assert ("Beslutet är upphävt" in page, "Har beslutet upphävts?" in page) == (True, False)
