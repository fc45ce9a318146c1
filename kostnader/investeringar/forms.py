"""Forms for investments, their amounts, carrying over and forecasts."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from kostnader.budget.forms import BeslutChoiceField
from kostnader.investeringar.acts.prognos import Prognosvarde
from kostnader.investeringar.models import Avskrivningstyp, Investering, Investeringsbudget
from kostnader.investeringar.queries import Siffror
from kostnader.tjanster.forms import MonthField
from samverkan.beslut.models import Beslut
from samverkan.beslut.queries import usable_beslut
from samverkan.lib.formfields import ActModelForm, AmountFormField, DayField
from samverkan.lib.swedish import sort_key
from samverkan.medlemmar.queries import members_of_year


def amount_input() -> forms.TextInput:
    """An amount in a table: its digits stand under those of the other columns."""
    return forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "tal"})


class InvesteringForm(ActModelForm):
    """An investment."""

    decided_total = AmountFormField(
        label="Beslutad totalutgift, kr",
        required=False,
        help_text="Vad hela investeringen får kosta, alla år. Tomt: summan av årens budgetar.",
    )
    beslut = BeslutChoiceField(
        queryset=Beslut.objects.none(), label="Beslut", required=False, empty_label="Inget än"
    )
    in_use_from = DayField(
        label="Tas i bruk",
        required=False,
        help_text="Avskrivningen börjar den månaden. Fyll i när det är känt.",
    )

    class Meta:
        model = Investering
        fields = (
            "number",
            "name",
            "group",
            "organisation",
            "status",
            "decided_total",
            "beslut",
            "tjanst",
            "avskrivningstyp",
            "in_use_from",
        )
        labels = {
            "number": "Projektnummer",
            "name": "Namn",
            "group": "Grupp i tabellen",
            "organisation": "Bara för",
            "status": "Läge",
            "tjanst": "Tjänst som bär avskrivningen",
            "avskrivningstyp": "Avskrivningstyp",
        }
        help_texts = {
            "organisation": "Välj en medlem bara om investeringen görs för den ensam.",
            "tjanst": "Avskrivningen läggs i tjänstens budget och delas efter dess nyckel.",
            "status": "En slutredovisad investering skrivs av på vad den kostade, en pågående på prognosen.",
        }
        widgets = {"status": forms.RadioSelect}

    def __init__(self, *args: Any, samverkan, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = [row.organisation for row in members_of_year(samverkan, year)]
        if self.instance.organisation and self.instance.organisation not in members:
            members.append(self.instance.organisation)
        fields = self.fields
        fields["organisation"].queryset = fields["organisation"].queryset.filter(
            pk__in=[one.pk for one in members]
        )
        names = sorted(members, key=lambda one: sort_key(one.short_name))
        fields["organisation"].choices = [
            ("", "Alla (gemensam)"),
            *((one.pk, one.short_name) for one in names),
        ]
        fields["tjanst"].queryset = fields["tjanst"].queryset.filter(samverkan=samverkan)
        fields["tjanst"].empty_label = "Ingen än"
        fields["avskrivningstyp"].queryset = Avskrivningstyp.objects.filter(samverkan=samverkan)
        fields["avskrivningstyp"].empty_label = "Ingen än"
        fields["beslut"].queryset = usable_beslut(samverkan)


class BudgetForm(forms.Form):
    """What a year may spend."""

    year = forms.IntegerField(
        label="År", widget=forms.NumberInput(attrs={"class": "kort"}), min_value=1950, max_value=2150
    )
    kind = forms.ChoiceField(label="Slag", choices=Investeringsbudget.Kind.choices)
    amount = AmountFormField(label="Belopp, kr")
    beslut = BeslutChoiceField(
        queryset=Beslut.objects.none(), label="Beslut", required=False, empty_label="Inget än"
    )

    def __init__(self, *args: Any, samverkan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["beslut"].queryset = usable_beslut(samverkan)


class UtfallForm(forms.Form):
    """What was spent in a month and is not in the ledger's files."""

    month = MonthField(label="Månad")
    amount = AmountFormField(label="Belopp, kr")
    note = forms.CharField(label="Anmärkning", max_length=200, required=False)


class AvskrivningstypForm(ActModelForm):
    """A kind of asset."""

    class Meta:
        model = Avskrivningstyp
        fields = ("name", "years")
        labels = {"name": "Namn", "years": "Skrivs av på, år"}
        widgets = {"years": forms.NumberInput(attrs={"class": "kort", "min": 1, "max": 50})}


class OmbudgeteringForm(forms.Form):
    """What of each investment's budget is carried to the next year; filled with all that is left."""

    beslut = BeslutChoiceField(queryset=Beslut.objects.none(), label="Beslut", empty_label="Välj")

    def __init__(self, *args: Any, samverkan, found: Sequence[Siffror], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["beslut"].queryset = usable_beslut(samverkan)
        self.found = list(found)
        for one in self.found:
            self.fields[f"i{one.investering.pk}"] = AmountFormField(
                label=f"Ombudgeteras, {one.investering}",
                required=False,
                initial=one.left or None,
                widget=amount_input(),
            )

    def rows(self) -> list[tuple[Siffror, forms.BoundField]]:
        """Each investment with its field."""
        return [(one, self[f"i{one.investering.pk}"]) for one in self.found]

    def amounts(self) -> dict[int, Decimal]:
        """What is to be carried, per investment."""
        pks = [one.investering.pk for one in self.found]
        return {pk: self.cleaned_data[f"i{pk}"] for pk in pks if self.cleaned_data[f"i{pk}"] is not None}


class PrognosForm(forms.Form):
    """A forecast of the year, of the whole investment, and why it deviates: a line per investment."""

    def __init__(self, *args: Any, found: Sequence[Siffror], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = list(found)
        for one in self.found:
            pk, told = one.investering.pk, one.prognos
            name = one.investering.name
            self.fields[f"p{pk}"] = AmountFormField(
                label=f"Prognos för året, {name}",
                required=False,
                initial=told.amount if told else None,
                widget=amount_input(),
            )
            self.fields[f"t{pk}"] = AmountFormField(
                label=f"Prognos totalt, {name}",
                required=False,
                initial=told.total if told else None,
                widget=amount_input(),
            )
            self.fields[f"k{pk}"] = forms.CharField(
                label=f"Kommentar, {name}",
                required=False,
                max_length=2000,
                initial=told.comment if told else "",
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    def rows(self) -> list[tuple[Siffror, forms.BoundField, forms.BoundField, forms.BoundField]]:
        """Each investment with its three fields."""
        pks = [one.investering.pk for one in self.found]
        return [
            (one, self[f"p{pk}"], self[f"t{pk}"], self[f"k{pk}"])
            for one, pk in zip(self.found, pks, strict=True)
        ]

    def changed(self) -> list[Prognosvarde]:
        """The lines that differ from what the page showed."""
        touched = {int(name[1:]) for name in self.changed_data}
        data = self.cleaned_data
        return [
            Prognosvarde(pk, data[f"p{pk}"], data[f"t{pk}"], data[f"k{pk}"].strip())
            for pk in (one.investering.pk for one in self.found)
            if pk in touched
        ]
