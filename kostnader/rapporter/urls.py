"""`/<slug>/<year>/rapporter/`: the list; a report with its sections; the editor; the report as it is read."""

from django.urls import path

from kostnader.rapporter.views import avsnitt, block, filer, kontroll, lasning, rapporter, texter

app_name = "rapporter"
urlpatterns = [
    path("", rapporter.lista, name="lista"),
    path("ny/", rapporter.ny, name="ny"),
    path("<int:pk>/", rapporter.visa, name="rapport"),
    path("<int:pk>/las/", lasning.las, name="las"),
    path("<int:pk>/andra/", rapporter.andra, name="andra"),
    path("<int:pk>/ta-bort/", rapporter.ta_bort, name="ta_bort"),
    path("<int:pk>/klar/", rapporter.klar, name="klar"),
    path("<int:pk>/oppna/", rapporter.oppna, name="oppna"),
    path("<int:pk>/faststall/", rapporter.faststall, name="faststall"),
    path("<int:pk>/signera/", kontroll.signera, name="signera"),
    path("<int:pk>/filer/", filer.gor, name="filer"),
    path("<int:pk>/filer/lage/", filer.lage, name="filer_lage"),
    path("<int:pk>/filer/<slug:fmt>/", filer.hamta, name="fil"),
    path("<int:pk>/avsnitt/nytt/", avsnitt.nytt, name="avsnitt_nytt"),
    path("<int:pk>/avsnitt/<int:avsnitt>/", texter.skriv, name="avsnitt"),
    path("<int:pk>/avsnitt/<int:avsnitt>/spara/", texter.spara, name="avsnitt_spara"),
    path("<int:pk>/avsnitt/<int:avsnitt>/andringar/", texter.andringar, name="avsnitt_andringar"),
    path("<int:pk>/avsnitt/<int:avsnitt>/bekrafta/", texter.bekrafta, name="avsnitt_bekrafta"),
    path("<int:pk>/avsnitt/<int:avsnitt>/klart/", texter.klart, name="avsnitt_klart"),
    path("<int:pk>/avsnitt/<int:avsnitt>/godkann/", texter.godkann, name="avsnitt_godkann"),
    path("<int:pk>/avsnitt/<int:avsnitt>/oppna/", texter.oppna, name="avsnitt_oppna"),
    path("<int:pk>/avsnitt/<int:avsnitt>/andra/", avsnitt.andra, name="avsnitt_andra"),
    path("<int:pk>/avsnitt/<int:avsnitt>/flytta/", avsnitt.flytta, name="avsnitt_flytta"),
    path("<int:pk>/avsnitt/<int:avsnitt>/ta-bort/", avsnitt.ta_bort, name="avsnitt_ta_bort"),
    path("<int:pk>/avsnitt/<int:avsnitt>/tabell/", block.ny, name="block_ny"),
    path("<int:pk>/avsnitt/<int:avsnitt>/skriv-tabell/", block.skriv, name="block_skriv"),
    path("<int:pk>/avsnitt/<int:avsnitt>/ordlista/", block.ordlista_ny, name="block_ordlista"),
    path("<int:pk>/avsnitt/<int:avsnitt>/tabell/<int:block>/", block.andra, name="block"),
    path("<int:pk>/avsnitt/<int:avsnitt>/tabell/<int:block>/flytta/", block.flytta, name="block_flytta"),
    path("<int:pk>/avsnitt/<int:avsnitt>/tabell/<int:block>/ta-bort/", block.ta_bort, name="block_ta_bort"),
]
