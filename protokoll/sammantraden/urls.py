"""Meetings and the year wheel."""

from django.urls import include, path

from protokoll.sammantraden import arshjul_views, plan_views, stamrader_views, views

app_name = "sammantraden"
urlpatterns = [
    path("", views.lista, name="lista"),
    path("nytt/", views.nytt, name="nytt"),
    path("foresla/", plan_views.foresla, name="foresla"),
    path("serie/", plan_views.serie, name="serie"),
    path("arshjul/", arshjul_views.arshjul, name="arshjul"),
    path("arshjul/<int:pk>/", arshjul_views.post, name="arshjulspost"),
    path("arshjul/<int:pk>/ta-bort/", arshjul_views.ta_bort, name="arshjulspost_bort"),
    path("staende-punkter/", stamrader_views.stamrader, name="stamrader"),
    path("staende-punkter/<int:pk>/", stamrader_views.stamrad, name="stamrad"),
    path("staende-punkter/<int:pk>/flytta/", stamrader_views.flytta, name="stamrad_flytta"),
    path("staende-punkter/<int:pk>/ta-bort/", stamrader_views.ta_bort, name="stamrad_bort"),
    path("<int:pk>/", views.sammantrade, name="sammantrade"),
    path("<int:pk>/", include("protokoll.sammantraden.handlingar_urls")),
    path("<int:pk>/andra/", views.andra, name="andra"),
    path("<int:pk>/stall-in/", views.stall_in, name="stall_in"),
    path("<int:pk>/ateruppta/", views.ateruppta, name="ateruppta"),
]
