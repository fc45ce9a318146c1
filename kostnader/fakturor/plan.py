"""What a run would invoice: lines per payer and VAT kind, computed from what is frozen and billed.

Nothing is stored. The preview shows it, `utfarda_korning` keeps the chosen payers' lines as
Korningspost, and each invoice is made of those.
"""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Sum

from kostnader.fakturor.avrakning import settlement_lines
from kostnader.fakturor.forslag import ZERO, Betalare, Line, Plan, Post
from kostnader.fakturor.models import Fakturakorning, Fakturarad, Korningspost
from kostnader.fakturor.projektrader import project_lines
from kostnader.fakturor.rules import due_parts, months_taking_part, months_through
from kostnader.fordelning.models import Andel
from kostnader.fordelning.queries import newest_fordelning
from kostnader.fordelning.rules import billed_part
from kostnader.tjanster.models import Tjanst
from samverkan.beslut.egna import is_needed, missing
from samverkan.beslut.models import Beslut
from samverkan.lib.period import Month
from samverkan.lib.swedish import format_change, sort_key
from samverkan.medlemmar.models import Organisation

BilledKey = tuple[int, int, int]  # tjanst, payer, budget year


def make_plan(korning: Fakturakorning) -> Plan:
    """Compute what the run would invoice now. A fixed number of queries."""
    issuer = korning.samverkan.issuer
    payers: dict[int, Betalare] = {}
    shares = [] if korning.may_pay_back else _shares(korning)
    for payer, kind, line in _lines_due(korning, shares):
        posts = payers.setdefault(payer.pk, Betalare(payer)).posts
        posts.setdefault(kind, Post(kind)).lines.append(line)
    if korning.may_pay_back:
        payers = _worth_invoicing(payers)
    _mark_issued(korning, payers)
    betalare = sorted(
        payers.values(), key=lambda b: (b.organisation.pk == issuer.pk, sort_key(b.organisation.name))
    )
    before = _same_month_last_year(korning)
    for b in betalare:
        b.internal = b.organisation.pk == issuer.pk
        b.before = before.get(b.organisation.pk)
        if not b.internal:
            _check_payer(b, may_pay_back=korning.may_pay_back)
    names = list(dict.fromkeys(line.text for b in betalare for p in b.posts.values() for line in p.lines))
    resting = [ground.beslut for ground in _grounds(korning, shares)]
    beslut: list[Beslut] = [one for one in dict.fromkeys(resting) if one]
    notes = [*_members_missing(korning, shares), *_notes(betalare)]
    return Plan(korning, betalare, _check_issuer(korning, betalare), notes, names, beslut)


def _lines_due(
    korning: Fakturakorning, shares: list[tuple[Andel, object]]
) -> Iterator[tuple[Organisation, str, Line]]:
    """Payer, VAT kind and line of all that the run is about."""
    if korning.is_projekt:
        return project_lines(korning)
    return settlement_lines(korning) if korning.is_avrakning else _parts_due(korning, shares)


def _grounds(korning: Fakturakorning, shares: list[tuple[Andel, object]]) -> list:
    """What the run rests on, each with the decision that adopted it if there is one."""
    if korning.may_pay_back:
        return [korning.projekt or korning.bokslut]
    return [andel.fordelning.budget for andel, _ in shares]


def _parts_due(
    korning: Fakturakorning, shares: list[tuple[Andel, object]]
) -> Iterator[tuple[Organisation, str, Line]]:
    """Payer, VAT kind and line of each part that is due and not billed."""
    billed = billed_by(korning.samverkan_id, {andel.fordelning.year for andel, _ in shares})
    for andel, due in shares:
        internal = andel.organisation_id == korning.samverkan.issuer_id
        line = _line(andel, due, billed, internal=internal)
        if line is not None:
            yield andel.organisation, andel.tjanst.vat_kind, line


def _worth_invoicing(payers: dict[int, Betalare]) -> dict[int, Betalare]:
    """Without the invoices whose lines cancel out: there is nothing to pay either way."""
    for payer in payers.values():
        payer.posts = {kind: post for kind, post in payer.posts.items() if post.net}
    return {pk: payer for pk, payer in payers.items() if payer.posts}


def _shares(korning: Fakturakorning) -> list[tuple[Andel, object]]:
    """Each member's frozen share in each service that has a part due in the run's month."""
    month = Month(korning.year, korning.month)
    due_by_tjanst: dict[tuple[int, int], list] = defaultdict(list)
    own = Tjanst.objects.filter(samverkan=korning.samverkan, direct_from_supplier=False)
    for tjanst in own.prefetch_related("rytmbyten"):
        for due in due_parts(tjanst.rytm, month):
            due_by_tjanst[due.year, tjanst.pk].append(due)
    shares = []
    for year in sorted({year for year, _ in due_by_tjanst}):
        fordelning = newest_fordelning(korning.samverkan, year)
        if fordelning is None:
            continue
        wanted = [pk for due_year, pk in due_by_tjanst if due_year == year]
        rows = fordelning.andelar.filter(tjanst__in=wanted).select_related(
            "tjanst", "organisation", "fordelning__budget__beslut"
        )
        for andel in rows.order_by("tjanst__order", "tjanst__name", "organisation__orgnr"):
            shares += [(andel, due) for due in due_by_tjanst[year, andel.tjanst_id]]
    return shares


