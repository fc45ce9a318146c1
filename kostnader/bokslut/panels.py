"""The settlement on the start page: what waits for the controller, what a member's year came to."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from kostnader.bokslut.models import Bokslut
from kostnader.bokslut.queries import awaited, bokslut_of, newest_rows, settling_invoices, unsettled
from kostnader.bokslut.sida import signed
from samverkan.konton.rules import (
    may_edit_kostnader,
    may_enter,
    may_see_kostnader,
    organisations_read_by,
    reads_for_member,
)
from samverkan.lib.links import surl
from samverkan.start.menu import Entry
from samverkan.start.panels import Panel

Context = dict[str, Any]


def kommun(request: HttpRequest) -> Context | None:
    """The settlement of the year, proposed or decided, for those the person reads for, with what it was
    settled by; nothing while there is none."""
    own = organisations_read_by(request.user, request.samverkan)
    rows = newest_rows(request.samverkan, own, request.year)
    found = [
        {
            "rad": rad,
            "url": surl(request, "bokslut:medlem", organisation=rad.organisation_id),
            "saldo": signed(rad.closing, tkr=False),
            "fakturor": settling_invoices(rad.bokslut, rad.organisation_id) if rad.bokslut.is_decided else [],
        }
        for rad in rows
    ]
    return {"bokslutsrader": found} if found else None


def ekonomi(request: HttpRequest) -> Context | None:
    """What is left to do with the year's settlement; nothing when there is none or nothing waits."""
    bokslut = bokslut_of(request.samverkan, request.year)
    text = _waits(bokslut) if bokslut else ""
    if not text:
        return None
    may_edit = may_edit_kostnader(request.user, request.samverkan)
    act = "Till bokslutet" if may_edit else "Visa"
    row = {"rubrik": str(bokslut), "text": text, "act": act, "url": surl(request, "bokslut:bokslut")}
    return {"vantar": [row], "may_edit": may_edit}


def _waits(bokslut: Bokslut) -> str:
    if bokslut.is_open:
        return "Utkast. Granska siffrorna, stäng året och föreslå bokslutet."
    missing = [rad.organisation.short_name for rad in awaited(bokslut)]
    if missing:
        return f"Eget beslut saknas från {', '.join(missing)}."
    if bokslut.is_decided and unsettled(bokslut):
        return "Det finns avräkningar som inte är fakturerade."
    return "" if bokslut.is_decided else "Föreslaget. Väntar på beslut."


PANELS = (
    Panel(12, may_see_kostnader, "kostnader/bokslut/_vantar.html", ekonomi),
    Panel(31, reads_for_member, "kostnader/bokslut/_kommun.html", kommun),
)
MENU = (Entry("Kostnader", 60, "Bokslut", "bokslut:bokslut", may_enter, "bokslut"),)
