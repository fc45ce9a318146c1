"""Investments."""

from django.urls import path

from kostnader.investeringar.views import arsvis, avskrivning, investering, lista

app_name = "investeringar"
urlpatterns = [
    path("", lista.lista, name="lista"),
    path("totalt/", lista.totalt, name="totalt"),
    path("plan/", lista.plan, name="plan"),
    path("excel/", lista.excel, name="excel"),
    path("ny/", investering.ny, name="ny"),
    path("prognos/", arsvis.prognos, name="prognos"),
    path("ombudgetera/", arsvis.ombudgetera, name="ombudgetera"),
    path("avskrivningar/", avskrivning.avskrivningar, name="avskrivningar"),
    path("avskrivningar/budget/<int:number>/", avskrivning.till_budget, name="till_budget"),
    path("avskrivningstyper/", avskrivning.typer, name="typer"),
    path("avskrivningstyper/<int:pk>/", avskrivning.typ, name="typ"),
    path("avskrivningstyper/<int:pk>/ta-bort/", avskrivning.typ_ta_bort, name="typ_ta_bort"),
    path("<int:pk>/", investering.investering, name="investering"),
    path("<int:pk>/andra/", investering.andra, name="andra"),
    path("<int:pk>/budget/", investering.budget_ny, name="budget_ny"),
    path("<int:pk>/budget/<int:post>/ta-bort/", investering.budget_ta_bort, name="budget_ta_bort"),
    path("<int:pk>/utfall/", investering.utfall_ny, name="utfall_ny"),
    path("<int:pk>/utfall/<int:post>/ta-bort/", investering.utfall_ta_bort, name="utfall_ta_bort"),
]
