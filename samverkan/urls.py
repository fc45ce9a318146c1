"""Every address, by feature. Within a samverkan each is `/<slug>/<year>/<feature>/…`."""

from django.urls import include, path

from protokoll.anslag.offentliga_urls import anslagstavla, publicerat
from protokoll.justering.kontroll_views import kontrollera
from samverkan.health import healthz
from samverkan.konton.urls import roller
from samverkan.uppgifter.views import ny

INSIDE = "<slug:slug>/<int:year>/"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("ny-samverkan/", ny, name="ny_samverkan"),
    path("anslagstavla/", include(anslagstavla)),
    path("protokoll/", include(publicerat)),
    path("kontrollera/", kontrollera, name="kontrollera"),
    path("", include("samverkan.konton.urls")),
    path("", include("samverkan.start.urls")),
    path(INSIDE + "roller/", include(roller)),
    path(INSIDE + "beslut/", include("samverkan.beslut.urls")),
    path(INSIDE + "handelser/", include("samverkan.granskning.urls")),
    path(INSIDE + "uppgifter/", include("samverkan.uppgifter.urls")),
    path(INSIDE + "medlemmar/", include("samverkan.medlemmar.urls")),
    path(INSIDE + "organ/", include("samverkan.organ.urls")),
    path(INSIDE + "matt/", include("samverkan.matt.urls")),
    path("kalender/", include("protokoll.sammantraden.kalender_urls")),
    path(INSIDE + "sammantraden/mote/", include("protokoll.paragrafer.urls")),
    path(INSIDE + "sammantraden/", include("protokoll.sammantraden.urls")),
    path(INSIDE + "protokoll/", include("protokoll.justering.protokoll_urls")),
    path(INSIDE + "justering/", include("protokoll.justering.urls")),
    path(INSIDE + "uppfoljning/", include("protokoll.uppfoljning.urls")),
    path(INSIDE + "manadsuppfoljning/", include("kostnader.manadsuppfoljning.urls")),
    path(INSIDE + "prognos/", include("kostnader.prognos.urls")),
    path(INSIDE + "tjanster/", include("kostnader.tjanster.urls")),
    path(INSIDE + "fakturor/", include("kostnader.fakturor.urls")),
    path(INSIDE + "fordelning/", include("kostnader.fordelning.urls")),
    path(INSIDE + "budget/", include("kostnader.budget.urls")),
    path(INSIDE + "bokslut/", include("kostnader.bokslut.urls")),
    path(INSIDE + "utfall/", include("kostnader.utfall.urls")),
    path(INSIDE + "investeringar/", include("kostnader.investeringar.urls")),
    path(INSIDE + "projekt/", include("kostnader.projekt.urls")),
    path(INSIDE + "var-kostnad/", include("kostnader.oversikt.urls")),
    path(INSIDE + "rapporter/", include("kostnader.rapporter.urls")),
    path(INSIDE + "arenden/", include("protokoll.arenden.urls")),
    path(INSIDE + "anslag/", include("protokoll.anslag.urls")),
    path(INSIDE + "rakenskaper/", include("kostnader.rakenskaper.urls")),
    path(INSIDE + "nycklar/", include("kostnader.fordelning.nyckel_urls")),
]
