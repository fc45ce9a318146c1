"""What the pages of one member and of one service show."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from kostnader.bokslut.models import Bokslut
from kostnader.bokslut.queries import decided_before
from kostnader.bokslut.sammanstallning import Medlem, Tjanst
from kostnader.bokslut.sida import Visning, signed
from samverkan.konton.rules import may_edit_kostnader, may_see_fakturor_of, organisations_read_by
from samverkan.lib.links import surl
from samverkan.lib.swedish import format_amount

Context = dict[str, Any]
Status = Bokslut.Status


def medlem_context(request: HttpRequest, visning: Visning, medlem: Medlem) -> Context:
    """One member's row taken apart: each figure with where it comes from, and per service."""
    bokslut, rad = visning.bokslut, visning.rader.get(medlem.id)
    may_edit = may_edit_kostnader(request.user, request.samverkan)
    in_time = bokslut.status in (Status.FORESLAGET, Status.BESLUTAT)
    sees_invoices = may_see_fakturor_of(request.user, request.samverkan, medlem.id)
    by_budget = bokslut.basis == Bokslut.Basis.BUDGET
    return {
        "bokslut": bokslut,
        "medlem": medlem,
        "rad": rad,
        "closing": signed(medlem.closing, tkr=False),
        "tjanster": [
            {
                "tjanst": visning.figures.tjanst(part.tjanst_id),
                "url": surl(request, "bokslut:kvitto", organisation=medlem.id, tjanst=part.tjanst_id),
                "belopp": part.belopp,
            }
            for part in medlem.delar
        ],
        "by_budget": by_budget,
        "betalt_text": _paid(medlem, by_budget=by_budget),
        "fakturor_url": f"{surl(request, 'fakturor:lista')}?betalare={medlem.id}" if sees_invoices else "",
        "fordelning_url": surl(request, "fordelning:matris"),
        "may_edit": may_edit,
        "may_type": bokslut.is_open and decided_before(bokslut) is None,
        "may_note": may_edit and in_time and bokslut.members_decide and rad is not None and not rad.beslut_id,
    }


def _paid(medlem: Medlem, *, by_budget: bool) -> str:
    if by_budget:
        return "andelen av årets budget enligt den låsta fördelningen"
    if medlem.internal:
        return "värden fakturerar inte sig själv; dess andel av budgeten är bokförd internt"
    return "fakturerat för året, krediteringar avdragna"


def tjanst_context(request: HttpRequest, visning: Visning, tjanst: Tjanst) -> Context:
    """One service: every member's part of what it cost."""
    figures = visning.figures
    own = organisations_read_by(request.user, request.samverkan)
    beslut = tjanst.beslut
    return {
        "bokslut": visning.bokslut,
        "tjanst": tjanst,
        "nyckel_url": surl(request, "nycklar:nyckel", pk=tjanst.nyckel_id) if tjanst.nyckel_id else "",
        "beslut": beslut,
        "rader": [
            {
                "medlem": medlem,
                "belopp": part.belopp,
                "own": medlem.id in own,
                "url": surl(request, "bokslut:kvitto", organisation=medlem.id, tjanst=tjanst.id),
            }
            for medlem in figures.medlemmar
            if (part := medlem.of(tjanst.id))
        ],
        "summa": figures.of_tjanst(tjanst.id),
        "utfall": format_amount(tjanst.outcome),
    }
