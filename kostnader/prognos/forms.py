"""The form of a round; the grid's own boxes are read by `changes.read_boxes`."""

from django import forms

from kostnader.prognos.models import Prognosomgang
from samverkan.lib.formfields import AmountFormField, PercentFormField
from samverkan.lib.swedish import MONTHS

MONTH_CHOICES = [(0, "inget utfall än"), *((n, name) for n, name in enumerate(MONTHS, 1))]


class SourceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Prognosomgang) -> str:
        return f"{obj.name}, {obj.get_status_display().lower()}"


class OmgangForm(forms.Form):
    """Name, last month of outcome, and when a deviation must be explained."""

    name = forms.CharField(label="Namn", max_length=60)
    through = forms.TypedChoiceField(
        label="Utfall till och med",
        choices=MONTH_CHOICES,
        coerce=int,
        help_text="Månaderna därefter bedöms. Förslaget är den senaste månad som har utfall.",
    )
    limit_amount = AmountFormField(
        label="Kommentar krävs när avvikelsen är över, kr",
        help_text="Både kronorna och procenten ska passeras.",
    )
    limit_percent = PercentFormField(label="Och över, procent av radens budget")

    def clean_limit_amount(self):
        amount = self.cleaned_data["limit_amount"]
        if amount < 0:
            raise forms.ValidationError("Gränsen kan inte vara negativ. Skriv 0 eller mer.")
        return amount

    def clean_limit_percent(self):
        percent = self.cleaned_data["limit_percent"]
        if percent < 0 or percent > 1000 or percent != percent.quantize(percent.__class__("0.1")):
            raise forms.ValidationError("Ange ett procenttal mellan 0 och 1 000 med högst en decimal.")
        return percent


class NewOmgangForm(OmgangForm):
    """A new round may begin from another."""

    source = SourceField(
        queryset=Prognosomgang.objects.none(),
        required=False,
        label="Börja från",
        empty_label="Tomt: utfall + resten av budgeten på varje rad",
        help_text="Metoder, egna bedömningar och kommentarer följer med.",
    )

    def __init__(self, *args, omgangar, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = omgangar
        if not omgangar.exists():
            del self.fields["source"]
