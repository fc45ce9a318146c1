"""Every address, by feature. Within a samverkan each is `/<slug>/<year>/<feature>/…`."""

from django.urls import include, path

from samverkan.health import healthz

INSIDE = "<slug:slug>/<int:year>/"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("", include("samverkan.start.urls")),
]
