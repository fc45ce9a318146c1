"""From a decided settlement to invoices and credit notes: what each member pays or gets back, per service."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from kostnader.bokslut.forklaring import explained
from kostnader.bokslut.models import Bokslut, Bokslutsrad
from kostnader.bokslut.queries import has_decisions, rader_of, unsettled
from kostnader.bokslut.rules import SETTLED_IN_MONEY, ZERO, opening_by_service, to_settle
from kostnader.bokslut.sammanstallning import Medlem, Sammanstallning
from kostnader.fakturor.acts import open_avrakning
from kostnader.fakturor.avrakning import settled_by
from kostnader.fakturor.models import Avrakning, Fakturakorning
from kostnader.tjanster.models import Tjanst
from samverkan.beslut.queries import beslut_fact
from samverkan.lib.errors import Refused


def avrakna(bokslut: Bokslut, *, issue_date: date, actor) -> Fakturakorning:
    """Open the run that settles a decided bokslut, for preview; the one that is open, if there is one.

    What is to be settled is laid up per member and service for those whose balance is to be paid back or
    charged, and whose part is decided by all who must. Pressed again when another member has decided, it adds
    that one. Refuses when nothing is to be settled.
    """
    with transaction.atomic():
        locked = Bokslut.objects.select_for_update(of=("self",)).select_related("samverkan__issuer")
        bokslut = locked.get(pk=bokslut.pk)
        if not bokslut.is_decided:
            raise Refused("Bokslutet måste vara beslutat innan något kan regleras.")
        Avrakning.objects.bulk_create(_avrakningar(bokslut), ignore_conflicts=True)
        if not unsettled(bokslut):
            raise Refused(
                "Det finns inget att fakturera: inget saldo ska återbetalas eller debiteras, medlemmarnas "
                "egna beslut saknas, eller så är allt redan reglerat."
            )
        run = {"year": bokslut.year, "issue_date": issue_date, "actor": actor}
        return open_avrakning(bokslut.samverkan, bokslut.pk, **run)


def _avrakningar(bokslut: Bokslut) -> list[Avrakning]:
    figures = Sammanstallning.from_json(bokslut.underlag)
    earlier = settled_by(bokslut.samverkan_id, {bokslut.year})
    first = _first_service(bokslut, figures)
    beslut = bokslut.samverkan.beslut.select_related("organ").get(pk=bokslut.beslut_id)
    found = []
    for rad in rader_of(bokslut).values():
        medlem = figures.medlem(rad.organisation_id)
        if medlem is None or not has_decisions(bokslut, rad):
            continue
        for tjanst, net in _nets(rad, medlem, earlier, bokslut.year, first).items():
            facts = {"netto": net, "beslut": beslut_fact(beslut), "eget_beslut": beslut_fact(rad.beslut)}
            found.append(_avrakning(bokslut, figures, medlem, tjanst, facts, first))
    return found


def _nets(
    rad: Bokslutsrad,
    medlem: Medlem,
    earlier: dict[tuple[int, int, int], Decimal],
    year: int,
    first: int,
) -> dict[int, Decimal]:
    """What each service is to come to; 0 too, where something settled before is to be undone."""
    before = {tjanst: ZERO for tjanst, payer, of in earlier if payer == medlem.id and of == year}
    if rad.action not in SETTLED_IN_MONEY:
        return before
    results = {part.tjanst_id: part.belopp.result for part in medlem.delar}
    return before | to_settle(results, _openings(medlem, first))


def _openings(medlem: Medlem, first: int) -> dict[int, Decimal]:
    actual = {part.tjanst_id: part.belopp.actual for part in medlem.delar}
    return opening_by_service(medlem.opening, actual, first)


def _avrakning(
    bokslut: Bokslut,
    figures: Sammanstallning,
    medlem: Medlem,
    tjanst: int,
    facts: dict[str, Any],
    first: int,
) -> Avrakning:
    opening = _openings(medlem, first).get(tjanst, ZERO)
    return Avrakning(
        bokslut=bokslut,
        samverkan=bokslut.samverkan,
        year=bokslut.year,
        payer_id=medlem.id,
        tjanst_id=tjanst,
        net=facts["netto"],
        explanation=explained(figures, medlem, tjanst, opening=opening, facts=facts),
    )


def _first_service(bokslut: Bokslut, figures: Sammanstallning) -> int:
    """Where a balance stands that no service of the year can bear."""
    if figures.tjanster:
        return figures.tjanster[0].id
    own = Tjanst.objects.filter(samverkan=bokslut.samverkan_id, direct_from_supplier=False)
    return own.values_list("pk", flat=True)[:1].get()
