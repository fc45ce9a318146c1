"""What waits for an administratör: details that lack, roles that end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from kostnader.fakturor.models import Faktura
from kostnader.oversikt.att_gora import NAMED, Uppgift
from samverkan.konton.models import Roll
from samverkan.medlemmar.queries import members_of_year
from samverkan.medlemmar.rules import missing_for_issuer

ENDING = timedelta(days=60)


def waiting_administration(samverkan, year: int) -> list[Uppgift]:
    """Everything an administratör should look at. A fixed number of queries.

    Until the first invoice the details are one of the steps to it (`steg.first_steps`), and not told here.
    """
    invoiced = Faktura.objects.filter(samverkan=samverkan).exists()
    return [*(_details(samverkan, year) if invoiced else ()), *_roles(samverkan)]


def _details(samverkan, year: int) -> Iterator[Uppgift]:
    if missing := missing_for_issuer(samverkan.issuer):
        yield Uppgift(
            f"{samverkan.issuer.name} saknar {' och '.join(missing)}",
            "Ingen faktura kan utfärdas förrän det är ifyllt.",
            "Fyll i",
            "medlemmar:andra",
            {"pk": samverkan.issuer_id},
            "stopp",
        )
    lacking = [row for row in members_of_year(samverkan, year) if row.missing]
    for row in lacking[:NAMED]:
        text = "Medlemmens egna läsare kan också fylla i det."
        rubrik = f"{row.name} saknar {' och '.join(row.missing)} för fakturan"
        yield Uppgift(rubrik, text, "Fyll i", "medlemmar:andra", {"pk": row.organisation.pk}, "obs")
    if len(lacking) > NAMED:
        more = len(lacking) - NAMED
        many = "En medlem till" if more == 1 else f"{more} medlemmar till"
        yield Uppgift(f"{many} saknar fakturauppgifter", "", "Se medlemmarna", "medlemmar:lista", {}, "obs")


def _roles(samverkan) -> Iterator[Uppgift]:
    today = timezone.localdate()
    ending = Roll.objects.active_on(today).filter(samverkan=samverkan, valid_to__lte=today + ENDING)
    for roll in ending.select_related("anvandare", "organisation").order_by("valid_to", "anvandare__name"):
        text = f"{roll.text.capitalize()}. Ge en ny roll om uppdraget fortsätter."
        yield Uppgift(
            f"{roll.anvandare.name} har sin roll till {roll.valid_to}", text, "Se roller", "roller:roller"
        )
