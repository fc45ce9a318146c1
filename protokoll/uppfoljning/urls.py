"""Following up: tasks, goals, the control plan, attendance."""

from django.urls import path

from protokoll.uppfoljning.views import filer, internkontroll, kallelse, mal, narvaro, uppdrag

app_name = "uppfoljning"
urlpatterns = [
    path("uppdrag/", uppdrag.lista, name="uppdragslista"),
    path("uppdrag/excel/", filer.uppdrag, name="uppdrag_excel"),
    path("uppdrag/nytt/", uppdrag.nytt, name="uppdrag_nytt"),
    path("uppdrag/<int:pk>/", uppdrag.visa, name="uppdrag"),
    path("uppdrag/<int:pk>/andra/", uppdrag.andra, name="uppdrag_andra"),
    path("uppdrag/<int:pk>/klart/", uppdrag.klart, name="uppdrag_klart"),
    path("uppdrag/<int:pk>/stryk/", uppdrag.stryk, name="uppdrag_stryk"),
    path("uppdrag/<int:pk>/oppna/", uppdrag.oppna, name="uppdrag_oppna"),
    path("mal/", mal.lista, name="mallista"),
    path("mal/excel/", filer.mal, name="mal_excel"),
    path("mal/nytt/", mal.nytt, name="mal_nytt"),
    path("mal/<int:pk>/", mal.visa, name="mal"),
    path("mal/<int:pk>/andra/", mal.andra, name="mal_andra"),
    path("mal/<int:pk>/mat/", mal.mat, name="mal_mat"),
    path("mal/<int:pk>/bedom/", mal.bedom, name="mal_bedom"),
    path("mal/<int:pk>/ta-bort/", mal.ta_bort, name="mal_ta_bort"),
    path("mal/<int:pk>/varden/<int:varde>/ta-bort/", mal.ta_bort_varde, name="mal_ta_bort_varde"),
    path("internkontroll/", internkontroll.plan, name="plan"),
    path("internkontroll/excel/", filer.plan, name="plan_excel"),
    path("internkontroll/ny/", internkontroll.nytt, name="moment_nytt"),
    path("internkontroll/kopiera/", internkontroll.kopiera, name="kopiera"),
    path("internkontroll/<int:pk>/", internkontroll.visa, name="moment"),
    path("internkontroll/<int:pk>/andra/", internkontroll.andra, name="moment_andra"),
    path("internkontroll/<int:pk>/folj-upp/", internkontroll.folj_upp, name="moment_folj_upp"),
    path("internkontroll/<int:pk>/ta-bort/", internkontroll.ta_bort, name="moment_ta_bort"),
    path("kallelse/<slug:vad>/", kallelse.kallelse, name="kallelse"),
    path("narvaro/", narvaro.narvaro, name="narvaro"),
    path("narvaro/excel/", filer.narvaro, name="narvaro_excel"),
]
