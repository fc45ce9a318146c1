"""Planning many meetings at once: a proposal that can be changed before it is saved in one act."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from protokoll.sammantraden import acts
from protokoll.sammantraden.arshjul import nth_weekday, propose_year
from protokoll.sammantraden.arshjul_queries import held_meetings, matters_by_day, posts_of
from protokoll.sammantraden.plan_forms import Forslag, RytmForm, SerieForm, proposed_rows
from protokoll.sammantraden.queries import day_note
from protokoll.sammantraden.serie import every_n_weeks
from protokoll.sammantraden.val import chosen_organ, tabs
from samverkan.konton.access import access
from samverkan.konton.rules import may_keep_minutes, may_see_protokoll
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import add_refusal
from samverkan.lib.helgdag import WEEKDAYS, why_no_working_day
from samverkan.lib.links import sredirect, surl
from samverkan.lib.local_time import local_day
from samverkan.lib.period import Month
from samverkan.organ.models import Organ

QUARTERS = [3, 6, 9, 12]


@access(see=may_see_protokoll, do=may_keep_minutes, do_to_open=True)
def foresla(request: HttpRequest) -> HttpResponse:
    """Propose the year's meetings from the months of the wheel."""
    organ, own = chosen_organ(request)
    if organ is None:
        return sredirect(request, "organ:nytt")
    meetings = {local_day(one.starts_at).month for one in held_meetings(organ, request.year)}
    months = sorted({post.month for post in posts_of(organ)} or set(QUARTERS))
    initial = {"manader": [month for month in months if month not in meetings] or months}
    form = RytmForm(request.GET if "start" in request.GET else None, initial=initial)
    days: list[date] = []
    reasons: dict[date, str] = {}
    if form.is_valid():
        rytm = form.rytm()
        days = [local_day(start) for start, _ in propose_year(request.year, rytm)]
        wished = {day: nth_weekday(Month.of(day), rytm.veckodag, rytm.nte) for day in days}
        reasons = _reasons(wished)
    return _plan(request, Plan("foresla", organ, own, form, days, reasons))


def _reasons(wished: Mapping[date, date]) -> dict[date, str]:
    """Why a day is not the one the rhythm gives."""
    return {day: f"Inte {plan}: {_why(plan)}" for day, plan in wished.items() if plan != day}


def _why(day: date) -> str:
    return why_no_working_day(day) or "klämdag"


@access(see=may_see_protokoll, do=may_keep_minutes, do_to_open=True)
def serie(request: HttpRequest) -> HttpResponse:
    """Propose meetings every so many weeks."""
    organ, own = chosen_organ(request)
    if organ is None:
        return sredirect(request, "organ:nytt")
    initial = {"till": f"{request.year}-12-15"}
    form = SerieForm(request.GET if "start" in request.GET else None, initial=initial)
    days: dict[date, date] = {}
    if form.is_valid():
        data = form.cleaned_data
        try:
            days = every_n_weeks(data["fran"], data["till"], data["veckor"])
        except Refused as refusal:
            add_refusal(form, refusal)
    return _plan(request, Plan("serie", organ, own, form, list(days), _reasons(days)))


@dataclass
class Plan:
    """A page with a rhythm and the days it gives."""

    name: str
    organ: Organ
    own: list[Organ]
    form: forms.Form
    days: list[date]
    reasons: dict[date, str]

    @property
    def url_name(self) -> str:
        return f"sammantraden:{self.name}"


def _plan(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Show the proposal, or save it when it comes back."""
    hours = plan.form.cleaned_data if plan.days else {}
    rows = proposed_rows(plan.organ, hours, plan.days) if plan.days else []
    forslag = Forslag(request.POST or None, initial=rows)
    refusal = ""
    if request.method == "POST" and forslag.is_valid():
        try:
            return _save(request, plan.organ, forslag)
        except Refused as met:
            refusal = met.message
    return render(request, "protokoll/sammantraden/plan.html", _context(request, plan, forslag, refusal))


def _save(request: HttpRequest, organ: Organ, forslag: forms.BaseFormSet) -> HttpResponse:
    chosen = [row.cleaned_data for row in forslag if row.cleaned_data.get("med")]
    if not chosen:
        raise Refused("Välj minst ett sammanträde.")
    tider = [acts.Tid(row["starts_at"], row["ends_at"], row["place"]) for row in chosen]
    made = acts.create_sammantraden(organ, tider, actor=request.user)
    count = "Ett sammanträde är planerat." if len(made) == 1 else f"{len(made)} sammanträden är planerade."
    messages.success(request, count)
    return sredirect(request, "sammantraden:lista", year=local_day(made[0].starts_at).year)


@dataclass
class Planrad:
    """A row of the proposal: its fields, and what is worth knowing about the day."""

    form: forms.Form
    weekday: str
    matters: tuple[str, ...]
    note: str


def _context(request: HttpRequest, plan: Plan, forslag: forms.BaseFormSet, refusal: str) -> dict[str, object]:
    planned = [local_day(one.starts_at) for one in held_meetings(plan.organ, request.year)]
    days = [_day_of(row) for row in forslag]
    of_year = [day for day in days if day and day.year == request.year]
    matters = matters_by_day(plan.organ, [*planned, *of_year])
    rows = [
        Planrad(
            row,
            WEEKDAYS[day.weekday()] if day else "",
            matters.get(day, ()) if day else (),
            (plan.reasons.get(day) or day_note(day)) if day else "",
        )
        for row, day in zip(forslag, days, strict=True)
    ]
    url = surl(request, plan.url_name)
    return {
        "plan": plan,
        "form": plan.form,
        "forslag": forslag,
        "rader": rows,
        "planerade": planned,
        "vagrad": refusal,
        "flikar": tabs(url, plan.own, plan.organ),
        "har_hjul": bool(posts_of(plan.organ)),
    }


def _day_of(row: forms.Form) -> date | None:
    if row.is_bound:
        return getattr(row, "cleaned_data", {}).get("dag")
    return row.initial.get("dag")
