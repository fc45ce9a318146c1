"""What the settlement's pages show, put together for their templates."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.http import HttpRequest

from kostnader.bokslut.berakning import Kallor, compute, read_kallor
from kostnader.bokslut.brister import Brist, brister
from kostnader.bokslut.models import Bokslut, Bokslutsrad
from kostnader.bokslut.queries import awaited, rader_of, to_invoice, unsettled
from kostnader.bokslut.sammanstallning import Medlem, Sammanstallning, Tjanst
from samverkan.konton.rules import may_edit_kostnader, organisations_read_by
from samverkan.lib.hashing import canonical_json, groups_of_eight, sha256_hex
from samverkan.lib.links import surl
from samverkan.lib.swedish import NOTHING, format_amount, format_change, format_tkr
from samverkan.tabeller.visning import TKR, unit_of, unit_tabs

Context = dict[str, Any]
Status = Bokslut.Status
COLUMNS = (
    ("Andel av budgeten", ""),
    ("Fakturerat", ""),
    ("Andel av utfallet", "enligt nyckel"),
    ("Årets resultat", "betalt − utfall"),
    ("varav", "budgetens fördelning"),
    ("varav", "årets utfall"),
    ("IB", "ingående saldo"),
    ("UB", "utgående saldo"),
)


class Visning:
    """A settlement on show: frozen figures where they are frozen, else as they come out now."""

    def __init__(self, bokslut: Bokslut) -> None:
        self.bokslut = bokslut

    @cached_property
    def kallor(self) -> Kallor:
        return read_kallor(self.bokslut.samverkan, self.bokslut.year)

    @cached_property
    def now(self) -> Sammanstallning:
        """As it comes out with today's figures."""
        return compute(self.bokslut, self.kallor)

    @cached_property
    def figures(self) -> Sammanstallning:
        if self.bokslut.underlag is not None:
            return Sammanstallning.from_json(self.bokslut.underlag)
        return self.now

    @cached_property
    def brister(self) -> list[Brist]:
        """What is missing; asked only while it is a draft."""
        return brister(self.bokslut, self.kallor, self.now) if self.bokslut.is_open else []

    @property
    def drift(self) -> bool:
        """Whether what comes out now differs from what was proposed; asked until it is decided."""
        if self.bokslut.status != Status.FORESLAGET:
            return False
        return sha256_hex(canonical_json(self.now.as_json())) != self.bokslut.sha256

    @cached_property
    def rader(self) -> dict[int, Bokslutsrad]:
        return rader_of(self.bokslut)


def bokslut_context(request: HttpRequest, visning: Visning) -> Context:
    """The page of the year."""
    bokslut, figures = visning.bokslut, visning.figures
    tkr = unit_of(request) == TKR
    own = organisations_read_by(request.user, request.samverkan)
    may_edit = may_edit_kostnader(request.user, request.samverkan)
    stops = [brist for brist in visning.brister if brist.stops]
    context: Context = {
        "bokslut": bokslut,
        "figures": figures,
        "steg": steps(request, visning),
        "stoppar": _linked(request, stops),
        "att_veta": _linked(request, [brist for brist in visning.brister if not brist.stops]),
        "may_edit": may_edit,
        "enheter": unit_tabs(request, unit_of(request)),
        "enhet": "tkr" if tkr else "kronor",
        "columns": COLUMNS,
        "rader": [_row(request, visning, medlem, own, tkr=tkr) for medlem in figures.medlemmar],
        "summa": _amounts(figures.summa, figures.opening, figures.closing, tkr=tkr),
        "tjanster": [_service(request, figures, tjanst, tkr=tkr) for tjanst in figures.tjanster],
        "diagram": diagram(figures.medlemmar, tkr=tkr),
        "resultat": figures.summa.result,
        "underskott": -figures.summa.result,
        "drift": visning.drift,
        "saknar_beslut": awaited(bokslut) if bokslut.status in (Status.FORESLAGET, Status.BESLUTAT) else [],
        "kontrollsumma": groups_of_eight(bokslut.sha256) if bokslut.sha256 else "",
    }
    if bokslut.is_decided:
        context |= _settlement(bokslut)
    return context


def _service(request: HttpRequest, figures: Sammanstallning, tjanst: Tjanst, *, tkr: bool) -> Context:
    belopp, plain = figures.of_tjanst(tjanst.id), format_tkr if tkr else format_amount
    return {
        "tjanst": tjanst,
        "url": surl(request, "bokslut:tjanst", tjanst=tjanst.id),
        "betalt": plain(belopp.preliminary),
        "utfall": plain(tjanst.outcome),
        "resultat": signed(belopp.result, tkr=tkr),
    }


def _settlement(bokslut: Bokslut) -> Context:
    """What has been, and is to be, invoiced or paid back."""
    return {
        "att_reglera": to_invoice(bokslut),
        "kvar": unsettled(bokslut),
        "korningar": list(bokslut.korningar.order_by("year", "month", "number")),
    }


