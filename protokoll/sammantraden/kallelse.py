"""The kallelse: made once and frozen, sent to each person once, read and answered."""

from django.db import transaction
from django.db.models import Q

from protokoll.sammantraden.kallelse_andringar import changes
from protokoll.sammantraden.kallelse_brister import called, missing
from protokoll.sammantraden.kallelse_hemligt import store_record, with_secrets_frozen
from protokoll.sammantraden.kallelse_innehall import build_content
from protokoll.sammantraden.kallelse_regler import clause_of, fault, is_late
from protokoll.sammantraden.models import Kallelse, Sammantrade, Utskick
from samverkan.handelser.acts import log
from samverkan.jobb.acts import start_jobb
from samverkan.jobb.models import Jobb
from samverkan.konton.models import Anvandare
from samverkan.lib import klocka
from samverkan.lib.errors import Refused

PDF_JOBB, UTSKICK_JOBB = "kallelse.pdf", "kallelse.utskick"
OPEN = (Sammantrade.Status.PLANERAT, Sammantrade.Status.KALLAT)


def skapa_kallelse(
    sammantrade: Sammantrade, *, late_clause: str = "", late_reason: str = "", actor
) -> Kallelse:
    """Freeze the agenda and its papers as the meeting's next kallelse; a job makes its PDF.

    Refuses what `missing` says stops, a late one without clause and reason (KL 5:13–15, 6:23, 9:10), one
    while another is being made, and one that says the same as the last.
    """
    with transaction.atomic():
        found = _locked(sammantrade)
        stopping = [item.text for item in missing(found) if item.stops]
        if stopping:
            raise Refused(" ".join(stopping))
        last = found.kallelser.order_by("-number").first()
        number = last.number + 1 if last else 1
        content = build_content(found, number=number, made_on=klocka.today().isoformat())
        content, secret = with_secrets_frozen(found, content)
        _refuse_needless(last, content)
        content = store_record(content, secret, samverkan=found.organ.samverkan)
        kallelse = Kallelse.objects.create(
            sammantrade=found,
            number=number,
            content=content,
            late_clause=_late(found, late_clause, late_reason),
        )
        start_jobb(PDF_JOBB, kallelse, actor=actor, samverkan=found.organ.samverkan, total=1)
        log("kallelse.made", found, actor=actor, samverkan=found.organ.samverkan, nummer=number)
    return kallelse


def _locked(sammantrade: Sammantrade) -> Sammantrade:
    found = Sammantrade.objects.select_for_update(of=("self",)).select_related("organ__samverkan")
    row = found.get(pk=sammantrade.pk)
    if row.status not in OPEN:
        raise Refused(f"Sammanträdet är {row.get_status_display().lower()} och kan inte kallas till.")
    return row


def _refuse_needless(last: Kallelse | None, content: dict) -> None:
    if last is None:
        return
    if last.dokument_id is None:
        raise Refused(f"Kallelse {last.number} håller på att skapas. Vänta tills den är klar.")
    if not changes(last.content, content):
        raise Refused(f"Inget har ändrats sedan kallelse {last.number}.")


def _late(sammantrade: Sammantrade, clause: str, reason: str) -> str:
    """Clause and reason of a late kallelse; '' for one in time. Raises Refused."""
    day = klocka.today()
    clause = clause.strip() or clause_of(sammantrade, day)
    brist = fault(sammantrade, day, clause=clause, reason=reason)
    if brist:
        field = "late_reason" if clause else "late_clause"
        raise Refused(str(brist), field=field)
    return f"{clause}: {reason.strip()}"[:200] if is_late(sammantrade, day) else ""


def retry_pdf(kallelse: Kallelse, *, actor) -> Jobb:
    """Start making the PDF again after a fault. The same job when one is under way."""
    samverkan = kallelse.sammantrade.organ.samverkan
    return start_jobb(PDF_JOBB, kallelse, actor=actor, samverkan=samverkan, total=1)


