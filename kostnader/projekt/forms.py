"""Forms for projects, their hours and who takes part."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from kostnader.budget.forms import BeslutChoiceField
from kostnader.projekt.acts import Timcell
from kostnader.projekt.models import Projekt, Projektdeltagare
from kostnader.tjanster.forms import MonthField
from samverkan.beslut.models import Beslut
from samverkan.beslut.queries import usable_beslut
from samverkan.lib.formfields import (
    ActModelForm,
    AmountFormField,
    DayField,
    QuantityFormField,
    TableFileField,
)
from samverkan.lib.swedish import MONTHS
from samverkan.medlemmar.models import Organisation

ZERO = Decimal(0)


class ProjektForm(ActModelForm):
    """A project."""

    rate = AmountFormField(
        label="Timpris, kr",
        required=False,
        help_text="Gäller timmar utan eget belopp. För egen tid visar det vad tiden är värd.",
    )
    budget = AmountFormField(label="Projektbudget, kr", required=False, help_text="För hela projektet.")
    first_month = MonthField(label="Från månad", required=False)
    last_month = MonthField(
        label="Till och med månad", required=False, help_text="Budgeten sprids jämnt över månaderna."
    )
    beslut = BeslutChoiceField(
        queryset=Beslut.objects.none(), label="Beslut", required=False, empty_label="Inget än"
    )
    field_order = (
        "number",
        "name",
        "status",
        "charged",
        "rate",
        "budget",
        "first_month",
        "last_month",
        "beslut",
        "nyckel",
        "tjanst",
    )

    class Meta:
        model = Projekt
        fields = (
            "number",
            "name",
            "status",
            "charged",
            "rate",
            "budget",
            "first_month",
            "last_month",
            "beslut",
            "nyckel",
            "tjanst",
        )
        labels = {
            "number": "Projektnummer",
            "name": "Namn",
            "status": "Läge",
            "charged": "Timmarna debiteras",
            "nyckel": "Fördelningsnyckel",
            "tjanst": "Faktureras med tjänsten",
        }
        help_texts = {
            "charged": "Annars är tiden egen: den visas men delas inte. Kostnader utan timmar delas alltid.",
            "nyckel": "Delar kostnaden på deltagarna. Den som går med senare köper in sig efter samma.",
        }
        widgets = {"status": forms.RadioSelect}

    def __init__(self, *args: Any, samverkan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first_month", "last_month"):
            day = getattr(self.instance, name)
            self.initial[name] = f"{day:%Y-%m}" if day else ""
        for name in ("nyckel", "tjanst"):
            field = self.fields[name]
            field.queryset = field.queryset.filter(samverkan=samverkan)
            field.empty_label = "Ingen än"
        self.fields["beslut"].queryset = usable_beslut(samverkan)


class TidpostForm(forms.Form):
    """Hours with an amount or a remark of their own, or a cost without hours."""

    month = MonthField(label="Månad")
    hours = QuantityFormField(label="Timmar", required=False)
    amount = AmountFormField(label="Belopp, kr", required=False)
    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.none(), label="Nedlagd av", required=False, empty_label="Ingen särskild"
    )
    note = forms.CharField(label="Anmärkning", max_length=200, required=False)

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pks = [one.pk for one in organisations]
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=pks)
        self.fields["organisation"].choices = [
            ("", "Ingen särskild"),
            *((one.pk, one.short_name) for one in organisations),
        ]

    def clean_hours(self) -> Decimal:
        return self.cleaned_data["hours"] or ZERO


class TidfilForm(forms.Form):
    """A file of hours."""

    fil = TableFileField(label="Excel- eller CSV-fil", widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}))


class TimmarForm(forms.Form):
    """A year's hours: a row per organisation, a column per month. Each cell remembers what it showed."""

    def __init__(
        self,
        *args: Any,
        organisations: Sequence[Organisation],
        year: int,
        hours: Mapping[tuple[int | None, int], Decimal],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.year, self.hours = year, hours
        self.lines = [(None, "Ingen särskild"), *((one.pk, one.short_name) for one in organisations)]
        for pk, name in self.lines:
            for month, month_name in enumerate(MONTHS, 1):
                now = hours.get((pk, month))
                self.fields[f"h{pk or 0}-{month}"] = QuantityFormField(
                    label=f"Timmar i {month_name}, {name}", required=False, initial=now
                )
                self.fields[f"s{pk or 0}-{month}"] = QuantityFormField(
                    required=False, initial=now, widget=forms.HiddenInput
                )

    def rows(self) -> list[tuple[str, list[tuple[forms.BoundField, forms.BoundField]], Decimal]]:
        """Each organisation's name, its cells with what they showed, and the sum of what is stored."""
        months = range(1, 13)
        return [
            (
                name,
                [(self[f"h{pk or 0}-{month}"], self[f"s{pk or 0}-{month}"]) for month in months],
                sum((self.hours.get((pk, month), ZERO) for month in months), ZERO),
            )
            for pk, name in self.lines
        ]

    def month_sums(self) -> list[Decimal]:
        """What each month holds."""
        return [
            sum((self.hours.get((pk, month), ZERO) for pk, _ in self.lines), ZERO) for month in range(1, 13)
        ]

    def cells(self) -> list[Timcell]:
        """The cells that say something else than the page showed."""
        data = self.cleaned_data
        found = [
            Timcell(
                pk,
                date(self.year, month, 1),
                data[f"h{pk or 0}-{month}"] or ZERO,
                data[f"s{pk or 0}-{month}"] or ZERO,
            )
            for pk, _ in self.lines
            for month in range(1, 13)
        ]
        return [cell for cell in found if cell.hours != cell.seen]


class DeltagareForm(forms.Form):
    """Who takes part: a day per member; empty means not."""

    def __init__(
        self,
        *args: Any,
        organisations: Sequence[Organisation],
        known: Mapping[int, Projektdeltagare],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = list(organisations)
        for one in self.organisations:
            part = known.get(one.pk)
            self.fields[f"d{one.pk}"] = DayField(
                label=one.short_name, required=False, initial=part.joined if part else None
            )

    def wanted(self) -> dict[int, date | None]:
        """The day of each that differs from what the page showed."""
        return {
            one.pk: self.cleaned_data[f"d{one.pk}"]
            for one in self.organisations
            if f"d{one.pk}" in self.changed_data
        }
