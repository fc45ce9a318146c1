"""`manage.py fordelning SLUG ÅR --json`: what each member pays, for scripts and other systems."""

import json

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kostnader.budget.queries import newest_budget
from kostnader.fordelning.export import as_json
from kostnader.fordelning.queries import live_matris
from samverkan.lib.swedish import format_amount
from samverkan.medlemmar.models import Samverkan


class Command(BaseCommand):
    help = "Skriver ut andelarna av den nyaste versionen av årets budget."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="samverkans adress, till exempel norrbottens-e-namnd")
        parser.add_argument("ar", type=int, help="budgetår")
        parser.add_argument("--json", action="store_true", help="som JSON, belopp som text i kronor")

    def handle(self, *args: object, slug: str, ar: int, **options: object) -> None:
        samverkan = Samverkan.objects.filter(slug=slug).first()
        if samverkan is None:
            raise CommandError(f"Det finns ingen samverkan med adressen {slug}.")
        budget = newest_budget(samverkan, ar)
        if budget is None:
            raise CommandError(f"{samverkan} har ingen budget för {ar}.")
        matris = live_matris(samverkan, ar, budget)
        for kolumn, fault in matris.faults:
            self.stderr.write(f"{kolumn.name}: {fault}")
        if options["json"]:
            self.stdout.write(json.dumps(as_json(matris, slug), ensure_ascii=False, indent=2))
        else:
            self._print(matris)
        if matris.faults:
            raise CommandError("Alla tjänster kunde inte fördelas.")

    def _print(self, matris) -> None:
        for kolumn in matris.kolumner:
            self.stdout.write(f"{kolumn.name}: {format_amount(kolumn.summa)} kr")
            for rad in matris.rader:
                if rad.id in kolumn.amounts:
                    self.stdout.write(f"  {rad.name:<20} {format_amount(kolumn.amounts[rad.id]):>14}")
