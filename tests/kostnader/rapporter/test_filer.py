"""The report as PDF and Word: both say what the page says, and a fastställd report's are made once."""

from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO

import page
import pytest
from django.test import Client
from docx import Document
from pypdf import PdfReader

from kostnader.rapporter import acts
from kostnader.rapporter.acts.filer import FILER_JOBB, has_final_files
from kostnader.rapporter.models import Avsnitt, Rapport, Rapportblock
from kostnader.rapporter.pdf import member_strip, render_rapport
from kostnader.rapporter.word import rapport_docx
from samverkan.jobb.acts import perform
from samverkan.jobb.models import Jobb
from samverkan.lib.hashing import groups_of_eight, sha256_hex
from samverkan.tabeller.tabell import Kolumn, Rad, Tabell
from tests import factories as f
from tests.kostnader.rapporter.scen import Rapportscen, figures, rapport_scen
from tests.pages import page_url

pytestmark = pytest.mark.django_db
MOMENT = datetime(2023, 9, 12, 14, 32, tzinfo=UTC)
TEXT = """Nettokostnaden är {prov.netto.utfall}.

- Först **det här**
- sedan det

År\tKr
I fjol\t12
I år\t14"""


def a_book(kind: str = "arsredovisning") -> Rapportscen:
    """A whole report with cover and contents: two levels, text, table and charts."""
    scen = rapport_scen(text=TEXT)
    Rapport.objects.filter(pk=scen.rapport.pk).update(kind=kind, through=12, title="Årsredovisning 2023")
    scen.rapport.refresh_from_db()
    below = Avsnitt.objects.create(rapport=scen.rapport, order=1, level=2, heading="Per post", text="Så här.")
    for order, drawn in enumerate(("staplar", "hantel")):
        Rapportblock.objects.create(avsnitt=below, order=order, key="prov", kind=drawn)
    return scen


def text_of(pdf: bytes) -> str:
    words = " ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(pdf)).pages)
    return " ".join(words.replace("\u00a0", " ").split())


@pytest.mark.parametrize("kind", ["manad", "arsredovisning"])
def test_the_pdf_is_for_the_archive_and_for_the_screen_reader(kind: str) -> None:
    scen = a_book(kind)
    with figures(y2023_12="1376000.00"):
        pdf = render_rapport(scen.rapport, made_at=MOMENT)
        again = render_rapport(scen.rapport, made_at=MOMENT)
    assert pdf == again
    assert [page.validate_pdf_bytes(pdf, profile=one).is_compliant for one in ("ua1", "3a")] == [True, True]


def test_paper_and_word_say_what_the_page_says() -> None:
    scen = a_book()
    with figures(y2023_12="1376000.00"):
        paper = text_of(render_rapport(scen.rapport, made_at=MOMENT))
        word = Document(BytesIO(rapport_docx(scen.rapport)))
    assert "Nettokostnaden är 1 376 tkr." in paper
    assert "Tabell 1. Resultat" in paper
    assert "inte fastställd" in paper
    paragraphs = [paragraph.text.replace("\u00a0", " ") for paragraph in word.paragraphs]
    assert "Nettokostnaden är 1 376 tkr." in paragraphs
    assert [p.text for p in word.paragraphs if p.style.name.startswith("Heading")][:2] == [
        "Drift",
        "Per post",
    ]
    assert [[cell.text for cell in row.cells] for row in word.tables[0].rows] == [
        ["År", "Kr"],
        ["I fjol", "12"],
        ["I år", "14"],
    ]
    assert [cell.text for cell in word.tables[1].rows[-1].cells] == ["Nettokostnad", "1\u00a0376", "−2"]


def test_a_worker_makes_both_files_and_the_page_gives_them(client: Client) -> None:
    scen = rapport_scen(text="Klart.")
    client.force_login(scen.controller)
    with figures(y2023_08="1000.00"):
        client.post(page_url(scen.samverkan, "rapporter:filer", pk=scen.rapport.pk))
        client.post(page_url(scen.samverkan, "rapporter:filer", pk=scen.rapport.pk))
        jobb = Jobb.objects.get(kind=FILER_JOBB)
        assert (
            "Väntar"
            in client.get(
                page_url(scen.samverkan, "rapporter:filer_lage", pk=scen.rapport.pk)
            ).content.decode()
        )
        perform(jobb.pk)
    for fmt, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = client.get(page_url(scen.samverkan, "rapporter:fil", pk=scen.rapport.pk, fmt=fmt))
        assert answer.content.startswith(start)
    assert (
        client.get(page_url(scen.samverkan, "rapporter:fil", pk=scen.rapport.pk, fmt="odt")).status_code
        == 404
    )


def test_the_files_of_a_faststalld_report_are_made_once() -> None:
    scen = rapport_scen(text="Klart.")
    beslut = f.BeslutFactory(samverkan=scen.samverkan)
    with figures(y2023_08="1000.00"):
        acts.klarmarkera_avsnitt(scen.avsnitt, actor=scen.controller)
        acts.klarmarkera_rapport(scen.rapport, actor=scen.controller)
        acts.faststalla_rapport(scen.rapport, beslut=beslut, actor=scen.controller)
        perform(Jobb.objects.get(kind=FILER_JOBB).pk)
        first = list(scen.rapport.filer.values_list("pk", flat=True))
        perform(acts.start_filer(scen.rapport, actor=scen.controller).pk)
    scen.rapport.refresh_from_db()
    assert has_final_files(scen.rapport)
    assert (len(first), list(scen.rapport.filer.values_list("pk", flat=True))) == (2, first)


def test_the_page_of_a_faststalld_report_says_the_hash_of_its_files(client: Client) -> None:
    scen = a_book()
    with figures(y2023_12="1376000.00"):
        acts.filer.store_filer(scen.rapport, {"pdf": b"%PDF-1.7"}, MOMENT, actor=scen.controller)
    beslut = f.BeslutFactory(samverkan=scen.samverkan)
    Rapport.objects.update(status="faststalld", beslut=beslut, decided_at=MOMENT)
    client.force_login(scen.controller)
    told = client.get(page_url(scen.samverkan, "rapporter:rapport", pk=scen.rapport.pk)).content.decode()
    assert groups_of_eight(sha256_hex(b"%PDF-1.7")) in told
    read = client.get(page_url(scen.samverkan, "rapporter:las", pk=scen.rapport.pk)).content.decode()
    assert page_url(scen.samverkan, "rapporter:fil", pk=scen.rapport.pk, fmt="pdf") in read


def test_the_strip_of_the_cover_shares_its_width_and_a_hundred_percent() -> None:
    rows = [("Lycksele", 21640), ("Storuman", 16485), ("Vilhelmina", 3120), ("Åsele", 2260)]
    tabell = Tabell(
        "Per medlem",
        "Medlem",
        (Kolumn("utfall", "Utfall"),),
        tuple(Rad(name, name, (Decimal(amount),)) for name, amount in rows),
    )
    dokument = type("Dokument", (), {"tabeller": type("T", (), {"of": lambda self, nyckel: tabell})()})()
    strip = member_strip(dokument)
    assert [(one["namn"], one["procent"]) for one in strip] == [
        ("Lycksele", 50),
        ("Storuman", 38),
        ("Vilhelmina", 7),
        ("Åsele", 5),
    ]
