"""The four example meetings come out as PDF with every fact of the documents they are made from.

The people are renamed and the texts are our own; numbers, dates, §§, roles and decisions are as published.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from django.db import transaction
from pypdf import PdfReader

from protokoll.anslag.models import Anslag
from protokoll.justering.models import Protokoll
from protokoll.sammantraden.models import Kallelse, Sammantrade
from samverkan.dokument.queries import read_dokument
from samverkan.exempel.load import load_all
from samverkan.models import Beslut

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("exempel-protokoll")]

FACTS = Path(__file__).parent / "fakta"
NORRBOTTEN, ITSAM = "norrbottens-e-namnd", "itsam"
HERRLJUNGA, LUDVIKA = "servicenamnd-herrljunga-vargarda", "it-center-ludvika-smedjebacken"

PROTOKOLL, KALLELSER = (NORRBOTTEN, ITSAM), (HERRLJUNGA, LUDVIKA)


@pytest.fixture(scope="module")
def moten(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """The four cooperations with meetings, loaded as in the demo."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_all([NORRBOTTEN, ITSAM, HERRLJUNGA, LUDVIKA])
        yield
        transaction.set_rollback(True)


def facts(slug: str) -> list[str]:
    """What the source says, one fact a line, as it stands in one place on the paper."""
    return (FACTS / f"{slug}.txt").read_text(encoding="utf-8").splitlines()


def words(pdf: bytes) -> str:
    """All words of a PDF with single spaces; an ordinary space wherever a thin one stands."""
    pages = (page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return re.sub(r"\s+", " ", " ".join(pages))


@pytest.mark.parametrize("slug", PROTOKOLL)
def test_the_protocol_says_all_that_its_source_says(moten: None, slug: str) -> None:
    protokoll = Protokoll.objects.get(sammantrade__organ__samverkan__slug=slug)
    said = words(read_dokument(protokoll.dokument))
    assert [fact for fact in facts(slug) if fact not in said] == []


@pytest.mark.parametrize("slug", KALLELSER)
def test_the_kallelse_says_all_that_its_source_says(moten: None, slug: str) -> None:
    kallelse = Kallelse.objects.get(sammantrade__organ__samverkan__slug=slug)
    said = words(read_dokument(kallelse.dokument))
    assert [fact for fact in facts(slug) if fact not in said] == []


@pytest.mark.parametrize(
    ("slug", "days"),
    [
        (NORRBOTTEN, ["2022-07-06", "2022-07-08", "2022-07-29", "2022-07-30", "2022-07-30"]),
        (ITSAM, ["2023-11-06", "2023-11-06", "2023-11-27", "2023-11-28", "2023-11-28"]),
    ],
)
def test_it_was_justerat_posted_and_taken_down_on_the_days_of_its_source(
    moten: None, slug: str, days: list[str]
) -> None:
    anslag = Anslag.objects.get(samverkan__slug=slug)
    beslut = Beslut.objects.filter(organ=anslag.organ, date=anslag.meeting_date).first()
    found = [anslag.justerat_on, anslag.posted_on, anslag.last_appeal_on, anslag.take_down_on]
    assert [str(day) for day in [*found, beslut.laga_kraft_on]] == days


def test_the_meetings_stand_where_their_documents_left_them(moten: None) -> None:
    held = Sammantrade.objects.exclude(status="planerat").order_by("starts_at")
    assert [(one.organ.samverkan.slug, one.status) for one in held.select_related("organ__samverkan")] == [
        (LUDVIKA, "kallat"),
        (NORRBOTTEN, "justerat"),
        (ITSAM, "justerat"),
        (HERRLJUNGA, "kallat"),
    ]
