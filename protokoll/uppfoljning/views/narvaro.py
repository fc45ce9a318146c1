"""Attendance: per meeting with the quorum, per member in person or by substitute."""

from fractions import Fraction

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from protokoll.uppfoljning import narvarostatistik
from protokoll.uppfoljning.flikar import tabs
from protokoll.uppfoljning.narvarostatistik import Statistik
from samverkan.konton.access import access
from samverkan.konton.rules import may_keep_minutes, may_see_minutes_work, may_see_protokoll
from samverkan.lib.links import surl
from samverkan.organ.models import Organ


@access(see=may_see_protokoll)
def narvaro(request: HttpRequest) -> HttpResponse:
    """Attendance of a body (`?organ=`) during the year, or of all years (`?ar=alla`)."""
    organ = organ_list(request)
    chosen = chosen_organ(request, organ)
    every = request.GET.get("ar") == "alla"
    stat = of_organ(request, chosen, None if every else request.year) if chosen else None
    context = {
        "flikar": tabs(request, "Närvaro"),
        "organ": organ,
        "valt": chosen,
        "alla_ar": every,
        "ar_flikar": _years(request, chosen, every=every) if chosen else [],
        "stat": stat,
        "staplar": _bars(stat) if stat else [],
        "kravlinje": _quorum_line(stat) if stat else None,
        "may_take": bool(may_keep_minutes(request.user, request.samverkan) and stat and stat.moten),
    }
    return render(request, "protokoll/uppfoljning/narvaro.html", context)


def organ_list(request: HttpRequest) -> list[Organ]:
    """The bodies whose attendance the person may see."""
    also = may_see_minutes_work(request.user, request.samverkan)
    return narvarostatistik.organ_with_meetings(request.samverkan, also_unadjusted=also)


def chosen_organ(request: HttpRequest, organ: list[Organ]) -> Organ | None:
    """The body of `?organ=`, or the first; None when there is none. 404 for one that is not among them."""
    wanted = request.GET.get("organ", "")
    if not wanted:
        return organ[0] if organ else None
    found = next((one for one in organ if str(one.pk) == wanted), None)
    if found is None:
        raise Http404
    return found


def of_organ(request: HttpRequest, organ: Organ, year: int | None) -> Statistik:
    """Attendance as the person may see it: meetings not yet justerade only to those who keep the minutes."""
    also = may_see_minutes_work(request.user, request.samverkan)
    return narvarostatistik.statistik(organ, year, also_unadjusted=also)


def _years(request: HttpRequest, organ: Organ, *, every: bool) -> list[dict[str, object]]:
    front = f"{surl(request, 'uppfoljning:narvaro')}?organ={organ.pk}"
    return [
        {"text": str(request.year), "url": front, "current": not every},
        {"text": "Alla år", "url": f"{front}&ar=alla", "current": every},
    ]


def _bars(stat: Statistik) -> list[dict[str, object]]:
    """For komponenter/diagram_staplar.html: the share of each meeting, of all its seats."""
    years = {mote.day.year for mote in stat.moten}
    return [
        {
            "etikett": f"{mote.day.day}/{mote.day.month}" + (f" {mote.day.year}" if len(years) > 1 else ""),
            "varde": f"{mote.percent} %",
            "langt": f"{mote.filled} av {mote.seats}, {mote.percent} %",
            "andel": mote.percent,
            "slag": "plan" if mote.preliminary else "",
        }
        for mote in stat.moten
    ]


def _quorum_line(stat: Statistik) -> dict[str, object] | None:
    """Where the quorum stands, when it was the same at all meetings."""
    kinds = {(mote.quorum, mote.seats) for mote in stat.moten}
    if len(kinds) != 1:
        return None
    need, seats = kinds.pop()
    return {"y": 100 - round(Fraction(need * 100, seats)), "text": f"minst {need} av {seats} krävs"}
