import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from kostnader.fakturor.issue import kreditera
from kostnader.fakturor.models import Faktura
from kostnader.oversikt.queries import kostnad_of, to_pay_count, year_to_open
from kostnader.oversikt.rules import ATT_BETALA, BETALT, INTERNT, PLANERAT
from tests import factories as f
from tests.kostnader.oversikt.scen import freeze_year, run
from tests.scener import Scen, liten_scen

pytestmark = pytest.mark.django_db


@pytest.fixture
def scen() -> Scen:
    """Three members share 120 000 kr in quarters; the first is the issuer."""
    scen = liten_scen()
    scen.freeze()
    return scen


def test_a_member_pays_its_frozen_share_of_each_service(scen: Scen) -> None:
    kostnad = kostnad_of(scen.samverkan, 2023, scen.medlemmar[1])
    assert [(row.name, row.amount, row.amount_before) for row in kostnad.tjanster] == [
        (scen.tjanst.name, Decimal("40000.00"), None)
    ]
    assert (kostnad.total, kostnad.hela, kostnad.total_before, kostnad.change) == (
        Decimal("40000.00"),
        Decimal("120000.00"),
        None,
        None,
    )


def test_nothing_frozen_is_no_cost(scen: Scen) -> None:
    assert kostnad_of(scen.samverkan, 2024, scen.medlemmar[1]) is None


def test_what_is_billed_and_what_is_planned_make_the_year(scen: Scen) -> None:
    run(scen, 1)
    kostnad = kostnad_of(scen.samverkan, 2023, scen.medlemmar[1])
    assert (kostnad.fakturerat, kostnad.kvar) == (Decimal("10000.00"), Decimal("30000.00"))
    assert [(bar.lage, str(bar.net)) for bar in kostnad.manader if bar.net] == [
        (BETALT, "10000.00"),
        (PLANERAT, "10000.00"),
        (PLANERAT, "10000.00"),
        (PLANERAT, "10000.00"),
    ]
    assert [(str(p.month), p.gross) for p in kostnad.planerade] == [
        ("2023-04", Decimal("12500.00")),
        ("2023-07", Decimal("12500.00")),
        ("2023-10", Decimal("12500.00")),
    ]


def test_an_invoice_that_is_not_due_waits_to_be_paid(scen: Scen) -> None:
    run(scen, 1, day=timezone.localdate())
    kostnad = kostnad_of(scen.samverkan, 2023, scen.medlemmar[1])
    assert next(bar.lage for bar in kostnad.manader if bar.net) == ATT_BETALA
    assert to_pay_count(scen.controller, scen.samverkan) == 2


def test_a_credited_invoice_is_planned_anew_and_waits_no_more(scen: Scen) -> None:
    run(scen, 1, day=timezone.localdate())
    faktura = Faktura.objects.get(payer=scen.medlemmar[1])
    kreditera(faktura, reason="fel mottagare", actor=scen.controller)
    kostnad = kostnad_of(scen.samverkan, 2023, scen.medlemmar[1])
    assert (kostnad.fakturerat, len(kostnad.planerade)) == (Decimal("0.00"), 4)
    assert to_pay_count(scen.controller, scen.samverkan) == 1


def test_the_issuers_own_part_is_booked_and_never_invoiced(scen: Scen) -> None:
    run(scen, 1)
    kostnad = kostnad_of(scen.samverkan, 2023, scen.medlemmar[0])
    assert (kostnad.internal, kostnad.fakturerat) == (True, Decimal("10000.00"))
    assert {one.lage for one in kostnad.betalningar} == {INTERNT, PLANERAT}


def test_a_year_against_the_last_with_the_decision_behind_it(scen: Scen) -> None:
    freeze_year(scen, 2022, {scen.tjanst: Decimal("90000.00")})
    kostnad = kostnad_of(scen.samverkan, 2023, scen.medlemmar[1])
    assert (kostnad.change, kostnad.change_share) == (
        Decimal("10000.00"),
        Decimal("10000") / Decimal("30000"),
    )
    assert [(row.beslut[0]["id"], row.effect) for row in kostnad.andringar] == [
        (scen.beslut.pk, Decimal("10000.00"))
    ]


def test_what_the_supplier_invoices_itself_is_shown_beside_the_sum() -> None:
    scen = liten_scen(direct_from_supplier=True, supplier="Molnet AB")
    scen.freeze()
    kostnad = kostnad_of(scen.samverkan, 2023, scen.medlemmar[1])
    assert (kostnad.total, kostnad.tjanster, len(kostnad.direkta)) == (Decimal("0.00"), [], 1)
    assert kostnad.betalningar == []


def test_a_service_turned_direct_after_the_freeze_stays_in_the_frozen_sum(scen: Scen) -> None:
    type(scen.tjanst).objects.filter(pk=scen.tjanst.pk).update(direct_from_supplier=True)
    assert kostnad_of(scen.samverkan, 2023, scen.medlemmar[1]).total == Decimal("40000.00")


def test_a_service_is_told_in_words(scen: Scen) -> None:
    row = kostnad_of(scen.samverkan, 2023, scen.medlemmar[1]).tjanster[0]
    assert (row.delas, row.faktureras) == ("lika delar", "kvartal")


def test_a_samverkan_opens_in_this_year_or_the_newest_shared_or_the_budgets(scen: Scen) -> None:
    this_year = timezone.localdate().year
    f.BudgetFactory(samverkan=scen.samverkan, year=this_year + 1)
    assert year_to_open(scen.samverkan) == 2023
    freeze_year(scen, this_year, {scen.tjanst: Decimal("90000.00")})
    freeze_year(scen, this_year + 2, {scen.tjanst: Decimal("90000.00")})
    assert year_to_open(scen.samverkan) == this_year
    other = f.BudgetFactory(year=2031).samverkan
    assert year_to_open(other) == 2031


def test_the_due_date_of_what_is_credited_no_longer_counts(scen: Scen) -> None:
    run(scen, 1, day=timezone.localdate() - datetime.timedelta(days=40))
    assert to_pay_count(scen.controller, scen.samverkan) == 0
