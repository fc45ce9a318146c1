"""The controller's journey through a year: from the ledger's file to the settlement and the annual report."""

import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.processer.hus import Hus
from tests.webblasare.adala import EMAIL, SLUG, YEAR, sie
from tests.webblasare.besok import Besok

WHY = "Bytet av kontorsplattform är uppskjutet till 2026."


def test_from_the_ledgers_file_to_the_annual_report(house: Hus, nytt_besok: Callable[[], Besok]) -> None:
    lena = nytt_besok()
    lena.logga_in(EMAIL)
    drop_the_file(lena, house)
    say_what_the_unknown_is(lena)
    take_in(lena, "577 500")
    explain_the_deviation(lena)
    make_the_month_report(lena)
    the_whole_year_takes_over(lena)
    close_the_year(lena)
    decide(lena)
    settle(lena)
    make_the_annual_report(lena)


def drop_the_file(lena: Besok, house: Hus) -> None:
    """The page that follows the reading stands, also after a reload, until the file is read."""
    lena.till(f"/{SLUG}/{YEAR}/utfall/")
    lena.granska()
    lena.nasta("Läs in fil")
    lena.granska()
    reads = lena.page.get_by_role("progressbar")
    with held_up(house):
        upload(lena, f"adala-{YEAR}-08.se", sie(8))
        expect(reads).to_be_visible()
        lena.granska()
        lena.page.reload()
        expect(reads).to_be_visible()
    expect(reads).to_have_count(0)
    expect(lena.page.get_by_role("main")).to_contain_text("64 poster i 32 verifikat. Inget räknas än.")


def upload(lena: Besok, name: str, data: bytes) -> None:
    lena.page.get_by_label("Fil", exact=True).set_input_files(
        {"name": name, "mimeType": "text/plain", "buffer": data}
    )
    lena.nasta("Läs filen")
    lena.se(name)


@contextmanager
def held_up(house: Hus) -> Iterator[None]:
    """No posting can be stored meanwhile: a reading comes no further than that."""
    with psycopg.connect(house.env["DATABASE_URL"]) as connection:
        connection.execute("LOCK TABLE kostnader_utfallspost IN EXCLUSIVE MODE")
        yield


def say_what_the_unknown_is(lena: Besok) -> None:
    """The account plan places most; the two cost centres and the odd account are placed by hand."""
    page = lena.page
    expect(page.get_by_role("heading", name="6 saknar regel")).to_be_visible()
    lena.granska()
    lena.nasta("Lägg upp regler ur Kommun-BAS")
    expect(page.get_by_role("heading", name="3 saknar regel")).to_be_visible()
    page.get_by_label("Tjänst för 4100 It-enheten").select_option("IT-drift")
    page.get_by_label("Tjänst för 4200 Telefonväxeln").select_option("Växel")
    page.get_by_label("Kostnadsslag för 9100 Intern ränta").select_option("Räknas inte")
    lena.nasta("Spara reglerna")
    expect(page.get_by_role("row", name="IT-drift Övriga kostnader")).to_contain_text("1 480 000")
    lena.granska()


def take_in(lena: Besok, a_month: str) -> None:
    expect(lena.page.get_by_role("row", name=f"Januari {YEAR}")).to_contain_text(a_month)
    lena.nasta(re.compile(f"^Ta in {YEAR}-01 – {YEAR}-[01]"))
    expect(lena.page.get_by_role("main")).to_contain_text("är intagen.")
    lena.granska()
    lena.nasta("Till månadsuppföljningen")


def explain_the_deviation(lena: Besok) -> None:
    page = lena.page
    lena.se(f"Månadsuppföljning augusti {YEAR}")
    lena.nasta("Öppna en prognosomgång")
    page.get_by_label("Namn", exact=True).fill("Augusti")
    lena.granska()
    lena.nasta("Öppna omgången")
    lena.granska()
    lena.nasta("Lås omgången")
    expect(page.get_by_role("main")).to_contain_text("Skriv en kommentar till avvikelsen på IT-drift")
    why = page.get_by_label("Kommentar, Övriga kostnader, IT-drift")
    why.fill(WHY)
    why.press("Enter")
    expect(page.get_by_text("alla stora avvikelser är förklarade")).to_be_visible()
    lena.nasta("Lås omgången")
    expect(page.get_by_role("row", name="Summa nettokostnad")).to_contain_text("7 020 000")
    lena.granska()
    page.get_by_role("link", name="Till månadsuppföljningen").click()
    expect(page.get_by_role("row", name="Summa nettokostnader")).to_contain_text(
        re.compile(r"4\s620.*7\s020.*180")
    )
    expect(page.get_by_role("main")).to_contain_text(WHY)
    lena.granska()


def make_the_month_report(lena: Besok) -> None:
    """It begins with what was written of the deviation, and its figures are those on the screen."""
    lena.nasta("Till månadsrapporten")
    lena.granska()
    lena.nasta(f"Skapa månadsrapport augusti {YEAR}")
    lena.granska()
    text = make_pdf(lena)
    assert f"Månadsrapport augusti {YEAR}" in text
    assert WHY in text
    assert re.search(r"Summa nettokostnader.*7 200 .*4 620 7 020 180", text)


