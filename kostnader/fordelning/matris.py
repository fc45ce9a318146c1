"""The year's sharing as one matrix, members × services: computed live, or read from what is frozen.

Page, Excel and the JSON for scripts are all made from a Matris, so they cannot disagree.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from kostnader.budget.queries import Tjanstebelopp
from kostnader.fordelning.explain import explain
from kostnader.fordelning.models import Fordelning
from kostnader.fordelning.rules import Nyckelfel, Resultat, prepare
from kostnader.fordelning.underlag import Underlag
from kostnader.fordelning.validering import merged
from kostnader.fordelning.wording import nyckel_kort, nyckel_text
from samverkan.lib.swedish import sort_key

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Deltagande:
    """Who a row is about."""

    id: int
    orgnr: str
    kommunkod: str
    name: str
    full_name: str


@dataclass
class Kolumn:
    """One service in the matrix, in kronor. `amounts` by organisation id; faults say why it is empty."""

    tjanst_id: int
    name: str
    label: str
    nyckel_id: int | None
    nyckel_kort: str
    nyckel_text: str
    direct: bool
    supplier: str
    budget: Decimal
    att_fordela: Decimal
    beslut: dict | None
    version_id: int | None = None
    amounts: dict[int, Decimal] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    mode: str = "summan"
    resultat: Resultat | None = field(default=None, repr=False)

    @property
    def summa(self) -> Decimal:
        """What the members pay together."""
        return sum(self.amounts.values(), ZERO)

    @property
    def avrundning(self) -> Decimal:
        """Sum of the shares less the amount to share."""
        return self.summa - self.att_fordela

    @property
    def counted(self) -> bool:
        """Whether the service is part of the sums; what the supplier invoices itself is only shown."""
        return not self.direct


@dataclass
class Matris:
    """Members × services of a year; `source` is the frozen Fordelning, or None when computed now."""

    year: int
    rader: list[Deltagande]
    kolumner: list[Kolumn]
    inhabitants: dict[int, Decimal] = field(default_factory=dict)
    source: Fordelning | None = None
    inhabitants_on: str = ""

    @cached_property
    def counted(self) -> list[Kolumn]:
        return [kolumn for kolumn in self.kolumner if kolumn.counted]

    @cached_property
    def totals(self) -> dict[int, Decimal]:
        """Each member's sum over the services that are counted."""
        return {
            rad.id: sum((kolumn.amounts.get(rad.id, ZERO) for kolumn in self.counted), ZERO)
            for rad in self.rader
        }

    @property
    def summa(self) -> Decimal:
        return sum((kolumn.summa for kolumn in self.counted), ZERO)

    @property
    def att_fordela(self) -> Decimal:
        return sum((kolumn.att_fordela for kolumn in self.counted), ZERO)

    @property
    def avrundning(self) -> Decimal:
        return self.summa - self.att_fordela

    @property
    def faults(self) -> list[tuple[Kolumn, str]]:
        return [(kolumn, fault) for kolumn in self.kolumner for fault in kolumn.faults]

    def kolumn(self, tjanst_id: int) -> Kolumn | None:
        return next((kolumn for kolumn in self.kolumner if kolumn.tjanst_id == tjanst_id), None)


def compute_matris(underlag: Underlag) -> Matris:
    """Share every service of the year by its key. A service that cannot be shared says why in `faults`."""
    kolumner = [compute_kolumn(underlag, tjanst) for tjanst in underlag.tjanster]
    shown = [kolumn for kolumn in kolumner if kolumn.amounts or kolumn.faults or kolumn.budget]
    present = {pk for kolumn in shown for pk in kolumn.amounts}
    organisationer = [underlag.organisationer[pk] for pk in present]
    rader = [
        Deltagande(o.pk, o.orgnr, o.kommunkod, o.short_name, o.name)
        for o in sorted(organisationer, key=lambda o: sort_key(o.short_name))
    ]
    counted_on = underlag.inhabitants_on()
    return Matris(
        underlag.year,
        rader,
        shown,
        inhabitants=underlag.inhabitants(),
        inhabitants_on=counted_on.isoformat() if counted_on else "",
    )


