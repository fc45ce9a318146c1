"""Forms for one meeting: when, where and how; and why it is cancelled."""

from datetime import date, time
from typing import Any

from django import forms

from protokoll.sammantraden.models import Sammantrade
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import DayField
from samverkan.lib.local_time import STOCKHOLM, local_moment
from samverkan.organ.models import Organ
from samverkan.organ.rules import ASSEMBLIES

START, END = time(13), time(16)


class ClockField(forms.TimeField):
    """A time of the day, chosen or typed as 13.00."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "kort"}))
        kwargs.setdefault("input_formats", ["%H:%M", "%H.%M", "%H%M", "%H:%M:%S"])
        kwargs["error_messages"] = {
            "required": "Här saknas ett klockslag.",
            "invalid": "Skriv tiden som 13.00.",
        }
        super().__init__(**kwargs)


class TidForm(forms.Form):
    """A day, from hour to hour, at a place."""

    dag = DayField(label="Dag")
    start = ClockField(label="Börjar")
    slut = ClockField(label="Beräknas sluta")
    place = forms.CharField(label="Plats", max_length=160, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        day, start, end = (data.get(name) for name in ("dag", "start", "slut"))
        if day and start and end:
            if end <= start:
                self.add_error("slut", "Sammanträdet kan inte sluta innan det börjar.")
            self._set_moments(day, start, end)
        return data

    def _set_moments(self, day: date, start: time, end: time) -> None:
        for name, field, clock in (("starts_at", "start", start), ("ends_at", "slut", end)):
            try:
                self.cleaned_data[name] = local_moment(day, clock)
            except Refused as refusal:
                self.add_error(field, refusal.message)


class SammantradeForm(TidForm):
    """Everything about when, where and how a body meets."""

    organ = forms.ModelChoiceField(label="Organ", queryset=Organ.objects.none(), empty_label=None)
    remote = forms.BooleanField(
        label="Ledamöter får delta på distans",
        required=False,
        help_text="Kräver att fullmäktige har tillåtit det (KL 6:24). Tiden står på organets sida.",
    )
    public = forms.BooleanField(
        label="Öppet för allmänheten",
        required=False,
        help_text="Ett nämndsammanträde är stängt om fullmäktige inte har tillåtit annat (KL 6:25).",
    )
    decides_budget = forms.BooleanField(
        label="Budgeten ska fastställas",
        required=False,
        help_text="Då är sammanträdet offentligt och kungörs minst en vecka före (KL 9:10).",
    )
    proposed_justerare = forms.CharField(
        label="Föreslagen justerare",
        max_length=160,
        required=False,
        help_text="Står i kallelsen. Organet väljer vid sammanträdet. Skriv gärna också en ersättare.",
    )
    own = ("place", "remote", "public", "decides_budget", "proposed_justerare")
    field_order = ("organ", "dag", "start", "slut", *own)

    def __init__(self, *args: Any, organ: list[Organ], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organ"]
        field.queryset = Organ.objects.filter(pk__in=[one.pk for one in organ])
        field.choices = [(one.pk, one.name) for one in organ]
        if len(organ) == 1:
            field.widget, field.initial = forms.HiddenInput(), organ[0].pk
        if not any(one.kind == Organ.Kind.DIREKTION for one in organ):
            del self.fields["decides_budget"]
        if not any(one.remote_from for one in organ):
            del self.fields["remote"]
        if not any(one.justerare_count for one in organ):
            del self.fields["proposed_justerare"]
        if all(one.kind in ASSEMBLIES - {Organ.Kind.DIREKTION} for one in organ):
            del self.fields["public"]

    def values(self) -> dict[str, Any]:
        """What the act takes."""
        names = ("starts_at", "ends_at", *self.own)
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


def filled_in(sammantrade: Sammantrade) -> dict[str, object]:
    """A meeting as its form shows it, by Swedish clocks."""
    start = sammantrade.starts_at.astimezone(STOCKHOLM)
    end = sammantrade.ends_at
    return {
        "organ": sammantrade.organ_id,
        "dag": start.date(),
        "start": start.time(),
        "slut": end.astimezone(STOCKHOLM).time() if end else None,
        "place": sammantrade.place,
        "remote": sammantrade.remote,
        "public": sammantrade.public,
        "decides_budget": sammantrade.decides_budget,
        "proposed_justerare": sammantrade.proposed_justerare,
    }


class StallInForm(forms.Form):
    """Why a meeting is cancelled."""

    reason = forms.CharField(
        label="Skäl",
        max_length=300,
        error_messages={"required": "Skriv varför sammanträdet ställs in."},
        help_text="Visas för dem som är kallade och i kalendern. Till exempel: För få ärenden.",
    )
