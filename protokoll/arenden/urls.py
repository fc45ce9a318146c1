"""Matters and their papers."""

from django.urls import path

from protokoll.arenden import bilagor_views, views

app_name = "arenden"
urlpatterns = [
    path("", views.lista, name="lista"),
    path("nytt/", views.nytt, name="nytt"),
    path("<int:pk>/", views.arende, name="arende"),
    path("<int:pk>/skriv/", views.skriv, name="skriv"),
    path("<int:pk>/forhandsgranska/", views.forhandsgranska, name="forhandsgranska"),
    path("<int:pk>/avsluta/", views.avsluta, name="avsluta"),
    path("<int:pk>/oppna/", views.oppna, name="oppna"),
    path("<int:pk>/bilagor/ny/", bilagor_views.ny, name="bilaga_ny"),
    path("<int:pk>/bilagor/<int:bilaga>/", bilagor_views.hamta, name="bilaga"),
    path("<int:pk>/bilagor/<int:bilaga>/andra/", bilagor_views.andra, name="bilaga_andra"),
    path("<int:pk>/bilagor/<int:bilaga>/flytta/", bilagor_views.flytta, name="bilaga_flytta"),
    path("<int:pk>/bilagor/<int:bilaga>/ta-bort/", bilagor_views.ta_bort, name="bilaga_ta_bort"),
]
