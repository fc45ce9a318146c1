"""Opening a run and starting it."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from kostnader.fakturor.models import Fakturakorning, Korningspost
from kostnader.fakturor.plan import Betalare, Plan, make_plan
from kostnader.fakturor.projektrader import debitering_of
from kostnader.projekt.models import Projekt
from samverkan.handelser.acts import log
from samverkan.jobb.acts import start_jobb
from samverkan.jobb.models import Jobb
from samverkan.lib.errors import Refused
from samverkan.lib.period import Month

KORNING_JOBB = "fakturakorning"


def open_korning(samverkan, *, year: int, month: int, issue_date: date, actor) -> Fakturakorning:
    """Open the run of a month for preview; the one that is already open if there is one.

    `issue_date` is the invoice date; the due date follows from the samverkan's terms of payment.
    Raises Refused for a date years away, which is a slip of the hand.
    """
    refuse_far(issue_date, year)
    fields = {"samverkan": samverkan, "year": year, "month": month}
    due_date = issue_date + timedelta(days=samverkan.payment_days)
    with transaction.atomic():
        type(samverkan).objects.select_for_update().get(pk=samverkan.pk)
        earlier = Fakturakorning.objects.filter(**fields)
        of_parts = earlier.filter(bokslut=None, projekt=None)
        is_open = of_parts.exclude(status=Fakturakorning.Status.KLAR).first()
        if is_open:
            return is_open
        korning = Fakturakorning.objects.create(
            **fields,
            number=earlier.count() + 1,
            issue_date=issue_date,
            due_date=due_date,
            created_by=actor,
        )
        log("korning.opened", korning, actor=actor, samverkan=samverkan)
    return korning


def refuse_far(issue_date: date, year: int) -> None:
    """Raise Refused for an invoice date that is neither near the run's year nor near today."""
    last = max(year, timezone.localdate().year) + 1
    if not year - 1 <= issue_date.year <= last:
        raise Refused(
            f"{issue_date} ligger för långt bort. Välj en dag mellan {year - 1}-01-01 och {last}-12-31.",
            field="issue_date",
        )


def open_avrakning(samverkan, bokslut_id: int, *, year: int, issue_date: date, actor) -> Fakturakorning:
    """Open the run that settles a decided bokslut, for preview; the one that is already open if there is one.

    `year` is the settled one; the run stands in the month it is invoiced. In the caller's transaction, which
    holds the bokslut.
    """
    refuse_far(issue_date, year + 1)
    is_open = _open_of(bokslut=bokslut_id)
    return is_open or _open_beside(samverkan, issue_date, actor, bokslut_id=bokslut_id)


def open_projekt(projekt: Projekt, *, through: date, issue_date: date, actor) -> Fakturakorning:
    """Open the run that charges a project's cost through the month of `through` to those who take part, for
    preview; the one that is already open if there is one, which then counts through that month as long as
    nothing is issued in it.

    Refuses a project that cannot be shared or has no service to be invoiced with, and when nothing is left.
    """
    refuse_far(issue_date, through.year)
    with transaction.atomic():
        locked = Projekt.objects.select_for_update(of=("self",)).select_related(
            "samverkan", "nyckel", "tjanst"
        )
        projekt, through = locked.get(pk=projekt.pk), Month.of(through).first_day
        charging = debitering_of(projekt, through)
        if charging.fault:
            raise Refused(charging.fault)
        if not any(row.net for row in charging.rows):
            raise Refused("Det finns inget att fakturera: allt till och med den månaden är redan fakturerat.")
        is_open = _open_of(projekt=projekt)
        if is_open is None:
            return _open_beside(projekt.samverkan, issue_date, actor, projekt=projekt, through=through)
        if is_open.through != through and not is_open.poster.exists():
            is_open.through = through
            is_open.save(update_fields=["through"])
        return is_open


def _open_of(**of: object) -> Fakturakorning | None:
    return Fakturakorning.objects.filter(**of).exclude(status=Fakturakorning.Status.KLAR).first()


