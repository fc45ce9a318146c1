"""`manage.py verifiera_handelser`: verify the hash chains of the event log."""

from django.core.management.base import BaseCommand, CommandError

from samverkan.handelser.models import Handelse
from samverkan.handelser.queries import chain_breaks


class Command(BaseCommand):
    help = "Kontrollerar händelseloggens kedjor. Avslutar med fel om någon länk är bruten."

    def handle(self, *args: object, **options: object) -> None:
        breaks = list(chain_breaks())
        for item in breaks:
            self.stderr.write(
                f"{item.handelse.samverkan or 'system'}, nr {item.handelse.number}: {item.reason}"
            )
        if breaks:
            raise CommandError(f"{len(breaks)} fel i händelseloggen.")
        self.stdout.write(f"Händelseloggen stämmer: {Handelse.objects.count()} händelser.")
