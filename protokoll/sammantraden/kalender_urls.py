"""Calendars that programs subscribe to, without signing in."""

from django.urls import path

from protokoll.sammantraden import kalender_views

app_name = "kalender"
urlpatterns = [
    path("person/<str:key>.ics", kalender_views.person, name="person"),
    path("<slug:slug>.ics", kalender_views.offentlig, name="offentlig"),
]
