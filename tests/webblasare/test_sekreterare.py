"""The secretary's journey: from the year wheel to a published protocol, by the acts the pages hold out."""

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

from playwright.sync_api import expect
from pypdf import PdfReader, PdfWriter

from tests.processer.hus import Hus
from tests.webblasare.besok import SLUG, Besok

NEXT_YEAR = date.today().year + 1
BOARD = "Norrbottens e-nämnd"
MATTER = "Attestordning"
DECISION = "E-nämnden antar attestordningen att gälla tills vidare."


def test_a_year_is_planned_and_a_meeting_becomes_a_published_protocol(
    nytt_besok: Callable[[], Besok], house: Hus, tmp_path: Path
) -> None:
    anders = nytt_besok()
    anders.logga_in("anders.vikstrom@lulea.example")
    plan_the_year(anders)
    begin_the_agenda(anders)
    write_the_matter(anders, tmp_path)
    call(anders)
    the_day_comes(house, anders)
    meet(anders)
    attest(anders, nytt_besok)
    announce(anders, nytt_besok())
    publish(anders, nytt_besok())


def plan_the_year(anders: Besok) -> None:
    anders.till(f"/{SLUG}/{NEXT_YEAR}/sammantraden/arshjul/")
    page = anders.page
    page.get_by_label("Månad", exact=True).select_option("Mars")
    page.get_by_label("Vad").fill(MATTER)
    page.get_by_role("button", name="Lägg till").click()
    expect(page.get_by_role("row", name=MATTER)).to_be_visible()
    anders.nasta("Föreslå årets sammanträden")
    anders.nasta("Visa förslag")
    expect(page.get_by_role("listitem").filter(has_text=MATTER)).to_contain_text("Onsdag")
    anders.granska()
    anders.nasta("Spara sammanträdena")
    expect(page.get_by_role("status").first).to_contain_text("4 sammanträden är planerade")


def begin_the_agenda(anders: Besok) -> None:
    page = anders.page
    page.get_by_role("row", name=re.compile("mars")).get_by_role("link", name="Gör dagordningen").click()
    expect(page.get_by_role("listitem").filter(has_text="Val av justerare")).to_be_visible()
    anders.granska()
    page.get_by_role("button", name=f"Lägg till {MATTER}").click()
    anders.se("Öppna ett ärende")


def write_the_matter(anders: Besok, folder: Path) -> None:
    page = anders.page
    expect(page.get_by_label("Rubrik")).to_have_value(MATTER)
    page.get_by_label("Klassificering").fill("1.1.2")
    anders.nasta("Öppna ärendet")
    page.get_by_label("Förslag till beslut").fill(DECISION)
    page.get_by_label("Sammanfattning").fill("Två personer attesterar varje utbetalning.")
    page.get_by_label("Beslutet skickas till").fill("Luleå kommuns ekonomiavdelning")
    anders.nasta("Spara skrivelsen")
    page.get_by_role("link", name="Lägg till bilaga").click()
    page.get_by_label("Fil").set_input_files(a_paper(folder))
    page.get_by_label("Titel").fill("Förslag till attestordning")
    anders.nasta("Lägg till bilagan")
    expect(page.get_by_role("link", name="Förslag till attestordning", exact=True)).to_be_visible()
    anders.granska()
    anders.nasta(re.compile("Lägg på dagordningen"))


def a_paper(folder: Path) -> Path:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(folder / "attestordning.pdf")
    return folder / "attestordning.pdf"


def call(anders: Besok) -> None:
    page = anders.page
    anders.nasta("Till kallelsen")
    anders.nasta("Skapa kallelse")
    page.once("dialog", lambda dialog: dialog.accept())
    anders.nasta("Skicka kallelsen")
    expect(page.get_by_role("region", name="Kvitton").get_by_text(re.compile("^Mejlad"))).to_have_count(29)
    anders.granska()
    paper = PdfReader(BytesIO(anders.hamta("Hämta PDF")))
    assert MATTER in "".join(one.extract_text() for one in paper.pages)
    page.get_by_role("link", name="Till sammanträdet").click()


