"""What `kostnader` adds to the common ground when the app starts."""

from kostnader.budget.queries import newest_year
from kostnader.exempel.load import load_kostnader
from kostnader.fakturor import jobs
from samverkan.exempel import registry as exempel
from samverkan.handelser import wording
from samverkan.start import years

WORDINGS = {
    "fordelning.frozen": "låste {objekt}, summa {summa} kr",
    "korning.opened": "öppnade {objekt}",
    "korning.dates": "ändrade fakturadatum till {datum} i {objekt}",
    "korning.started": "startade {objekt} med {antal} fakturor",
    "korning.skipped": "utfärdade inte fakturan till {betalare} i {objekt}",
    "korning.finished": "avslutade {objekt}: {antal} fakturor utfärdade",
    "korning.closed": "avslutade {objekt}",
    "faktura.issued": "utfärdade {objekt} på {belopp} kr",
    "faktura.credited": "krediterade faktura {faktura}: {skal}",
    "faktura.mailed": "skickade {objekt} till {till}",
}
JOBS = (jobs.run_korning,)


def connect() -> None:
    """Register years with figures, wordings and jobs; features add menu entries and panels here."""
    years.register(newest_year)
    wording.register(WORDINGS)
    exempel.register(load_kostnader)
