"""The round of justering: the secretary's pages and the signers'."""

from django.urls import path

from protokoll.justering import efter_views, justera_views, runda_views

app_name = "justering"
urlpatterns = [
    path("", justera_views.lista, name="lista"),
    path("utkast/<int:sammantrade>/", runda_views.utkast, name="utkast"),
    path("utkast/<int:sammantrade>/pdf/", runda_views.utkast_pdf, name="utkast_pdf"),
    path("utkast/<int:sammantrade>/starta/", runda_views.starta, name="starta"),
    path("utkast/<int:sammantrade>/omedelbar/", runda_views.omedelbar, name="omedelbar"),
    path("paragraf/<int:paragraf>/", runda_views.paragraf, name="paragraf"),
    path("forslag/<int:forslag>/avsla/", runda_views.avsla, name="avsla"),
    path("min/<int:pk>/", justera_views.las, name="las"),
    path("min/<int:pk>/foresla/<int:nummer>/", justera_views.foresla, name="foresla"),
    path("min/<int:pk>/avboj/", justera_views.avboj, name="avboj"),
    path("<int:pk>/", runda_views.runda, name="runda"),
    path("<int:pk>/pdf/", runda_views.runda_pdf, name="runda_pdf"),
    path("<int:pk>/lage/", runda_views.lage, name="lage"),
    path("<int:pk>/forsegla/", runda_views.forsegla_igen, name="forsegla"),
    path("<int:pk>/ratta/", efter_views.ratta, name="ratta"),
    path("hinder/<int:pk>/igen/", efter_views.genomfor_igen, name="genomfor_igen"),
    path("hinder/<int:pk>/lamna/", efter_views.lamna, name="lamna"),
    path("<int:pk>/ny-version/", runda_views.ny_version, name="ny_version"),
]
