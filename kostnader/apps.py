"""The app as Django sees it."""

from django.apps import AppConfig


class KostnaderConfig(AppConfig):
    name = "kostnader"
