"""`manage.py forbered`: make the database ready; in the demo also load the examples and say who signs in."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from samverkan.exempel.load import OPEN_PASSWORD
from samverkan.konton.queries import Demogrupp, demo_people


class Command(BaseCommand):
    help = "Migrerar. I demon läses de exempel in som saknas, och de som kan logga in skrivs ut."

    def handle(self, *args: object, **options: object) -> None:
        call_command("migrate", verbosity=0)
        if settings.DEMO:
            call_command("ladda_samverkan", stdout=self.stdout)
            self.show_people()

    def show_people(self) -> None:
        """One person per samverkan and role; the sign-in page lists them all."""
        self.stdout.write(f"\nLösenord för alla: {OPEN_PASSWORD}. Inloggningssidan visar fler.")
        for group in demo_people():
            self.stdout.write(f"\n  {group.name}")
            for role, email in first_of_each_role(group).items():
                self.stdout.write(f"    {role:16} {email}")


def first_of_each_role(group: Demogrupp) -> dict[str, str]:
    """E-mail addresses by role, with the organisation for a role that is held for one."""
    found: dict[str, str] = {}
    for roll in group.roles:
        place = f"  ({roll.organisation.short_name})" if roll.organisation else ""
        found.setdefault(roll.get_kind_display(), roll.anvandare.email + place)
    return found
