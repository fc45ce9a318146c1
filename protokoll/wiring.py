"""What `protokoll` adds to the common ground when the app starts."""

from protokoll.anslag import delar as anslag_delar
from protokoll.anslag import webb
from protokoll.anslag import wording as anslag
from protokoll.anslag.acts import prepare_for_protokoll
from protokoll.anslag.att_gora import count_to_do
from protokoll.anslag.offentligt import beside_sign_in
from protokoll.arenden import led as arende_led
from protokoll.arenden import wording as arenden
from protokoll.arenden.sources import SOURCES as ARENDE_SOURCES
from protokoll.exempel.load import load_protokoll
from protokoll.exempel.objekt import load_objekt
from protokoll.justering import delar as justering_delar
from protokoll.justering import forsegling, nar_justerat, paminnelser, utdrag
from protokoll.justering import wording as justering
from protokoll.justering.queries import waits_for
from protokoll.paragrafer import delar as mote_delar
from protokoll.paragrafer import wording as mote
from protokoll.paragrafer.sources import SOURCES as PARAGRAF_SOURCES
from protokoll.sammantraden import delar as sammantrade_delar
from protokoll.sammantraden import handlingar_delar, handlingar_wording, kallelse_jobb, steg
from protokoll.sammantraden import wording as sammantraden
from protokoll.uppfoljning import wording as uppfoljning
from protokoll.uppfoljning.panels import MENU as UPPFOLJNING
from protokoll.uppfoljning.panels import PANELS as UPPFOLJNING_PANELS
from protokoll.uppfoljning.tabeller import KALLOR
from protokoll.uppfoljning.vilar import followed_up
from samverkan.beslut import arendeled, beslutsobjekt, fortsattning
from samverkan.beslut import delar as beslutsdelar
from samverkan.beslut.fortsattning import Fortsattning
from samverkan.exempel import registry as exempel
from samverkan.handelser import wording
from samverkan.konton import oppet
from samverkan.konton.rules import (
    may_keep_minutes,
    may_see_handlingar,
    may_see_minutes_work,
    may_see_protokoll,
)
from samverkan.organ import delar as organdelar
from samverkan.start import menu, panels, search
from samverkan.start.menu import Entry
from samverkan.start.panels import Panel
from samverkan.start.search import Source
from samverkan.tabeller import kallor

# What each act is called in the event log; sorted by feature.
WORDINGS: dict[str, str] = {}
MENU: tuple[Entry, ...] = (
    Entry("Protokoll", 10, "Sammanträden", "sammantraden:lista", may_see_protokoll, "sammantraden"),
    Entry("Protokoll", 20, "Ärenden", "arenden:lista", may_see_handlingar, prefix="arenden"),
    Entry("Protokoll", 30, "Protokoll", "protokoll:lista", may_see_protokoll, "protokoll"),
    Entry(
        "Protokoll", 40, "Justering", "justering:lista", may_see_handlingar, "justering", own_count=waits_for
    ),
    Entry("Protokoll", 50, "Anslagstavla", "anslag:lista", may_see_minutes_work, "anslag", count_to_do),
)
PANELS: tuple[Panel, ...] = ()
SOURCES: tuple[Source, ...] = (*ARENDE_SOURCES, *PARAGRAF_SOURCES)
# Known to the workers as soon as their modules are here.
JOBS = (
    kallelse_jobb.make_pdf,
    kallelse_jobb.send_all,
    forsegling.run_forsegla,
    paminnelser.run_kalla,
    utdrag.run_expediera,
    webb.make_pdf,
)


def connect() -> None:
    """Register wordings, menu entries, panels of the start page and what the search finds."""
    wording.register(WORDINGS)
    wording.register(anslag.WORDINGS)
    wording.register(arenden.WORDINGS)
    wording.register(handlingar_wording.WORDINGS)
    wording.register(justering.WORDINGS)
    wording.register(mote.WORDINGS)
    wording.register(sammantraden.WORDINGS)
    wording.register(uppfoljning.WORDINGS)
    menu.register(*MENU, *UPPFOLJNING)
    panels.register(*PANELS, *UPPFOLJNING_PANELS)
    search.register(*SOURCES)
    kallor.register(*KALLOR)
    nar_justerat.register(prepare_for_protokoll)
    steg.register(*sammantrade_delar.STEG, *handlingar_delar.STEG, *handlingar_delar.DELAR)
    steg.register(*justering_delar.STEG)
    steg.register(*mote_delar.STEG)
    steg.register(*anslag_delar.STEG)
    oppet.register_page("anslagstavla:alla", "Anslagstavla")
    oppet.register_page("kontrollera", "Kontrollera protokoll")
    oppet.register_part("protokoll/anslag/_logga_in.html", beside_sign_in)
    beslutsdelar.register(*mote_delar.BESLUTSDELAR, *justering_delar.BESLUTSDELAR)
    organdelar.register(*sammantrade_delar.ORGANDELAR)
    exempel.register(10, load_protokoll)
    exempel.register(45, load_objekt)
    arendeled.register(arende_led.REGISTER)
    beslutsobjekt.register(followed_up)
    fortsattning.register(Fortsattning("Nytt uppdrag", "uppfoljning:uppdrag_nytt", may_keep_minutes))