def _open_beside(samverkan, issue_date: date, actor, **of: object) -> Fakturakorning:
    """A run beside those of the months' parts; it stands in the month it is invoiced."""
    type(samverkan).objects.select_for_update(no_key=True).get(pk=samverkan.pk)
    same_month = {"samverkan": samverkan, "year": issue_date.year, "month": issue_date.month}
    korning = Fakturakorning.objects.create(
        **same_month,
        **of,
        number=Fakturakorning.objects.filter(**same_month).count() + 1,
        issue_date=issue_date,
        due_date=issue_date + timedelta(days=samverkan.payment_days),
        created_by=actor,
    )
    log("korning.opened", korning, actor=actor, samverkan=samverkan)
    return korning


def change_dates(korning: Fakturakorning, *, issue_date: date, actor) -> None:
    """Move the invoice date of a run that has issued nothing; the due date follows."""
    with transaction.atomic():
        korning = _locked(korning)
        if korning.poster.exists():
            raise Refused("Körningen har utfärdat fakturor. Datumet ligger fast.", field="issue_date")
        refuse_far(issue_date, korning.year)
        korning.issue_date = issue_date
        korning.due_date = issue_date + timedelta(days=korning.samverkan.payment_days)
        korning.save(update_fields=["issue_date", "due_date"])
        log("korning.dates", korning, actor=actor, samverkan=korning.samverkan, datum=issue_date)


def utfarda_korning(korning: Fakturakorning, *, payer_ids: set[int], fingerprint: str, actor) -> Jobb:
    """Start issuing to the chosen payers. Returns the job that does it.

    `fingerprint` is that of the plan the person looked at: if anything has changed since, nothing is
    issued. Pressed twice, or in two windows, it gives the same job and the same invoices.
    """
    with transaction.atomic():
        korning = _locked(korning)
        if korning.status == Fakturakorning.Status.PAGAR:
            return _open_job(korning, actor)
        plan = make_plan(korning)
        if plan.fingerprint != fingerprint:
            raise Refused("Underlaget har ändrats sedan du öppnade sidan. Granska igen och utfärda sedan.")
        chosen = _chosen(plan, payer_ids)
        Korningspost.objects.bulk_create(_posts(korning, chosen))
        korning.status = Fakturakorning.Status.PAGAR
        korning.started_at = timezone.now()
        jobb = _open_job(korning, actor)
        korning.jobb = jobb
        korning.save(update_fields=["status", "started_at", "jobb"])
        log("korning.started", korning, actor=actor, samverkan=korning.samverkan, antal=jobb.total)
    return jobb


def close_korning(korning: Fakturakorning, *, actor) -> None:
    """Close a run, with or without invoices; what is not billed is proposed by the next one."""
    with transaction.atomic():
        korning = _locked(korning)
        if korning.status == Fakturakorning.Status.PAGAR:
            raise Refused("Körningen pågår. Vänta tills alla fakturor är utfärdade.")
        if korning.status == Fakturakorning.Status.KLAR:
            return
        korning.status, korning.finished_at = Fakturakorning.Status.KLAR, timezone.now()
        korning.save(update_fields=["status", "finished_at"])
        log("korning.closed", korning, actor=actor, samverkan=korning.samverkan)


def _locked(korning: Fakturakorning) -> Fakturakorning:
    found = Fakturakorning.objects.select_for_update(of=("self",)).select_related("samverkan__issuer", "jobb")
    return found.get(pk=korning.pk)


def _open_job(korning: Fakturakorning, actor) -> Jobb:
    total = korning.poster.filter(status=Korningspost.Status.VANTAR).count()
    return start_jobb(KORNING_JOBB, korning, actor=actor, samverkan=korning.samverkan, total=total)


def _chosen(plan: Plan, payer_ids: set[int]) -> list[Betalare]:
    if plan.stops:
        raise Refused(" ".join(plan.stops))
    chosen = [b for b in plan.ready if b.organisation.pk in payer_ids]
    if not chosen:
        raise Refused("Välj minst en betalare som är klar.")
    internal = [b for b in plan.betalare if b.internal and not b.issued]
    return chosen + internal


def _posts(korning: Fakturakorning, chosen: list[Betalare]) -> list[Korningspost]:
    return [
        Korningspost(
            korning=korning,
            payer=b.organisation,
            vat_kind=kind,
            net=post.net,
            lines=[vars(line) for line in post.lines],
            status=Korningspost.Status.INTERN if b.internal else Korningspost.Status.VANTAR,
        )
        for b in chosen
        for kind, post in b.posts.items()
    ]
