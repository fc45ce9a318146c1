"""The app as Django sees it."""

from django.apps import AppConfig
from django.utils.module_loading import import_module


class ProtokollConfig(AppConfig):
    name = "protokoll"

    def ready(self) -> None:
        import_module("protokoll.wiring").connect()
