"""Issued invoices that rest on decisions, for the pages of decisions."""

from collections.abc import Collection, Iterator

from kostnader.fakturor.models import Faktura, Fakturarad
from kostnader.fordelning.vilar import resting_fordelningar
from samverkan.beslut.beslutsobjekt import Beslutsobjekt
from samverkan.konton.rules import may_see_some_fakturor

SETTLE = "Kreditera dem, eller lås fördelningen på nytt så att nästa körning reglerar skillnaden."


def fakturor_decided_by(beslut_ids: Collection[int]) -> Iterator[Beslutsobjekt]:
    """The years invoiced by a Fordelning in force that rests on the decisions; credits are left out."""
    resting = resting_fordelningar(beslut_ids)
    billed = _billed({one.fordelning.pk for one in resting})
    for one in resting:
        if any((one.fordelning.pk, tjanst_id) in billed for tjanst_id in one.tjanst_ids):
            year = one.fordelning.year
            yield Beslutsobjekt(
                one.beslut_id,
                "Fakturor",
                f"Utfärdade fakturor {year}",
                url_name="fakturor:lista",
                url_kwargs={"year": year},
                see=may_see_some_fakturor,
                holds=SETTLE,
            )


def _billed(fordelning_ids: set[int]) -> set[tuple[int, int]]:
    """Which services of which Fordelning are on an invoice. One query."""
    lines = Fakturarad.objects.filter(
        andel__fordelning__in=fordelning_ids, faktura__kind=Faktura.Kind.FAKTURA, faktura__kredit=None
    )
    return set(lines.order_by().values_list("andel__fordelning", "tjanst").distinct())
