"""The notice board, inside."""

from django.urls import path

from protokoll.anslag import tavla_views, views, webb_views

app_name = "anslag"
urlpatterns = [
    path("", views.lista, name="lista"),
    path("nertagna/", views.nertagna, name="nertagna"),
    path("nytt/", views.nytt, name="nytt"),
    path("sammantraden/", views.sammantraden, name="sammantraden"),
    path("<int:pk>/", views.anslag, name="anslag"),
    path("<int:pk>/upp/", views.satt_upp, name="satt_upp"),
    path("<int:pk>/ned/", views.ta_ned, name="ta_ned"),
    path("<int:pk>/bekrafta/", views.bekrafta, name="bekrafta"),
    path("<int:pk>/bevis/", views.bevis, name="bevis"),
    path("tavlor/", tavla_views.tavlor, name="tavlor"),
    path("tavlor/organ/<int:organ>/skapa/", tavla_views.skapa, name="skapa_tavlor"),
    path("tavlor/organ/<int:organ>/ny/", tavla_views.tavla_ny, name="tavla_ny"),
    path("tavlor/<int:pk>/", tavla_views.tavla, name="tavla"),
    path("tavlor/<int:pk>/avbrott/", tavla_views.avbrott, name="avbrott"),
    path("avbrott/<int:pk>/slut/", tavla_views.avbrott_slut, name="avbrott_slut"),
    path("webb/", webb_views.lista, name="webb"),
    path("webb/protokoll/<int:protokoll>/", webb_views.borja, name="borja"),
    path("webb/<int:pk>/", webb_views.webbversion, name="webbversion"),
    path("webb/<int:pk>/fynd/", webb_views.fynd, name="fynd"),
    path("webb/<int:pk>/ord/", webb_views.ord, name="ord"),
    path("webb/<int:pk>/ord/<int:number>/bort/", webb_views.ord_bort, name="ord_bort"),
    path("webb/<int:pk>/publicera/", webb_views.publicera, name="publicera"),
    path("webb/<int:pk>/pdf/", webb_views.webb_lage, name="webb_lage"),
    path("webb/<int:pk>/pdf/igen/", webb_views.webb_pdf_igen, name="webb_pdf_igen"),
    path("webb/<int:pk>/avpublicera/", webb_views.avpublicera, name="avpublicera"),
]
