"""The outcome."""

from django.urls import path

from kostnader.utfall.views import filer, filer_lista, hand, ordning, poster, regler, start

app_name = "utfall"
urlpatterns = [
    path("", start.start, name="start"),
    path("filer/", filer_lista.filer, name="filer"),
    path("filer/ny/", filer.ladda_upp, name="ladda_upp"),
    path("filer/<int:pk>/", filer.fil, name="fil"),
    path("filer/<int:pk>/lage/", filer.lage, name="lage"),
    path("filer/<int:pk>/kolumner/", filer.kolumner, name="kolumner"),
    path("filer/<int:pk>/placera/", filer.placera, name="placera"),
    path("filer/<int:pk>/foresla/", filer.foresla, name="fil_foresla"),
    path("filer/<int:pk>/kasta/", filer.kasta, name="kasta"),
    path("filer/<int:pk>/original/", filer.dokument, name="original"),
    path("hand/", hand.hand, name="hand"),
    path("hand/rad/", hand.rad, name="hand_rad"),
    path("hand/klistra/", hand.klistra, name="hand_klistra"),
    path("poster/", poster.poster, name="poster"),
    path("poster/excel/", poster.excel, name="poster_excel"),
    path("kostnadsstallen/", ordning.stallen, name="stallen"),
    path("kostnadsstallen/nytt/", ordning.stalle_ny, name="stalle_ny"),
    path("kostnadsstallen/<int:pk>/", ordning.stalle, name="stalle"),
    path("kostnadsstallen/<int:pk>/ta-bort/", ordning.stalle_bort, name="stalle_bort"),
    path("kostnadsslag/", ordning.slag, name="slag"),
    path("kostnadsslag/nytt/", ordning.slag_ny, name="slag_ny"),
    path("kostnadsslag/<int:pk>/", ordning.slag_andra, name="slag_andra"),
    path("kostnadsslag/<int:pk>/flytta/", ordning.slag_flytta, name="slag_flytta"),
    path("kostnadsslag/<int:pk>/ta-bort/", ordning.slag_bort, name="slag_bort"),
    path("regler/", regler.regler, name="regler"),
    path("regler/ny/", regler.ny, name="regel_ny"),
    path("regler/foresla/", regler.foresla, name="foresla"),
    path("regler/<int:pk>/", regler.regel, name="regel"),
    path("regler/<int:pk>/ta-bort/", regler.ta_bort, name="regel_bort"),
]
