"""`/<slug>/<year>/nycklar/`: keys, their versions, the editor, and two of them compared."""

from django.urls import path

from kostnader.fordelning import nyckel_jamfor, nyckel_redigera, nyckel_views

app_name = "nycklar"
urlpatterns = [
    path("", nyckel_views.lista, name="lista"),
    path("ny/", nyckel_redigera.ny, name="ny"),
    path("forhandsvisa/", nyckel_redigera.forhandsvisa, name="forhandsvisa"),
    path("jamfor/", nyckel_jamfor.jamfor, name="jamfor"),
    path("jamfor.xlsx", nyckel_jamfor.jamfor_excel, name="jamfor_excel"),
    path("<int:pk>/", nyckel_views.nyckel, name="nyckel"),
    path("<int:pk>/namn/", nyckel_views.namn, name="namn"),
    path("<int:pk>/ny-version/", nyckel_redigera.ny_version, name="ny_version"),
    path("version/<int:pk>/", nyckel_views.version, name="version"),
    path("version/<int:pk>/andra/", nyckel_redigera.andra, name="andra"),
    path("version/<int:pk>/faststall/", nyckel_views.faststall, name="faststall"),
    path("version/<int:pk>/steg/", nyckel_views.steg, name="steg"),
]
