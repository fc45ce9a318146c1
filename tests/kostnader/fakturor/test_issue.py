import datetime
from decimal import Decimal

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from kostnader.budget.models import Budget
from kostnader.fakturor.acts import open_korning, utfarda_korning
from kostnader.fakturor.issue import issue_faktura, kreditera
from kostnader.fakturor.leverans import mail_faktura, overdue, store_pdf
from kostnader.fakturor.models import Faktura, Fakturakorning, Fakturarad, Korningspost, Leverans
from kostnader.fakturor.plan import make_plan
from kostnader.fakturor.record import frozen_record
from samverkan.dokument.queries import read_dokument
from samverkan.handelser.queries import chain_breaks
from samverkan.jobb.acts import perform
from samverkan.lib.errors import Refused
from samverkan.lib.hashing import canonical_json, sha256_hex
from samverkan.lib.ocr import verify_ocr
from tests.factories import BudgetpostFactory, BudgetradFactory
from tests.scener import Scen, delad_tjanst, liten_scen

pytestmark = pytest.mark.django_db
DAY = datetime.date(2023, 1, 2)


def korning(scen: Scen, month: int = 1) -> Fakturakorning:
    return open_korning(scen.samverkan, year=2023, month=month, issue_date=DAY, actor=scen.controller)


def run(scen: Scen, month: int = 1) -> Fakturakorning:
    opened = korning(scen, month)
    plan = make_plan(opened)
    ids = {b.organisation.pk for b in plan.betalare}
    jobb = utfarda_korning(opened, payer_ids=ids, fingerprint=plan.fingerprint, actor=scen.controller)
    perform(jobb.pk)
    opened.refresh_from_db()
    return opened


@pytest.fixture
def scen() -> Scen:
    scen = liten_scen()
    scen.freeze()
    return scen


def test_a_quarter_in_advance_falls_due_in_its_first_month(scen: Scen) -> None:
    plan = make_plan(korning(scen))
    assert [(b.organisation, b.net, b.vat, b.internal) for b in plan.betalare] == [
        (scen.medlemmar[1], Decimal("10000.00"), Decimal("2500.00"), False),
        (scen.medlemmar[2], Decimal("10000.00"), Decimal("2500.00"), False),
        (scen.medlemmar[0], Decimal("10000.00"), Decimal("2500.00"), True),
    ]


def test_nothing_falls_due_in_between(scen: Scen) -> None:
    assert make_plan(korning(scen, month=2)).betalare == []


def test_the_host_is_never_invoiced_but_shown_as_internal(scen: Scen) -> None:
    opened = run(scen)
    assert {(p.payer_id, p.status) for p in opened.poster.all()} == {
        (scen.medlemmar[0].pk, "intern"),
        (scen.medlemmar[1].pk, "utfardad"),
        (scen.medlemmar[2].pk, "utfardad"),
    }
    assert set(Faktura.objects.values_list("payer", flat=True)) == {o.pk for o in scen.medlemmar[1:]}


def test_numbers_run_without_gap_over_runs(scen: Scen) -> None:
    run(scen)
    run(scen, month=4)
    numbers = Faktura.objects.order_by("series_number").values_list("number", flat=True)
    assert list(numbers) == ["2023-0001", "2023-0002", "2023-0003", "2023-0004"]


def test_four_quarters_sum_to_the_share_of_the_year() -> None:
    scen = liten_scen(amount=Decimal("100000.00"))
    fordelning = scen.freeze()
    for month in (1, 4, 7, 10):
        run(scen, month)
    for andel in fordelning.andelar.exclude(organisation=scen.medlemmar[0]):
        rader = Fakturarad.objects.filter(faktura__payer=andel.organisation)
        assert sum(rad.net for rad in rader) == andel.amount


def test_a_post_is_issued_once_however_often_it_is_asked_for(scen: Scen) -> None:
    run(scen)
    post = Korningspost.objects.filter(status="utfardad").first()
    assert issue_faktura(post.pk, actor=scen.controller) is None
    assert Faktura.objects.count() == 2


def test_a_second_run_of_the_same_month_finds_nothing_left(scen: Scen) -> None:
    run(scen)
    again = korning(scen)
    assert (again.number, [b for b in make_plan(again).betalare if not b.internal]) == (2, [])


def test_what_was_billed_in_another_run_meanwhile_is_skipped_with_the_reason(scen: Scen) -> None:
    opened = korning(scen)
    plan = make_plan(opened)
    ids = {b.organisation.pk for b in plan.betalare}
    utfarda_korning(opened, payer_ids=ids, fingerprint=plan.fingerprint, actor=scen.controller)
    first, _ = opened.poster.filter(status="vantar")
    other = Fakturakorning.objects.create(
        samverkan=scen.samverkan, year=2023, month=3, issue_date=DAY, due_date=DAY
    )
    copy = Korningspost.objects.create(
        korning=other, payer=first.payer, vat_kind="moms25", net=first.net, lines=first.lines
    )
    issue_faktura(copy.pk, actor=scen.controller)
    assert issue_faktura(first.pk, actor=scen.controller) is None
    first.refresh_from_db()
    assert (first.status, first.reason) == ("hoppad", "En del är redan fakturerad i en annan körning.")
    assert Faktura.objects.get().number == "2023-0001"


