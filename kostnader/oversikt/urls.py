"""What a member pays."""

from django.urls import path

from kostnader.oversikt import views

app_name = "oversikt"
urlpatterns = [
    path("", views.var_kostnad, name="var_kostnad"),
    path("<int:organisation>/underlag.xlsx", views.underlag, name="underlag"),
    path("<int:organisation>/prognos/", views.prognos, name="prognos"),
    path("<int:organisation>/planerat/<int:month_year>-<int:month>.xlsx", views.planerat, name="planerat"),
    path("<int:organisation>/<int:tjanst>/", views.tjanst, name="tjanst"),
]
