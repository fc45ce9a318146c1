"""Services."""

from django.urls import path

from kostnader.tjanster import views

app_name = "tjanster"
urlpatterns = [
    path("", views.lista, name="lista"),
    path("deltagande/", views.deltagande, name="deltagande"),
    path("ny/", views.ny, name="ny"),
    path("<int:pk>/", views.tjanst, name="tjanst"),
    path("<int:pk>/andra/", views.andra, name="andra"),
    path("<int:pk>/anslutningar/", views.anslutningar, name="anslutningar"),
    path("<int:pk>/anslut-alla/", views.anslut_alla, name="anslut_alla"),
    path("<int:pk>/flytta/", views.flytta, name="flytta"),
]
