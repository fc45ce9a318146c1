"""The acts that make invoices: issue one, credit one. An issued invoice never changes after."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from kostnader.fakturor import parties
from kostnader.fakturor.avrakning import invoices_amended, settled_by
from kostnader.fakturor.leverans import deliver_later
from kostnader.fakturor.models import Avrakning, Faktura, Fakturarad, Korningspost, Leverans, Nummerserie
from kostnader.fakturor.plan import billed_by
from kostnader.fakturor.projektrader import charged_by, project_invoices
from kostnader.fakturor.record import frozen_record
from kostnader.fakturor.rules import VAT_RATES, invoice_number, vat_amount
from kostnader.fordelning.models import Andel
from samverkan.handelser.acts import log
from samverkan.lib.errors import Refused
from samverkan.lib.hashing import canonical_json, sha256_hex
from samverkan.lib.ocr import ocr

ZERO = Decimal("0.00")


def issue_faktura(post_id: int, *, actor) -> Faktura | None:
    """Issue the invoice of one waiting post, in one transaction; its PDF and mail come after commit.

    Safe to call twice and to be killed anywhere: the number is taken under a row lock in the same
    transaction, so there is never a gap, a duplicate or half an invoice. A post whose lines have been
    billed elsewhere in the meantime is skipped with the reason. Returns None when nothing was issued.
    """
    with transaction.atomic():
        post = _locked_post(post_id)
        if post.status != Korningspost.Status.VANTAR:
            return None
        korning, samverkan = post.korning, post.korning.samverkan
        serie = _locked_serie(samverkan.issuer, korning.issue_date.year)
        if _billed_elsewhere(post):
            _skip(post, "En del är redan fakturerad i en annan körning.", actor=actor)
            return None
        faktura = _invoice(post, actor)
        rader = _lines(post)
        _store(faktura, rader, serie)
        post.status = Korningspost.Status.UTFARDAD
        post.save(update_fields=["status"])
        log("faktura.issued", faktura, actor=actor, samverkan=samverkan, belopp=faktura.gross)
    return faktura


def kreditera(faktura: Faktura, *, reason: str, actor) -> Faktura:
    """Undo an issued invoice in full by a credit note that mirrors it (ML 17:22–23). Returns it.

    Refuses a second credit. What was billed becomes unbilled, so a later run proposes it again.
    """
    if not reason.strip():
        raise Refused("Skriv varför fakturan krediteras.", field="reason")
    with transaction.atomic():
        original = (
            Faktura.objects.select_for_update(of=("self",)).select_related("samverkan").get(pk=faktura.pk)
        )
        if original.kind == Faktura.Kind.KREDIT:
            raise Refused("En kreditfaktura kan inte krediteras.")
        serie = _locked_serie(original.issuer, timezone.localdate().year)
        if Faktura.objects.filter(credits=original).exists():
            raise Refused(f"Faktura {original.number} är redan krediterad.")
        kredit = _mirror(original, reason.strip(), actor)
        _store(kredit, [_mirror_line(rad) for rad in original.rader.all()], serie)
        log(
            "faktura.credited",
            kredit,
            actor=actor,
            samverkan=kredit.samverkan,
            faktura=original.number,
            skal=reason,
        )
    return kredit


def _locked_post(post_id: int) -> Korningspost:
    found = Korningspost.objects.select_related("korning__samverkan__issuer", "korning__projekt", "payer")
    return found.select_for_update(of=("self",)).get(pk=post_id)


def _locked_serie(issuer, year: int) -> Nummerserie:
    Nummerserie.objects.bulk_create([Nummerserie(issuer=issuer, year=year)], ignore_conflicts=True)
    return Nummerserie.objects.select_for_update().get(issuer=issuer, year=year)


def _billed_elsewhere(post: Korningspost) -> bool:
    if post.korning.is_projekt:
        charged = charged_by(post.korning.projekt_id).get(post.payer_id, ZERO)
        return any(charged != Decimal(line["already"]) for line in post.lines)
    counted = settled_by if post.korning.is_avrakning else billed_by
    billed = counted(post.korning.samverkan_id, {line["year"] for line in post.lines})
    return any(
        billed.get((line["tjanst_id"], post.payer_id, line["year"]), ZERO) != Decimal(line["already"])
        for line in post.lines
    )


def _skip(post: Korningspost, reason: str, *, actor) -> None:
    post.status, post.reason = Korningspost.Status.HOPPAD, reason
    post.save(update_fields=["status", "reason"])
    log("korning.skipped", post.korning, actor=actor, samverkan=post.korning.samverkan, betalare=post.payer)


def _invoice(post: Korningspost, actor) -> Faktura:
    korning, vat = post.korning, vat_amount(post.net, post.vat_kind)
    names = dict.fromkeys(line["period_name"] for line in post.lines)
    return Faktura(
        samverkan=korning.samverkan,
        post=post,
        **_kind(post),
        issuer=korning.samverkan.issuer,
        payer=post.payer,
        year=max(line["year"] for line in post.lines),
        issue_date=korning.issue_date,
        period_text=next(iter(names)) if len(names) == 1 else _span(post.lines),
        vat_kind=post.vat_kind,
        net=post.net,
        vat=vat,
        gross=post.net + vat,
        seller=parties.seller(korning.samverkan),
        buyer=parties.buyer(post.payer),
        issued_by=actor,
    )


def _kind(post: Korningspost) -> dict[str, object]:
    """An invoice to pay; where a settlement pays back, a credit note that refers to the year's invoices, and
    where others have bought in to a project, one that refers to the project's."""
    if post.net >= 0:
        return {"kind": Faktura.Kind.FAKTURA, "due_date": post.korning.due_date}
    if post.korning.is_projekt:
        amended = project_invoices(post.korning.projekt_id, post.payer_id)
        reason = f"Reglering av projektet {post.korning.projekt}."
        return {"kind": Faktura.Kind.KREDIT, "refers_to": amended, "reason": reason}
    year = post.lines[0]["year"]
    amended = invoices_amended(post.payer_id, post.korning.samverkan_id, year, post.vat_kind)
    return {"kind": Faktura.Kind.KREDIT, "refers_to": amended, "reason": f"Avräkning av {year}."}


