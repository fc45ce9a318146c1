"""The year's settlement."""

from django.urls import path

from kostnader.bokslut import views

app_name = "bokslut"
urlpatterns = [
    path("", views.bokslut, name="bokslut"),
    path("borja/", views.borja, name="borja"),
    path("andra/", views.andra, name="andra"),
    path("foresla/", views.foresla, name="foresla"),
    path("ta-tillbaka/", views.ta_tillbaka, name="ta_tillbaka"),
    path("besluta/", views.besluta, name="besluta"),
    path("avsla/", views.avsla, name="avsla"),
    path("oppna/", views.oppna, name="oppna"),
    path("avrakna/", views.avrakna, name="avrakna"),
    path("excel/", views.excel, name="excel"),
    path("tjanst/<int:tjanst>/", views.tjanst, name="tjanst"),
    path("medlem/<int:organisation>/", views.medlem, name="medlem"),
    path("medlem/<int:organisation>/beslut/", views.eget_beslut, name="eget_beslut"),
    path("medlem/<int:organisation>/<int:tjanst>/", views.kvitto, name="kvitto"),
]
