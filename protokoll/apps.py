"""The app as Django sees it."""

from django.apps import AppConfig


class ProtokollConfig(AppConfig):
    name = "protokoll"
