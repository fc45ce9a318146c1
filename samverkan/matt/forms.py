"""Forms for measures."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from samverkan.lib.formfields import ActModelForm, DayField, QuantityFormField, TableFileField
from samverkan.matt.fil import Wish
from samverkan.matt.queries import Bearer, visible_kinds
from samverkan.matt.rules import Figure
from samverkan.medlemmar.models import Matt, Mattslag, Samverkan


class InlasningForm(forms.Form):
    """A file of measures, and what it is of."""

    fil = TableFileField(
        label="Fil",
        help_text="Excel (.xlsx), CSV eller JSON-stat2 från SCB, högst 5 MB. "
        "Kolumner: kommunkod, organisationsnummer eller namn, och värdet.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,.json"}),
    )
    mattslag = forms.ModelChoiceField(label="Mått", queryset=Mattslag.objects.none(), empty_label=None)
    reference_date = DayField(
        label="Mätdatum",
        required=False,
        help_text="Behövs bara om filen inte säger vilken dag måtten gäller.",
    )
    source = forms.CharField(
        label="Källa",
        required=False,
        max_length=200,
        help_text="Varifrån måtten kommer, till exempel SCB. En egen kolumn i filen går före.",
    )
    skip_others = forms.BooleanField(
        label="Filen har fler än våra medlemmar, hoppa över de andra", required=False
    )

    def __init__(self, *args: Any, samverkan: Samverkan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = visible_kinds(samverkan)
        self.fields["mattslag"].queryset = Mattslag.objects.filter(pk__in=[kind.pk for kind in kinds])
        self.fields["mattslag"].choices = [(kind.pk, kind.name) for kind in kinds]

    def wish(self) -> Wish:
        """What was chosen, beside the file."""
        data = self.cleaned_data
        return Wish(data["mattslag"], data["reference_date"], data["source"].strip(), data["skip_others"])


class MatdatumForm(forms.Form):
    """Which day to fill in figures for."""

    datum = DayField(label="Mätdatum")


class FyllIForm(forms.Form):
    """One figure per member and unit on a day."""

    source = forms.CharField(
        label="Källa", max_length=200, help_text="Gäller de mått som du ändrar här, till exempel SCB."
    )

    def __init__(
        self,
        *args: Any,
        who: list[Bearer],
        stored: dict[tuple[int, int | None], Matt],
        day: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.who, self.stored, self.day = who, stored, day
        self.fields["source"].initial = next((matt.source for matt in stored.values()), "")
        for bearer in who:
            field = QuantityFormField(label=bearer.name, required=False)
            field.widget.attrs["class"] = "tal"
            before = stored.get(bearer.pair)
            field.initial = before.value if before else None
            self.fields[_name(bearer)] = field

    @property
    def has_units(self) -> bool:
        """Whether some member has units with figures of their own."""
        return any(bearer.enhet for bearer in self.who)

    def rows(self) -> list[tuple[Bearer, forms.BoundField, Matt | None]]:
        """Bearers with their fields and what is stored."""
        return [(bearer, self[_name(bearer)], self.stored.get(bearer.pair)) for bearer in self.who]

    def figures(self) -> list[Figure]:
        """What differs from before."""
        found = []
        for bearer in self.who:
            value: Decimal | None = self.cleaned_data[_name(bearer)]
            before = self.stored.get(bearer.pair)
            if value != (before.value if before else None):
                found.append(Figure(*bearer.pair, self.day, value, self.cleaned_data["source"]))
        return found


def _name(bearer: Bearer) -> str:
    organisation_id, enhet_id = bearer.pair
    return f"v{organisation_id}" if enhet_id is None else f"v{organisation_id}_{enhet_id}"


class MattslagForm(ActModelForm):
    """A kind of measure of the samverkan's own."""

    class Meta:
        model = Mattslag
        fields = ("name", "unit")
        labels = {"name": "Namn", "unit": "Räknas i"}
        help_texts = {
            "name": "Till exempel Användare, Digitala enheter eller Lagring.",
            "unit": "I flertal, till exempel användare, enheter eller GB.",
        }