def _span(lines: list[dict]) -> str:
    return f"{min(line['period_from'] for line in lines)} – {max(line['period_to'] for line in lines)}"


def _lines(post: Korningspost) -> list[Fakturarad]:
    shares = Andel.objects.in_bulk([line["andel_id"] for line in post.lines if line["andel_id"]])
    settled = Avrakning.objects.in_bulk([pk for line in post.lines if (pk := line.get("avrakning_id"))])
    return [
        Fakturarad(
            order=order,
            tjanst_id=line["tjanst_id"],
            andel_id=line["andel_id"],
            avrakning_id=line.get("avrakning_id"),
            projekt_id=line.get("projekt_id"),
            text=line["text"],
            year=line["year"],
            part_index=line["part_index"],
            part_count=line["part_count"],
            part=line["part"],
            period_from=line["period_from"],
            period_to=line["period_to"],
            period_text=line["period_text"],
            quantity=Decimal("1.00"),
            unit=line["unit"],
            unit_price=Decimal(line["net"]),
            vat_rate=VAT_RATES[post.vat_kind],
            net=Decimal(line["net"]),
            amount_year=Decimal(line["amount_year"]),
            explanation=line.get("explanation")
            or (shares.get(line["andel_id"]) or settled[line["avrakning_id"]]).explanation,
        )
        for order, line in enumerate(post.lines, 1)
    ]


def _mirror(original: Faktura, reason: str, actor) -> Faktura:
    copied = ("samverkan", "issuer", "payer", "year", "period_text", "vat_kind", "seller", "buyer")
    return Faktura(
        **{name: getattr(original, name) for name in copied},
        kind=Faktura.Kind.KREDIT,
        credits=original,
        reason=reason,
        issue_date=timezone.localdate(),
        net=-original.net,
        vat=-original.vat,
        gross=-original.gross,
        issued_by=actor,
    )


def _mirror_line(rad: Fakturarad) -> Fakturarad:
    rad.pk, rad._state.adding = None, True
    rad.net, rad.quantity = -rad.net, -rad.quantity
    return rad


def _store(faktura: Faktura, rader: list[Fakturarad], serie: Nummerserie) -> None:
    """Take the next number and store invoice, lines and delivery; the series row is locked by the caller."""
    serie.last += 1
    serie.save(update_fields=["last"])
    faktura.series_year, faktura.series_number = serie.year, serie.last
    faktura.number = invoice_number(serie.year, serie.last)
    if faktura.kind == Faktura.Kind.FAKTURA:
        faktura.ocr = ocr(faktura.number, faktura.samverkan.ocr_level)
    faktura.issued_at = timezone.now()
    faktura.sha256 = sha256_hex(canonical_json(frozen_record(faktura, rader)))
    faktura.save(force_insert=True)
    for rad in rader:
        rad.faktura = faktura
    Fakturarad.objects.bulk_create(rader)
    Leverans.objects.create(faktura=faktura, mail_to=faktura.buyer["epost"])
    deliver_later(faktura.pk)
