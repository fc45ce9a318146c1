"""The municipality's journey: what we pay, why, and our invoices, and no one else's."""

import re
from collections.abc import Callable
from io import BytesIO

from playwright.sync_api import expect
from pypdf import PdfReader

from tests.webblasare.besok import SLUG, Besok


def test_an_economist_reads_why_and_takes_home_the_own_invoice_alone(
    nytt_besok: Callable[[], Besok], others: str
) -> None:
    elin = nytt_besok()
    elin.logga_in("elin.niva@kiruna.example")
    elin.till(f"/{SLUG}/2023/")
    elin.se("Kiruna kommun")
    elin.granska()
    read_the_explanation(elin)
    take_home_an_invoice(elin)
    assert (elin.status_of(f"{others}pdf/"), elin.status_of(others)) == (404, 404)


def read_the_explanation(elin: Besok) -> None:
    elin.page.get_by_role("link", name="SOC system, grund").first.click()
    elin.se("SOC system, grund")
    receipt = elin.page.get_by_role("region", name="Så beräknas Kiruna kommuns andel")
    expect(receipt).to_contain_text("254 200 × 22 664 ÷ 249 614")
    expect(receipt).to_contain_text("41 300")
    expect(receipt).to_contain_text("Norrbottens e-nämnd")
    elin.granska()


def take_home_an_invoice(elin: Besok) -> None:
    elin.meny("Fakturor")
    elin.granska()
    number = elin.page.get_by_role("link", name=re.compile(r"^2023-\d{4}$")).first
    faktura = number.inner_text()
    number.click()
    elin.se(f"Faktura {faktura}")
    elin.granska()
    paper = PdfReader(BytesIO(elin.hamta("Hämta PDF")))
    first = paper.pages[0].extract_text()
    assert ("Kiruna kommun" in first, faktura in first) == (True, True)
    assert paper.metadata.title == f"Faktura {faktura} från Luleå kommun till Kiruna kommun"