@pytest.mark.parametrize("model", [Faktura, Fakturarad])
def test_an_issued_invoice_cannot_be_changed_or_removed(scen: Scen, model: type) -> None:
    run(scen)
    for act in (lambda: model.objects.update(year=1999), lambda: model.objects.all()._raw_delete("default")):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            act()


def test_the_ocr_has_length_and_check_digit(scen: Scen) -> None:
    run(scen)
    assert [verify_ocr(f.ocr) for f in Faktura.objects.all()] == [True, True]


def test_a_changed_basis_since_the_preview_stops_the_issue(scen: Scen) -> None:
    opened = korning(scen)
    with pytest.raises(Refused, match="Underlaget har ändrats"):
        utfarda_korning(opened, payer_ids={scen.medlemmar[1].pk}, fingerprint="gammal", actor=scen.controller)


def test_a_payer_without_reference_is_held_and_can_follow_in_the_same_run(scen: Scen) -> None:
    held = scen.medlemmar[2]
    reference, held.buyer_reference = held.buyer_reference, ""
    held.save()
    opened = run(scen)
    assert opened.status == "forhandsgranskning"
    assert [b.stops for b in make_plan(opened).betalare if b.organisation == held] == [
        [f"{held.name} saknar beställarreferens"]
    ]
    held.buyer_reference = reference
    held.save()
    assert run(scen).status == "klar"
    assert Faktura.objects.filter(post__korning=opened).count() == 2


def test_vat_and_out_of_scope_never_share_an_invoice() -> None:
    scen = liten_scen()
    extra = delad_tjanst(
        scen.samverkan, scen.medlemmar, scen.beslut, vat_kind="utanfor", name="Medlemsbidrag"
    )
    Budget.objects.filter(pk=scen.budget.pk).update(status="utkast")
    BudgetpostFactory(rad=BudgetradFactory(budget=scen.budget, tjanst=extra), amount=Decimal("30000.00"))
    Budget.objects.filter(pk=scen.budget.pk).update(status="faststalld")
    scen.freeze()
    run(scen)
    rows = Faktura.objects.filter(payer=scen.medlemmar[1]).order_by("vat_kind")
    assert [(f.vat_kind, f.net, f.vat) for f in rows] == [
        ("moms25", Decimal("10000.00"), Decimal("2500.00")),
        ("utanfor", Decimal("2500.00"), Decimal("0.00")),
    ]


def test_a_credit_mirrors_the_invoice_and_frees_what_was_billed(scen: Scen) -> None:
    run(scen)
    faktura = Faktura.objects.filter(payer=scen.medlemmar[1]).get()
    kredit = kreditera(faktura, reason="Fel mottagare", actor=scen.controller)
    assert (kredit.net, kredit.vat, kredit.gross) == (-faktura.net, -faktura.vat, -faktura.gross)
    assert (kredit.number, kredit.credits) == (f"{kredit.series_year}-0001", faktura)
    plan = make_plan(korning(scen))
    assert [b.organisation for b in plan.betalare if not b.internal] == [scen.medlemmar[1]]


def test_an_invoice_is_credited_once(scen: Scen) -> None:
    run(scen)
    faktura = Faktura.objects.first()
    kreditera(faktura, reason="Fel", actor=scen.controller)
    with pytest.raises(Refused, match="redan krediterad"):
        kreditera(faktura, reason="Fel igen", actor=scen.controller)


def test_a_credit_needs_a_reason(scen: Scen) -> None:
    run(scen)
    with pytest.raises(Refused, match="Skriv varför"):
        kreditera(Faktura.objects.first(), reason=" ", actor=scen.controller)


def test_every_act_is_in_an_unbroken_log(scen: Scen) -> None:
    run(scen)
    assert list(chain_breaks()) == []


def test_the_seal_covers_what_is_stored(scen: Scen) -> None:
    run(scen)
    for faktura in Faktura.objects.all():
        record = frozen_record(faktura, faktura.rader.all())
        assert sha256_hex(canonical_json(record)) == faktura.sha256


def test_the_pdf_is_stored_once_and_mailed_once(scen: Scen, mailoutbox: list) -> None:
    run(scen)
    faktura = Faktura.objects.first()
    first, second = store_pdf(faktura.pk), store_pdf(faktura.pk)
    assert (first, read_dokument(first)[:5]) == (second, b"%PDF-")
    assert [mail_faktura(faktura.pk), mail_faktura(faktura.pk)] == [True, False]
    assert [(m.to, m.attachments[0][0]) for m in mailoutbox] == [([faktura.buyer["epost"]], first.filename)]
    page = f"/{faktura.samverkan.slug}/{faktura.year}/fakturor/{faktura.pk}/"
    assert f"{settings.SITE_URL}{page}" in mailoutbox[0].body


def test_a_delivery_that_is_late_is_handed_out_once_per_period(scen: Scen, settings) -> None:
    settings.LEVERANS_RETRY_SECONDS = 0
    run(scen)
    issued = set(Faktura.objects.values_list("pk", flat=True))
    settings.LEVERANS_RETRY_SECONDS = 60
    assert overdue() == []
    Leverans.objects.update(next_try_at=timezone.now())
    assert (set(overdue()), overdue()) == (issued, [])
