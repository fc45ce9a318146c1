"""The agenda, the kallelse and the reading page of a meeting, under sammantraden/<pk>/."""

from django.urls import path

from protokoll.sammantraden import dagordning_views as agenda
from protokoll.sammantraden import handlingar_views as papers
from protokoll.sammantraden import kallelse_views as kallelse

urlpatterns = [
    path("dagordning/", agenda.dagordning, name="dagordning"),
    path("dagordning/starta/", agenda.starta, name="dagordning_starta"),
    path("dagordning/arenden/", agenda.arenden, name="dagordning_arenden"),
    path("dagordning/rad/", agenda.rad, name="dagordning_rad"),
    path("dagordning/foregaende/", agenda.foregaende, name="dagordning_foregaende"),
    path("dagordning/ordna/", agenda.ordna, name="dagordning_ordna"),
    path("dagordning/arshjul/<int:post>/", agenda.arshjul, name="dagordning_arshjul"),
    path("dagordning/<int:punkt>/", agenda.punkt, name="punkt"),
    path("dagordning/<int:punkt>/flytta/", agenda.flytta, name="punkt_flytta"),
    path("dagordning/<int:punkt>/ta-bort/", agenda.ta_bort, name="punkt_ta_bort"),
    path("kallelse/", kallelse.kallelse, name="kallelse"),
    path("kallelse/lage/", kallelse.lage, name="kallelse_lage"),
    path("kallelse/skapa/", kallelse.skapa, name="kallelse_skapa"),
    path("kallelse/<int:nummer>/", kallelse.pdf, name="kallelse_pdf"),
    path("kallelse/<int:nummer>/igen/", kallelse.igen, name="kallelse_igen"),
    path("kallelse/<int:nummer>/skicka/", kallelse.skicka, name="kallelse_skicka"),
    path("handlingar/", papers.handlingar, name="handlingar"),
    path("handlingar/svar/", papers.svar, name="handlingar_svar"),
    path("handlingar/<int:nummer>/bilaga/<int:bilaga>/", papers.bilaga, name="handlingar_bilaga"),
]
