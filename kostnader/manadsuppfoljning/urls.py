"""`/<slug>/<year>/manadsuppfoljning/`: the month's tables, one at a time or all on one page."""

from django.urls import path

from kostnader.manadsuppfoljning import views

app_name = "manadsuppfoljning"
urlpatterns = [
    path("", views.month, name="manad"),
    path("hela/", views.whole, name="hela"),
    path("excel/", views.excel, name="excel"),
]
