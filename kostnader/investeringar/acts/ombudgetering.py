"""Carrying what a year did not spend over to the next."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from kostnader.investeringar.models import Investering, Investeringsbudget
from kostnader.investeringar.queries import DECEMBER, figures
from samverkan.beslut.acts import lock_usable
from samverkan.beslut.models import Beslut
from samverkan.handelser.acts import log
from samverkan.lib.errors import Refused
from samverkan.lib.swedish import format_amount
from samverkan.medlemmar.models import Samverkan
from samverkan.tabeller.kallor import Period


def ombudgetera(
    samverkan: Samverkan, year: int, amounts: Mapping[int, Decimal], *, beslut: Beslut, actor
) -> list[Investeringsbudget]:
    """Carry amounts (investment id → kronor) from a year's budget to the next, all by one decision.

    The year's own budget stays as decided, so that its deviation can still be read. All or none: refused,
    at the investment's field, when more is carried than is unspent and not carried yet. Whoever presses
    twice meets a year where nothing is left.
    """
    wanted = {pk: amount for pk, amount in amounts.items() if amount}
    if not wanted:
        raise Refused("Skriv ett belopp för minst en investering.")
    with transaction.atomic():
        rows = Investering.objects.select_for_update().filter(samverkan=samverkan).order_by("pk")
        known = {one.pk for one in rows}
        if not lock_usable(samverkan, beslut):
            raise Refused("Välj ett beslut med bifall i den här samverkan.", field="beslut")
        if wanted.keys() - known:
            raise Refused("En investering finns inte längre. Ladda om sidan.")
        found = figures(samverkan, Period(year, DECEMBER), only=wanted)
        posts = [_post(one, wanted[one.investering.pk], year, beslut) for one in found]
        for post in posts:
            post.save()
            log(
                "investering.ombudgeterad",
                post.investering,
                actor=actor,
                samverkan=samverkan,
                belopp=format_amount(post.amount),
                fran=year,
                till=year + 1,
                beslut=beslut,
            )
    return posts


def _post(one, amount: Decimal, year: int, beslut: Beslut) -> Investeringsbudget:
    field, name = f"i{one.investering.pk}", one.investering.name
    if amount < 0:
        raise Refused(f"{name}: skriv ett belopp större än noll.", field=field)
    if amount > one.left:
        raise Refused(
            f"{name}: högst {format_amount(one.left)} kr är kvar av {year} års budget.", field=field
        )
    kind = Investeringsbudget.Kind.OMBUDGETERING
    if one.investering.budgetposter.filter(year=year + 1, kind=kind, beslut=beslut).exists():
        raise Refused(f"{name}: det beslutet har redan ombudgeterat till {year + 1}.", field=field)
    return Investeringsbudget(
        investering=one.investering, year=year + 1, kind=kind, amount=amount, beslut=beslut
    )
