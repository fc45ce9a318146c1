"""What `kostnader` adds to the common ground when the app starts."""

from kostnader.bokslut import beredning as bokslut_beredning
from kostnader.bokslut.panels import MENU as BOKSLUT
from kostnader.bokslut.panels import PANELS as BOKSLUT_PANELS
from kostnader.bokslut.queries import decided_by as bokslut_decided_by
from kostnader.bokslut.tabeller import KALLOR as BOKSLUT_TABELLER
from kostnader.budget import balance
from kostnader.budget import beredning as budget_beredning
from kostnader.budget.queries import decided_by
from kostnader.exempel.bokslut import load_bokslut
from kostnader.exempel.load import load_kostnader
from kostnader.exempel.rapporter import load_rapporter
from kostnader.fakturor import jobs
from kostnader.fakturor.queries import open_korningar
from kostnader.fakturor.sources import find_fakturor
from kostnader.fakturor.vilar import fakturor_decided_by
from kostnader.fordelning import beredning as nyckel_beredning
from kostnader.fordelning.matt import wanted_measures
from kostnader.fordelning.queries import members_income
from kostnader.fordelning.verkan import own_by_budget, own_by_key
from kostnader.fordelning.vilar import fordelningar_decided_by, keys_decided_by
from kostnader.investeringar import wording as investeringar
from kostnader.investeringar.tabeller import TABELLKALLOR as INVESTERINGAR
from kostnader.investeringar.vilar import investeringar_decided_by
from kostnader.manadsuppfoljning.kallor import TABELLKALLOR as UPPFOLJNING
from kostnader.oversikt.panels import MENU as OVERSIKT
from kostnader.oversikt.panels import PANELS
from kostnader.oversikt.queries import year_to_open
from kostnader.prognos import beredning as prognos_beredning
from kostnader.prognos.tabell import TABELLKALLOR as PROGNOSER
from kostnader.projekt import wording as projekt
from kostnader.projekt.tabeller import TABELLKALLOR as PROJEKT
from kostnader.projekt.vilar import projekt_decided_by
from kostnader.rakenskaper.sida import TABELLKALLOR
from kostnader.rapporter import beredning as rapport_beredning
from kostnader.rapporter import kontroller
from kostnader.rapporter import wording as rapporter
from kostnader.rapporter.acts.filer import run_filer
from kostnader.rapporter.granskning import granska_rapport
from kostnader.rapporter.panels import PANELS as RAPPORTER
from kostnader.rapporter.vilar import rapporter_decided_by
from kostnader.tjanster.sources import find_tjanster
from kostnader.utfall import jobs as utfall_jobs
from kostnader.utfall.laget import waiting_files
from kostnader.utfall.wording import WORDINGS as UTFALL_WORDINGS
from samverkan.beslut import beredning, beslutsobjekt
from samverkan.exempel import registry as exempel
from samverkan.handelser import wording
from samverkan.konton.rules import (
    follows_fordelning,
    may_enter,
    may_see_kostnader,
    may_see_rakenskaper,
    may_see_some_fakturor,
)
from samverkan.matt import wanted
from samverkan.start import menu, panels, search, years
from samverkan.start.menu import Entry
from samverkan.start.search import Source
from samverkan.tabeller import kallor

