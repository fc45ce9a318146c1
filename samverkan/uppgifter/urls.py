"""The samverkan itself. A new one is set up outside any, at /ny-samverkan/."""

from django.urls import path

from samverkan.uppgifter import views

app_name = "uppgifter"
urlpatterns = [
    path("", views.uppgifter, name="visa"),
    path("andra/", views.andra, name="andra"),
]
