"""Financial statements."""

from django.urls import path

from kostnader.rakenskaper import views

app_name = "rakenskaper"
urlpatterns = [
    path("", views.visa, name="visa"),
    path("fyll-i/<slug:vy>/", views.fyll_i, name="fyll_i"),
    path("rakenskaper.xlsx", views.excel, name="excel"),
]
