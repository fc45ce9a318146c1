"""Invoices."""

from django.urls import path

from kostnader.fakturor import downloads, projekt_views, views

app_name = "fakturor"
urlpatterns = [
    path("", views.lista, name="lista"),
    path("oppna/", views.oppna, name="oppna"),
    path("korning/<int:korning>/", views.korning, name="korning"),
    path("korning/<int:korning>/lage/", views.lage, name="lage"),
    path("korning/<int:korning>/utfarda/", views.utfarda, name="utfarda"),
    path("korning/<int:korning>/datum/", views.datum, name="datum"),
    path("korning/<int:korning>/avsluta/", views.avsluta, name="avsluta"),
    path("korning/<int:korning>/betalare/<int:organisation>/", views.betalare, name="betalare"),
    path("korning/<int:korning>/zip/", downloads.korning_zip, name="korning-zip"),
    path("korning/<int:korning>/excel/", downloads.korning_excel, name="korning-excel"),
    path("projekt/<int:projekt>/", projekt_views.projekt, name="projekt"),
    path("zip/", downloads.ar_zip, name="ar-zip"),
    path("excel/", downloads.ar_excel, name="ar-excel"),
    path("<int:faktura>/", views.faktura, name="faktura"),
    path("<int:faktura>/pdf/", downloads.pdf, name="pdf"),
    path("<int:faktura>/excel/", downloads.excel, name="excel"),
    path("<int:faktura>/kreditera/", views.kreditera, name="kreditera"),
]
