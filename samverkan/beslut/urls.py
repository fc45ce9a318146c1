"""Decisions."""

from django.urls import path

from samverkan.beslut import egna_views, views

app_name = "beslut"
urlpatterns = [
    path("", views.beslutslista, name="beslutslista"),
    path("egna/<slug:kind>/<int:object_id>/", egna_views.egna_beslut, name="egna"),
    path("nytt/", views.nytt, name="nytt"),
    path("<int:pk>/", views.beslut, name="beslut"),
    path("<int:pk>/overklagat/", views.overklagat, name="overklagat"),
    path("<int:pk>/dokument/", views.dokument, name="dokument"),
]