def make_pdf(lena: Besok) -> str:
    """Have the files of the report made by the worker; the text of the PDF, spaces as plain spaces."""
    page = lena.page
    page.get_by_role("button", name="Gör PDF och Word").click()
    expect(page.get_by_role("link", name=re.compile("^PDF"))).to_be_visible()
    href = page.get_by_role("link", name=re.compile("^PDF")).get_attribute("href")
    pages = PdfReader(io.BytesIO(lena.las(href))).pages
    return re.sub(r"\s+", " ", " ".join(one.extract_text() for one in pages))


def the_whole_year_takes_over(lena: Besok) -> None:
    page = lena.page
    lena.till(f"/{SLUG}/{YEAR}/utfall/")
    expect(page.get_by_role("row", name=f"Summa {YEAR}")).to_contain_text("4 620 000")
    lena.granska()
    lena.nasta("Läs in fil")
    upload(lena, f"adala-{YEAR}.se", sie(12))
    expect(page.get_by_role("main")).to_contain_text(f"Filen tar över månader från adala-{YEAR}-08.se")
    expect(page.get_by_role("row", name="Summa")).to_contain_text(
        re.compile(r"4\s620\s000.*6\s930\s000.*\+2\s310\s000")
    )
    take_in(lena, "577 500")
    lena.till(f"/{SLUG}/{YEAR}/utfall/filer/")
    expect(page.get_by_role("row", name=f"adala-{YEAR}-08.se")).to_contain_text("Ersatt")
    lena.granska()


def close_the_year(lena: Besok) -> None:
    """Björkö has paid 280 000 too much, Dalkarla 150 000 too little: one is paid back, one is charged."""
    page = lena.page
    lena.meny("Bokslut")
    lena.granska()
    lena.nasta("Börja på bokslutet")
    expect(page.get_by_role("main")).to_contain_text("Överskottet är 270 000 kr.")
    balances = page.get_by_role("table", name="Bokslut per medlem")
    for member, balance, act in (
        ("Björkö", "+280 000", "Återbetalas"),
        ("Dalkarla", "−150 000", "Debiteras"),
    ):
        row = balances.get_by_role("row", name=member)
        expect(row).to_contain_text(balance)
        row.get_by_role("link", name=re.compile("^Överförs")).click()
        lena.se(f"{member} kommun")
        lena.granska()
        page.get_by_label(act, exact=True).check()
        lena.nasta("Spara")
    lena.granska()
    lena.nasta("Stäng året och föreslå")
    expect(page.get_by_role("main")).to_contain_text("Året är stängt och bokslutet föreslaget.")


def decide(lena: Besok) -> None:
    page = lena.page
    lena.till(f"/{SLUG}/{YEAR}/beslut/nytt/")
    page.get_by_label("Organ", exact=True).select_option("Ådalens it-nämnd")
    page.get_by_label("Datum").fill("2026-03-04")
    page.get_by_label("Paragraf").fill("7")
    page.get_by_label("Rubrik").fill(f"Bokslut {YEAR}")
    page.get_by_role("button", name="För in beslutet").click()
    lena.se(re.compile(f"Bokslut {YEAR}"))
    lena.meny("Bokslut")
    lena.nasta("Lås med beslut")
    page.get_by_label("Beslut", exact=True).select_option(lena.choice("§ 7"))
    lena.granska()
    lena.nasta(re.compile("^Lås"))
    lena.granska()


def settle(lena: Besok) -> None:
    """A credit note and an invoice with VAT of 25 per cent are prepared."""
    page = lena.page
    page.get_by_label("Fakturadatum").fill("2026-03-16")
    lena.nasta("Förbered avräkningen")
    for member, net, gross in (
        ("Björkö", "−280 000,00", "−350 000,00"),
        ("Dalkarla", "150 000,00", "187 500,00"),
    ):
        row = page.get_by_role("row", name=f"Ta med {member} kommun")
        expect(row.get_by_role("cell", name=net, exact=True)).to_be_visible()
        expect(row.get_by_role("cell", name=gross, exact=True)).to_be_visible()
    lena.granska()
    lena.nasta("Utfärda 2 fakturor")
    expect(page.get_by_role("main")).to_contain_text("2 av 2 utfärdade, 2 PDF klara")
    lena.granska()


def make_the_annual_report(lena: Besok) -> None:
    """A closed year has one report left to make; what it says of each member is what was settled."""
    lena.till(f"/{SLUG}/{YEAR}/rapporter/")
    lena.granska()
    lena.nasta(f"Skapa verksamhetsberättelse {YEAR}")
    lena.granska()
    text = make_pdf(lena)
    assert f"Verksamhetsberättelse {YEAR}" in text
    assert re.search(r"Summa nettokostnader.*7 200 .*6 930", text)
    assert re.search(r"Björkö.* 280 ", text)
    assert re.search(r"Dalkarla.* −150 ", text)
