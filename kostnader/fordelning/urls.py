"""`/<slug>/<year>/fordelning/`: the matrix, the receipt of each amount, and what-if."""

from django.urls import path

from kostnader.fordelning import prova_views, views

app_name = "fordelning"
urlpatterns = [
    path("", views.matris, name="matris"),
    path("fordelning.xlsx", views.excel, name="excel"),
    path("prova/", prova_views.prova, name="prova"),
    path("prova/nyckelversion/", prova_views.prova_nyckel, name="prova_nyckel"),
    path("las/", views.freeze, name="freeze"),
    path("<int:tjanst>/<int:organisation>/", views.kvitto, name="kvitto"),
    path("<int:tjanst>/<int:organisation>/utrakning.pdf", views.kvitto_pdf, name="kvitto_pdf"),
    path("<int:tjanst>/<int:organisation>/utrakning.xlsx", views.kvitto_excel, name="kvitto_excel"),
]
