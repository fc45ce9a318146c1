"""How an annual report of 30 pages compares with WeasyPrint alone on the same HTML. Prints the ratio."""

import time
from datetime import UTC, datetime
from io import BytesIO
from statistics import median

import pytest
import weasyprint
from pypdf import PdfReader
from weasyprint.text.fonts import FontConfiguration

from kostnader.rapporter.acts import skapa_rapport, skriv_tabell, spara_text
from kostnader.rapporter.egna import read_grid
from kostnader.rapporter.innehall import read_dokument
from kostnader.rapporter.models import Rapport
from kostnader.rapporter.pdf import rapport_html, render_rapport
from samverkan.lib.pdf import PRINT_DIRECTORY, LocalFetcher
from tests import factories as f

TIMES = 3
MADE_AT = datetime(2024, 3, 1, tzinfo=UTC)
TEXT = "Verksamheten går som planerat, och kostnaderna ligger i nivå med budgeten för året. "


def rows(count: int) -> str:
    """A table of kinds of cost against budget, with its sum."""
    lines = [f"Post {n}\t{n * 1_204}\t{n * 1_190}\t{n * -14}" for n in range(1, count + 1)]
    whole = count * (count + 1) // 2
    total = f"Summa\t{whole * 1_204}\t{whole * 1_190}\t{whole * -14}"
    return "\n".join(["Post\tUtfall 2023\tBudget 2023\tAvvikelse", *lines, total])


def sample() -> Rapport:
    """An annual report whose sections each hold a text and two tables: some thirty pages."""
    actor = f.AnvandareFactory()
    samverkan = f.SamverkanFactory(form="kommunalforbund")
    rapport = skapa_rapport(samverkan, kind="arsredovisning", year=2023, actor=actor)
    for avsnitt in rapport.avsnitt.all()[:14]:
        spara_text(avsnitt, f"{TEXT * 6}\n\n" * 3, actor=actor)
        for name in ("Utfall", "Jämförelse"):
            skriv_tabell(avsnitt, read_grid(rows(14), f"{name}, {avsnitt.order}", unit="tkr"), actor=actor)
    return rapport


def pages(pdf: bytes) -> int:
    return len(PdfReader(BytesIO(pdf)).pages)


def seconds(work) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


@pytest.mark.django_db
def test_an_annual_report_of_30_pages() -> None:
    rapport = sample()
    html = rapport_html(read_dokument(rapport), made_at=MADE_AT)
    fonts = FontConfiguration()
    css = weasyprint.CSS(PRINT_DIRECTORY / "rapport.css", font_config=fonts, url_fetcher=LocalFetcher())

    def alone() -> bytes:
        source = weasyprint.HTML(string=html, base_url=f"{PRINT_DIRECTORY}/", url_fetcher=LocalFetcher())
        return source.write_pdf(font_config=fonts, stylesheets=[css], pdf_variant="pdf/a-3a")

    def ours() -> bytes:
        return render_rapport(rapport, made_at=MADE_AT)

    count = pages(ours())
    assert count >= 30
    alone()  # warm: fonts and style sheets are read once per process
    theirs, whole = [], []
    for _ in range(TIMES):
        theirs.append(seconds(alone))
        whole.append(seconds(ours))
    print(f"\nårsredovisning, {count} sidor")
    print(f"  WeasyPrint ensamt på samma HTML {median(theirs):.2f} s")
    print(f"  hela rapporten {median(whole):.2f} s = {median(whole) / median(theirs):.2f} × (gräns 1,2)")
