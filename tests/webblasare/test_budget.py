"""The budget grid as a controller meets it: typing, moving, pasting, taking back, meeting another."""

from decimal import Decimal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from kostnader.budget.acts import set_cell
from tests.kostnader.budget.scen import Scen, budget_scen

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scen() -> Scen:
    return budget_scen()


@pytest.fixture
def page(scen: Scen, page_of) -> Page:
    opened = page_of(scen.maria)
    opened.goto(scen.url())
    return opened


def cell(page: Page, name: str, column: str = "Ursprunglig") -> Locator:
    return page.get_by_label(f"{column}, {name}", exact=True)


def paste(page: Page, target: Locator, text: str) -> None:
    """What the browser does at Ctrl+V with this on the clipboard."""
    target.focus()
    target.evaluate(
        """(field, text) => {
            const clipboard = new DataTransfer();
            clipboard.setData("text/plain", text);
            const event = {clipboardData: clipboard, bubbles: true, cancelable: true};
            field.dispatchEvent(new ClipboardEvent("paste", event));
        }""",
        text,
    )


def test_typing_moves_sums_and_saves_by_itself(page: Page, scen: Scen) -> None:
    cell(page, "Resor").click()
    page.keyboard.type("25000,50")
    expect(page.locator("#s-t")).to_have_text("1\u00a0159\u00a0000,50")
    page.keyboard.press("Enter")
    expect(cell(page, "Licens")).to_be_focused()
    expect(page.locator("#senast")).to_contain_text("Resor, ursprunglig, 20\u00a0000 → 25\u00a0000,50")
    expect(cell(page, "Resor")).to_have_value("25\u00a0000,50")
    assert scen.post("Resor").amount == Decimal("25000.50")


def test_arrows_tab_and_escape(page: Page, scen: Scen) -> None:
    cell(page, "Personal").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(cell(page, "Resor", "Tillägg")).to_be_focused()
    page.keyboard.type("7")
    page.keyboard.press("Escape")
    expect(cell(page, "Resor", "Tillägg")).to_have_value("")
    page.keyboard.press("Tab")
    expect(cell(page, "Resor", "Ombudgetering")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(cell(page, "Personal", "Ombudgetering")).to_be_focused()


def test_what_is_no_amount_is_told_under_its_row_and_can_be_mended(page: Page, scen: Scen) -> None:
    cell(page, "Resor").fill("1.5")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Skriv decimaler med komma: 1,50.")
    expect(cell(page, "Resor")).to_have_value("1.5")
    cell(page, "Resor").fill("1,50")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_count(0)
    assert scen.post("Resor").amount == Decimal("1.50")


def test_a_block_from_excel_is_shown_before_it_is_saved_and_taken_back_in_one(page: Page, scen: Scen) -> None:
    paste(page, cell(page, "Personal"), "900 000\t1 000\r\n30 000\t\r\n")
    expect(page.get_by_role("heading", name="3 celler ändras, 1 är som förut")).to_be_visible()
    assert scen.post("Personal").amount == 812_000
    page.get_by_role("button", name="Spara 3 celler").click()
    expect(page.get_by_text("3 celler sparade.")).to_be_visible()
    expect(cell(page, "Personal")).to_have_value("900\u00a0000")
    page.get_by_role("button", name="Ångra").click()
    expect(cell(page, "Personal")).to_have_value("812\u00a0000")
    expect(page.locator("#s-t")).to_have_text("1\u00a0154\u00a0000")


def test_bad_cells_of_a_block_are_named(page: Page) -> None:
    paste(page, cell(page, "Personal"), "tolv\n1")
    expect(page.locator("#klipp")).to_contain_text("Inget är sparat: 1 cell går inte att läsa")
    expect(page.locator("#klipp")).to_contain_text("Ursprunglig, Personal. ”tolv” är inget tal.")


@pytest.mark.parametrize(
    ("button", "kept"), [("Behåll mitt, 25 000", 25_000), ("Ta Lars värde, 30 000", 30_000)]
)
def test_two_in_one_cell_choose(page: Page, scen: Scen, button: str, kept: int) -> None:
    set_cell(scen.budget, scen.rad("Resor"), "ursprunglig", Decimal(30_000), 1, actor=scen.lars)
    cell(page, "Resor").fill("25000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Två värden i samma cell. Lars Öberg sparade 30 000")
    expect(cell(page, "Resor")).to_have_value("25000")
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(cell(page, "Resor")).to_have_value(f"{kept:,}".replace(",", "\u00a0"))
    expect(page.locator("td.sparar")).to_have_count(0)
    assert scen.post("Resor").amount == kept


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "address", ["", "1/?vy=manader", "1/jamfor/", "1/indexera/?percent=2&unit=1&direction=upp", "ny/"]
)
def test_pages_are_accessible(scen: Scen, page_of, scheme: str, address: str) -> None:
    page = page_of(scen.maria, color_scheme=scheme)
    page.goto(scen.url(address))
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})
    assert [(one["id"], one["nodes"][0]["html"]) for one in found.response["violations"]] == []
