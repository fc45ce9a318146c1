"""`/<slug>/<year>/budget/`: the newest version; each version has a number of its own."""

from django.urls import path

from kostnader.budget.views import excel, indexera, jamforelse, klistra, rader, rutnat, versioner

app_name = "budget"
urlpatterns = [
    path("", rutnat.newest, name="newest"),
    path("ny/", versioner.create, name="create"),
    path("<int:number>/", rutnat.version, name="version"),
    path("<int:number>/angra/", rutnat.undo, name="undo"),
    path("<int:number>/klistra/", klistra.paste, name="paste"),
    path("<int:number>/rad/ny/", rader.add, name="row_add"),
    path("<int:number>/rad/<int:pk>/", rader.change, name="row"),
    path("<int:number>/rad/<int:pk>/ta-bort/", rader.remove, name="row_remove"),
    path("<int:number>/foresla/", versioner.propose, name="propose"),
    path("<int:number>/ta-tillbaka/", versioner.withdraw, name="withdraw"),
    path("<int:number>/faststall/", versioner.faststall, name="faststall"),
    path("<int:number>/avsla/", versioner.avsla, name="avsla"),
    path("<int:number>/jamfor/", jamforelse.compare_versions, name="compare"),
    path("<int:number>/indexera/", indexera.index, name="index"),
    path("<int:number>/excel/", excel.download, name="excel"),
    path("<int:number>/las-in/", excel.upload, name="upload"),
]
