"""What a run would invoice, as the preview shows it: payers, their invoices to be, and the lines of these."""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from kostnader.fakturor.models import Fakturakorning
from kostnader.fakturor.rules import is_notable, vat_amount
from samverkan.beslut.models import Beslut
from samverkan.lib.hashing import canonical_json, sha256_hex
from samverkan.medlemmar.models import Organisation

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Line:
    """One service's part due for one payer, or what is left to settle of its year.

    `already` is what was billed of the year, or settled of it, before this line. A part points at its share
    (`andel_id`), a settlement at what it settles (`avrakning_id`), and what a project charges at the project,
    with its explanation.
    """

    andel_id: int | None
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
    avrakning_id: int | None = None
    projekt_id: int | None = None
    explanation: dict | None = None


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
    beslut: list[Beslut]  # what adopted the budgets whose sharing is invoiced, the settlement or the project

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