def compute_kolumn(underlag: Underlag, tjanst) -> Kolumn:
    """Share one service; what hinders it is told in `faults`."""
    amounts = underlag.amounts.get(tjanst.pk, Tjanstebelopp())
    version = underlag.version_for(tjanst, 12) or underlag.version_for(tjanst, 1)
    nyckel = underlag.nyckel(version) if version else None
    kolumn = Kolumn(
        tjanst_id=tjanst.pk,
        name=tjanst.name,
        label=tjanst.label,
        nyckel_id=tjanst.nyckel_id,
        nyckel_kort=nyckel_kort(nyckel) if nyckel else "",
        nyckel_text=nyckel_text(nyckel) if nyckel else "",
        direct=tjanst.direct_from_supplier,
        supplier=tjanst.supplier,
        budget=amounts.total,
        att_fordela=amounts.shared,
        beslut=nyckel.beslut if nyckel else None,
        version_id=version.pk if version else None,
        mode=nyckel.mode if nyckel else "summan",
    )
    skeden = underlag.skeden(tjanst)
    if not skeden:
        kolumn.faults = _missing(tjanst, underlag) if amounts.total else []
        return kolumn
    try:
        resultat = prepare(skeden).fordela(amounts.shared, monthly_amounts=amounts.months)
    except Nyckelfel as refused:
        kolumn.faults = merged(refused.faults)
        return kolumn
    ids = {o.orgnr: o.pk for o in underlag.organisationer.values()}
    kolumn.resultat, kolumn.att_fordela = resultat, resultat.att_fordela
    kolumn.amounts = {ids[orgnr]: belopp for orgnr, belopp in resultat.belopp.items()}
    return kolumn


def _missing(tjanst, underlag: Underlag) -> list[str]:
    if tjanst.nyckel_id is None:
        return [f"{tjanst.name} har ingen fördelningsnyckel. Välj en under Tjänster."]
    if not underlag.versions.get(tjanst.nyckel_id):
        return [f"Nyckeln {tjanst.nyckel.name} har ingen version som gäller {underlag.year}."]
    return [f"Ingen medlem är ansluten till {tjanst.name} {underlag.year}. Anslut dem under Tjänster."]


def explain_share(kolumn: Kolumn, rad: Deltagande, year: int) -> dict:
    """The whole explanation of one member's share in one service (design 4.6)."""
    return explain(kolumn.resultat, rad.orgnr, tjanst=kolumn.name, ar=year)


def frozen_matris(fordelning: Fordelning) -> Matris:
    """The matrix of a frozen Fordelning, from its rows and summary alone."""
    kolumner = {int(entry["tjanst_id"]): _frozen_kolumn(entry) for entry in fordelning.summary["tjanster"]}
    rader: dict[int, Deltagande] = {}
    rows = fordelning.andelar.select_related("organisation").defer("explanation")
    for andel in rows:
        kolumner[andel.tjanst_id].amounts[andel.organisation_id] = andel.amount
        o = andel.organisation
        rader[o.pk] = Deltagande(o.pk, o.orgnr, o.kommunkod, o.short_name, o.name)
    inhabitants = {int(pk): Decimal(value) for pk, value in fordelning.summary["invanare"].items()}
    ordered = sorted(rader.values(), key=lambda rad: sort_key(rad.name))
    counted_on = fordelning.summary.get("invanare_datum", "")
    return Matris(fordelning.year, ordered, list(kolumner.values()), inhabitants, fordelning, counted_on)


def _frozen_kolumn(entry: dict) -> Kolumn:
    fields = {key: entry[key] for key in SUMMARY_FIELDS}
    return Kolumn(**fields, budget=Decimal(entry["budget"]), att_fordela=Decimal(entry["att_fordela"]))


SUMMARY_FIELDS = (
    "tjanst_id",
    "name",
    "label",
    "nyckel_id",
    "nyckel_kort",
    "nyckel_text",
    "direct",
    "supplier",
    "beslut",
    "version_id",
    "mode",
)


def summary_of(matris: Matris) -> dict:
    """What a frozen Fordelning keeps of each service besides the members' rows."""
    return {
        "tjanster": [
            {key: getattr(kolumn, key) for key in SUMMARY_FIELDS}
            | {
                "budget": str(kolumn.budget),
                "att_fordela": str(kolumn.att_fordela),
                "summa": str(kolumn.summa),
            }
            for kolumn in matris.kolumner
        ],
        "invanare_datum": matris.inhabitants_on,
        "invanare": {str(pk): str(value) for pk, value in matris.inhabitants.items()},
        "summa": str(matris.summa),
    }
