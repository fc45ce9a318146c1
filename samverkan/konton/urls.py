"""Accounts (outside any samverkan), and the roles page within one."""

from django.urls import path

from samverkan.konton import views

app_name = "konton"
urlpatterns = [
    path("logga-in/", views.logga_in, name="logga_in"),
    path("logga-in/demo/", views.logga_in_demo, name="logga_in_demo"),
    path("logga-ut/", views.logga_ut, name="logga_ut"),
    path("losenord/glomt/", views.glomt, name="glomt"),
    path("losenord/glomt/skickat/", views.glomt_skickat, name="glomt_skickat"),
    path("losenord/nytt/<uidb64>/<token>/", views.nytt, name="nytt"),
    path("losenord/byt/", views.byt, name="byt"),
    path("mitt-konto/", views.mitt_konto, name="mitt_konto"),
]

roller = (
    [
        path("", views.roller, name="roller"),
        path("ny/", views.roll_ny, name="ny"),
        path("<int:pk>/avsluta/", views.roll_avsluta, name="avsluta"),
    ],
    "roller",
)
