"""What one member pays a year: from the frozen fördelning, and from what is billed of it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone

from kostnader.budget.queries import newest_year
from kostnader.fakturor.models import Faktura, Fakturarad, Korningspost
from kostnader.fakturor.queries import fakturor_for
from kostnader.fordelning.models import Andel, Fordelning
from kostnader.fordelning.queries import newest_fordelning
from kostnader.oversikt.kostnad import Kostnad, Tjanstkostnad
from kostnader.oversikt.rules import ATT_BETALA, INTERNT, PLANERAT, Betalning, lage_of, planned_parts
from samverkan.lib.period import Month
from samverkan.medlemmar.models import Organisation


def kostnad_of(samverkan, year: int, organisation: Organisation) -> Kostnad | None:
    """What the organisation pays the year; None when nothing is frozen. A fixed number of queries."""
    fordelning = newest_fordelning(samverkan, year)
    if fordelning is None:
        return None
    before = newest_fordelning(samverkan, year - 1)
    now, last = _andelar(fordelning, organisation), _andelar(before, organisation)
    internal = organisation.pk == samverkan.issuer_id
    billed = _booked(samverkan, organisation, year) if internal else _billed(samverkan, organisation, year)
    return Kostnad(
        samverkan,
        organisation,
        year,
        fordelning,
        before,
        _rows(fordelning, now, before, last),
        billed + _planned(now, billed, year),
        internal,
    )


def _rows(fordelning: Fordelning, now: dict, before: Fordelning | None, last: dict) -> list[Tjanstkostnad]:
    """Both years side by side. What was direct one year and is not the next counts from when it is summed."""
    direct, was_direct = _direct(fordelning), _direct(before)
    rows = []
    for pk, andel in (last | now).items():
        is_direct = pk in (direct if pk in now else was_direct)
        comparable = pk in last and (pk in was_direct) == is_direct
        before_explanation = last[pk].explanation if comparable else None
        explanation = now[pk].explanation if pk in now else None
        rytm = andel.tjanst.rytm(fordelning.year)
        rows.append(Tjanstkostnad(andel.tjanst, explanation, before_explanation, rytm, is_direct))
    return rows


def _direct(fordelning: Fordelning | None) -> set[int]:
    entries = fordelning.summary["tjanster"] if fordelning else []
    return {entry["tjanst_id"] for entry in entries if entry["direct"]}


def _andelar(fordelning: Fordelning | None, organisation: Organisation) -> dict[int, Andel]:
    if fordelning is None:
        return {}
    own = fordelning.andelar.filter(organisation=organisation).select_related("tjanst")
    found = own.prefetch_related("tjanst__rytmbyten")
    return {andel.tjanst_id: andel for andel in found}


def _billed(samverkan, organisation: Organisation, year: int) -> list[Betalning]:
    """The lines of the member's invoices for the year. A credit stands in the month of what it undoes."""
    today = timezone.localdate()
    rader = Fakturarad.objects.filter(faktura__samverkan=samverkan, faktura__payer=organisation, year=year)
    rader = rader.filter(andel__isnull=False)  # what settles the year, or is a project's, is no part of it
    found = rader.select_related("faktura__post__korning", "faktura__credits__post__korning")
    billed = []
    for rad in found.order_by("faktura__series_year", "faktura__series_number", "order"):
        original = rad.faktura.credits or rad.faktura
        korning = original.post.korning
        billed.append(
            Betalning(
                rad.tjanst_id,
                Month(korning.year, korning.month),
                rad.part,
                rad.period_to.month,
                rad.net,
                original.vat_kind,
                lage_of(original.due_date, today),
                rad.faktura.number,
            )
        )
    return billed


def _booked(samverkan, organisation: Organisation, year: int) -> list[Betalning]:
    """The issuer's own parts, as its runs have told them."""
    posts = Korningspost.objects.filter(
        korning__samverkan=samverkan,
        korning__bokslut=None,
        korning__projekt=None,
        payer=organisation,
        status=Korningspost.Status.INTERN,
    )
    return [
        Betalning(
            line["tjanst_id"],
            Month(post.korning.year, post.korning.month),
            line["part"],
            date.fromisoformat(line["period_to"]).month,
            Decimal(line["net"]),
            post.vat_kind,
            INTERNT,
        )
        for post in posts.select_related("korning").order_by("korning__year", "korning__month")
        for line in post.lines
        if line["year"] == year
    ]


def _planned(andelar: dict[int, Andel], billed: list[Betalning], year: int) -> list[Betalning]:
    by_tjanst: dict[int, list[Betalning]] = defaultdict(list)
    for one in billed:
        by_tjanst[one.tjanst_id].append(one)
    return [
        Betalning(pk, month, part.part_text, part.last.month, net, andel.tjanst.vat_kind, PLANERAT)
        for pk, andel in andelar.items()
        if not andel.tjanst.direct_from_supplier
        for month, part, net in planned_parts(
            andel.amount,
            andel.explanation,
            by_tjanst[pk],
            rytm=andel.tjanst.rytm(year),
            year=year,
        )
    ]


def fakturor_of(user, samverkan, organisation: Organisation, year: int) -> QuerySet[Faktura]:
    """The member's invoices for the year, newest first, as far as the person may see them."""
    found = fakturor_for(user, samverkan).filter(payer=organisation, year=year)
    return found.prefetch_related("rader__tjanst")


def is_to_pay(faktura: Faktura, today: date) -> bool:
    """Whether the invoice waits to be paid: not credited, its due date not passed."""
    return (
        faktura.kind == Faktura.Kind.FAKTURA
        and not hasattr(faktura, "kredit")
        and lage_of(faktura.due_date, today) == ATT_BETALA
    )


def to_pay_count(user, samverkan) -> int:
    """How many invoices wait to be paid by those the person reads for; for the menu."""
    found = fakturor_for(user, samverkan).filter(kind=Faktura.Kind.FAKTURA, kredit=None)
    return found.filter(due_date__gte=timezone.localdate()).count()


def frozen_years(samverkan) -> list[int]:
    """The years that have a frozen fördelning, newest first."""
    found = Fordelning.objects.filter(samverkan=samverkan).order_by("-year")
    return list(found.values_list("year", flat=True).distinct())


def year_to_open(samverkan) -> int | None:
    """The year a samverkan opens in: this one if it is shared, else the newest that is, else a budget's."""
    years, today = frozen_years(samverkan), timezone.localdate().year
    if today in years:
        return today
    return years[0] if years else newest_year(samverkan)
