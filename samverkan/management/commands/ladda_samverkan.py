"""`manage.py ladda_samverkan [SLUG …]`: load the example cooperations of fixtures/."""

from django.core.management.base import BaseCommand, CommandParser

from samverkan.exempel.load import load_all, slugs


class Command(BaseCommand):
    help = "Läser in de samverkan som finns i fixtures/. De som redan finns lämnas som de är."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", nargs="*", choices=[*slugs(), []], help="bara dessa")

    def handle(self, *args: object, slug: list[str], **options: object) -> None:
        for samverkan in load_all(slug or None):
            self.stdout.write(f"Läste in {samverkan}.")
