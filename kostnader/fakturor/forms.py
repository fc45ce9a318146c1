"""Forms of the invoice pages."""

from django import forms
from django.utils import timezone

from samverkan.lib.formfields import DayField
from samverkan.lib.period import Month
from samverkan.medlemmar.models import Organisation


class FilterForm(forms.Form):
    """Which payer's invoices to look at."""

    betalare = forms.TypedChoiceField(label="Betalare", coerce=int, required=False, empty_value=None)

    def __init__(self, *args: object, payers: list[tuple[int, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["betalare"].choices = [("", "Alla"), *payers]

    @property
    def payer(self) -> int | None:
        """The chosen payer's id; None for all, and for a choice that does not exist."""
        return self.cleaned_data.get("betalare") if self.is_valid() else None


class OpenKorningForm(forms.Form):
    """Which month to run, and the invoice date."""

    month = forms.TypedChoiceField(label="Månad", coerce=int)
    issue_date = DayField(label="Fakturadatum")

    def __init__(self, *args: object, months: list, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = [
            (m.month.month, f"{m.month.name.capitalize()}: {', '.join(m.tjanster)}") for m in months
        ]


def suggested_date(month: Month) -> object:
    """The first weekday of the month, or today when the month is running."""
    today = timezone.localdate()
    if (today.year, today.month) == (month.year, month.month):
        return today
    first = month.first_day
    return first.replace(day=first.day + max(0, 7 - first.weekday()) % 7) if first.weekday() > 4 else first


class ProjektkorningForm(forms.Form):
    """Through which month a project's cost is charged, and the invoice date."""

    through = forms.TypedChoiceField(label="Kostnad till och med", coerce=Month.parse)
    issue_date = DayField(label="Fakturadatum")

    def __init__(self, *args: object, months: list[Month], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["through"].choices = [(str(month), month.name.capitalize()) for month in months]


class IssueDateForm(forms.Form):
    issue_date = DayField(label="Fakturadatum")


class FakturauppgifterForm(forms.ModelForm):
    """What a payer lacks before it can be invoiced; only the missing fields are asked for."""

    class Meta:
        model = Organisation
        fields = ("invoice_address", "postal_code", "city", "buyer_reference")
        widgets = {"invoice_address": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: object, missing: list[str], **kwargs: object) -> None:
        super().__init__(*args, prefix=f"org{kwargs['instance'].pk}", **kwargs)
        if "address" not in missing:
            for name in ("invoice_address", "postal_code", "city"):
                del self.fields[name]
        if "buyer_reference" not in missing:
            del self.fields["buyer_reference"]
        for item in self.fields.values():
            item.required = True


class UtfardaForm(forms.Form):
    """Which payers to issue to, and the plan that was looked at."""

    payer = forms.TypedMultipleChoiceField(
        coerce=int,
        error_messages={"required": "Välj minst en betalare.", "invalid_choice": "Välj ur listan."},
    )
    fingerprint = forms.CharField()

    def __init__(self, *args: object, payers: list[int], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["payer"].choices = [(pk, pk) for pk in payers]


class KrediteraForm(forms.Form):
    reason = forms.CharField(
        label="Skäl",
        max_length=300,
        help_text="Står på kreditfakturan, till exempel: fel mottagare.",
        error_messages={"required": "Skriv varför fakturan krediteras."},
    )
