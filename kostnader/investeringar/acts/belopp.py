"""Amounts of one investment: what a year may spend, and what was spent and is entered by hand."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from kostnader.investeringar.acts.investering import lock_investering
from kostnader.investeringar.models import Investering, Investeringsbudget, Investeringsutfall
from samverkan.beslut.acts import lock_usable
from samverkan.beslut.models import Beslut
from samverkan.handelser.acts import log
from samverkan.lib.cleaning import clean_or_refuse
from samverkan.lib.errors import Refused
from samverkan.lib.swedish import format_amount

YEARS = range(1950, 2151)


def add_budget(
    investering: Investering,
    *,
    year: int,
    kind: str,
    amount: Decimal,
    beslut: Beslut | None = None,
    actor,
) -> Investeringsbudget:
    """Let a year spend more (or less, with a minus). Once per year, kind and decision."""
    with transaction.atomic():
        stored = lock_investering(investering)
        if year not in YEARS:
            raise Refused("Skriv ett år med fyra siffror, till exempel 2024.", field="year")
        if not amount:
            raise Refused("Skriv ett belopp som inte är noll.", field="amount")
        if kind == Investeringsbudget.Kind.URSPRUNGLIG and amount < 0:
            raise Refused("Den ursprungliga budgeten kan inte vara mindre än noll.", field="amount")
        if beslut is not None and not lock_usable(stored.samverkan, beslut):
            raise Refused("Välj ett beslut med bifall i den här samverkan.", field="beslut")
        post = Investeringsbudget(investering=stored, year=year, kind=kind, amount=amount, beslut=beslut)
        if stored.budgetposter.filter(year=year, kind=kind, beslut=beslut).exists():
            raise Refused(
                f"{year} har redan {post.get_kind_display().lower()} budget "
                f"{'med det beslutet' if beslut else 'utan beslut'}. Ta bort den raden först.",
                field="kind",
            )
        clean_or_refuse(post, field="kind")
        post.save()
        _log("investering.budget_added", stored, actor, post)
    return post


def remove_budget(post: Investeringsbudget, *, actor) -> None:
    """Take a budget row away; the event log keeps what it said. What is gone already is gone."""
    with transaction.atomic():
        stored = lock_investering(post.investering)
        found = stored.budgetposter.filter(pk=post.pk).first()
        if found is not None:
            _log("investering.budget_removed", stored, actor, found)
            found.delete()


def add_utfall(
    investering: Investering, *, month: date, amount: Decimal, note: str = "", actor
) -> Investeringsutfall:
    """Enter what was spent in a month and is not in the ledger's files."""
    with transaction.atomic():
        stored = lock_investering(investering)
        if not amount:
            raise Refused("Skriv ett belopp som inte är noll.", field="amount")
        post = Investeringsutfall(investering=stored, month=month.replace(day=1), amount=amount, note=note)
        clean_or_refuse(post, field="amount")
        post.save()
        _log_utfall("investering.utfall_added", stored, actor, post)
    return post


def remove_utfall(post: Investeringsutfall, *, actor) -> None:
    """Take away what was entered by hand. What is gone already is gone."""
    with transaction.atomic():
        stored = lock_investering(post.investering)
        found = stored.utfall.filter(pk=post.pk).first()
        if found is not None:
            _log_utfall("investering.utfall_removed", stored, actor, found)
            found.delete()


def _log(action: str, investering: Investering, actor, post: Investeringsbudget) -> None:
    is_first = post.kind == Investeringsbudget.Kind.URSPRUNGLIG
    vad = f"{'ursprunglig budget' if is_first else post.get_kind_display().lower()} {post.year}"
    belopp = format_amount(post.amount)
    log(action, investering, actor=actor, samverkan=investering.samverkan, vad=vad, belopp=belopp)


def _log_utfall(action: str, investering: Investering, actor, post: Investeringsutfall) -> None:
    month, belopp = f"{post.month:%Y-%m}", format_amount(post.amount)
    log(action, investering, actor=actor, samverkan=investering.samverkan, manad=month, belopp=belopp)
