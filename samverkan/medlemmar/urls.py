"""Members."""

from django.urls import path

from samverkan.medlemmar import views

app_name = "medlemmar"
urlpatterns = [
    path("", views.lista, name="lista"),
    path("lagg-till/", views.lagg_till, name="lagg_till"),
    path("medlemmar.<slug:fmt>", views.fil, name="fil"),
    path("<int:pk>/", views.organisation, name="organisation"),
    path("<int:pk>/uppgifter/", views.andra, name="andra"),
    path("<int:pk>/enheter/", views.ny_enhet, name="ny_enhet"),
    path("enhet/<int:pk>/", views.enhet, name="enhet"),
    path("medlemskap/<int:pk>/", views.medlemskap, name="medlemskap"),
]
