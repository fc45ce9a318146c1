"""Start pages."""

from django.urls import path

from samverkan.start import views

app_name = "start"
urlpatterns = [
    path("", views.choose, name="choose"),
    path("ordlista/", views.ordlista, name="ordlista"),
    path("tillganglighet/", views.tillganglighet, name="tillganglighet"),
    path("<slug:slug>/", views.samverkan, name="samverkan"),
    path("<slug:slug>/<int:year>/", views.start, name="start"),
    path("<slug:slug>/<int:year>/sok/", views.sok, name="sok"),
]
