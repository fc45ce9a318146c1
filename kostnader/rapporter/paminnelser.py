"""Mail to those who have a section to write or approve: one per person and report, on the days for it."""

from collections import defaultdict

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string

from kostnader.rapporter.models import Avsnitt, Rapport
from kostnader.rapporter.rules import is_reminder_due
from samverkan.handelser.acts import log
from samverkan.konton.models import Anvandare
from samverkan.lib.klocka import today

Status = Avsnitt.Status


def remind_all() -> int:
    """Remind everyone whose day it is, in every draft report. Gives how many mails were sent."""
    drafts = Rapport.objects.filter(status=Rapport.Status.UTKAST, avsnitt__deadline__isnull=False)
    return sum(remind(pk) for pk in drafts.distinct().values_list("pk", flat=True))


@transaction.atomic
def remind(rapport_id: int) -> int:
    """The mails of one report. Its due sections are locked, so that two workers send one mail each."""
    due = Avsnitt.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        rapport=rapport_id, rapport__status=Rapport.Status.UTKAST, deadline__isnull=False
    )
    waiting: dict[Anvandare, list[Avsnitt]] = defaultdict(list)
    for avsnitt in due.select_related("rapport__samverkan", "writer", "approver"):
        person = waits_for(avsnitt)
        if person is not None and is_reminder_due(avsnitt.deadline, avsnitt.reminded_on, today()):
            waiting[person].append(avsnitt)
    for person, sections in waiting.items():
        _mail(person, sections)
    return len(waiting)


def waits_for(avsnitt: Avsnitt) -> Anvandare | None:
    """Whose turn it is: who writes while it is a draft, who approves when it is ready."""
    if avsnitt.status == Status.UTKAST:
        return avsnitt.writer
    return avsnitt.approver if avsnitt.status == Status.KLART else None


def _mail(person: Anvandare, sections: list[Avsnitt]) -> None:
    rapport = sections[0].rapport
    words = {"person": person, "rapport": rapport, "avsnitt": sections, "today": today()}
    body = render_to_string("mail/rapport.txt", words)
    EmailMessage(subject=f"Påminnelse: {rapport.title}", body=body, to=[person.email]).send()
    for avsnitt in sections:
        avsnitt.reminded_on = today()
    Avsnitt.objects.bulk_update(sections, ["reminded_on"])
    facts = {"namn": person.name, "antal": len(sections)}
    log("rapport.reminded", rapport, actor=None, samverkan=rapport.samverkan, **facts)
