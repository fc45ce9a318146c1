"""`manage.py forbered`: make the database ready; in the demo also load the cooperations the first time."""

from django.apps import apps
from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Migrate. In the demo, load the cooperations if there are none, and show who can sign in."

    def handle(self, *args: object, **options: object) -> None:
        call_command("migrate", verbosity=0)
        commands = get_commands()
        if settings.DEMO and "ladda_samverkan" in commands and not self.has_samverkan():
            self.stdout.write("Loading the cooperations …")
            call_command("ladda_samverkan")
        if settings.DEMO and "demo_konton" in commands:
            call_command("demo_konton")

    def has_samverkan(self) -> bool:
        return apps.get_model("samverkan", "Samverkan").objects.exists()
