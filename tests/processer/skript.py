"""What the process tests do in processes of their own: `python manage.py shell` code kept in one place."""

import datetime

from kostnader.fakturor.acts import open_korning, utfarda_korning
from kostnader.fakturor.leverans import store_pdf
from kostnader.fakturor.models import Faktura, Fakturakorning
from kostnader.fakturor.plan import make_plan
from samverkan.handelser.queries import chain_breaks
from samverkan.models import Anvandare
from tests.scener import liten_scen


def scen(antal: int) -> None:
    """`antal` payers and the host share a service; the run of January waits for its button."""
    made = liten_scen(antal + 1)
    made.freeze()
    open_korning(
        made.samverkan, year=2023, month=1, issue_date=datetime.date(2023, 1, 2), actor=made.controller
    )


def utfarda() -> None:
    """Press the button, as one of two people who looked at the same page."""
    korning = Fakturakorning.objects.get()
    actor = Anvandare.objects.get(name="Maria Controller")
    plan = make_plan(korning)
    ids = {b.organisation.pk for b in plan.betalare}
    utfarda_korning(korning, payer_ids=ids, fingerprint=plan.fingerprint, actor=actor)


def leverera(payer: str, year: int) -> None:
    """Make the PDFs of one payer's invoices of a year."""
    for pk in Faktura.objects.filter(payer__short_name=payer, year=year).values_list("pk", flat=True):
        store_pdf(pk)


def broken() -> None:
    """Print how many breaks the event log has."""
    print(len(list(chain_breaks())))
