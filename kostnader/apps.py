"""The app as Django sees it: what it costs, who pays which part, and the proof."""

from importlib import import_module

from django.apps import AppConfig


class KostnaderConfig(AppConfig):
    name = "kostnader"

    def ready(self) -> None:
        """Tell the common ground what this half adds: menu, wordings, years, start panels, jobs."""
        import_module("kostnader.wiring").connect()
