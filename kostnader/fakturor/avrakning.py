"""What is left to settle of a year, as lines of invoices, when its bokslut is decided.

The amounts are laid up by the bokslut (`Avrakning`); here they are only invoiced, or paid back. A payer's
lines of one VAT kind that sum to less than nothing become a credit note that refers to the invoices of the
year (ML 17:22–23).
"""

from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Sum

from kostnader.fakturor.forslag import ZERO, Line
from kostnader.fakturor.models import Avrakning, Faktura, Fakturakorning, Fakturarad
from samverkan.medlemmar.models import Organisation

SettledKey = tuple[int, int, int]  # tjanst, payer, year


def settled_by(samverkan_id: int, years: set[int]) -> dict[SettledKey, Decimal]:
    """What has been invoiced or paid back to settle the years, per service, payer and year. One query."""
    rows = Fakturarad.objects.filter(faktura__samverkan=samverkan_id, year__in=years, avrakning__isnull=False)
    grouped = rows.order_by().values_list("tjanst", "faktura__payer", "year").annotate(total=Sum("net"))
    return {(tjanst, payer, year): total for tjanst, payer, year, total in grouped}


def settlement_lines(korning: Fakturakorning) -> Iterator[tuple[Organisation, str, Line]]:
    """Payer, VAT kind and line of what the run's bokslut leaves, less what is settled already."""
    found = list(Avrakning.objects.filter(bokslut=korning.bokslut_id).select_related("payer", "tjanst"))
    settled = settled_by(korning.samverkan_id, {one.year for one in found})
    internal = korning.samverkan.issuer_id
    for one in found:
        already = settled.get((one.tjanst_id, one.payer_id, one.year), ZERO)
        net = one.net if one.payer_id == internal else one.net - already
        if net:
            yield one.payer, one.tjanst.vat_kind, _line(one, net, already)


def _line(one: Avrakning, net: Decimal, already: Decimal) -> Line:
    return Line(
        andel_id=None,
        avrakning_id=one.pk,
        tjanst_id=one.tjanst_id,
        text=one.tjanst.name,
        year=one.year,
        part_index=1,
        part_count=1,
        part=f"Avräkning {one.year}",
        period_from=f"{one.year}-01-01",
        period_to=f"{one.year}-12-31",
        period_text=f"helår {one.year}",
        period_name=f"avräkning {one.year}, {one.year}-01-01 – {one.year}-12-31",
        unit="avräkning",
        net=str(net),
        already=str(already),
        amount_year=str(one.explanation["avrakning"]["utfall"]),
        decided=True,
    )


def invoices_amended(payer_id: int, samverkan_id: int, year: int, vat_kind: str) -> list[str]:
    """The numbers of the payer's invoices for the year that a credit note refers to, the first first."""
    found = Faktura.objects.filter(
        samverkan=samverkan_id, payer=payer_id, vat_kind=vat_kind, kind=Faktura.Kind.FAKTURA, kredit=None
    )
    found = found.filter(rader__year=year, rader__andel__isnull=False).distinct()
    return list(found.order_by("series_year", "series_number").values_list("number", flat=True))
