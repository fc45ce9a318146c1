"""What one member pays a year, as the pages, the chart and the workbook read it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils import timezone

from kostnader.fakturor.rules import vat_amount
from kostnader.fordelning.models import Fordelning
from kostnader.oversikt.andringar import Andring, Tjanstear, andringar
from kostnader.oversikt.rules import PLANERAT, ZERO, Betalning, Manad, change_of, monthly, share_of_change
from kostnader.tjanster.models import Rytm, Tjanst
from samverkan.beslut.queries import beslut_fact
from samverkan.lib.period import Month
from samverkan.lib.swedish import MONTHS, sort_key
from samverkan.medlemmar.models import Organisation

Json = dict[str, Any]


@dataclass(frozen=True)
class Tjanstkostnad:
    """One service in the member's table: this year and the last, None where it does not take part."""

    tjanst: Tjanst
    now: Json | None
    before: Json | None
    rytm: Rytm
    direct: bool = False

    @property
    def name(self) -> str:
        return self.tjanst.name

    @property
    def amount(self) -> Decimal | None:
        return Decimal(self.now["andel"]) if self.now else None

    @property
    def amount_before(self) -> Decimal | None:
        return Decimal(self.before["andel"]) if self.before else None

    @property
    def change(self) -> Decimal:
        return change_of(self.amount, self.amount_before)

    @property
    def sort_name(self) -> str:
        return sort_key(self.name)

    @property
    def anchor(self) -> str:
        """Where its receipt stands on the page with all of them."""
        return f"tjanst-{self.tjanst.pk}"

    @property
    def delas(self) -> str:
        """How it is shared, in words: 'hälften lika, hälften efter invånare'."""
        pieces = [piece["text"] for piece in (self.now or self.before)["delar"]]
        return ", ".join(dict.fromkeys(text[:1].lower() + text[1:] for text in pieces))

    @property
    def delas_kort(self) -> str:
        """The same where there is little room: '50/50', 'fast + inv.'."""
        return (self.now or self.before)["nyckel"]["kort"]

    @property
    def faktureras(self) -> str:
        """'kvartal', or the month when it comes once a year in a month of its own: 'maj'."""
        month = self.rytm.billing_month
        return MONTHS[month - 1] if month else self.rytm.get_rhythm_display().lower()


@dataclass(frozen=True)
class Planerad:
    """What a run to come will invoice the member in a month; VAT on each kind for itself."""

    month: Month
    delar: list[Betalning]

    @property
    def net(self) -> Decimal:
        return sum((one.net for one in self.delar), ZERO)

    @property
    def gross(self) -> Decimal:
        nets: dict[str, Decimal] = defaultdict(lambda: ZERO)
        for one in self.delar:
            nets[one.vat_kind] += one.net
        return sum((net + vat_amount(net, kind) for kind, net in nets.items()), ZERO)

    @property
    def is_late(self) -> bool:
        """Whether the month has passed without an invoice."""
        return self.month < Month.of(timezone.localdate())


@dataclass
class Kostnad:
    """What a member pays in a year; amounts in kronor without VAT where nothing else is said."""

    samverkan: object
    organisation: Organisation
    year: int
    fordelning: Fordelning
    before: Fordelning | None
    alla: list[Tjanstkostnad]
    betalningar: list[Betalning]
    internal: bool

    def nyckel_of(self, tjanst_id: int) -> int | None:
        """The key a service was shared by when the year was frozen."""
        entries = self.fordelning.summary["tjanster"]
        return next((entry["nyckel_id"] for entry in entries if entry["tjanst_id"] == tjanst_id), None)

    @cached_property
    def tjanster(self) -> list[Tjanstkostnad]:
        """The services in the sums; the largest first, those that have ended last."""
        counted = [row for row in self.alla if not row.direct]
        return sorted(counted, key=lambda row: (-(row.amount or ZERO), row.sort_name))

    @cached_property
    def direkta(self) -> list[Tjanstkostnad]:
        """What the supplier invoices itself: shown, never summed."""
        return [row for row in self.alla if row.direct and row.now]

    @cached_property
    def labels(self) -> dict[int, str]:
        """What each service is called where there is little room."""
        return {row.tjanst.pk: row.tjanst.label for row in self.alla}

    @cached_property
    def total(self) -> Decimal:
        return sum((row.amount or ZERO for row in self.tjanster), ZERO)

    @cached_property
    def total_before(self) -> Decimal | None:
        """Last year's sum; None when nothing is frozen for it or the member was not in it."""
        found = [row.amount_before for row in self.tjanster if row.before]
        return sum(found, ZERO) if found else None

    @property
    def change(self) -> Decimal | None:
        return None if self.total_before is None else self.total - self.total_before

    @property
    def change_share(self) -> Decimal | None:
        return None if self.total_before is None else share_of_change(self.total, self.total_before)

    @property
    def hela(self) -> Decimal:
        """What all members pay together."""
        return Decimal(self.fordelning.summary["summa"])

    @property
    def share(self) -> Decimal | None:
        """The member's part of it, where 1 is the whole."""
        return self.total / self.hela if self.hela else None

    @property
    def per_invanare(self) -> Decimal | None:
        found = self.fordelning.summary["invanare"].get(str(self.organisation.pk))
        return self.total / Decimal(found) if found and Decimal(found) else None

    @property
    def fakturerat(self) -> Decimal:
        """What has been billed of the year, credits deducted; for the issuer what has been booked."""
        return sum((one.net for one in self.betalningar if one.lage != PLANERAT), ZERO)

    @property
    def kvar(self) -> Decimal:
        return self.total - self.fakturerat

    @cached_property
    def manader(self) -> list[Manad]:
        return monthly(self.betalningar, self.year)

    @cached_property
    def planerade(self) -> list[Planerad]:
        """The invoices to come, month by month."""
        found: dict[Month, list[Betalning]] = defaultdict(list)
        for one in self.betalningar:
            if one.lage == PLANERAT:
                found[one.month].append(one)
        return [Planerad(month, found[month]) for month in sorted(found)]

    @cached_property
    def beslut(self) -> Json | None:
        """The decision of the budget that is shared."""
        return beslut_fact(self.fordelning.budget.beslut)

    @cached_property
    def andringar(self) -> list[Andring]:
        """The decisions behind the year, with what each changed for the member."""
        return andringar(
            [Tjanstear(row.tjanst.label, row.now, row.before) for row in self.tjanster],
            budget_beslut=self.beslut,
            year=self.year,
            comparable=self.total_before is not None,
        )
