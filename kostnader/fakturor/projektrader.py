"""What a project has cost those who take part in it, as lines of invoices.

Each pays its share of the cost through a month less what it has been charged before, so a member that joins
later pays its buy-in with the next run and the earlier ones get theirs back, as a credit note that refers to
the project's invoices (ML 17:22–23). Nothing is stored until it is issued.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from kostnader.fakturor.forslag import ZERO, Line
from kostnader.fakturor.models import Faktura, Fakturakorning, Fakturarad, Korningspost
from kostnader.fordelning.explain import explain_none
from kostnader.projekt.delning import Delning, delning_of
from kostnader.projekt.models import Projekt
from kostnader.projekt.queries import figures
from kostnader.projekt.rules import paid_in_all
from samverkan.beslut.queries import beslut_fact
from samverkan.lib.period import Month
from samverkan.lib.swedish import decimal_text, sort_key
from samverkan.medlemmar.models import Organisation
from samverkan.tabeller.kallor import Period


@dataclass(frozen=True)
class Debitering:
    """One member: its share of the cost, what it has been charged, and how the share came about. Kronor.

    `charged` of the host is what its runs have told: it is booked and never invoiced.
    """

    organisation: Organisation
    share: Decimal
    charged: Decimal
    explanation: dict[str, Any]

    @property
    def net(self) -> Decimal:
        """What is left to invoice; minus is to be paid back."""
        return self.share - self.charged


@dataclass
class Projektdebitering:
    """A project's cost through a month, to be charged; `fault` says what hinders it and what to do."""

    projekt: Projekt
    through: date
    rows: list[Debitering] = field(default_factory=list)
    fault: str = ""

    @property
    def share(self) -> Decimal:
        return sum((row.share for row in self.rows), ZERO)

    @property
    def charged(self) -> Decimal:
        return sum((row.charged for row in self.rows), ZERO)

    @property
    def net(self) -> Decimal:
        return sum((row.net for row in self.rows), ZERO)


def charged_by(projekt_id: int) -> dict[int, Decimal]:
    """What each payer has been charged for the project, credits deducted, net of VAT. One query."""
    rows = Fakturarad.objects.filter(projekt=projekt_id).order_by()
    return dict(rows.values_list("faktura__payer").annotate(total=Sum("net")))


def charged_projects(samverkan) -> set[int]:
    """The projects that have been charged to those who take part. One query."""
    rows = Fakturarad.objects.filter(faktura__samverkan=samverkan).exclude(projekt=None).order_by()
    return set(rows.values_list("projekt", flat=True).distinct())


def project_invoices(projekt_id: int, payer_id: int) -> list[str]:
    """The numbers of the payer's invoices for the project that a credit note refers to, the first first."""
    found = Faktura.objects.filter(rader__projekt=projekt_id, payer=payer_id, kind="faktura", kredit=None)
    ordered = found.distinct().order_by("series_year", "series_number")
    return list(ordered.values_list("number", flat=True))


def debitering_of(projekt: Projekt, through: date) -> Projektdebitering:
    """What the project's participants are to be charged for its cost through a month."""
    found = Projektdebitering(projekt, through)
    if projekt.tjanst is None:
        found.fault = "Välj på projektet vilken tjänst det faktureras med: den säger om moms ska tas ut."
        return found
    (siffror,) = figures(projekt.samverkan, Period(through.year, through.month), only=[projekt.pk])
    delning = delning_of(siffror)
    if delning.fault:
        found.fault = delning.fault
        return found
    charged = charged_by(projekt.pk) | _booked(projekt)
    shares = paid_in_all(delning.steps)
    known = Organisation.objects.filter(orgnr__in=shares) | Organisation.objects.filter(pk__in=charged)
    for one in sorted(known.distinct(), key=lambda o: sort_key(o.short_name)):
        share, already = shares.get(one.orgnr, ZERO), charged.get(one.pk, ZERO)
        if share or already:
            explanation = _explained(projekt, delning, one, share, already, through)
            found.rows.append(Debitering(one, share, already, explanation))
    return found


def project_lines(korning: Fakturakorning) -> Iterator[tuple[Organisation, str, Line]]:
    """Payer, VAT kind and line of what is left to charge of the run's project."""
    charging = debitering_of(korning.projekt, korning.through)
    for row in charging.rows:
        if row.net:
            yield row.organisation, korning.projekt.tjanst.vat_kind, _line(charging, row)


def _booked(projekt: Projekt) -> dict[int, Decimal]:
    """The host's own part, as the project's runs have told it."""
    posts = Korningspost.objects.filter(korning__projekt=projekt, status=Korningspost.Status.INTERN)
    sums: dict[int, Decimal] = defaultdict(Decimal)
    for payer, net in posts.values_list("payer", "net"):
        sums[payer] += net
    return dict(sums)


def _explained(
    projekt: Projekt, delning: Delning, one: Organisation, share: Decimal, already: Decimal, through: date
) -> dict[str, Any]:
    """The receipt of the whole cost by the key, and under "projekt" how the project came to it."""
    name = str(projekt)
    receipt = delning.explanation(one.orgnr, tjanst=name, year=through.year)
    receipt = receipt or explain_none(name, through.year, one.short_name, one.name, one.orgnr)
    return receipt | {
        "projekt": {
            "namn": name,
            "till": f"{through:%Y-%m}",
            "steg": [_step(step, one.orgnr) for step in delning.steps if _concerns(step, one.orgnr)],
            "summa": decimal_text(share, 2),
            "fakturerat": decimal_text(already, 2),
            "netto": decimal_text(share - already, 2),
            "beslut": beslut_fact(projekt.beslut),
        }
    }


def _concerns(step, orgnr: str) -> bool:
    return bool(step.shares.get(orgnr) or step.inkop.get(orgnr))


def _step(step, orgnr: str) -> dict[str, Any]:
    """A stretch with the same participants: its cost and the member's part, and what it bought in for."""
    return {
        "fran": str(step.first) if step.first else None,
        "till": str(step.last) if step.last else None,
        "deltagare": len(step.shares),
        "kostnad": decimal_text(step.cost, 2),
        "andel": decimal_text(step.shares.get(orgnr, ZERO), 2),
        "tidigare": decimal_text(step.bought, 2),
        "inkop": decimal_text(step.inkop.get(orgnr, ZERO), 2),
        "ny": orgnr in step.joined,
    }


def _line(charging: Projektdebitering, row: Debitering) -> Line:
    projekt, last = charging.projekt, Month.of(charging.through)
    first = min(Month.of(projekt.first_month) if projekt.first_month else Month(last.year, 1), last)
    return Line(
        andel_id=None,
        projekt_id=projekt.pk,
        explanation=row.explanation,
        tjanst_id=projekt.tjanst_id,
        text=str(projekt),
        year=last.year,
        part_index=1,
        part_count=1,
        part=f"Projekt till och med {last.name}",
        period_from=first.first_day.isoformat(),
        period_to=last.last_day.isoformat(),
        period_text=f"{first} – {last}",
        period_name=f"projekt till och med {last.last_day}",
        unit="projekt",
        net=str(row.net),
        already=str(row.charged),
        amount_year=str(row.share),
        decided=bool(projekt.beslut_id or row.explanation["nyckel"]["beslut"]),
    )
