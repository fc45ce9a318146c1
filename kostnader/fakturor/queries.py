"""Questions about runs and invoices."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from kostnader.budget.queries import decided_budget
from kostnader.fakturor.models import MAX_ATTEMPTS, Faktura, Fakturakorning, Korningspost, Leverans
from kostnader.fakturor.rules import DuePart, due_parts
from kostnader.fordelning.queries import newest_fordelning
from kostnader.tjanster.models import Tjanst
from samverkan.konton.rules import may_see_kostnader, organisations_read_by
from samverkan.lib.period import Month
from samverkan.lib.swedish import sort_key


def fakturor_for(user, samverkan) -> QuerySet[Faktura]:
    """The invoices the person may see: all, or those of the organisations they read for."""
    found = Faktura.objects.filter(samverkan=samverkan)
    if not may_see_kostnader(user, samverkan):
        found = found.filter(payer__in=organisations_read_by(user, samverkan))
    return found.select_related("payer", "leverans__pdf", "kredit", "credits")


def fakturor_of_year(user, samverkan, year: int, payer: int | None = None) -> QuerySet[Faktura]:
    """The invoices of a year that the person may see, of one payer or of all."""
    found = fakturor_for(user, samverkan).filter(issue_date__year=year)
    return found.filter(payer=payer) if payer else found


def payers_of(user, samverkan) -> list[tuple[int, str]]:
    """Id and name of those who have invoices the person may see, in Swedish order."""
    names = fakturor_for(user, samverkan).order_by().values_list("payer", "payer__name").distinct()
    return sorted(names, key=lambda row: sort_key(row[1]))


@dataclass(frozen=True)
class Manad:
    """A month with parts to invoice: which services, and the runs it has."""

    month: Month
    tjanster: list[str]
    korningar: list[Fakturakorning]

    @property
    def is_done(self) -> bool:
        return any(k.status == Fakturakorning.Status.KLAR for k in self.korningar)


def billing_months(samverkan, year: int) -> list[Manad]:
    """The months of a year in which something falls due, with the runs made so far."""
    years = (date(year - 1, 1, 1), date(year, 12, 31))
    active = Tjanst.objects.active_during(*years).filter(samverkan=samverkan, direct_from_supplier=False)
    tjanster = list(active.prefetch_related("rytmbyten"))
    of_parts = Fakturakorning.objects.filter(samverkan=samverkan, year=year, bokslut=None, projekt=None)
    korningar = list(of_parts.order_by("number"))
    frozen = {y: newest_fordelning(samverkan, y) is not None for y in (year - 1, year)}
    months = []
    for number in range(1, 13):
        month = Month(year, number)
        due = [
            tjanst.label
            for tjanst in tjanster
            if any(
                (frozen[due.year] or due.year == year) and _is_offered(tjanst, due)
                for due in due_parts(tjanst.rytm, month)
            )
        ]
        own = [k for k in korningar if k.month == number]
        if due or own:
            months.append(Manad(month, due, own))
    return months


def _is_offered(tjanst: Tjanst, due: DuePart) -> bool:
    starts, ends = due.part.first_day, due.part.last_day
    return tjanst.valid_from <= ends and (tjanst.valid_to is None or tjanst.valid_to >= starts)


def avrakningar(samverkan, year: int) -> list[Fakturakorning]:
    """The runs of a calendar year that settle a year or charge a project, in the order they were opened."""
    found = Fakturakorning.objects.filter(samverkan=samverkan, year=year)
    found = found.exclude(bokslut=None, projekt=None)
    return list(found.select_related("bokslut", "projekt").order_by("month", "number"))


def next_month(months: Iterable[Manad]) -> Manad | None:
    """The first month that has not been run to its end."""
    return next((manad for manad in months if not manad.is_done), None)


@dataclass(frozen=True)
class Beredskap:
    """What must be in place before a year can be invoiced."""

    budget: object | None
    fordelning: object | None

    @property
    def is_ready(self) -> bool:
        return self.fordelning is not None


def readiness(samverkan, year: int) -> Beredskap:
    """Whether the year's budget is fastställd and its sharing frozen."""
    return Beredskap(decided_budget(samverkan, year), newest_fordelning(samverkan, year))


@dataclass
class Lage:
    """How far a run has come; computed from the rows themselves, so a reload tells the truth."""

    total: int = 0
    issued: int = 0
    skipped: int = 0
    pdf: int = 0
    mailed: int = 0
    to_mail: int = 0
    retrying: int = 0
    failed: int = 0
    numbers: list[str] = field(default_factory=list)

    @property
    def is_moving(self) -> bool:
        """Whether anything is still to come by itself."""
        return self.done < self.total or self.pdf < self.issued or self.waiting > 0

    @property
    def done(self) -> int:
        """Posts that are dealt with, for the bar."""
        return self.issued + self.skipped

    @property
    def text(self) -> str:
        """The bar in words."""
        left_out = f", {self.skipped} inte utfärdade" if self.skipped else ""
        return f"{self.issued} av {self.total} utfärdade{left_out}, {self.pdf} PDF klara"

    @property
    def waiting(self) -> int:
        return self.to_mail - self.mailed - self.failed - self.retrying

    @property
    def series(self) -> str:
        """The numbers of the run: "2023-0079 – 0095"."""
        if not self.numbers:
            return "–"
        first, last = self.numbers[0], self.numbers[-1]
        return first if first == last else f"{first} – {last.rpartition('-')[2]}"


def lage_of(korning: Fakturakorning) -> Lage:
    """Count the run's posts, PDFs and mails."""
    posts = korning.poster.exclude(status=Korningspost.Status.INTERN)
    deliveries = list(
        Leverans.objects.filter(faktura__post__korning=korning)
        .select_related("faktura")
        .order_by("faktura__series_year", "faktura__series_number")
    )
    mailed = sum(d.mail_sent_at is not None for d in deliveries)
    failed = sum(d.mail_sent_at is None and d.mail_attempts >= MAX_ATTEMPTS for d in deliveries)
    return Lage(
        total=posts.count(),
        issued=len(deliveries),
        skipped=posts.filter(status=Korningspost.Status.HOPPAD).count(),
        pdf=sum(d.pdf_id is not None for d in deliveries),
        mailed=mailed,
        to_mail=sum(bool(d.mail_to) for d in deliveries),
        retrying=sum(bool(d.mail_error) and d.mail_attempts < MAX_ATTEMPTS for d in deliveries),
        failed=failed,
        numbers=[d.faktura.number for d in deliveries],
    )


def posts_of(korning: Fakturakorning) -> QuerySet[Korningspost]:
    """The run's posts with their invoices, in the order of issue."""
    found = korning.poster.select_related("payer", "faktura__leverans__pdf")
    return found.order_by("faktura__series_number", "payer__name", "vat_kind")


def undelivered(korning: Fakturakorning) -> QuerySet[Leverans]:
    """Mails of the run that have not gone through."""
    found = Leverans.objects.filter(Q(faktura__post__korning=korning), mail_sent_at__isnull=True)
    return found.exclude(mail_error="").select_related("faktura__payer")


def open_korningar(samverkan, year: int) -> int:
    """How many runs wait for someone, for the menu."""
    found = Fakturakorning.objects.filter(samverkan=samverkan, year=year)
    return found.exclude(status=Fakturakorning.Status.KLAR).count()
