"""Addresses of the meeting page."""

from django.urls import path

from protokoll.paragrafer.views import fraser, narvaro, paragraf, sammantrade, yrkanden

app_name = "mote"
urlpatterns = [
    path("<int:pk>/", sammantrade.sammantrade, name="sammantrade"),
    path("<int:pk>/oppna", sammantrade.oppna, name="oppna"),
    path("<int:pk>/nasta", sammantrade.nasta, name="nasta"),
    path("<int:pk>/upprop", narvaro.upprop_sida, name="upprop"),
    path("<int:pk>/arende", sammantrade.lagg_till, name="lagg_till"),
    path("<int:pk>/deltagare", sammantrade.ny_deltagare, name="deltagare"),
    path("<int:pk>/justerare", sammantrade.justerare, name="justerare"),
    path("<int:pk>/avsluta", sammantrade.avsluta, name="avsluta"),
    path("paragraf/<int:pk>/", paragraf.paragraf, name="paragraf"),
    path("paragraf/<int:pk>/spara", paragraf.spara, name="spara"),
    path("paragraf/<int:pk>/oppna", paragraf.oppna, name="oppna_paragraf"),
    path("paragraf/<int:pk>/omedelbar", paragraf.omedelbar, name="omedelbar"),
    path("paragraf/<int:pk>/beslutsgang", paragraf.skriv_beslutsgang, name="beslutsgang"),
    path("paragraf/<int:pk>/utga", paragraf.utga_paragraf, name="utga"),
    path("paragraf/<int:pk>/andringar", paragraf.andringar, name="andringar"),
    path("paragraf/<int:pk>/narvaro", narvaro.narvaro, name="narvaro"),
    path("paragraf/<int:pk>/jav", narvaro.jav, name="jav"),
    path("paragraf/<int:pk>/ordforande", narvaro.ordforande, name="ordforande"),
    path("paragraf/<int:pk>/yrkande", yrkanden.nytt, name="nytt_yrkande"),
    path("paragraf/<int:pk>/omrostning", yrkanden.ny_omrostning, name="omrostning"),
    path("paragraf/<int:pk>/reservation", yrkanden.ny_reservation, name="ny_reservation"),
    path("yrkande/<int:pk>", yrkanden.yrkande, name="yrkande"),
    path("omrostning/<int:pk>/stryk", yrkanden.stryk, name="stryk_omrostning"),
    path("reservation/<int:pk>", yrkanden.reservation, name="reservation"),
    path("fraser/", fraser.lista, name="fraser"),
    path("fraser/standard", fraser.standard, name="standardfraser"),
    path("fraser/ny", fraser.fras, name="ny_fras"),
    path("fraser/<int:pk>", fraser.fras, name="fras"),
]
