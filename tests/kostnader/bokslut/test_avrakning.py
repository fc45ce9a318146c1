"""From a decided settlement to invoices and credit notes."""

import datetime
from decimal import Decimal

import pytest

from kostnader.bokslut import acts
from kostnader.bokslut.avrakna import avrakna
from kostnader.bokslut.models import Bokslut
from kostnader.bokslut.queries import unsettled
from kostnader.fakturor.issue import kreditera
from kostnader.fakturor.models import Faktura, Fakturakorning
from kostnader.fakturor.pdf import faktura_html
from kostnader.fakturor.plan import billed_by, make_plan
from samverkan.lib.errors import Refused
from tests.kostnader.bokslut.scen import YEAR, Scen, equal_scen, hv_scen, issue

pytestmark = pytest.mark.django_db
DAY = datetime.date(2024, 4, 2)


def settled(scen: Scen, *actions: str) -> Bokslut:
    """Decided, with an action per member."""
    bokslut = acts.begin_bokslut(scen.samverkan, YEAR, actor=scen.controller)
    for organisation, action in zip(scen.medlemmar, actions, strict=True):
        acts.change_rad(bokslut, organisation.pk, action=action, actor=scen.controller)
    acts.foresla_bokslut(bokslut, actor=scen.controller)
    acts.besluta_bokslut(bokslut, beslut=scen.decision(paragraf="12"), actor=scen.controller)
    return bokslut


def settle(scen: Scen, bokslut: Bokslut) -> Fakturakorning:
    return avrakna(bokslut, issue_date=DAY, actor=scen.controller)


def equal(outcome: str) -> Scen:
    """Three members paid 40 000 each for one service without VAT."""
    scen = equal_scen(vat_kind="utanfor")
    scen.bill(1)
    scen.outcome((0, outcome))
    return scen


def of_settlement() -> list[Faktura]:
    found = Faktura.objects.exclude(post__korning__bokslut=None)
    return list(found.order_by("series_number"))


def test_a_deficit_is_invoiced_and_the_host_books_its_own() -> None:
    scen = equal("150000")
    run = settle(scen, settled(scen, "debitera", "debitera", "overfora"))
    issue(run, scen.controller)
    (faktura,) = of_settlement()
    assert (faktura.kind, faktura.payer, faktura.net) == ("faktura", scen.medlemmar[1], Decimal("10000.00"))
    assert (run.status, run.rubrik) == ("klar", "Avräkning, april 2024")
    internal = run.poster.get(status="intern")
    assert (internal.payer, internal.net) == (scen.medlemmar[0], Decimal("10000.00"))


def test_a_surplus_becomes_a_credit_note_that_refers_to_the_years_invoices() -> None:
    scen = equal("90000")
    first = Faktura.objects.get(payer=scen.medlemmar[1])
    issue(settle(scen, settled(scen, "overfora", "aterbetala", "overfora")), scen.controller)
    (kredit,) = of_settlement()
    assert (kredit.kind, kredit.net, kredit.due_date, kredit.ocr) == (
        "kredit",
        Decimal("-10000.00"),
        None,
        "",
    )
    assert kredit.refers_to == [first.number]
    assert "betalar tillbaka" in faktura_html(kredit)
    assert first.number in faktura_html(kredit)


def test_the_annex_tells_what_was_paid_and_what_it_came_to() -> None:
    scen = equal("150000")
    issue(settle(scen, settled(scen, "overfora", "debitera", "overfora")), scen.controller)
    (faktura,) = of_settlement()
    told = faktura.rader.get().explanation["avrakning"]
    assert (told["betalt"], told["utfall"], told["av_fordelning"], told["av_resultat"], told["netto"]) == (
        "40000.00", "50000.00", "0.00", "-10000.00", "10000.00",
    )  # fmt: skip
    assert told["beslut"]["paragraf"] == "12"
    assert "Andel av utfallet" in faktura_html(faktura)


