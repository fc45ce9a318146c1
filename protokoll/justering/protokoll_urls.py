"""Protocols as all in the samverkan read them."""

from django.urls import path

from protokoll.justering import views

app_name = "protokoll"
urlpatterns = [
    path("", views.lista, name="lista"),
    path("<int:pk>/", views.visa, name="visa"),
    path("<int:pk>/pdf/", views.pdf, name="pdf"),
    path("<int:pk>/utdrag/", views.utdrag, name="utdrag"),
    path("<int:pk>/utdrag/pdf/", views.utdrag_pdf, name="utdrag_pdf"),
    path("<int:pk>/utdrag/skicka/", views.skicka, name="skicka"),
]
