"""The path of a report: from a template or last period's, through ready, to fastställd."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from kostnader.rapporter import kontroller
from kostnader.rapporter.acts.filer import start_filer
from kostnader.rapporter.acts.las import lock_open, lock_rapport
from kostnader.rapporter.forklaringar import explained
from kostnader.rapporter.mallar import MALLAR
from kostnader.rapporter.models import Avsnitt, Rapport, Rapportblock
from kostnader.rapporter.rules import title
from kostnader.rapporter.tabeller import is_known, sections_of
from samverkan.beslut.acts import lock_usable
from samverkan.beslut.models import Beslut
from samverkan.handelser.acts import log
from samverkan.handelser.changes import apply_changes
from samverkan.lib.cleaning import clean_or_refuse
from samverkan.lib.errors import Refused
from samverkan.lib.klocka import now
from samverkan.medlemmar.models import Samverkan

Status = Rapport.Status


@transaction.atomic
def skapa_rapport(
    samverkan: Samverkan,
    *,
    kind: str,
    year: int,
    through: int = 12,
    source: Rapport | None = None,
    deadline: date | None = None,
    actor,
) -> Rapport:
    """A draft from the template of its kind, or a copy of `source` (an earlier report of any kind).

    From the template it begins with what the forecast says of its deviations. A copy takes over headings,
    texts, tables and who writes; its texts are marked as carried over until somebody touches them, and its
    figures are fetched anew. `deadline` is set on every section. The next
    version number of the period is taken. Raises Refused for a source of another samverkan.
    """
    Samverkan.objects.select_for_update().get(pk=samverkan.pk)  # two who press at once get a number each
    if source is not None and source.samverkan_id != samverkan.pk:
        raise Refused("Den rapporten hör till en annan samverkan.", field="source")
    same = Rapport.objects.filter(samverkan=samverkan, kind=kind, year=year, through=through)
    last = same.order_by("-number").first()
    rapport = Rapport(
        samverkan=samverkan,
        kind=kind,
        year=year,
        through=through,
        number=last.number + 1 if last else 1,
        title=title(kind, year, through),
        unit=source.unit if source else Rapport.Unit.TKR,
        copied_from=source,
    )
    clean_or_refuse(rapport, field="through")
    rapport.save(force_insert=True)
    if source is None:
        _fill(rapport, deadline)
    else:
        _copy(source, rapport, deadline)
    log("rapport.created", rapport, actor=actor, samverkan=samverkan, kalla=source or "mallen")
    return rapport


def _fill(rapport: Rapport, deadline: date | None) -> None:
    texts = explained(rapport)
    for order, part in enumerate(MALLAR[rapport.kind]):
        avsnitt = Avsnitt.objects.create(
            rapport=rapport,
            order=order,
            level=part.level,
            key=part.key,
            heading=part.heading,
            help=part.help,
            text=texts.get(part.key, ""),
            deadline=deadline,
        )
        known = [(kind, key) for kind, key in part.block if is_known(key)]
        Rapportblock.objects.bulk_create(
            Rapportblock(avsnitt=avsnitt, order=place, kind=kind, key=key)
            for place, (kind, key) in enumerate(known)
        )


def _copy(source: Rapport, rapport: Rapport, deadline: date | None) -> None:
    for old in sections_of(source):
        avsnitt = Avsnitt.objects.create(
            rapport=rapport,
            order=old.order,
            level=old.level,
            key=old.key,
            heading=old.heading,
            text=old.text,
            help=old.help,
            writer=old.writer,
            approver=old.approver,
            deadline=deadline,
            carried=bool(old.text.strip()),
        )
        Rapportblock.objects.bulk_create(
            Rapportblock(
                avsnitt=avsnitt,
                order=block.order,
                kind=block.kind,
                key=block.key,
                typed=block.typed,
                columns=block.columns,
                compare=block.compare,
                caption=block.caption,
            )
            for block in old.block.all()
        )


def andra_rapport(rapport: Rapport, values: Mapping[str, Any], *, actor) -> None:
    """Change the title or the unit of a draft."""
    with transaction.atomic():
        locked = lock_open(rapport.pk)
        changes = apply_changes(locked, values)
        if changes:
            clean_or_refuse(locked)
            locked.save()
            log("rapport.changed", locked, actor=actor, samverkan=locked.samverkan, falt=changes)


def ta_bort_rapport(rapport: Rapport, *, actor) -> None:
    """Take away a draft with all that is written in it."""
    with transaction.atomic():
        locked = lock_open(rapport.pk)
        log("rapport.removed", locked, actor=actor, samverkan=locked.samverkan)
        locked.delete()


def klarmarkera_rapport(rapport: Rapport, *, actor) -> None:
    """Mark the report ready for its decision.

    Raises Refused while a section is not ready, or a check is red without a signed comment.
    """
    with transaction.atomic():
        locked = lock_open(rapport.pk)
        sections = sections_of(locked)
        if not sections:
            raise Refused("Rapporten har inga avsnitt än. Lägg till minst ett.")
        left = [avsnitt.heading for avsnitt in sections if not avsnitt.is_done]
        if left:
            raise Refused(f"Allt är inte klart och godkänt än: {', '.join(left)}.")
        red = kontroller.unsigned(locked)
        if red:
            told = " ".join(one.text for one in red)
            raise Refused(f"En kontroll säger nej. Rätta, eller skriv varför det ska stå så. {told}")
        locked.status, locked.done_at = Status.KLAR, now()
        locked.save(update_fields=["status", "done_at"])
        log("rapport.done", locked, actor=actor, samverkan=locked.samverkan)
    rapport.refresh_from_db()


def oppna_rapport(rapport: Rapport, *, reason: str, actor) -> None:
    """Open a ready report for changes again; its sections stay as they are. Refuses a fastställd one."""
    with transaction.atomic():
        locked = lock_rapport(rapport.pk)
        if locked.status == Status.FASTSTALLD:
            raise Refused("Rapporten är fastställd och kan inte ändras. Gör en ny version.")
        if locked.status == Status.UTKAST:
            raise Refused("Rapporten är redan öppen för ändring.")
        if not reason.strip():
            raise Refused("Skriv varför rapporten öppnas igen.", field="reason")
        locked.status, locked.done_at = Status.UTKAST, None
        locked.save(update_fields=["status", "done_at"])
        log("rapport.opened", locked, actor=actor, samverkan=locked.samverkan, skal=reason.strip())
    rapport.refresh_from_db()


def faststalla_rapport(rapport: Rapport, *, beslut: Beslut, actor) -> None:
    """Lock the ready report for good with the decision that adopted it. Pressed twice it is refused."""
    with transaction.atomic():
        locked = lock_rapport(rapport.pk)
        if locked.status == Status.FASTSTALLD:
            raise Refused(f"{locked} är redan fastställd.")
        if locked.status != Status.KLAR:
            raise Refused("Markera rapporten som klar först. Bara en klar rapport kan fastställas.")
        if not lock_usable(locked.samverkan, beslut):
            raise Refused("Välj ett beslut med bifall i den här samverkan.", field="beslut")
        locked.status, locked.beslut, locked.decided_at = Status.FASTSTALLD, beslut, now()
        locked.save(update_fields=["status", "beslut", "decided_at"])
        log("rapport.adopted", locked, actor=actor, samverkan=locked.samverkan, beslut=beslut)
        start_filer(locked, actor=actor)
    rapport.refresh_from_db()
