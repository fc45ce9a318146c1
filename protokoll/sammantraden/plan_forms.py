"""Forms for planning many meetings: by months of the year or every so many weeks; and the proposal itself."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from protokoll.sammantraden.arshjul import Motesrytm
from protokoll.sammantraden.forms import END, START, ClockField, TidForm
from samverkan.lib.formfields import DayField
from samverkan.lib.helgdag import WEEKDAYS
from samverkan.lib.swedish import MONTHS
from samverkan.organ.models import Organ

WEDNESDAY = 2
NTH = {1: "första", 2: "andra", 3: "tredje", 4: "fjärde", -1: "sista"}


class _HourForm(forms.Form):
    start = ClockField(label="Börjar", initial=START)
    slut = ClockField(label="Slutar", initial=END)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("start") and data.get("slut") and data["slut"] <= data["start"]:
            self.add_error("slut", "Sammanträdet kan inte sluta innan det börjar.")
        return data


class RytmForm(_HourForm):
    """Which months, and which weekday of them."""

    manader = forms.TypedMultipleChoiceField(
        label="Månader",
        coerce=int,
        choices=[(number, name.capitalize()) for number, name in enumerate(MONTHS, 1)],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst en månad."},
    )
    nte = forms.TypedChoiceField(label="Vilken", coerce=int, choices=NTH.items(), initial=3)
    veckodag = forms.TypedChoiceField(
        label="Veckodag", coerce=int, choices=list(enumerate(WEEKDAYS[:5])), initial=WEDNESDAY
    )
    field_order = ("manader", "nte", "veckodag", "start", "slut")

    def rytm(self) -> Motesrytm:
        """The rhythm as the rules read it."""
        data = self.cleaned_data
        return Motesrytm(tuple(data["manader"]), data["veckodag"], data["nte"], data["start"], data["slut"])


class SerieForm(_HourForm):
    """Every so many weeks from one day to another."""

    fran = DayField(label="Första dagen")
    till = DayField(label="Inte senare än")
    veckor = forms.IntegerField(
        label="Hur ofta, veckor mellan",
        min_value=1,
        max_value=26,
        initial=4,
        widget=forms.NumberInput(attrs={"class": "kort"}),
    )
    field_order = ("fran", "till", "veckor", "start", "slut")


class Forslagsrad(TidForm):
    """One meeting of a proposal; left out when not ticked."""

    med = forms.BooleanField(label="Ta med", required=False, initial=True)

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and not self.cleaned_data.get("med"):
            self._errors.clear()  # what is left out need not be right


Forslag = forms.formset_factory(Forslagsrad, extra=0, max_num=60, absolute_max=60, validate_max=True)


def proposed_rows(organ: Organ, hours: dict[str, Any], days: Iterable[date]) -> list[dict[str, object]]:
    """What the rows of a proposal start from."""
    own = {"start": hours["start"], "slut": hours["slut"], "place": organ.place, "med": True}
    return [{"dag": day, **own} for day in days]
