"""`/<slug>/<year>/prognos/`: the year's rounds; each has a page of its own."""

from django.urls import path

from kostnader.prognos import views

app_name = "prognos"
urlpatterns = [
    path("", views.overview, name="lista"),
    path("excel/", views.overview_excel, name="excel"),
    path("ny/", views.create, name="ny"),
    path("<int:pk>/", views.omgang, name="omgang"),
    path("<int:pk>/andra/", views.change, name="andra"),
    path("<int:pk>/las/", views.lock, name="las"),
    path("<int:pk>/till-namnden/", views.to_the_body, name="till_namnden"),
    path("<int:pk>/ta-bort/", views.remove, name="ta_bort"),
    path("<int:pk>/excel/", views.omgang_excel, name="omgang_excel"),
]