def test_both_kinds_of_vat_become_two_invoices() -> None:
    scen = hv_scen()
    vaxel = scen.tjanster[1]
    vaxel.vat_kind = "utanfor"
    vaxel.save()
    scen.bill(1)
    scen.outcome((0, "25975200"), (1, "454400"))
    issue(settle(scen, settled(scen, "overfora", "debitera")), scen.controller)
    nets = {(one.vat_kind, one.kind): one.net for one in of_settlement()}
    assert nets == {
        ("moms25", "faktura"): Decimal("989087.20"),
        ("utanfor", "faktura"): Decimal("107918.40"),
    }
    assert sum(nets.values()) == -scen.row(scen.samverkan.bokslut.get(), 1).closing


def test_pressed_twice_it_is_the_same_run_and_the_same_invoices() -> None:
    scen = equal("150000")
    bokslut = settled(scen, "overfora", "debitera", "debitera")
    run = settle(scen, bokslut)
    assert settle(scen, bokslut) == run
    issue(run, scen.controller)
    with pytest.raises(Refused, match="redan reglerat"):
        settle(scen, bokslut)
    assert [one.net for one in of_settlement()] == [Decimal("10000.00")] * 2


def test_what_is_settled_is_no_part_of_what_was_billed_for_the_year() -> None:
    scen = equal("150000")
    before = billed_by(scen.samverkan.pk, {YEAR})
    issue(settle(scen, settled(scen, "overfora", "debitera", "debitera")), scen.controller)
    assert billed_by(scen.samverkan.pk, {YEAR}) == before


def test_nobody_is_settled_before_its_own_decision() -> None:
    scen = equal("150000")
    bokslut = acts.begin_bokslut(scen.samverkan, YEAR, actor=scen.controller)
    acts.change_bokslut(bokslut, basis="fakturerat", members_decide=True, actor=scen.controller)
    for organisation in scen.medlemmar:
        acts.change_rad(bokslut, organisation.pk, action="debitera", actor=scen.controller)
    acts.foresla_bokslut(bokslut, actor=scen.controller)
    acts.besluta_bokslut(bokslut, beslut=scen.decision(), actor=scen.controller)
    with pytest.raises(Refused, match="egna beslut saknas"):
        settle(scen, bokslut)
    own, payer = scen.decision(paragraf="8"), scen.medlemmar[1]
    acts.note_own_beslut(bokslut, payer.pk, beslut=own, actor=scen.controller)
    plan = make_plan(settle(scen, bokslut))
    assert [one.organisation for one in plan.betalare] == [payer]


def test_a_credited_settlement_is_proposed_again() -> None:
    scen = equal("150000")
    bokslut = settled(scen, "overfora", "debitera", "overfora")
    issue(settle(scen, bokslut), scen.controller)
    kreditera(of_settlement()[0], reason="fel referens", actor=scen.controller)
    assert unsettled(bokslut) == {scen.medlemmar[1].pk: Decimal("10000.00")}
    assert make_plan(settle(scen, bokslut)).summa == Decimal("10000.00")


def test_opened_again_only_the_difference_is_settled() -> None:
    scen = equal("150000")
    bokslut = settled(scen, "overfora", "debitera", "overfora")
    issue(settle(scen, bokslut), scen.controller)
    draft = acts.open_again(bokslut, reason="En faktura kom i mars.", actor=scen.controller)
    scen.outcome((0, "3000"), month=11)
    acts.foresla_bokslut(draft, actor=scen.controller)
    acts.besluta_bokslut(draft, beslut=scen.decision(paragraf="20"), actor=scen.controller)
    plan = make_plan(settle(scen, draft))
    assert [(one.organisation, one.net) for one in plan.betalare] == [(scen.medlemmar[1], Decimal("1000.00"))]


def test_an_opening_balance_is_settled_with_the_year() -> None:
    scen = equal("150000")
    bokslut = acts.begin_bokslut(scen.samverkan, YEAR, actor=scen.controller)
    payer = scen.medlemmar[1].pk
    opening = Decimal("-500.50")
    acts.change_rad(bokslut, payer, action="debitera", typed_opening=opening, actor=scen.controller)
    acts.foresla_bokslut(bokslut, actor=scen.controller)
    acts.besluta_bokslut(bokslut, beslut=scen.decision(), actor=scen.controller)
    assert make_plan(settle(scen, bokslut)).summa == Decimal("10500.50")
