"""The forms around the grid; the grid's own cells are read by `changes.read_fields`."""

from decimal import Decimal

from django import forms

from kostnader.budget.models import Budget, Budgetrad
from kostnader.budget.rules import DIRECTIONS, UNITS, Indexation
from kostnader.tjanster.models import Tjanst
from samverkan.beslut.models import Beslut
from samverkan.lib.formfields import PercentFormField, TableFileField


class SourceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Budget) -> str:
        return f"{obj}, {obj.get_status_display().lower()}"


class NewVersionForm(forms.Form):
    source = SourceField(
        queryset=Budget.objects.none(),
        required=False,
        label="Börja från",
        empty_label="Tomt: en rad per tjänst",
        help_text="Från ett annat år blir hela radens belopp den ursprungliga budgeten.",
    )
    note = forms.CharField(label="Anmärkning", max_length=200, required=False)

    def __init__(self, *args, samverkan, year: int, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        near = Budget.objects.filter(samverkan=samverkan, year__gte=year - 2, year__lte=year)
        self.fields["source"].queryset = near.order_by("-year", "-number")


class BeslutChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Beslut) -> str:
        status = obj.get_status_display().lower()
        return f"§ {obj.paragraf}, {obj.date} – {obj.heading} ({obj.organ.name}, {status})"


class BeslutForm(forms.Form):
    beslut = BeslutChoiceField(
        queryset=Beslut.objects.none(), label="Beslut", empty_label="Välj", widget=forms.Select
    )

    def __init__(self, *args, queryset, required: bool = True, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["beslut"].queryset = queryset
        self.fields["beslut"].required = required


class RowForm(forms.ModelForm):
    class Meta:
        model = Budgetrad
        fields = ["kostnadsslag", "comment", "shared"]
        widgets = {"comment": forms.Textarea(attrs={"rows": 2})}


class NewRowForm(RowForm):
    tjanst = forms.ModelChoiceField(queryset=Tjanst.objects.none(), label="Tjänst", empty_label="Välj")
    field_order = ["tjanst", "kostnadsslag", "comment", "shared"]

    def __init__(self, *args, samverkan, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tjanst"].queryset = Tjanst.objects.filter(samverkan=samverkan)


class IndexForm(forms.Form):
    percent = PercentFormField(label="Räkna upp med", help_text="Till exempel 2,5 %. Minus räknar ned.")
    unit = forms.ChoiceField(
        label="Avrunda till",
        choices=[(unit, text) for unit, text in UNITS.items()],
        initial="100",
        widget=forms.RadioSelect,
    )
    direction = forms.ChoiceField(
        label="Riktning",
        choices=[(code, text.capitalize()) for code, text in DIRECTIONS.items()],
        initial="narmast",
        widget=forms.RadioSelect,
        help_text="Uppåt och nedåt räknas från noll, så att det en rad ger en annan ändå går jämnt upp.",
    )

    def clean_percent(self) -> Decimal:
        percent = self.cleaned_data["percent"]
        if percent <= -100 or percent > 1000:
            raise forms.ValidationError("Ange ett procenttal mellan −99 och 1 000.")
        if percent == 0:
            raise forms.ValidationError("Ange ett procenttal som inte är 0.")
        return percent

    @property
    def indexation(self) -> Indexation:
        data = self.cleaned_data
        return Indexation(data["percent"], Decimal(data["unit"]), data["direction"])


class PasteForm(forms.Form):
    start = forms.ChoiceField(label="Börja i cellen")
    block = forms.CharField(
        label="Klistra in här",
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        strip=False,
        help_text="Kopiera cellerna i Excel. Raderna läggs i samma ordning som i budgeten.",
    )

    def __init__(self, *args, grid, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["start"].choices = [
            (cell.field.key, cell.label) for row in grid.rows for cell in row.cells
        ]


class UploadForm(forms.Form):
    fil = TableFileField(
        label="Excelfil",
        help_text="Filen du hämtade här och har ändrat i. Du ser ändringarna innan något sparas.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
