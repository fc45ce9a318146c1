"""The app as Django sees it."""

from django.apps import AppConfig
from django.utils.module_loading import import_module


class SamverkanConfig(AppConfig):
    name = "samverkan"

    def ready(self) -> None:
        import_module("samverkan.checks")  # registers the system checks
        import_module("samverkan.start.wiring").connect()
