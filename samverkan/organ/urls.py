"""Bodies and the people in them."""

from django.urls import path

from samverkan.organ import person_views, views

app_name = "organ"
urlpatterns = [
    path("", views.lista, name="lista"),
    path("nytt/", views.nytt, name="nytt"),
    path("diarienummer/", views.dnr_exempel, name="dnr_exempel"),
    path("<int:pk>/", views.organ, name="organ"),
    path("<int:pk>/andra/", views.andra, name="andra"),
    path("<int:pk>/uppdrag/", views.nytt_mandat, name="nytt_mandat"),
    path("uppdrag/<int:pk>/", views.mandat, name="mandat"),
    path("uppdrag/<int:pk>/avsluta/", views.avsluta, name="avsluta"),
    path("personer/", person_views.personer, name="personer"),
    path("personer/ny/", person_views.ny, name="ny_person"),
    path("personer/<int:pk>/", person_views.person, name="person"),
    path("personer/<int:pk>/andra/", person_views.andra, name="andra_person"),
    path("personer/<int:pk>/kalender/", person_views.ny_kalenderadress, name="ny_kalenderadress"),
]
