"""Projects."""

from django.urls import path

from kostnader.projekt import inlasning, views

app_name = "projekt"
urlpatterns = [
    path("", views.lista, name="lista"),
    path("excel/", views.excel, name="excel"),
    path("nytt/", views.ny, name="ny"),
    path("<int:pk>/", views.projekt, name="projekt"),
    path("<int:pk>/andra/", views.andra, name="andra"),
    path("<int:pk>/timmar/", views.timmar, name="timmar"),
    path("<int:pk>/las-in/", inlasning.las_in, name="las_in"),
    path("<int:pk>/deltagare/", views.deltagare, name="deltagare"),
    path("<int:pk>/poster/", views.post_ny, name="post_ny"),
    path("<int:pk>/poster/<int:post>/ta-bort/", views.post_ta_bort, name="post_ta_bort"),
]
