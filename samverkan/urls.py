"""Every address, by feature."""

from django.urls import path

from samverkan.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
]
