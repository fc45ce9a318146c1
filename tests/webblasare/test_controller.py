"""The controller's journey: from a figure in the budget to issued invoices."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.webblasare.besok import SLUG, Besok


def test_a_changed_figure_becomes_decided_shared_locked_and_invoiced(nytt_besok: Callable[[], Besok]) -> None:
    maria = nytt_besok()
    sign_in_from_the_list(maria)
    change_a_figure(maria)
    see_what_each_pays_and_why(maria)
    adopt(maria)
    lock_the_sharing(maria)
    invoice(maria)


def sign_in_from_the_list(maria: Besok) -> None:
    maria.till("/logga-in/")
    maria.granska()
    maria.page.get_by_role("button", name=re.compile("Logga in som Maria Engström, controller")).click()
    maria.se("Norrbottens e-nämnd")
    maria.granska()
    maria.till(f"/{SLUG}/2024/")


def change_a_figure(maria: Besok) -> None:
    maria.meny("Budget")
    page, figure = maria.page, "Ursprunglig, Kommunikation"
    total = page.get_by_role("row", name="Summa kostnader")
    before = maria.amount(total.get_by_role("cell").first)
    page.get_by_label(figure, exact=True).fill("49200")
    expect(total).to_contain_text(f"{before + 14_000:,}".replace(",", " "))
    page.get_by_label(figure, exact=True).press("Enter")
    expect(page.get_by_role("status").filter(has_text="Kommunikation")).to_contain_text("35 200 → 49 200")
    maria.granska()


def see_what_each_pays_and_why(maria: Besok) -> None:
    maria.meny("Fördelning")
    kiruna = maria.page.get_by_role("row", name=re.compile("^Kiruna"))
    expect(kiruna).to_contain_text("83 800")
    expect(maria.page.get_by_role("row", name=re.compile("^Summa"))).to_contain_text("1 173 200")
    maria.granska()
    kiruna.get_by_role("link", name="83 800").click()
    receipt = maria.page.get_by_role("region", name="Så beräknas Kiruna kommuns andel")
    expect(receipt).to_contain_text("1 173 200 ÷ 14 medlemmar")
    expect(receipt).to_contain_text("83 800")
    maria.granska()


def adopt(maria: Besok) -> None:
    page = maria.page
    maria.till(f"/{SLUG}/2024/beslut/nytt/")
    page.get_by_label("Organ", exact=True).select_option("Norrbottens e-nämnd")
    page.get_by_label("Datum").fill("2023-06-14")
    page.get_by_label("Paragraf").fill("17")
    page.get_by_label("Rubrik").fill("Budget 2024")
    maria.granska()
    page.get_by_role("button", name="För in beslutet").click()
    maria.se(re.compile("Budget 2024"))
    maria.granska()
    maria.meny("Budget")
    page.get_by_role("button", name="Föreslå för nämnden").click()
    page.get_by_role("link", name="Fastställ budgeten").click()
    maria.se("Fastställ budget 2024")
    page.get_by_label("Beslut", exact=True).select_option(maria.choice("§ 17"))
    maria.granska()
    page.get_by_role("button", name="Fastställ budgeten").click()
    maria.se("Budget 2024")
    expect(page.get_by_role("main")).to_contain_text("Låst. Beloppen ändras i en ny version.")
    maria.granska()


def lock_the_sharing(maria: Besok) -> None:
    maria.meny("Fördelning")
    maria.page.get_by_role("button", name="Lås fördelningen").click()
    expect(maria.page.get_by_role("heading", name="Så blev den till")).to_be_visible()
    maria.granska()


def invoice(maria: Besok) -> None:
    page = maria.page
    maria.meny("Fakturor")
    page.get_by_label("Månad").select_option("1")
    page.get_by_label("Fakturadatum").fill("2024-01-02")
    maria.granska()
    page.get_by_role("button", name="Förhandsgranska").click()
    maria.se("Fakturakörning januari 2024")
    expect(page.get_by_role("row", name=re.compile("Luleå kommun"))).to_contain_text("Bokföring")
    maria.granska()
    button = page.get_by_role("button", name=re.compile(r"Utfärda \d+ fakturor"))
    antal = int(re.findall(r"\d+", button.inner_text())[0])
    button.click()
    expect(page.get_by_role("main")).to_contain_text(f"{antal} av {antal} utfärdade, {antal} PDF klara")
    expect(page.get_by_text(re.compile("^Avslutad 20"))).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(re.compile(rf"Skickade\s*{antal}"))
    maria.granska()
    page.get_by_role("link", name=re.compile(r"^2024-0001$")).click()
    maria.se("Faktura 2024-0001")
    expect(page.get_by_role("heading", name="Så beräknades beloppet")).to_be_visible()
    maria.granska()
