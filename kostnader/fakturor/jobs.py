"""The job that issues a run's invoices, one transaction each; resumed where it stopped."""

from django.db import transaction
from django.utils import timezone

from kostnader.fakturor.acts import KORNING_JOBB
from kostnader.fakturor.issue import issue_faktura
from kostnader.fakturor.models import Fakturakorning, Korningspost
from kostnader.fakturor.plan import make_plan
from samverkan.handelser.acts import log
from samverkan.jobb.acts import handler, progress
from samverkan.jobb.models import Jobb


@handler(KORNING_JOBB)
def run_korning(jobb: Jobb) -> None:
    """Issue every waiting post of the run; it closes when no payer is left."""
    korning = Fakturakorning.objects.select_related("samverkan").get(pk=jobb.object_id)
    waiting = list(korning.poster.filter(status=Korningspost.Status.VANTAR).values_list("pk", flat=True))
    before = max(jobb.total - len(waiting), 0)
    for done, post_id in enumerate(waiting, before + 1):
        issue_faktura(post_id, actor=jobb.started_by)
        progress(jobb, done=done)
    _finish(korning, jobb)


def _finish(korning: Fakturakorning, jobb: Jobb) -> None:
    with transaction.atomic():
        korning = Fakturakorning.objects.select_for_update().get(pk=korning.pk)
        if korning.status != Fakturakorning.Status.PAGAR:
            return
        issued = korning.poster.filter(status=Korningspost.Status.UTFARDAD).count()
        left = [b for b in make_plan(korning).betalare if not b.issued and not b.internal]
        # Whoever was left out, for want of a reference perhaps, can follow in the same run.
        korning.status = Fakturakorning.Status.FORHANDSGRANSKNING if left else Fakturakorning.Status.KLAR
        korning.finished_at = None if left else timezone.now()
        korning.save(update_fields=["status", "finished_at"])
        log("korning.finished", korning, actor=jobb.started_by, samverkan=korning.samverkan, antal=issued)