def skicka_kallelse(kallelse: Kallelse, *, link: str, actor) -> Jobb:
    """Send the kallelse to everyone with a mandate in the body; the meeting is then called (kallat).

    In: `link`, the address in the mail. Refused before the PDF is made, when a newer one exists, when it is
    late without clause, or sent. Whoever answered an earlier kallelse keeps the answer.
    """
    with transaction.atomic():
        sammantrade = _locked(kallelse.sammantrade)
        found = Kallelse.objects.select_for_update().get(pk=kallelse.pk)
        _refuse_sending(sammantrade, found)
        found.sent_at, found.link = klocka.now(), link
        found.save(update_fields=["sent_at", "link"])
        Utskick.objects.bulk_create(_addressed(sammantrade, found), ignore_conflicts=True)
        if sammantrade.status == Sammantrade.Status.PLANERAT:
            sammantrade.status = Sammantrade.Status.KALLAT
            sammantrade.save(update_fields=["status"])
        samverkan = sammantrade.organ.samverkan
        total = found.utskick.count()
        log("kallelse.sent", sammantrade, actor=actor, samverkan=samverkan, nummer=found.number, antal=total)
        return start_jobb(UTSKICK_JOBB, found, actor=actor, samverkan=samverkan, total=total)


def _refuse_sending(sammantrade: Sammantrade, kallelse: Kallelse) -> None:
    if kallelse.sent_at:
        raise Refused("Kallelsen är redan skickad.")
    if kallelse.dokument_id is None:
        raise Refused("Kallelsens PDF är inte klar än.")
    if sammantrade.kallelser.filter(number__gt=kallelse.number).exists():
        raise Refused("Det finns en nyare kallelse. Skicka den i stället.")
    if not kallelse.late_clause and is_late(sammantrade, klocka.today()):
        raise Refused("Tiden för kallelse har gått ut. Skapa kallelsen på nytt och ange varför den är sen.")


def _addressed(sammantrade: Sammantrade, kallelse: Kallelse) -> list[Utskick]:
    answers = dict(
        Utskick.objects.filter(kallelse__sammantrade=sammantrade)
        .exclude(answer="")
        .order_by("kallelse__number")
        .values_list("person_id", "answer")
    )
    people = {mandat.person_id: mandat.person for mandat in called(sammantrade)}
    return [
        Utskick(kallelse=kallelse, person=person, email=person.email, answer=answers.get(person.pk, ""))
        for person in people.values()
    ]


def utskick_to(user: Anvandare, sammantrade: Sammantrade) -> Utskick | None:
    """The newest kallelse sent to the signed-in person, if any."""
    mine = Utskick.objects.filter(kallelse__sammantrade=sammantrade, person__anvandare=user)
    return mine.filter(kallelse__sent_at__isnull=False).order_by("-kallelse__number").first()


def mark_read(utskick: Utskick) -> None:
    """Note that the person has opened the kallelse; the first time counts."""
    Utskick.objects.filter(pk=utskick.pk, read_at__isnull=True).update(read_at=klocka.now())


def svara(utskick: Utskick, answer: str) -> None:
    """Say that one comes ('kommer') or is kept away ('forhinder'). Refused when the meeting has begun."""
    if answer not in ("kommer", "forhinder"):
        raise Refused("Svara kommer eller förhinder.")
    with transaction.atomic():
        sammantrade = utskick.kallelse.sammantrade
        if sammantrade.status not in OPEN:
            raise Refused("Sammanträdet har börjat. Meddela sekreteraren.")
        Utskick.objects.filter(pk=utskick.pk).update(answer=answer, read_at=utskick.read_at or klocka.now())
        log(
            f"kallelse.{answer}",
            sammantrade,
            actor=utskick.person.anvandare,
            samverkan=sammantrade.organ.samverkan,
            person=utskick.person.name,
        )


def unsent(kallelse: Kallelse) -> Q:
    """Those who are to have a mail and have not."""
    return Q(kallelse=kallelse, sent_at__isnull=True) & ~Q(email="")
