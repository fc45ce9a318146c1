"""Measures."""

from django.urls import path

from samverkan.matt import inlasning_views, views

app_name = "matt"
urlpatterns = [
    path("", views.tabell, name="tabell"),
    path("las-in/", inlasning_views.las_in, name="las_in"),
    path("las-in/<str:token>/", inlasning_views.granska, name="granska"),
    path("slag/", views.nytt_slag, name="nytt_slag"),
    path("slag/<int:slag>/", views.slag, name="slag"),
    path("<int:slag>/matt.<slug:fmt>", views.fil, name="fil"),
    path("<int:slag>/datum/", views.valj_datum, name="valj_datum"),
    path("<int:slag>/<str:datum>/", views.fyll_i, name="fyll_i"),
    path("<int:slag>/<str:datum>/attestera/", views.attestera, name="attestera"),
]
