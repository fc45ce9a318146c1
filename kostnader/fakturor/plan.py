"""What a run would invoice: lines per payer and VAT kind, computed from what is frozen and billed.

Nothing is stored. The preview shows it, `utfarda_korning` keeps the chosen payers' lines as
Korningspost, and each invoice is made of those.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from django.db.models import Sum

from kostnader.fakturor.models import Fakturakorning, Fakturarad, Korningspost
from kostnader.fakturor.rules import due_parts, is_notable, months_taking_part, months_through, vat_amount
from kostnader.fordelning.models import Andel
from kostnader.fordelning.queries import newest_fordelning
from kostnader.fordelning.rules import billed_part
from kostnader.tjanster.models import Tjanst
from samverkan.beslut.models import Beslut
from samverkan.lib.hashing import canonical_json, sha256_hex
from samverkan.lib.period import Month
from samverkan.lib.swedish import format_change, sort_key
from samverkan.medlemmar.models import Organisation

ZERO = Decimal("0.00")
BilledKey = tuple[int, int, int]  # tjanst, payer, budget year


@dataclass(frozen=True)
class Line:
    """One service's part due for one payer. `already` is what was billed of the year before this line."""

    andel_id: int
    tjanst_id: int
    text: str
    year: int
    part_index: int
    part_count: int
    part: str
    period_from: str
    period_to: str
    period_text: str
    period_name: str
    unit: str
    net: str
    already: str
    amount_year: str
    decided: bool


@dataclass
class Post:
    """One invoice to be: a payer and a VAT kind."""

    vat_kind: str
    lines: list[Line] = field(default_factory=list)

    @cached_property
    def net(self) -> Decimal:
        return sum((Decimal(line.net) for line in self.lines), ZERO)

    @cached_property
    def vat(self) -> Decimal:
        return vat_amount(self.net, self.vat_kind)


@dataclass
class Betalare:
    """A payer in the preview: its invoices to be, what stops them, and what to know."""

    organisation: Organisation
    posts: dict[str, Post] = field(default_factory=dict)
    internal: bool = False
    stops: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)  # fields of the organisation to fill in
    notes: list[str] = field(default_factory=list)
    before: Decimal | None = None  # same month last year, without VAT
    issued: bool = False

    @property
    def utanfor(self) -> Decimal | None:
        return self._net_of("utanfor")

    @property
    def moms25(self) -> Decimal | None:
        return self._net_of("moms25")

    def _net_of(self, vat_kind: str) -> Decimal | None:
        post = self.posts.get(vat_kind)
        return post.net if post else None

    @property
    def kontroll(self) -> str:
        """What stops it, in two words."""
        if not self.missing:
            return "Stoppad"
        return "Referens saknas" if self.missing == ["buyer_reference"] else "Uppgifter saknas"

    @property
    def net(self) -> Decimal:
        return sum((post.net for post in self.posts.values()), ZERO)

    @property
    def vat(self) -> Decimal:
        return sum((post.vat for post in self.posts.values()), ZERO)

    @property
    def gross(self) -> Decimal:
        return self.net + self.vat

    @property
    def change(self) -> Decimal | None:
        """Per cent against the same month last year, without VAT."""
        return (self.net - self.before) / self.before * 100 if self.before else None

    @property
    def notable(self) -> bool:
        return is_notable(self.net, self.before)

    @property
    def ready(self) -> bool:
        """Whether its invoices can be issued now."""
        return not self.stops and not self.internal and not self.issued


@dataclass
class Plan:
    """The whole preview."""

    korning: Fakturakorning
    betalare: list[Betalare]
    stops: list[str]
    notes: list[str]
    tjanster: list[str]
    beslut: list[Beslut]  # what adopted the budgets whose sharing is invoiced

    @property
    def ready(self) -> list[Betalare]:
        return [b for b in self.betalare if b.ready] if not self.stops else []

    @property
    def count(self) -> int:
        """How many invoices the ready payers get."""
        return sum(len(b.posts) for b in self.ready)

    @property
    def rader(self) -> list[Betalare]:
        """Those not yet issued in this run, and the host last."""
        return [b for b in self.betalare if not b.issued]

    @property
    def summa_utanfor(self) -> Decimal:
        return sum((b.utanfor or ZERO for b in self.ready), ZERO)

    @property
    def summa_moms25(self) -> Decimal:
        return sum((b.moms25 or ZERO for b in self.ready), ZERO)

    @property
    def summa_moms(self) -> Decimal:
        return sum((b.vat for b in self.ready), ZERO)

    @property
    def summa(self) -> Decimal:
        return sum((b.gross for b in self.ready), ZERO)

    @cached_property
    def fingerprint(self) -> str:
        """Changes when anything that would be invoiced changes."""
        lines = [
            [b.organisation.pk, kind, [vars(line) for line in post.lines]]
            for b in self.betalare
            for kind, post in sorted(b.posts.items())
        ]
        return sha256_hex(canonical_json(lines))


def make_plan(korning: Fakturakorning) -> Plan:
    """Compute what the run would invoice now. A fixed number of queries."""
    issuer = korning.samverkan.issuer
    shares = _shares(korning)
    billed = billed_by(korning.samverkan_id, {andel.fordelning.year for andel, _ in shares})
    payers: dict[int, Betalare] = {}
    for andel, due in shares:
        line = _line(andel, due, billed, internal=andel.organisation_id == issuer.pk)
        if line is not None:
            payer = payers.setdefault(andel.organisation_id, Betalare(andel.organisation))
            kind = andel.tjanst.vat_kind
            payer.posts.setdefault(kind, Post(kind)).lines.append(line)
    _mark_issued(korning, payers)
    betalare = sorted(
        payers.values(), key=lambda b: (b.organisation.pk == issuer.pk, sort_key(b.organisation.name))
    )
    before = _same_month_last_year(korning)
    for b in betalare:
        b.internal = b.organisation.pk == issuer.pk
        b.before = before.get(b.organisation.pk)
        if not b.internal:
            _check_payer(b)
    names = list(dict.fromkeys(line.text for b in betalare for p in b.posts.values() for line in p.lines))
    beslut = [one for one in dict.fromkeys(a.fordelning.budget.beslut for a, _ in shares) if one]
    return Plan(korning, betalare, _check_issuer(korning, betalare), _notes(betalare), names, beslut)


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
    """What has been billed, credits deducted, per service, payer and budget year."""
    rows = Fakturarad.objects.filter(faktura__samverkan=samverkan_id, year__in=years)
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
    posts = Korningspost.objects.filter(
        korning__samverkan=korning.samverkan,
        korning__year=korning.year - 1,
        korning__month=korning.month,
        status=Korningspost.Status.UTFARDAD,
    )
    return dict(posts.order_by().values_list("payer").annotate(total=Sum("net")))


def _check_payer(b: Betalare) -> None:
    o = b.organisation
    if not (o.invoice_address or o.address) or not o.postal_code or not o.city:
        b.stops.append(f"{o.name} saknar fakturaadress")
        b.missing.append("address")
    if not o.buyer_reference:
        b.stops.append(f"{o.name} saknar beställarreferens")
        b.missing.append("buyer_reference")
    if any(post.net < 0 for post in b.posts.values()):
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
