"""The administratör's journey: from nothing to the first invoice, led by the steps on the start page."""

import re
from collections.abc import Callable
from datetime import date

from playwright.sync_api import expect

from tests.webblasare.besok import Besok

NAME = "Gemensam växel"
YEAR = date.today().year


def test_a_new_samverkan_comes_to_its_first_invoice(nytt_besok: Callable[[], Besok]) -> None:
    sofia = nytt_besok()
    sofia.logga_in("sofia.hedman@lulea.example")
    set_up(sofia)
    let_two_in(sofia)
    become_controller(sofia)
    lay_up_a_service(sofia)
    enter_a_decision(sofia)
    choose_a_key(sofia)
    decide_a_budget(sofia)
    lock_and_invoice(sofia)


def next_step(sofia: Besok, act: str) -> None:
    """Take the step that the start page says is next."""
    sofia.page.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name="Start").click()
    sofia.se(NAME)
    sofia.granska()
    sofia.page.get_by_role("main").get_by_role("link", name=act).click()


def set_up(sofia: Besok) -> None:
    page = sofia.page
    page.locator("summary", has_text="ditt konto").click()
    page.get_by_role("link", name="Ny samverkan").click()
    sofia.se("Ny samverkan")
    page.get_by_label("Namn", exact=True).fill(NAME)
    page.get_by_label("Beslutande organ").fill("Gemensamma växelnämnden")
    page.get_by_label("Fakturautfärdare", exact=True).select_option(sofia.choice("Luleå kommun"))
    sofia.granska()
    page.get_by_role("button", name="Lägg upp samverkan").click()
    sofia.se(re.compile("Medlemmar"))


def let_two_in(sofia: Besok) -> None:
    next_step(sofia, "Lägg till medlemmar")
    page = sofia.page
    page.get_by_label("Medlemmar från och med").fill(f"{YEAR}-01-01")
    page.get_by_role("checkbox", name="Boden kommun").check()
    expect(page.get_by_role("checkbox", name="Luleå kommun")).to_be_checked()
    sofia.granska()
    page.get_by_role("button", name="Lägg till medlemmar").click()
    expect(page.get_by_role("row", name=re.compile("Boden"))).to_be_visible()
    sofia.granska()


def become_controller(sofia: Besok) -> None:
    next_step(sofia, "Ge rollen")
    page = sofia.page
    page.get_by_label("E-post").fill("sofia.hedman@lulea.example")
    page.get_by_role("radio", name="Controller").check()
    sofia.granska()
    page.get_by_role("button", name="Ge rollen").click()
    expect(page.get_by_role("row", name=re.compile("Controller"))).to_contain_text("Sofia Hedman")
    sofia.granska()


def lay_up_a_service(sofia: Besok) -> None:
    next_step(sofia, "Lägg upp en tjänst")
    page = sofia.page
    page.get_by_label("Namn", exact=True).fill("Telefonväxel")
    page.get_by_label("Tjänsten finns från och med").fill(f"{YEAR}-01-01")
    sofia.granska()
    page.get_by_role("button", name="Spara tjänst").click()
    sofia.se("Telefonväxel")
    page.get_by_label("Från och med").fill(f"{YEAR}-01")
    page.get_by_role("button", name="Anslut alla 2 medlemmar").click()
    expect(page.get_by_text("2 av 2 deltar")).to_be_visible()
    sofia.granska()


def enter_a_decision(sofia: Besok) -> None:
    sofia.meny("Beslut")
    page = sofia.page
    page.get_by_role("main").get_by_role("link", name="För in").first.click()
    page.get_by_label("Organ", exact=True).select_option("Gemensamma växelnämnden")
    page.get_by_label("Datum").fill(f"{YEAR}-01-15")
    page.get_by_label("Paragraf").fill("1")
    page.get_by_label("Rubrik").fill("Budget och fördelning")
    page.get_by_role("button", name="För in beslutet").click()
    sofia.se(re.compile("Budget och fördelning"))


def choose_a_key(sofia: Besok) -> None:
    next_step(sofia, "Skapa en nyckel")
    page = sofia.page
    page.get_by_role("link", name="Hälften lika, hälften efter invånare").click()
    page.get_by_label("Namn", exact=True).fill("50/50")
    page.get_by_label("Gäller från och med").fill(f"{YEAR}-01-01")
    sofia.granska()
    page.get_by_role("button", name="Spara som utkast").click()
    page.get_by_role("link", name="Fastställ").click()
    page.get_by_label("Beslut").select_option(sofia.choice("§ 1,"))
    sofia.granska()
    page.get_by_role("button", name="Fastställ nyckeln").click()
    next_step(sofia, "Välj nyckel")
    page.get_by_role("paragraph").get_by_role("link", name="Telefonväxel").click()
    page.get_by_label("Fördelningsnyckel").select_option("50/50")
    page.get_by_role("button", name="Spara tjänst").click()
    sofia.se("Telefonväxel")


def decide_a_budget(sofia: Besok) -> None:
    next_step(sofia, "Skapa en budget")
    page = sofia.page
    page.get_by_role("link", name="Nytt utkast").click()
    sofia.granska()
    page.get_by_role("button", name="Skapa version").click()
    cost = page.get_by_label("Ursprunglig, Kostnad", exact=True)
    cost.fill("600000")
    cost.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Kostnad")).to_contain_text("600 000")
    page.get_by_role("button", name="Föreslå för nämnden").click()
    page.get_by_role("link", name="Fastställ budgeten").click()
    page.get_by_label("Beslut", exact=True).select_option(sofia.choice("§ 1,"))
    page.get_by_role("button", name="Fastställ budgeten").click()
    expect(page.get_by_role("main")).to_contain_text("Låst. Beloppen ändras i en ny version.")


def lock_and_invoice(sofia: Besok) -> None:
    next_step(sofia, "Granska fördelningen")
    page = sofia.page
    expect(page.get_by_role("row", name=re.compile("^Summa"))).to_contain_text("600 000")
    page.get_by_role("button", name="Lås fördelningen").click()
    expect(page.get_by_role("heading", name="Så blev den till")).to_be_visible()
    next_step(sofia, "Öppna fakturor")
    page.get_by_label("Månad").select_option("1")
    page.get_by_label("Fakturadatum").fill(f"{YEAR}-01-02")
    page.get_by_role("button", name="Förhandsgranska").click()
    sofia.granska()
    page.get_by_role("button", name="Utfärda 1 faktura").click()
    expect(page.get_by_role("main")).to_contain_text("1 av 1 utfärdade, 1 PDF klara")
    expect(page.get_by_text(re.compile("^Avslutad 20"))).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("Boden"))).to_contain_text(f"{YEAR}-0001")
