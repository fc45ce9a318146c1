"""What part of the event log to show."""

from datetime import datetime, time

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from samverkan.handelser.models import Handelse
from samverkan.handelser.queries import actors, kinds

DATE = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class FilterForm(forms.Form):
    """Who, what, and from when to when; both days included."""

    vem = forms.ChoiceField(label="Vem", required=False)
    vad = forms.ChoiceField(label="Om vad", required=False)
    fran = forms.DateField(label="Från och med", required=False, widget=DATE)
    till = forms.DateField(label="Till och med", required=False, widget=DATE)

    def __init__(self, *args: object, samverkan, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.samverkan = samverkan
        self.fields["vem"].choices = [("", "Alla"), *((name, name) for name in actors(samverkan))]
        self.fields["vad"].choices = [("", "Allt"), *kinds(samverkan)]

    def rows(self) -> QuerySet[Handelse]:
        """The events that match, newest first; what is wrongly filled in is left out of the filter."""
        self.is_valid()
        chosen = self.cleaned_data
        rows = Handelse.objects.filter(samverkan=self.samverkan)
        if chosen.get("vem"):
            rows = rows.filter(actor_name=chosen["vem"])
        if chosen.get("vad"):
            rows = rows.filter(object_type=chosen["vad"])
        if chosen.get("fran"):
            rows = rows.filter(at__gte=timezone.make_aware(datetime.combine(chosen["fran"], time.min)))
        if chosen.get("till"):
            rows = rows.filter(at__lte=timezone.make_aware(datetime.combine(chosen["till"], time.max)))
        return rows
