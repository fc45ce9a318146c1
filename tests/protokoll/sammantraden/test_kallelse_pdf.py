"""The kallelse as one PDF: our pages and others', numbered, bookmarked, with what cannot be merged inside."""

import datetime
from functools import cache
from io import BytesIO

import page
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from protokoll.models import Kallelse
from protokoll.sammantraden.kallelse_innehall import build_content
from protokoll.sammantraden.kallelse_pdf import kallelse_html, lay_out, render_kallelse
from samverkan.dokument.models import Dokument
from samverkan.dokument.queries import read_dokument
from samverkan.lib import klocka
from samverkan.lib.pdf import render_pdf
from tests.protokoll.sammantraden.exempel import IN_TIME, Mote, fullt_mote

pytestmark = pytest.mark.django_db


def read(pk: int) -> bytes:
    return read_dokument(Dokument.objects.get(pk=pk))


def kallelse(mote: Mote) -> Kallelse:
    content = build_content(mote.sammantrade, number=1, made_on="2024-02-28")
    return Kallelse(sammantrade=mote.sammantrade, number=1, content=content, created_at=IN_TIME)


@cache
def drawn() -> bytes:
    return render_kallelse(kallelse(fullt_mote()), read)


def reader() -> PdfReader:
    return PdfReader(BytesIO(drawn()))


def text(number: int) -> str:
    """A page's words, counted from 1."""
    return " ".join(reader().pages[number - 1].extract_text().split())


def outline(items=None, level: int = 0) -> list[tuple[int, str, int]]:
    found = reader() if items is None else None
    told = []
    for item in found.outline if found else items:
        if isinstance(item, list):
            told += outline(item, level + 1)
        else:
            told.append((level, item.title, reader().get_destination_page_number(item) + 1))
    return told


def test_the_front_says_who_meets_when_and_where() -> None:
    front = text(1)
    facts = [
        "Servicenämnden",
        "Kallelse",
        "Onsdag 6 mars 2024 kl. 09.00, Träningen, Vårgårda",
        "Ledamot 1, Herrljunga",
        "sekreteraren Anneli Lennmark",
    ]
    assert [fact for fact in facts if fact not in front] == []


def test_everything_with_a_paper_is_bookmarked_on_its_page() -> None:
    assert outline() == [
        (0, "Dagordning", 1),
        (0, "2. Månadsuppföljning", 2),
        (1, "Bilaga 1. Rapport", 3),
        (1, "Bilaga 2. Karta", 6),
        (1, "Bilaga 3. Tabeller", 7),
        (0, "3. Över- och underskott 2023", 9),
        (1, "Bilaga 1. Avtal", 10),
    ]


def test_the_agenda_gives_the_page_of_each_matter_in_the_whole() -> None:
    front = text(1)
    rows = ["Upprop –", "Läget i verksamheten", "Månadsuppföljning", "Över- och underskott 2023"]
    assert [row for row in rows if row not in front] == []
    numbers = [word for word in front.split("Dagordning")[1].split() if word.isdecimal() or word == "–"]
    assert numbers[:8] == ["–", "1", "–", "2", "2", "3", "2023", "9"]


def test_every_page_but_the_first_has_its_number_of_the_whole() -> None:
    total = len(reader().pages)
    assert total == 10
    numbers = [f"{number} ({total})" in text(number) for number in range(1, total + 1)]
    assert numbers == [False] + [True] * (total - 1)


def test_an_attachments_pages_say_what_they_belong_to() -> None:
    assert ["Ärende 2, bilaga 1" in text(n) for n in (3, 4, 5)] == [True] * 3
    assert "Ärende 2, bilaga 3" in text(7)


def test_an_office_file_has_its_sheet_and_travels_inside() -> None:
    assert "3-1 Avtal.docx" in text(10)
    assert list(reader().attachments) == ["3-1 Avtal.docx"]
    assert reader().attachments["3-1 Avtal.docx"][0].startswith(b"PK")