WORDINGS = {
    "ar.closed": "stängde året: {objekt}",
    "bokslut.begun": "började på {objekt}",
    "bokslut.changed": "ändrade {objekt}: jämförs med {jamfors}, medlemmarna beslutar själva: {egna}",
    "bokslut.action": "satte {medlem} i {objekt} till: {atgard}",
    "bokslut.proposed": "föreslog {objekt}",
    "bokslut.withdrawn": "tog tillbaka {objekt} till utkast",
    "bokslut.decided": "låste {objekt} med {beslut}",
    "bokslut.rejected": "stängde {objekt} som avslaget, {beslut}",
    "bokslut.opened": "öppnade {objekt} igen. {skal}",
    "bokslut.own_decision": "antecknade eget beslut av {medlem} i {objekt}: {beslut}",
    "ar.opened": "öppnade året igen: {objekt}. {skal}",
    "tjanst.created": "lade upp tjänsten {objekt}",
    "tjanst.changed": "ändrade tjänsten {objekt}: {falt}",
    "tjanst.moved": "flyttade {objekt} i ordningen",
    "anslutning.changed": "ändrade vilka som deltar i {objekt}. {andringar}",
    "budget.created": "skapade {objekt} från {kalla}",
    "budget.proposed": "föreslog {objekt}",
    "budget.withdrawn": "tog tillbaka {objekt} till utkast",
    "budget.adopted": "fastställde {objekt} med {beslut}",
    "budget.replaced": "ersatte {objekt} med {ersatt_av}",
    "budget.rejected": "avslog {objekt}, {beslut}",
    "budget.cells_changed": "ändrade {vad} i {objekt}",
    "budget.undone": "ångrade {vad} i {objekt}",
    "budget.indexed": "räknade upp {objekt} med {hur}",
    "budget.row_added": "lade till raden {rad} i {objekt}",
    "budget.row_changed": "ändrade raden {fran} i {objekt}",
    "budget.row_removed": "tog bort raden {rad} med {belopp} kr ur {objekt}",
    "nyckel.created": "lade upp nyckeln {objekt}",
    "nyckel.renamed": "bytte namn på {fore} till {objekt}",
    "nyckelversion.created": "skrev {objekt} som utkast, från {fran}",
    "nyckelversion.changed": "ändrade utkastet till {objekt}",
    "nyckelversion.removed": "tog bort utkastet till {objekt}",
    "nyckelversion.proposed": "föreslog {objekt}",
    "nyckelversion.withdrawn": "tog tillbaka {objekt} till utkast",
    "nyckelversion.faststalld": "fastställde {objekt} från {fran} enligt {beslut}",
    "nyckelversion.avslagen": "stängde {objekt} som avslagen",
    "fordelning.frozen": "låste {objekt}, summa {summa} kr",
    "prognos.created": "öppnade {objekt} från {kalla}",
    "prognos.changed": "ändrade namn, månad eller gränser i {objekt}",
    "prognos.filled": "ändrade {vad} i {objekt}",
    "prognos.locked": "låste {objekt}, {summa} kr",
    "prognos.taken_up": "antecknade att {objekt} är godkänd i {beslut}",
    "prognos.removed": "tog bort {objekt}",
    "korning.opened": "öppnade {objekt}",
    "korning.dates": "ändrade fakturadatum till {datum} i {objekt}",
    "korning.started": "startade {objekt} med {antal} fakturor",
    "korning.skipped": "utfärdade inte fakturan till {betalare} i {objekt}",
    "korning.finished": "avslutade {objekt}: {antal} fakturor utfärdade",
    "korning.closed": "avslutade {objekt}",
    "rakenskaper.typed": "fyllde i {rad}, {kolumn} {ar}: {fran} → {till}",
    "rakenskaper.cleared": "tog bort det ifyllda för {rad}, {kolumn} {ar}: {fran}",
    "faktura.issued": "utfärdade {objekt} på {belopp} kr",
    "faktura.credited": "krediterade faktura {faktura}: {skal}",
    "faktura.mailed": "skickade {objekt} till {till}",
}
MENU = (
    Entry("Samverkan", 30, "Tjänster", "tjanster:lista", may_enter, "tjanster"),
    Entry("Kostnader", 30, "Fördelning", "fordelning:matris", follows_fordelning, "fordelning"),
    Entry("Kostnader", 10, "Budget", "budget:newest", may_see_kostnader, "budget"),
    Entry("Kostnader", 15, "Utfall", "utfall:start", may_see_kostnader, "utfall", waiting_files),
    Entry(
        "Kostnader",
        18,
        "Månadsuppföljning",
        "manadsuppfoljning:manad",
        may_see_kostnader,
        "manadsuppfoljning",
    ),
    Entry("Kostnader", 20, "Prognos", "prognos:lista", may_see_kostnader, "prognos"),
    Entry("Kostnader", 25, "Investeringar", "investeringar:lista", may_see_kostnader, "investeringar"),
    Entry("Kostnader", 27, "Projekt", "projekt:lista", may_see_kostnader, "projekt"),
    Entry("Kostnader", 40, "Fakturor", "fakturor:lista", may_see_kostnader, "fakturor", open_korningar),
    Entry("Kostnader", 70, "Räkenskaper", "rakenskaper:visa", may_see_rakenskaper, "rakenskaper"),
    Entry("Kostnader", 80, "Rapporter", "rapporter:lista", may_enter, "rapporter"),
    Entry("Kostnader", 35, "Nycklar", "nycklar:lista", may_see_kostnader, "nycklar"),
)
SOURCES = (
    Source(25, "Tjänster", may_enter, find_tjanster),
    Source(30, "Fakturor", may_see_some_fakturor, find_fakturor),
)
JOBS = (jobs.run_korning, run_filer, utfall_jobs.las)
FINDERS = (
    decided_by,
    keys_decided_by,
    fordelningar_decided_by,
    fakturor_decided_by,
    bokslut_decided_by,
    prognos_beredning.decided_by,
    rapporter_decided_by,
    investeringar_decided_by,
    projekt_decided_by,
)


def connect() -> None:
    """Register years with figures, wordings and jobs; features add menu entries and panels here."""
    years.register(year_to_open)
    wording.register(WORDINGS | UTFALL_WORDINGS)
    for words in (investeringar.WORDINGS, projekt.WORDINGS, rapporter.WORDINGS):
        wording.register(words)
    menu.register(*MENU, *OVERSIKT, *BOKSLUT)
    panels.register(*PANELS, *BOKSLUT_PANELS, *RAPPORTER)
    search.register(*SOURCES)
    kallor.register(*UPPFOLJNING, *PROGNOSER, *INVESTERINGAR, *PROJEKT, *TABELLKALLOR, *BOKSLUT_TABELLER)
    kontroller.register(granska_rapport)
    wanted.register(wanted_measures)
    exempel.register(20, load_kostnader)
    exempel.register(38, load_bokslut)
    exempel.register(40, load_rapporter)
    for finder in FINDERS:
        beslutsobjekt.register(finder)
    beredning.register(budget_beredning.BEREDARE)
    beredning.register(nyckel_beredning.BEREDARE)
    beredning.register(prognos_beredning.BEREDARE)
    beredning.register(bokslut_beredning.BEREDARE)
    beredning.register(rapport_beredning.BEREDARE)
    beredning.register_own(budget_beredning.KIND, own_by_budget)
    beredning.register_own(nyckel_beredning.KIND, own_by_key)
    balance.register(members_income)
