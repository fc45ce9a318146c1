"""What the matrix page and the receipt say, put together for their templates."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone

from kostnader.budget.models import Budget
from kostnader.fordelning.models import Fordelning
from kostnader.fordelning.nyckel_lasning import readable_version
from kostnader.fordelning.tables import BELOPP, FORANDRING, INVANARE, VIEWS, Choice, draw
from kostnader.fordelning.visning import NOW, Visning, last_year
from samverkan.konton.rules import may_edit_kostnader, may_see_kostnader, organisations_read_by
from samverkan.lib.links import surl

TABS = {
    BELOPP: "Belopp",
    "andel": "Andel, %",
    INVANARE: "Kronor per invånare",
    FORANDRING: "Förändring mot {before}",
}
WHAT = {
    BELOPP: "{unit} per år, exklusive moms",
    "andel": "Procent av tjänstens summa",
    INVANARE: "Kronor per invånare och år, exklusive moms",
    FORANDRING: "{unit} mer eller mindre än {before}, exklusive moms",
}
MOST_COLUMNS = 10  # more than this and the table scrolls in a frame of its own
MOST_BESIDE = 8  # and so it does when the receipt stands beside it


def matris_context(
    request: HttpRequest, visning: Visning, opened: tuple[int, int] | None = None
) -> dict[str, object]:
    """Everything the matrix page shows."""
    context: dict[str, object] = {
        "visning": visning,
        "fordelning": visning.fordelning,
        "budget": visning.budget,
        "base": surl(request, "fordelning:matris"),
        "suffix": _query(request),
        "may_edit": may_edit_kostnader(request.user, request.samverkan),
        "may_see_drafts": may_see_kostnader(request.user, request.samverkan),
        "steg": _steps(visning),
        "versioner": _versions(request, visning),
    }
    if visning.matris is None or not (visning.matris.rader or visning.matris.faults):
        return context
    return context | _table(request, visning, opened)


def _table(request: HttpRequest, visning: Visning, opened: tuple[int, int] | None) -> dict[str, object]:
    matris = visning.matris
    assert matris is not None
    view = request.GET.get("visa", BELOPP)
    view = view if view in VIEWS else BELOPP
    in_thousands = request.GET.get("enhet") == "tkr" and view in (BELOPP, FORANDRING)
    before = last_year(visning) if view == FORANDRING else None
    own = frozenset(organisations_read_by(request.user, request.samverkan))
    tabell = draw(matris, Choice(view, in_thousands, opened, own), before)
    columns = len(tabell.kolumner) + len(tabell.direct)
    words = {"unit": "Tusen kronor" if in_thousands else "Kronor", "before": request.year - 1}
    return {
        "matris": matris,
        "tabell": tabell,
        "flikar": _tabs(request, bool(matris.inhabitants), view),
        "vad": WHAT[view].format(**words),
        "enheter": _units(request, in_thousands) if view in (BELOPP, FORANDRING) else [],
        "heat_word": "Per invånare" if view == INVANARE else "Andel av tjänsten",
        "wide": columns > MOST_COLUMNS,
        "tight": columns > MOST_BESIDE,
        "row_word": "Kommun" if all(rad.kommunkod for rad in matris.rader) else "Medlem",
        "saknar_fore": view == FORANDRING and before is None,
        "shares_rule": any(k.mode == "andelarna" for k in matris.counted) and view == BELOPP,
        "excel_url": surl(request, "fordelning:excel") + _query(request, visa=None, enhet=None),
    }


def receipt_context(
    request: HttpRequest, explanation: dict, nyckel_id: int | None, tjanst: int, organisation: int
) -> dict[str, object]:
    """What the receipt shows, and where its links lead."""
    at = {"tjanst": tjanst, "organisation": organisation}
    only_version = _query(request, visa=None, enhet=None)
    beslut = explanation["nyckel"]["beslut"]
    return {
        "nyckel_url": nyckel_url(request, nyckel_id, explanation),
        "beslut_url": surl(request, "beslut:beslut", pk=beslut["id"]) if beslut else "",
        "forklaring": explanation,
        "stang_url": surl(request, "fordelning:matris") + _query(request),
        "pdf_url": surl(request, "fordelning:kvitto_pdf", **at) + only_version,
        "kvitto_excel_url": surl(request, "fordelning:kvitto_excel", **at) + only_version,
    }


def nyckel_url(request: HttpRequest, nyckel_id: int | None, explanation: dict) -> str:
    """The page of the key version an explanation tells of; '' for who may not open it."""
    number = explanation["nyckel"]["version"]
    pk = readable_version(request.user, request.samverkan, nyckel_id, number)
    return surl(request, "nycklar:version", pk=pk) if pk else ""


def _query(request: HttpRequest, **changes: str | None) -> str:
    """The address's own parameters with some changed; None leaves one out."""
    kept = {name: request.GET[name] for name in ("version", "visa", "enhet") if request.GET.get(name)}
    merged = {name: value for name, value in (kept | changes).items() if value}
    return f"?{urlencode(merged)}" if merged else ""