def test_the_whole_says_its_title_and_language_and_opens_with_its_bookmarks() -> None:
    root = reader().trailer["/Root"]
    assert (reader().metadata.title, root["/Lang"], root["/PageMode"]) == (
        "Kallelse till Servicenämnden 2024-03-06",
        "sv",
        "/UseOutlines",
    )


def test_with_foreign_pages_the_whole_claims_no_standard() -> None:
    xmp = reader().trailer["/Root"]["/Metadata"].get_object().get_data()
    assert [claim in xmp for claim in (b"pdfaid:part", b"pdfuaid:part", b"Kallelse till")] == [
        False,
        False,
        True,
    ]


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_what_we_set_ourselves_is_accessible_and_archivable(profile: str) -> None:
    built = kallelse(fullt_mote())
    blad, attachments = lay_out(built.content, read, built.created_at)
    own = render_pdf(kallelse_html(built, blad), stylesheet="kallelse.css", attachments=attachments)
    report = page.validate_pdf_bytes(own, profile=profile)
    assert [failure.message for failure in report.failures] == []


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_without_foreign_pages_the_finished_kallelse_is_too(profile: str) -> None:
    mote = fullt_mote()
    mote.organ.samverkan.arenden.get(heading="Månadsuppföljning").bilagor.exclude(title="Karta").update(
        removed=True
    )
    report = page.validate_pdf_bytes(render_kallelse(kallelse(mote), read), profile=profile)
    assert [failure.message for failure in report.failures] == []


def test_a_pdf_that_would_run_something_is_disarmed() -> None:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    script = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert('hej')")}
    action = DictionaryObject({NameObject(key): value for key, value in script.items()})
    writer.root_object[NameObject("/OpenAction")] = action
    writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): action})
    out = BytesIO()
    writer.write(out)
    mote = fullt_mote()
    arende = mote.organ.samverkan.arenden.get(heading="Läget i verksamheten")
    with klocka.at(IN_TIME):
        mote.bilaga(arende, out.getvalue(), "lömsk.pdf")
    whole = render_kallelse(kallelse(mote), read)
    assert b"app.alert" not in whole
    assert "/OpenAction" not in PdfReader(BytesIO(whole)).trailer["/Root"]


def test_what_is_secret_never_enters_the_kallelse() -> None:
    mote = fullt_mote()
    arende = mote.organ.samverkan.arenden.get(heading="Månadsuppföljning")
    arende.bilagor.filter(title="Rapport").update(secret=True, secret_clause="OSL 19:1", title="Köp av X")
    hidden = mote.organ.samverkan.arenden.filter(heading="Över- och underskott 2023")
    hidden.update(secret=True, secret_clause="OSL 19:3", forslag="Köp Snöripan")
    content = str(build_content(mote.sammantrade, number=1, made_on="2024-02-28"))
    words = ["Köp av X", "Snöripan", "Över- och underskott", "Rapport.pdf"]
    assert [word in content for word in words] == [False] * 4
    assert ["Ärende med sekretess" in content, "OSL 19:3" in content] == [True, True]


def test_the_kallelse_says_where_what_is_secret_is_read() -> None:
    mote = fullt_mote()
    said = "läser det inloggade i Samverkan, under sammanträdets handlingar"
    papers = []
    for _ in range(2):
        content = build_content(mote.sammantrade, number=1, made_on="2024-02-28")
        papers.append(kallelse_html(Kallelse(sammantrade=mote.sammantrade, number=1, content=content), []))
        mote.organ.samverkan.arenden.filter(heading="Månadsuppföljning").update(
            secret=True, secret_clause="OSL 19:1"
        )
    assert [said in paper for paper in papers] == [False, True]


def test_the_moment_is_swedish(settings) -> None:
    mote = fullt_mote()
    mote.sammantrade.ends_at = datetime.datetime(2024, 3, 6, 10, 30, tzinfo=datetime.UTC)
    content = build_content(mote.sammantrade, number=1, made_on="2024-02-28")
    assert (content["tid"], content["dag"]) == ("09.00–11.30", "onsdag 6 mars 2024")