def the_day_comes(house: Hus, anders: Besok) -> None:
    """Nobody opens a meeting before its day. Then it is the day: the meeting was to begin a minute ago."""
    page = anders.page
    expect(page.get_by_role("listitem").filter(has_text="Sammanträdet (återstår)")).to_contain_text("Öppnas")
    expect(page.get_by_role("link", name="Öppna sammanträdet")).to_have_count(0)
    pk = int(re.findall(r"\d+", anders.where)[-1])
    begins = "date_trunc('minute', now()) - interval '1 minute'"
    house.ask(
        f"UPDATE protokoll_sammantrade SET starts_at = {begins}, ends_at = {begins} + interval '3 hours'"
        f" WHERE id = {pk} RETURNING id"
    )
    page.reload()


def meet(anders: Besok) -> None:
    page = anders.page
    anders.nasta("Öppna sammanträdet")
    anders.nasta("Öppna sammanträdet")
    page.get_by_role("checkbox", name="Lena Gren (S)", exact=True).uncheck()
    page.get_by_role("checkbox", name="Jonas Hällgren (MP)", exact=True).check()
    anders.granska()
    anders.nasta("Spara uppropet och öppna första paragrafen")
    expect(page.get_by_role("main")).to_contain_text("14 av 14 tjänstgör")
    expect(page.get_by_role("main")).to_contain_text("En ersättare tjänstgör: Boden")
    page.get_by_label("Beslut", exact=True).fill(f"{DECISION}\n\nDen ses över vartannat år.")
    expect(page.locator("#sparlage")).to_contain_text("Sparat")
    anders.nasta(re.compile("^Avgör § 1"))
    anders.nasta("Välj justerare")
    page.get_by_label("Jon Lindgren").check()
    anders.nasta("Spara justerare")
    anders.nasta("Avsluta sammanträdet")
    anders.nasta("Avsluta sammanträdet")
    anders.nasta("Till protokollet")
    expect(page.get_by_role("main")).to_contain_text("Inget saknas")
    anders.granska()


def attest(anders: Besok, nytt_besok: Callable[[], Besok]) -> None:
    anders.nasta("Skicka till justering")
    anders.nasta("Läs och skriv under")
    sign(anders)
    for email in ("jon.lindgren@pitea.example", "karin.sandell@lulea.example"):
        other = nytt_besok()
        other.logga_in(email)
        other.page.get_by_role("link", name=re.compile("Läs och justera")).click()
        sign(other)
    anders.nasta("Se justeringen")
    expect(anders.page.get_by_role("list", name="Protokollets väg")).to_contain_text("Förseglat, klart")
    anders.granska()


def sign(person: Besok) -> None:
    person.page.get_by_label("Ditt lösenord").fill("samverkan-demo")
    person.nasta("Skriv under § 1")
    expect(person.page.get_by_role("status")).to_contain_text("Du har skrivit under")


def announce(anders: Besok, anyone: Besok) -> None:
    anders.nasta("Till anslaget")
    anders.granska()
    anders.nasta("Bekräfta alla 13 tavlor")
    expect(anders.page.get_by_role("main")).to_contain_text("Beslutet överklagas senast")
    anyone.till("/anslagstavla/")
    anyone.page.get_by_role("link", name=f"{BOARD}, § 1", exact=True).click()
    expect(anyone.page.get_by_role("main")).to_contain_text("Sista dag att överklaga")
    anyone.granska()


def publish(anders: Besok, anyone: Besok) -> None:
    page = anders.page
    anders.meny("Anslagstavla")
    page.get_by_role("link", name="Protokoll på webben").click()
    page.get_by_role("button", name="Gör webbversion av § 1", exact=True).click()
    page.get_by_label("Jag har läst webbversionen").check()
    anders.granska()
    anders.nasta("Publicera protokollet")
    expect(page.get_by_text("PDF:en är klar")).to_be_visible()
    address = page.get_by_role("link", name="Så ser allmänheten det").get_attribute("href")
    anyone.till(address)
    expect(anyone.page.get_by_role("main")).to_contain_text(DECISION)
    anyone.granska()
    address = anyone.page.get_by_role("link", name="PDF", exact=True).get_attribute("href")
    paper = PdfReader(BytesIO(anyone.las(address)))
    assert DECISION in " ".join(paper.pages[-1].extract_text().split())
    assert anyone.page.context.cookies() == []