def billed_by(samverkan_id: int, years: set[int]) -> dict[BilledKey, Decimal]:
    """What has been billed per service, payer and budget year, credits deducted; settlements and
    projects are left out."""
    rows = Fakturarad.objects.filter(faktura__samverkan=samverkan_id, year__in=years, andel__isnull=False)
    grouped = rows.order_by().values_list("tjanst", "faktura__payer", "year").annotate(total=Sum("net"))
    return {(tjanst, payer, year): total for tjanst, payer, year, total in grouped}


def _line(andel: Andel, due, billed: dict[BilledKey, Decimal], *, internal: bool) -> Line | None:
    months = months_taking_part(andel.explanation)
    through = months_through(months, due.part)
    if not through:
        return None
    key = (andel.tjanst_id, andel.organisation_id, due.year)
    already = billed.get(key, ZERO)
    if internal:  # the host is never billed; its parts are only told
        before = sum(month < due.part.first.month for month in months)
        already = billed_part(andel.amount, before, len(months), ZERO) if before else ZERO
    net = billed_part(andel.amount, through, len(months), already)
    if not net:
        return None
    part = due.part
    return Line(
        andel_id=andel.pk,
        tjanst_id=andel.tjanst_id,
        text=andel.tjanst.name,
        year=due.year,
        part_index=part.index,
        part_count=part.count,
        part=part.part_text,
        period_from=part.first_day.isoformat(),
        period_to=part.last_day.isoformat(),
        period_text=part.months_text,
        period_name=part.period_text,
        unit=part.unit,
        net=str(net),
        already=str(already),
        amount_year=str(andel.amount),
        decided=andel.explanation["nyckel"]["beslut"] is not None,
    )


def _mark_issued(korning: Fakturakorning, payers: dict[int, Betalare]) -> None:
    """Payers whose posts are already in the run are shown by the run itself."""
    for payer_id in Korningspost.objects.filter(korning=korning).values_list("payer", flat=True):
        if payer_id in payers:
            payers[payer_id].issued = True


def _same_month_last_year(korning: Fakturakorning) -> dict[int, Decimal]:
    if korning.may_pay_back:
        return {}
    posts = Korningspost.objects.filter(
        korning__samverkan=korning.samverkan,
        korning__year=korning.year - 1,
        korning__month=korning.month,
        korning__bokslut=None,
        korning__projekt=None,
        status=Korningspost.Status.UTFARDAD,
    )
    return dict(posts.order_by().values_list("payer").annotate(total=Sum("net")))


def _check_payer(b: Betalare, *, may_pay_back: bool) -> None:
    o = b.organisation
    if not (o.invoice_address or o.address) or not o.postal_code or not o.city:
        b.stops.append(f"{o.name} saknar fakturaadress")
        b.missing.append("address")
    if not o.buyer_reference:
        b.stops.append(f"{o.name} saknar beställarreferens")
        b.missing.append("buyer_reference")
    if not may_pay_back and any(post.net < 0 for post in b.posts.values()):
        b.stops.append(f"{o.name} har fått för mycket fakturerat. Kreditera en tidigare faktura i stället.")
    if not o.invoice_email:
        b.notes.append(f"{o.name} har ingen e-post för fakturor. Fakturan skickas inte, bara visas.")


def _check_issuer(korning: Fakturakorning, betalare: list[Betalare]) -> list[str]:
    issuer, stops = korning.samverkan.issuer, []
    if not issuer.bankgiro:
        stops.append(f"{issuer.name} saknar bankgiro. Fyll i det under Medlemmar.")
    if not issuer.address or not issuer.postal_code or not issuer.city:
        stops.append(f"{issuer.name} saknar postadress. Fyll i den under Medlemmar.")
    return stops


def _members_missing(korning: Fakturakorning, shares: list[tuple[Andel, object]]) -> Iterator[str]:
    """What the run rests on that lacks some member's own decision, where the agreement asks for it."""
    budgets = {andel.fordelning.budget_id: andel.fordelning.budget for andel, _ in shares}
    for pk, lacking in missing(korning.samverkan, "budget", set(budgets), korning.year).items():
        yield f"{budgets[pk]} saknar eget beslut av {_short(lacking)}."
    if not is_needed(korning.samverkan, "nyckelversion"):
        return
    versions = {
        entry["version_id"]: entry["nyckel_kort"]
        for fordelning in {andel.fordelning_id: andel.fordelning for andel, _ in shares}.values()
        for entry in fordelning.summary["tjanster"]
        if entry["version_id"] and not entry["direct"]
    }
    for pk, lacking in missing(korning.samverkan, "nyckelversion", set(versions), korning.year).items():
        yield f"Nyckeln {versions[pk]} saknar eget beslut av {_short(lacking)}."


def _short(organisations: list[Organisation]) -> str:
    return ", ".join(one.short_name for one in organisations)


def _notes(betalare: list[Betalare]) -> list[str]:
    undecided = {
        line.text for b in betalare for post in b.posts.values() for line in post.lines if not line.decided
    }
    notes = [f"Nyckeln för {name} saknar beslut." for name in sorted(undecided)]
    return notes + _change_note(betalare) + [note for b in betalare for note in b.notes]


def _change_note(betalare: list[Betalare]) -> list[str]:
    """One line, however many payers it concerns; the table shows each."""
    notable = sorted((b.change, b.organisation.short_name) for b in betalare if b.notable and not b.internal)
    if not notable:
        return []
    (least, _), (most, _) = notable[0], notable[-1]
    names = ", ".join(name for _, name in notable) if len(notable) <= 3 else f"{len(notable)} betalare"
    span = f"{format_change(least, 1)} %"
    if least != most:
        span += f" till {format_change(most, 1)} %"
    return [f"Mer än 20 procents ändring mot samma månad förra året för {names}: {span}."]
