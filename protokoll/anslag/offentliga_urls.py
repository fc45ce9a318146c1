"""Open to all: the notice board, and protocols on the web."""

from django.urls import path

from protokoll.anslag import offentliga_views as views

anslagstavla = (
    [
        path("", views.alla, name="alla"),
        path("flode/", views.flode, name="flode"),
        path("<slug:slug>/", views.samverkan, name="samverkan"),
        path("<slug:slug>/flode/", views.flode, name="samverkans_flode"),
        path("<slug:slug>/<int:pk>/", views.anslag, name="anslag"),
    ],
    "anslagstavla",
)
publicerat = (
    [
        path("<slug:slug>/", views.protokollista, name="lista"),
        path("<slug:slug>/<int:pk>/", views.protokoll, name="protokoll"),
        path("<slug:slug>/<int:pk>/pdf/", views.protokoll_pdf, name="pdf"),
    ],
    "publicerat",
)