def _row(request: HttpRequest, visning: Visning, medlem: Medlem, own: set[int], *, tkr: bool) -> Context:
    rad = visning.rader.get(medlem.id)
    page = surl(request, "bokslut:medlem", organisation=medlem.id)
    texts = _amounts(medlem.belopp, medlem.opening, medlem.closing, tkr=tkr)
    anchors = ("budget", "fakturerat", "utfall", "resultat", "fordelning", "arets", "ib", "ub")
    return {
        "medlem": medlem,
        "url": page,
        "celler": [
            {"text": text, "url": f"{page}#{anchor}"} for text, anchor in zip(texts, anchors, strict=True)
        ],
        "rad": rad,
        "own": medlem.id in own,
        "saknas": bool(
            rad and visning.bokslut.members_decide and rad.beslut is None and not visning.bokslut.is_open
        ),
    }


def _amounts(belopp, opening: Decimal | None, closing: Decimal | None, *, tkr: bool) -> list[str]:
    plain = format_tkr if tkr else format_amount
    return [
        *(plain(amount) for amount in (belopp.budget, belopp.billed, belopp.actual)),
        *(signed(amount, tkr=tkr) for amount in (belopp.result, belopp.from_split, belopp.from_result)),
        *(signed(amount, tkr=tkr) for amount in (opening, closing)),
    ]


def signed(amount: Decimal | None, *, tkr: bool) -> str:
    """A surplus with plus, a deficit with minus, in kronor or in thousands."""
    if amount is None:
        return NOTHING
    if not tkr:
        return format_change(amount)
    text = format_tkr(amount)
    return f"+{text}" if amount > 0 and text != "0" else text


def diagram(medlemmar: Iterable[Medlem], *, tkr: bool) -> list[Context]:
    """Bars from a middle line: what each member's result is made of. Widths are whole percent of the half."""
    found = list(medlemmar)
    parts = [abs(x) for m in found for x in (m.belopp.from_split, m.belopp.from_result, m.belopp.result)]
    largest = max(parts, default=Decimal(0)) or Decimal(1)
    return [
        {
            "namn": medlem.short_name,
            "staplar": [
                {
                    "slag": slag,
                    "text": signed(amount, tkr=tkr),
                    "namn": name,
                    "bredd": bredd,
                    "x": 50 if amount >= 0 else 50 - bredd,
                }
                for slag, name, amount in (
                    ("fordelning", "budgetens fördelning", medlem.belopp.from_split),
                    ("utfall", "årets utfall", medlem.belopp.from_result),
                    ("resultat", "årets resultat", medlem.belopp.result),
                )
                for bredd in [_width(amount, largest)]
            ],
        }
        for medlem in found
    ]


def _width(amount: Decimal, largest: Decimal) -> int:
    """Whole percent of the picture, at most half of it; what is not nothing is always seen."""
    share = int(abs(amount) * 50 / largest)
    return max(share, 1) if amount else 0


def _linked(request: HttpRequest, found: list[Brist]) -> list[Context]:
    return [
        {
            "text": brist.text,
            "act": brist.act,
            "url": surl(request, brist.url_name, **brist.kwargs) if brist.url_name else "",
        }
        for brist in found
    ]


def steps(request: HttpRequest, visning: Visning) -> list[Context]:
    """Utkast, föreslaget, beslutat, the members' own decisions, and settled."""
    bokslut = visning.bokslut
    place = [Status.UTKAST, Status.FORESLAGET, Status.BESLUTAT].index(bokslut.status)
    names = ["Utkast", "Föreslaget", "Beslutat"]
    found: list[Context] = [
        {"namn": name, "lage": "klar" if n < place else "nu" if n == place else "kommer"}
        for n, name in enumerate(names)
    ]
    if place:
        found[1]["nar"] = "året är stängt"
    if bokslut.beslut:
        found[2] |= {
            "paragraf": {
                "paragraf": bokslut.beslut.paragraf,
                "datum": bokslut.beslut.date,
                "titel": bokslut.beslut.heading,
                "url": surl(request, "beslut:beslut", pk=bokslut.beslut_id),
            }
        }
    if bokslut.members_decide:
        left = len(awaited(bokslut))
        done = bool(place) and not left
        lage = "klar" if done else "nu" if place else "kommer"
        found.append({"namn": "Medlemmarnas beslut", "lage": lage, "nar": f"{left} saknas" if left else ""})
    if bokslut.is_decided:
        if to_invoice(bokslut):
            waits = bool(unsettled(bokslut)) or not bokslut.avrakningar.exists()
            begun = all(step["lage"] == "klar" for step in found[3:])
            lage = "klar" if begun and not waits else "nu" if begun else "kommer"
            found.append({"namn": "Avräknat", "lage": lage})
        found[2]["lage"] = "klar"
    return found
