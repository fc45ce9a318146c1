"""An invoice on paper says what the law asks, and shows how each amount came about."""

import datetime
import json
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO

import page
import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from kostnader.fakturor.acts import open_korning, utfarda_korning
from kostnader.fakturor.issue import kreditera
from kostnader.fakturor.models import Faktura
from kostnader.fakturor.pdf import render_faktura
from kostnader.fakturor.plan import make_plan
from samverkan.jobb.acts import perform
from samverkan.lib.hashing import groups_of_eight, sha256_hex
from tests.kostnader.fakturor import exempel
from tests.scener import liten_scen

ALL = [exempel.kiruna, exempel.kiruna_kredit, exempel.utanfor, exempel.manga_rader]
Example = Callable[[], exempel.Faktura]


@cache
def drawn(make: Example) -> bytes:
    return render_faktura(make())


def reader(make: Example) -> PdfReader:
    return PdfReader(BytesIO(drawn(make)))


def pages(make: Example) -> list[str]:
    """The text of each page, with plain spaces and without line breaks."""
    return [" ".join(sheet.extract_text().split()) for sheet in reader(make).pages]


def missing(facts: list[str], text: str) -> list[str]:
    return [fact for fact in facts if fact not in text]


@pytest.mark.parametrize("profile", ["ua1", "3a"])
@pytest.mark.parametrize("make", ALL)
def test_every_kind_is_accessible_and_archivable(make: Example, profile: str) -> None:
    report = page.validate_pdf_bytes(drawn(make), profile=profile)

    assert [failure.message for failure in report.failures] == []


@pytest.mark.parametrize("make", ALL)
def test_all_fonts_are_inside(make: Example) -> None:
    pages = reader(make).pages
    fonts = [font.get_object() for sheet in pages for font in sheet["/Resources"]["/Font"].values()]
    descriptors = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
    names = {descriptor["/FontName"].partition("+")[2] for descriptor in descriptors}

    assert names == {"Source-Sans-Pro", "Source-Sans-Pro-Semi-Bold"}
    assert ["/FontFile2" in descriptor for descriptor in descriptors] == [True] * len(descriptors)


def test_an_invoice_carries_what_the_law_asks() -> None:
    text = pages(exempel.kiruna)[0]
    seller = [
        "Luleå kommun",
        "för Norrbottens e-nämnd",
        "Box 100",
        "971 85 Luleå",
        "212000-2742",
        "SE212000274201",
    ]
    buyer = ["Kiruna kommun", "Fakturamottagningen", "981 85 Kiruna", "KS-IT-4410, Eivor Stålnert"]
    head = ["2023-0041", "2023-04-03", "2023-05-03", "kvartal 1, 2023-01-01 – 2023-03-31"]
    line = ["Förvaltningsledare, system för socialtjänst jan–mars 1 kvartal 58 575,00 25 % 58 575,00"]
    sums = ["Summa exkl. moms 109 000,00", "Moms 25 % av 109 000,00 27 250,00", "Att betala, kr 136 250,00"]
    payment = [
        "Bankgiro 5001-2301",
        "OCR-nummer 2023004100",
        "Betala senast 2023-05-03",
        "Belopp, kr 136 250,00",
    ]

    assert missing(seller + buyer + head + line + sums + payment, text) == []


def test_the_annex_shows_each_step_of_each_share() -> None:
    text = pages(exempel.kiruna)[1]
    grundplattform = [
        "Hälften lika, hälften efter invånare 2020-12-31, uppåt till hela 100 kr.",
        "Antagen av Norrbottens e-nämnd 2022-06-22 § 12.",
        "Hälften lika 254 200,00 1 / 14 18 157,14",
        "Hälften efter invånare 2020-12-31, SCB 254 200,00 22 664 / 249 614 23 080,39",
        "Exakt andel 508 400,00 8,11 % 41 237,53",
        "Avrundas uppåt till hela 100 kr, för alla 14 tillsammans +800,00 +62,47 41 300,00",
        "Kvartal 1 av 4 10 325,00",
    ]
    others = [
        "Lika delar 1 127 000,00 1 / 14 80 500,00",
        "Avtalat belopp 732 500,00 fast 50 900,00",
        "1,25 kr per invånare 2017-12-31, SCB 314 118,75 23 116 × 1,25 28 895,00",
        "Avrundas uppåt till hela 1 000 kr, för alla 14 tillsammans +7 881,25 +105,00 29 000,00",
        "Summa på fakturan, exkl. moms 109 000,00",
    ]

    assert missing(grundplattform + others, text) == []


def test_pages_after_the_first_say_which_invoice_they_belong_to() -> None:
    first, second = pages(exempel.kiruna)

    assert "Luleå kommun till Kiruna kommun" not in first
    assert missing(["Faktura 2023-0041", "Luleå kommun till Kiruna kommun", "2 (2)"], second) == []


