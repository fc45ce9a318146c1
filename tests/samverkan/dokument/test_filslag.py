"""What a file is is told from what it holds."""

import pytest

from samverkan.dokument.filslag import fitting_name, recognise
from samverkan.lib.errors import Refused
from tests.protokoll import filer

GOOD = [
    (filer.pdf(3), "pdf", "application/pdf"),
    (filer.docx(), "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (filer.xlsx(), "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (filer.odt(), "odt", "application/vnd.oasis.opendocument.text"),
    (filer.image("PNG"), "png", "image/png"),
    (filer.image("JPEG"), "jpg", "image/jpeg"),
]
BAD = {
    "an executable": (filer.EXE, "innehållet är inte PDF"),
    "an executable in a PDF's clothes": (b"%PDF-1.7\n" + filer.EXE, "skadad"),
    "a torn PDF": (filer.pdf(2)[:-200], "skadad"),
    "a PDF with a password": (filer.locked_pdf(), "låst med lösenord"),
    "an old or locked office file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, "gammalt Office"),
    "a Word file with macros": (filer.docx(filer.WORD_MACRO), "makron"),
    "a plain zip": (filer.archive({"fil.txt": "hej"}), "arkiv (zip)"),
    "a torn zip": (filer.docx()[:40], "skadad"),
    "a torn picture": (filer.image("PNG", (400, 300))[:80], "skadad"),
    "a web page": (b"<!doctype html><script>", "innehållet är inte PDF"),
    "nothing": (b"", "innehållet är inte PDF"),
}


@pytest.mark.parametrize(("data", "ending", "content_type"), GOOD)
def test_a_paper_is_known_by_its_content(data: bytes, ending: str, content_type: str) -> None:
    kind = recognise(data)
    assert (kind.ending, kind.content_type) == (ending, content_type)


def test_the_pages_of_a_pdf_are_counted() -> None:
    assert recognise(filer.pdf(3)).pages == 3


@pytest.mark.parametrize("what", BAD)
def test_what_would_not_open_for_all_is_refused_with_what_to_do(what: str) -> None:
    data, said = BAD[what]
    with pytest.raises(Refused) as refusal:
        recognise(data, field="fil")
    assert said in refusal.value.message
    assert refusal.value.field == "fil"


def test_the_name_gets_the_ending_of_the_content() -> None:
    names = ["Budget.PDF", "C:\\docs\\budget.exe", "budget.v2", "../../etc/budget.docx"]
    kind = recognise(filer.pdf())
    assert [fitting_name(name, kind) for name in names] == [
        "Budget.pdf",
        "budget.pdf",
        "budget.v2.pdf",
        "budget.pdf",
    ]
