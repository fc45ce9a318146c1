"""The meeting page on a bad connection, as a secretary meets it: nothing typed is lost."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from protokoll.paragrafer.acts import lagg_upp_fraser, oppna_paragraf, spara_text
from tests.protokoll.scen import Motesscen, mote_scen

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scen() -> Motesscen:
    scen = mote_scen("oppnat")
    lagg_upp_fraser(scen.samverkan, actor=scen.sekreterare)
    scen.avgor("Granskning")
    oppna_paragraf(scen.paragraf("Budget"), actor=scen.sekreterare)
    return scen


@pytest.fixture
def page(scen: Motesscen, page_of) -> Page:
    opened = page_of(scen.sekreterare, viewport={"width": 1440, "height": 900})
    opened.goto(scen.url())
    return opened


def motet(page: Page) -> Locator:
    return page.get_by_label("Förslag på mötet")


def state(page: Page) -> Locator:
    return page.locator("#sparlage")


def test_what_is_typed_without_contact_is_kept_here_and_merged_after(page: Page, scen: Motesscen) -> None:
    motet(page).fill("Rad ett\nRad två\nRad tre")
    expect(state(page)).to_contain_text("Sparat")
    page.context.set_offline(True)
    motet(page).fill("Rad ett\nRad två\nRad tre, skriven på tåget")
    expect(state(page)).to_contain_text("Ingen kontakt. Sparat i den här datorn")
    other = scen.konto("sekreterare")
    spara_text(scen.paragraf("Budget"), "motet", "RAD ETT\nRad två\nRad tre", actor=other)
    context = page.context
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(scen.url())
    expect(motet(page)).to_have_value("RAD ETT\nRad två\nRad tre, skriven på tåget")
    expect(state(page)).to_contain_text("ihop med det en annan skrev")
    assert scen.paragraf("Budget").motet == "RAD ETT\nRad två\nRad tre, skriven på tåget"
    assert page.evaluate("localStorage.length") == 0


def test_what_is_typed_without_contact_is_sent_when_contact_is_back(page: Page, scen: Motesscen) -> None:
    page.context.set_offline(True)
    motet(page).fill("Skrivet i tunneln")
    expect(state(page)).to_contain_text("Ingen kontakt")
    page.context.set_offline(False)
    expect(state(page)).to_contain_text(re.compile(r"^\s*Sparat \d\d\.\d\d"))
    assert scen.paragraf("Budget").motet == "Skrivet i tunneln"


def test_two_in_the_same_line_see_both_texts(page: Page, scen: Motesscen) -> None:
    other = scen.konto("sekreterare")
    spara_text(scen.paragraf("Budget"), "motet", "Deras ord", actor=other)
    motet(page).fill("Mina ord")
    conflict = page.get_by_role("alert").filter(has_text="har skrivit i samma rader")
    expect(conflict).to_contain_text("Deras ord")
    expect(conflict).to_contain_text("Mina")
    assert Axe().run(page).response["violations"] == []
    conflict.get_by_role("button", name="Spara min text").click()
    expect(conflict).to_have_count(0)
    expect(state(page)).to_contain_text("Sparat")
    assert scen.paragraf("Budget").motet == "Mina ord"


def test_a_phrase_is_chosen_with_the_keyboard(page: Page, scen: Motesscen) -> None:
    beslut = page.get_by_label("Beslut", exact=True)
    beslut.fill("")
    beslut.press("/")
    expect(page.get_by_role("button", name="att godkänna …")).to_be_focused()
    page.keyboard.press("Enter")
    expect(beslut).to_have_value("E-nämnden beslutar att godkänna …")
    page.keyboard.type("budgeten.")
    expect(beslut).to_have_value("E-nämnden beslutar att godkänna budgeten.")
    expect(state(page)).to_contain_text("Sparat")


@pytest.mark.parametrize(
    ("width", "scheme"), [(1440, "light"), (1440, "dark"), (1024, "light"), (360, "dark")]
)
def test_the_page_is_for_all(page_of, scen: Motesscen, width: int, scheme: str) -> None:
    page = page_of(scen.sekreterare, viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(scen.url())
    assert [fault["id"] for fault in Axe().run(page).response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    page.get_by_role("link", name="Lägg till yrkande").click()
    expect(page.get_by_label("Vem yrkar")).to_be_visible()
    assert [fault["id"] for fault in Axe().run(page).response["violations"]] == []