def test_the_file_carries_the_frozen_invoice_and_gives_its_hash() -> None:
    [content] = reader(exempel.kiruna).attachments["faktura-2023-0041.json"]
    record = json.loads(content)

    assert (record["number"], record["gross"], record["rader"][0]["net"]) == (
        "2023-0041",
        "136250.00",
        "20125.00",
    )
    assert record["rader"][0]["explanation"] == exempel.kiruna().rader[0].explanation
    assert groups_of_eight(sha256_hex(content)) in pages(exempel.kiruna)[1]


def test_a_credit_note_points_at_the_invoice_and_asks_for_no_payment() -> None:
    [text] = pages(exempel.kiruna_kredit)
    facts = [
        "Kreditfaktura",
        "faktura 2023-0041 från 2023-04-03",
        "Orsak: Fakturan ställdes ut innan priset",
        "−1 kvartal 20 125,00 25 % −20 125,00",
        "Moms 25 % av −109 000,00 −27 250,00",
        "Krediterat, kr −136 250,00",
    ]

    assert missing(facts, text) == []
    assert [word for word in ("Betala senast", "OCR", "Förfallodag", "Att betala") if word in text] == []


def test_an_invoice_outside_the_scope_says_so_and_shows_no_vat_number() -> None:
    text = pages(exempel.utanfor)[0]
    facts = ["Utanför momslagens tillämpningsområde ingen moms", "Att betala, kr 1 250 417,33", "1 månad"]

    assert missing(facts, text) == []
    assert [
        word for word in ("SE2120", "25 %", "exkl. moms") if word in " ".join(pages(exempel.utanfor))
    ] == []


def test_many_lines_run_over_pages_with_their_heads_and_no_line_is_lost() -> None:
    make = exempel.manga_rader
    lines, annex = split_at_annex(pages(make))
    later = (lines + annex)[1:]

    assert [f"{number} ({len(later) + 1})" in text for number, text in enumerate(later, 2)] == [True] * len(
        later
    )
    assert ["Tjänst Period Antal" in text for text in lines] == [True] * len(lines)
    assert ["Så räknas delen Att dela för året" in text for text in annex] == [True] * len(annex)
    assert missing([f"etapp {number}" for number in range(1, 25)], " ".join(lines)) == []
    assert missing(["Avräkning 2022 2022 1 st −1 234,56 25 % −1 234,56"], lines[-1]) == []


def test_a_calculation_never_splits_over_two_pages() -> None:
    _, annex = split_at_annex(pages(exempel.manga_rader))

    begun, ended = ([text.count(words) for text in annex] for words in ("Antagen av", "Kvartal 1 av 4"))
    assert begun == ended


def split_at_annex(texts: list[str]) -> tuple[list[str], list[str]]:
    at = next(place for place, text in enumerate(texts) if "Så beräknades beloppet" in text)
    return texts[:at], texts[at:]


def test_the_tag_tree_goes_from_title_by_facts_and_lines_to_sums_payment_and_annex() -> None:
    roles = [
        role
        for role in tags(reader(exempel.kiruna).root_object["/StructTreeRoot"])
        if role in {"H1", "L", "Table"}
    ]

    assert roles == ["H1", "L", "Table", "Table", "L", "H1", "Table"]


def tags(element: DictionaryObject) -> Iterator[str]:
    """The roles of the tag tree in reading order."""
    if "/S" in element:
        yield element["/S"].removeprefix("/")
    for child in element.get("/K", []):
        if isinstance(child.get_object(), DictionaryObject):
            yield from tags(child.get_object())


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["faktura", "kredit"])
def test_what_was_issued_is_what_the_file_carries(kind: str) -> None:
    pdf, faktura = issued(kind)
    [[content]] = PdfReader(BytesIO(pdf)).attachments.values()

    assert sha256_hex(content) == faktura.sha256
    assert [page.validate_pdf_bytes(pdf, profile=profile).is_compliant for profile in ("ua1", "3a")] == [
        True
    ] * 2


def issued(kind: str) -> tuple[bytes, Faktura]:
    """The PDF of an invoice that a run has issued, or of the credit note that undid it, read anew."""
    scen = liten_scen()
    scen.freeze()
    korning = open_korning(
        scen.samverkan, year=2023, month=1, issue_date=datetime.date(2023, 1, 2), actor=scen.controller
    )
    plan = make_plan(korning)
    payers = {payer.organisation.pk for payer in plan.betalare}
    perform(
        utfarda_korning(korning, payer_ids=payers, fingerprint=plan.fingerprint, actor=scen.controller).pk
    )
    if kind == "kredit":
        kreditera(Faktura.objects.earliest("pk"), reason="Fel period", actor=scen.controller)
    faktura = Faktura.objects.filter(kind=kind).earliest("pk")
    return render_faktura(faktura), faktura
