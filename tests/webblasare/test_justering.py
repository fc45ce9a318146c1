"""From the text to the sealed paper and the board: a ledamot signs, a citizen reads and checks."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from protokoll.anslag.acts import bekrafta
from protokoll.anslag.models import Anslag
from protokoll.justering.models import Protokoll
from samverkan.dokument.queries import read_dokument
from tests import factories as f
from tests.pages import page_url
from tests.protokoll.justering.runda import sealed, started
from tests.protokoll.justering.scen import YEAR, Mote, avslutat_mote
from tests.webblasare.besok import WCAG_2_1_AA

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mote() -> Mote:
    return avslutat_mote()


def look(page: Page) -> None:
    found = Axe().run(page, options={"runOnly": WCAG_2_1_AA})
    assert [(one["id"], one["nodes"][0]["html"]) for one in found.response["violations"]] == []


def test_a_ledamot_reads_asks_for_a_change_and_signs_what_was_changed(
    mote: Mote, page_of: Callable[..., Page]
) -> None:
    started(mote)
    jan, secretary = page_of(mote.user("Jan")), page_of(mote.sekreterare)
    own = page_url(mote.samverkan, "justering:lista", year=YEAR)
    ask_for_a_change(jan, own)
    take_it_in(secretary, own)
    jan.goto(own)
    jan.get_by_role("link", name=re.compile("Läs och justera")).click()
    expect(jan.get_by_role("article").first).to_contain_text("med tack till Jan")
    jan.get_by_label("Ditt lösenord").fill(f.PASSWORD)
    jan.get_by_role("button", name=re.compile("Skriv under §§ 12–15")).click()
    expect(jan.get_by_role("main")).to_contain_text("Du har skrivit under")
    look(jan)


def ask_for_a_change(jan: Page, own: str) -> None:
    jan.goto(own)
    jan.get_by_role("link", name=re.compile("Läs och justera")).click()
    expect(jan.get_by_role("heading", level=1)).to_contain_text("Justera protokoll 2022-06-22")
    look(jan)
    jan.locator("summary", has_text="§ 12").click()
    jan.get_by_label("Vad ska ändras?").first.fill("Lägg till ett tack till Jan.")
    jan.get_by_role("button", name="Skicka förslaget om § 12").click()
    expect(jan.get_by_role("main")).to_contain_text("1 ändringsförslag väntar på sekreterarens svar")
    expect(jan.get_by_role("button", name=re.compile("Skriv under"))).to_have_count(0)


def take_it_in(secretary: Page, own: str) -> None:
    secretary.goto(own)
    rounds = secretary.get_by_role("region", name=re.compile("Protokoll på väg"))
    rounds.get_by_role("link", name=re.compile("§§ 12–15")).click()
    look(secretary)
    secretary.get_by_role("link", name="Skriv in ändringen i § 12").click()
    summary = secretary.get_by_label("Sammanfattning")
    summary.fill(f"{summary.input_value()}\n\nMötet slutar med tack till Jan.")
    secretary.get_by_role("button", name="Spara texten").click()
    expect(secretary.get_by_role("main")).to_contain_text("Infört")


def test_a_citizen_finds_the_notice_and_checks_the_protocol_without_cookies(
    mote: Mote, browser: Browser, live_server, tmp_path: Path
) -> None:
    protokoll = sealed(mote)
    anslag = Anslag.objects.get(protokoll=protokoll)
    if anslag.platser.filter(posted_at=None).exists():
        bekrafta(anslag, actor=mote.sekreterare)
    context = browser.new_context(base_url=live_server.url, locale="sv-SE")
    page = context.new_page()
    read_the_notice(page, anslag)
    check(page, paper(tmp_path, protokoll, "akta.pdf"), "Ja, filen är det förseglade protokollet")
    changed = paper(tmp_path, protokoll, "andrad.pdf", change=True)
    check(page, changed, "Nej, filen har ändrats sedan den förseglades")
    assert context.cookies() == []
    context.close()


def read_the_notice(page: Page, anslag: Anslag) -> None:
    page.goto("/anslagstavla/")
    look(page)
    page.get_by_role("link", name=anslag.heading).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(anslag.heading)
    expect(page.get_by_role("main")).to_contain_text("Sista dag att överklaga")
    expect(page.get_by_role("heading", name="Så överklagar du")).to_be_visible()
    look(page)


def paper(folder: Path, protokoll: Protokoll, name: str, *, change: bool = False) -> Path:
    data = bytearray(read_dokument(protokoll.dokument))
    if change:
        data[len(data) // 3] ^= 1
    (folder / name).write_bytes(data)
    return folder / name


def check(page: Page, file: Path, answer: str) -> None:
    page.goto("/kontrollera/")
    page.get_by_label("PDF-fil").set_input_files(file)
    page.get_by_role("button", name="Kontrollera filen").click()
    expect(page.get_by_role("status")).to_contain_text(answer)
    look(page)