def _tabs(request: HttpRequest, has_people: bool, view: str) -> list[dict[str, object]]:
    return [
        {
            "text": text.format(before=request.year - 1),
            "url": surl(request, "fordelning:matris")
            + _query(request, visa=None if name == BELOPP else name),
            "current": name == view,
        }
        for name, text in TABS.items()
        if has_people or name != INVANARE
    ]


def _units(request: HttpRequest, in_thousands: bool) -> list[dict[str, object]]:
    return [
        {"text": text, "url": request.path + _query(request, enhet=unit), "current": current}
        for text, unit, current in (("kr", None, not in_thousands), ("tkr", "tkr", in_thousands))
    ]


def _steps(visning: Visning) -> list[dict[str, object]]:
    """Where the sharing stands on its way from draft to lock."""
    budget, frozen = visning.budget, visning.fordelning
    if budget is None:
        return []
    decided = budget.status in (Budget.Status.FASTSTALLD, Budget.Status.ERSATT)
    beslut = budget.beslut if decided else None
    lock: dict[str, object] = {"namn": "Låst", "lage": "kommer"}
    if frozen:
        lock = {"namn": "Låst", "lage": "klar", "nar": _locked(frozen)}
    elif decided:
        lock = {"namn": "Lås fördelningen", "lage": "nu", "nar": "så att alla ser den och den inte ändras"}
    status = "" if decided else f", {budget.get_status_display().lower()}"
    return [
        {"namn": f"{budget}{status}", "lage": "klar" if decided else "nu"},
        {
            "namn": "Budgeten fastställd",
            "lage": "klar" if decided else "kommer",
            "paragraf": {"paragraf": beslut.paragraf, "datum": beslut.date, "titel": beslut.heading}
            if beslut
            else None,
        },
        lock,
    ]


def _locked(frozen: Fordelning) -> str:
    moment = timezone.localtime(frozen.frozen_at)
    by = f" av {frozen.frozen_by.name}" if frozen.frozen_by else ""
    return f"{moment:%Y-%m-%d %H.%M}{by}"


def _versions(request: HttpRequest, visning: Visning) -> list[dict[str, object]]:
    """The frozen ones, and for those who may see drafts what comes out now."""
    rows: list[dict[str, object]] = []
    if visning.may_see_drafts:
        rows.append(
            {
                "text": "Räknat på nytt nu",
                "hjalp": "den nyaste budgeten, nycklarna och måtten som de är i dag",
                "url": surl(request, "fordelning:matris") + _query(request, version=NOW),
                "current": visning.is_live,
                "slag": "utkast",
                "status": "Inte låst",
            }
        )
    for place, frozen in enumerate(visning.frozen):
        rows.append(
            {
                "text": f"Nr {frozen.number}, {frozen.budget}",
                "hjalp": f"låst {_locked(frozen)}",
                "url": surl(request, "fordelning:matris")
                + _query(request, version=None if place == 0 else str(frozen.number)),
                "current": visning.fordelning is not None and visning.fordelning.pk == frozen.pk,
                "slag": "vantar" if place else "fast",
                "status": "Ersatt" if place else "Gäller",
            }
        )
    return rows
