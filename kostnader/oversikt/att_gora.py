"""What waits for those who keep the money: runs, budgets, keys, figures, mail. Each with its next act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.utils import timezone

from kostnader.budget.models import Budget
from kostnader.budget.queries import decided_budget, newest_budget
from kostnader.fakturor.models import Faktura, Fakturakorning, Fakturarad, Leverans
from kostnader.fakturor.queries import Manad, billing_months, next_month
from kostnader.fakturor.rules import is_notable
from kostnader.fordelning.models import Andel, Fordelning, Nyckelversion
from kostnader.fordelning.queries import live_matris, newest_fordelning
from kostnader.oversikt.rules import ZERO, share_of_change
from samverkan.lib.period import Month
from samverkan.lib.swedish import format_amount, format_change, format_percent, sort_key
from samverkan.matt.wanted import wanted_in
from samverkan.medlemmar.models import Matt, Mattslag
from samverkan.medlemmar.queries import MedlemRow, members_of_year
from samverkan.medlemmar.rules import missing_for_issuer

STOPS = {"adress", "referens"}  # what a payer must have before it can be invoiced
NAMED = 3  # members named in a row; the rest are counted


@dataclass(frozen=True)
class Uppgift:
    """A row: what waits, what is known of it, and the page where it is done.

    `slag` is "stopp" when something cannot go on without it, "obs" when it should be looked at.
    """

    rubrik: str
    text: str
    act: str
    url_name: str
    kwargs: dict[str, object] = field(default_factory=dict)
    slag: str = ""


@dataclass
class Lage:
    """The year as the one who keeps the money meets it."""

    vantar: list[Uppgift]
    att_veta: list[Uppgift]
    siffror: list[tuple[str, str]]


def lage_of_year(samverkan, year: int) -> Lage:
    """Everything that waits in the year, what stops first. A fixed number of queries."""
    fordelning = newest_fordelning(samverkan, year)
    members = members_of_year(samverkan, year)
    waiting = [
        *_budgets(samverkan, year, fordelning),
        *_faults(samverkan, year, fordelning),
        *_keys(samverkan),
        *_mail(samverkan),
    ]
    run = next_month(billing_months(samverkan, year)) if fordelning else None
    known = list(_deviations(samverkan, fordelning))
    if run is not None:
        place = waiting if _is_due(run) else known
        place.insert(0, _run(samverkan, run, members))
    order = ("stopp", "obs", "")
    return Lage(
        sorted(waiting, key=lambda one: order.index(one.slag)), known, _figures(samverkan, year, fordelning)
    )


def _budgets(samverkan, year: int, fordelning: Fordelning | None) -> Iterator[Uppgift]:
    open_ones = Budget.objects.filter(
        samverkan=samverkan, year__in=(year, year + 1), status__in=("utkast", "foreslagen")
    )
    decided = decided_budget(samverkan, year)
    if decided and (fordelning is None or fordelning.budget_id != decided.pk):
        what = "inte låst än" if fordelning is None else "räknad på en äldre version av budgeten"
        text = f"{decided} är fastställd. Lås fördelningen så att året kan faktureras."
        yield Uppgift(
            f"Fördelningen {year} är {what}", text, "Granska och lås", "fordelning:matris", slag="obs"
        )
    for budget in open_ones.order_by("year", "number"):
        proposed = budget.status == Budget.Status.FORESLAGEN
        yield Uppgift(
            f"Budget {budget.year}, version {budget.number} är {budget.get_status_display().lower()}",
            "Väntar på beslut. När beslutet är fattat fastställer du den här."
            if proposed
            else "Gör klart den och föreslå den till beslut.",
            "Fastställ" if proposed else "Öppna budgeten",
            "budget:version",
            {"year": budget.year, "number": budget.number},
        )


def _faults(samverkan, year: int, fordelning: Fordelning | None) -> Iterator[Uppgift]:
    """What keeps a year that is not frozen from being shared."""
    budget = newest_budget(samverkan, year)
    if fordelning is not None or budget is None:
        return
    missing = list(_missing_measures(samverkan, year))
    yield from missing
    for kolumn in live_matris(samverkan, year, budget).kolumner:
        # Measures that lack have a row of their own; they come again here, once per service.
        texts = [text for text in kolumn.faults if not (missing and " Lägg in måttet " in text)]
        if texts:
            more = f" Och {len(texts) - 1} till." if len(texts) > 1 else ""
            rubrik = f"{kolumn.name} kan inte fördelas {year}"
            yield Uppgift(rubrik, texts[0] + more, "Se vad som fattas", "fordelning:matris", slag="stopp")


def _missing_measures(samverkan, year: int) -> Iterator[Uppgift]:
    asked = wanted_in(samverkan, year)
    kinds, days = {one.mattslag_id for one in asked}, {one.day for one in asked}
    own = Q(enhet=None) | Q(enhet__samverkan=samverkan)
    found = Matt.objects.filter(own, mattslag__in=kinds, reference_date__in=days)
    known = set(found.values_list("mattslag_id", "reference_date", "organisation_id"))
    units = dict(Mattslag.objects.filter(pk__in=kinds).values_list("pk", "unit"))
    lacking: dict[tuple[int, date], set[int]] = {}
    for one in asked:
        who = {pk for pk in one.organisation_ids if (one.mattslag_id, one.day, pk) not in known}
        if who:
            lacking.setdefault((one.mattslag_id, one.day), set()).update(who)
    for (kind, day), who in sorted(lacking.items(), key=lambda item: item[0][1]):
        members = "en medlem" if len(who) == 1 else f"{len(who)} medlemmar"
        text = "Nycklarna räknar på det. Läs in eller fyll i det som saknas."
        yield Uppgift(
            f"{units[kind].capitalize()} {day} saknas för {members}",
            text,
            "Fyll i",
            "matt:tabell",
            slag="stopp",
        )


def _keys(samverkan) -> Iterator[Uppgift]:
    """Key versions that no decision carries."""
    versions = Nyckelversion.objects.filter(nyckel__samverkan=samverkan).select_related("nyckel")
    for version in versions.filter(status__in=("utkast", "foreslagen")).order_by("valid_from", "pk"):
        yield Uppgift(
            f"{version.nyckel}, version {version.number} är {version.get_status_display().lower()}",
            f"Ska gälla från {version.valid_from}. Den behöver ett beslut innan den får bära en faktura.",
            "Öppna nyckeln",
            "nycklar:version",
            {"pk": version.pk},
        )


def _mail(samverkan) -> Iterator[Uppgift]:
    failed = Leverans.objects.filter(faktura__samverkan=samverkan, mail_sent_at=None).exclude(mail_error="")
    rows = failed.values(
        "faktura__post__korning", "faktura__post__korning__year", "faktura__post__korning__month"
    )
    for row in rows.annotate(count=Count("pk")).order_by("faktura__post__korning"):
        many = "En faktura gick" if row["count"] == 1 else f"{row['count']} fakturor gick"
        year, month = row["faktura__post__korning__year"], row["faktura__post__korning__month"]
        if row["faktura__post__korning"] is None:
            yield Uppgift(
                f"{many} inte att mejla", "Kreditfakturor.", "Se fakturorna", "fakturor:lista", slag="obs"
            )
            continue
        text = f"Körningen {Month(year, month).name}. Rätta adressen hos betalaren."
        kwargs = {"year": year, "korning": row["faktura__post__korning"]}
        yield Uppgift(f"{many} inte att mejla", text, "Se körningen", "fakturor:korning", kwargs, "obs")


def _is_due(run: Manad) -> bool:
    """Whether the run is open already, or its month has come or is the next one."""
    return bool(run.korningar) or run.month <= Month.of(timezone.localdate()) + 1


def _run(samverkan, run: Manad, members: list[MedlemRow]) -> Uppgift:
    lacking = [row for row in members if STOPS & set(row.missing)]
    parts = [f"{', '.join(run.tjanster)}."]
    if issuer := missing_for_issuer(samverkan.issuer):
        parts.append(f"{samverkan.issuer.name} saknar {' och '.join(issuer)}.")
    if lacking:
        names = _listed([f"{row.organisation.short_name} ({', '.join(row.missing)})" for row in lacking])
        parts.append(f"Stoppas för uppgifter som saknas: {names}.")
    open_run = next((k for k in run.korningar if k.status != Fakturakorning.Status.KLAR), None)
    url_name, kwargs = ("fakturor:korning", {"korning": open_run.pk}) if open_run else ("fakturor:lista", {})
    act = "Fortsätt körningen" if open_run else "Förhandsgranska"
    slag = "obs" if lacking or issuer else ""
    return Uppgift(f"Nästa fakturakörning: {run.month.name}", " ".join(parts), act, url_name, kwargs, slag)


def _deviations(samverkan, fordelning: Fordelning | None) -> Iterator[Uppgift]:
    """Members whose year moves more than 20 % against the last."""
    before = newest_fordelning(samverkan, fordelning.year - 1) if fordelning else None
    if before is None:
        return
    now, last = _totals(fordelning), _totals(before)
    moved = [(name, share_of_change(now[name], last[name])) for name in now if name in last]
    moved = [(name, share) for name, share in moved if is_notable(now[name], last[name])]
    if moved:
        moved.sort(key=lambda one: (-abs(one[1]), sort_key(one[0])))
        sign = ["+" if share > 0 else "" for _, share in moved]
        texts = [f"{n} {s}{format_percent(share)}" for (n, share), s in zip(moved, sign, strict=True)]
        many = "En medlem" if len(moved) == 1 else f"{len(moved)} medlemmar"
        yield Uppgift(
            f"{many} ändras mer än 20 % mot {before.year}",
            f"{_listed(texts)}.",
            "Jämför",
            "fordelning:matris",
        )


def _totals(fordelning: Fordelning) -> dict[str, Decimal]:
    direct = [entry["tjanst_id"] for entry in fordelning.summary["tjanster"] if entry["direct"]]
    rows = Andel.objects.filter(fordelning=fordelning).exclude(tjanst__in=direct).order_by()
    return dict(rows.values_list("organisation__short_name").annotate(total=Sum("amount")))


def _figures(samverkan, year: int, fordelning: Fordelning | None) -> list[tuple[str, str]]:
    if fordelning is None:
        return []
    summa = Decimal(fordelning.summary["summa"])
    parts = Fakturarad.objects.filter(faktura__samverkan=samverkan, year=year, andel__isnull=False)
    billed = parts.aggregate(s=Sum("net"))["s"]
    before = newest_fordelning(samverkan, year - 1)
    change = summa - Decimal(before.summary["summa"]) if before else None
    issued = Faktura.objects.filter(samverkan=samverkan, year=year).count()
    return [
        (f"Medlemmarna delar {year}", f"{format_amount(summa, 0)} kr"),
        (f"Mot {year - 1}", f"{format_change(change, 0)} kr" if change is not None else "–"),
        ("Fakturerat, exkl. moms", f"{format_amount(billed or ZERO, 0)} kr"),
        ("Fakturor", format_amount(issued)),
    ]


def _listed(texts: list[str]) -> str:
    more = len(texts) - NAMED
    return f"{', '.join(texts[:NAMED])} och {more} till" if more > 0 else ", ".join(texts)
