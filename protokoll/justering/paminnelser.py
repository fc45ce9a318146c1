"""Mail to those who shall sign: once when the round begins, then on the days for it before the last."""

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string

from protokoll.justering.acts import KALLA_JOBB
from protokoll.justering.models import Justering, Protokoll
from protokoll.justering.queries import Lage, lage_of
from protokoll.justering.rules import reminder_days
from samverkan.handelser.acts import log
from samverkan.jobb.acts import handler
from samverkan.jobb.models import Jobb
from samverkan.lib.klocka import now, today
from samverkan.lib.links import absolute
from samverkan.lib.local_time import local_day


@handler(KALLA_JOBB)
def run_kalla(jobb: Jobb) -> None:
    """Mail everyone who has not been mailed about this round."""
    lage = lage_of(_protokoll(jobb.object_id))
    for justering in lage.left:
        if justering.reminded_at is None:
            mail(justering.pk, first=True)


def remind_all() -> int:
    """Remind those whose turn it is in every open round whose day for it has come. Gives how many mails."""
    open_rounds = Protokoll.objects.filter(status=Protokoll.Status.JUSTERAS)
    return sum(_remind(lage_of(_protokoll(pk))) for pk in open_rounds.values_list("pk", flat=True))


def _remind(lage: Lage) -> int:
    begun = local_day(lage.protokoll.started_at)
    days = [day for day in reminder_days(begun, lage.protokoll.deadline) if day <= today()]
    if not days:
        return 0
    late = [
        one
        for one in lage.turn
        if one.status == Justering.Status.VANTAR
        and (one.reminded_at is None or local_day(one.reminded_at) < days[-1])
    ]
    return sum(mail(one.pk, first=False) for one in late)


@transaction.atomic
def mail(justering_id: int, *, first: bool) -> bool:
    """Mail one signer and note it; the row is locked, so that two workers send one mail. False: not sent."""
    found = Justering.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        pk=justering_id, status=Justering.Status.VANTAR
    )
    justering = found.select_related("deltagare__person__anvandare").first()
    if justering is None or (first and justering.reminded_at is not None):
        return False
    person = justering.deltagare.person
    address = person and (person.email or (person.anvandare and person.anvandare.email))
    justering.reminded_at = now()
    justering.save(update_fields=["reminded_at"])
    if not address:
        return False
    protokoll = _protokoll(justering.protokoll_id)
    words = {"justering": justering, "p": protokoll.content, "protokoll": protokoll, "forsta": first}
    words["lank"] = absolute("justering:las", pk=justering.pk, **_where(protokoll))
    what = "Protokoll att justera" if first else "Påminnelse: protokoll att justera"
    subject = f"{what}, {protokoll.content['organ']} {protokoll.content['datum']}"
    EmailMessage(subject=subject, body=render_to_string("mail/justering.txt", words), to=[address]).send()
    if not first:
        samverkan = protokoll.sammantrade.organ.samverkan
        log("protokoll.reminded", protokoll, actor=None, samverkan=samverkan, namn=justering.deltagare.name)
    return True


def _where(protokoll: Protokoll) -> dict[str, object]:
    """The samverkan and year that its pages stand under."""
    organ = protokoll.sammantrade.organ
    return {"slug": organ.samverkan.slug, "year": local_day(protokoll.sammantrade.starts_at).year}


def _protokoll(pk: object) -> Protokoll:
    return Protokoll.objects.select_related("sammantrade__organ__samverkan").get(pk=pk)
