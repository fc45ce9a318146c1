"""Questions about settlements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from decimal import Decimal

from django.db.models import QuerySet, Sum

from kostnader.bokslut.models import Bokslut, Bokslutsrad
from kostnader.bokslut.rules import SETTLED_IN_MONEY, ZERO, carried
from kostnader.fakturor.avrakning import settled_by
from kostnader.fakturor.models import Faktura
from samverkan.beslut.beslutsobjekt import Beslutsobjekt
from samverkan.konton.rules import may_see_kostnader
from samverkan.lib.swedish import genitive
from samverkan.medlemmar.models import Samverkan

Status = Bokslut.Status
OF_THE_YEAR = [Status.UTKAST, Status.FORESLAGET, Status.BESLUTAT]
OPEN_AGAIN = "Öppna bokslutet igen först."


def bokslut_of(samverkan: Samverkan, year: int) -> Bokslut | None:
    """The year's settlement as it stands: a draft, the proposed one, or the decided one."""
    found = Bokslut.objects.filter(samverkan=samverkan, year=year, status__in=OF_THE_YEAR)
    return found.select_related("samverkan__issuer", "beslut__organ").first()


def visible_bokslut(user, samverkan: Samverkan, year: int) -> Bokslut | None:
    """The year's settlement for a person: a draft is for those who see costs; from when it is proposed, and
    so laid before the body and the members, it is for all."""
    found = bokslut_of(samverkan, year)
    if found is None or not found.is_open or may_see_kostnader(user, samverkan):
        return found
    return None


def earlier_versions(bokslut_year: int, samverkan: Samverkan) -> QuerySet[Bokslut]:
    """Settlements of the year that no longer count: turned down, or opened again."""
    found = Bokslut.objects.filter(samverkan=samverkan, year=bokslut_year).exclude(status__in=OF_THE_YEAR)
    return found.select_related("beslut__organ").order_by("-number")


def rader_of(bokslut: Bokslut) -> dict[int, Bokslutsrad]:
    """The members' rows by organisation, with their own decisions."""
    rows = bokslut.rader.select_related("organisation", "beslut__organ")
    return {rad.organisation_id: rad for rad in rows}


def decided_before(bokslut: Bokslut) -> Bokslut | None:
    """The decided settlement of the year before."""
    found = Bokslut.objects.filter(
        samverkan=bokslut.samverkan_id, year=bokslut.year - 1, status=Status.BESLUTAT
    )
    return found.select_related("beslut__organ").first()


def openings(bokslut: Bokslut) -> dict[int, tuple[Decimal, str]]:
    """Per member: the opening balance in kronor and where it comes from.

    The year before's closing balance, less what it was decided to write off, pay back or charge; what was
    typed where there is no settlement of the year before.
    """
    before = decided_before(bokslut)
    if before is None:
        rows = bokslut.rader.values_list("organisation", "typed_opening")
        return {pk: (typed or ZERO, "inskrivet för hand" if typed else "") for pk, typed in rows}
    text = f"utgående saldo i {str(before)[:1].lower()}{str(before)[1:]}"
    found = dict.fromkeys(bokslut.rader.values_list("organisation", flat=True), (ZERO, text))
    for rad in before.rader.all():
        left = carried(rad.action, rad.closing or ZERO, decided=has_decisions(before, rad))
        if left or rad.organisation_id in found:
            found[rad.organisation_id] = (left, text)
    return found


def has_decisions(bokslut: Bokslut, rad: Bokslutsrad) -> bool:
    """Whether what is to be done with the member's balance is decided by all who must."""
    return bokslut.is_decided and (rad.beslut_id is not None or not bokslut.members_decide)


def to_invoice(bokslut: Bokslut) -> bool:
    """Whether any member's balance is to be paid back or charged."""
    return bokslut.is_decided and bokslut.rader.filter(action__in=SETTLED_IN_MONEY).exists()


def unsettled(bokslut: Bokslut) -> dict[int, Decimal]:
    """What is laid up to be settled and not yet invoiced, per payer (minus: to pay back), kronor net of VAT.

    The host's own part is booked and never invoiced, and is not in it. Two queries.
    """
    settled = settled_by(bokslut.samverkan_id, {bokslut.year})
    left: dict[int, Decimal] = defaultdict(Decimal)
    for one in bokslut.avrakningar.exclude(payer=bokslut.samverkan.issuer_id):
        left[one.payer_id] += one.net - settled.get((one.tjanst_id, one.payer_id, one.year), ZERO)
    return {payer: net for payer, net in left.items() if net}


def awaited(bokslut: Bokslut) -> list[Bokslutsrad]:
    """The members whose own decision is still missing."""
    if not bokslut.members_decide:
        return []
    return list(bokslut.rader.filter(beslut=None).select_related("organisation"))


def decided_by(beslut_ids: Collection[int]) -> Iterator[Beslutsobjekt]:
    """The settlements, and the members' parts of them, that rest on decisions; for the decisions' pages."""
    decided = Bokslut.objects.filter(
        beslut__in=beslut_ids, status__in=[Status.BESLUTAT, Status.OPPNAT, Status.AVSLAGET]
    )
    for bokslut in decided.annotate(total=Sum("rader__closing")).order_by("year", "number"):
        in_force = bokslut.is_decided
        yield Beslutsobjekt(
            bokslut.beslut_id,
            "Bokslut",
            f"{bokslut}, {bokslut.get_status_display().lower()}",
            bokslut.total,
            "bokslut:bokslut",
            {"year": bokslut.year},
            holds=OPEN_AGAIN if in_force else "",
            afterwards="" if in_force else "Gäller inte längre och ligger kvar som historik.",
        )
    rader = Bokslutsrad.objects.filter(beslut__in=beslut_ids)
    for rad in rader.select_related("bokslut", "organisation").order_by("bokslut__year", "pk"):
        in_force = rad.bokslut.is_decided
        whose, what = genitive(rad.organisation.short_name), rad.get_action_display().lower()
        yield Beslutsobjekt(
            rad.beslut_id,
            "Bokslut, medlemmens beslut",
            f"{whose} saldo {rad.bokslut.year}: {what}",
            rad.closing,
            "bokslut:bokslut",
            {"year": rad.bokslut.year},
            holds=OPEN_AGAIN if in_force else "",
            afterwards="" if in_force else "Gäller inte längre och ligger kvar som historik.",
        )


def newest_rows(samverkan: Samverkan, organisation_ids: Collection[int], year: int) -> list[Bokslutsrad]:
    """The rows of some members in the year's settlement, proposed or decided, for their own pages. One
    query."""
    found = Bokslutsrad.objects.filter(
        bokslut__samverkan=samverkan,
        bokslut__year=year,
        bokslut__status__in=[Status.FORESLAGET, Status.BESLUTAT],
        organisation__in=organisation_ids,
    )
    return list(found.select_related("organisation", "bokslut__beslut__organ", "beslut__organ"))


def settling_invoices(bokslut: Bokslut, payer_id: int) -> list[Faktura]:
    """The invoices and credit notes that settled a member's balance, the first first; credited ones left out.
    One query."""
    found = Faktura.objects.filter(
        rader__avrakning__bokslut=bokslut, payer=payer_id, credits=None, kredit=None
    )
    return list(found.distinct().order_by("series_year", "series_number"))
