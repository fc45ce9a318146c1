"""The event log on screen."""

from django.urls import path

from samverkan.granskning import views

app_name = "granskning"
urlpatterns = [path("", views.handelser, name="handelser")]
