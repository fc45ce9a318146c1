"""Forms for services and who takes part."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from kostnader.tjanster.acts import RYTM, Wanted
from kostnader.tjanster.models import Anslutning, Tjanst
from kostnader.tjanster.queries import TjanstRow
from kostnader.tjanster.rules import Period, end_of_month, first_month, parse_month
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import ActModelForm, DayField
from samverkan.lib.swedish import MONTHS, sort_key
from samverkan.medlemmar.models import Organisation, Samverkan

VAT_HELP = (
    "Drift, licenser och stöd mot ersättning är momspliktigt, 25 % (9 kap. 2 § mervärdesskattelagen). "
    "Utanför ligger bidrag utan koppling till en bestämd tjänst, och myndighetsutövning (4 kap. 4–5 §§). "
    "Ni avgör vad som gäller. De två hamnar aldrig på samma faktura."
)


class TjanstForm(ActModelForm):
    """A service."""

    billing_month = forms.TypedChoiceField(
        label="Faktureringsmånad",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "–"), *((n, name) for n, name in enumerate(MONTHS, 1))],
        help_text="Bara för tjänster som faktureras per år.",
    )
    from_year = forms.IntegerField(
        label="Faktureras så från och med år",
        min_value=1950,
        max_value=2150,
        widget=forms.NumberInput(attrs={"class": "kort"}),
        help_text="Tidigare år faktureras som förut.",
    )
    valid_from = DayField(label="Tjänsten finns från och med")
    valid_to = DayField(label="Till och med", required=False, help_text="Tomt betyder tills vidare.")

    field_order = (
        "name",
        "short_name",
        "description",
        "nyckel",
        "utfallsnyckel",
        "rhythm",
        "timing",
        "billing_month",
        "from_year",
    )

    class Meta:
        model = Tjanst
        fields = (
            "name",
            "short_name",
            "description",
            "nyckel",
            "utfallsnyckel",
            "rhythm",
            "timing",
            "billing_month",
            "vat_kind",
            "direct_from_supplier",
            "supplier",
            "valid_from",
            "valid_to",
        )
        labels = {
            "name": "Namn",
            "short_name": "Kort namn i tabeller",
            "description": "Beskrivning",
            "nyckel": "Fördelningsnyckel",
            "utfallsnyckel": "Nyckel för utfallet",
            "rhythm": "Faktureras per",
            "timing": "När",
            "vat_kind": "Moms",
            "direct_from_supplier": "Leverantören fakturerar medlemmarna direkt",
            "supplier": "Leverantör",
        }
        help_texts = {
            "vat_kind": VAT_HELP,
            "direct_from_supplier": "Tjänsten visas i tabellerna men summeras och faktureras aldrig här.",
            "nyckel": "Kan väljas senare. Utan nyckel delas inget belopp.",
            "utfallsnyckel": "Bara om bokslut och uppföljning delar det som tjänsten kostade på annat sätt.",
        }
        widgets = {
            "description": forms.Textarea(attrs={"rows": 3}),
            "rhythm": forms.RadioSelect,
            "timing": forms.RadioSelect,
            "vat_kind": forms.RadioSelect,
        }

    def __init__(self, *args: Any, samverkan: Samverkan, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["from_year"]
        else:
            rytm = self.instance.rytm(year)
            self.initial |= {name: getattr(rytm, name) for name in RYTM} | {"from_year": year}
        keys = self.fields["nyckel"].queryset.filter(samverkan=samverkan)
        ordered = [(key.pk, key.name) for key in sorted(keys, key=lambda key: sort_key(key.name))]
        for name, none in (("nyckel", "Ingen än"), ("utfallsnyckel", "Samma som budgeten")):
            self.fields[name].queryset = keys
            self.fields[name].choices = [("", none), *ordered]


class MonthField(forms.CharField):
    """A month, '2023-04'; cleaned to its first day, or None."""

    default_error_messages: ClassVar[dict[str, str]] = {"required": "Här saknas en månad."}

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"type": "month", "placeholder": "2023-04", "class": "kort", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_month(text)
        except Refused as refusal:
            raise ValidationError(refusal.message, code="invalid") from refusal


class AnslutAllaForm(forms.Form):
    """From which month everyone takes part."""

    manad = MonthField(label="Från och med")


class Line:
    """One line of the grid: a member and a period, stored or still empty."""

    def __init__(self, organisation: Organisation, row: Anslutning | None) -> None:
        self.organisation, self.row = organisation, row
        key = f"a{row.pk}" if row else f"o{organisation.pk}"
        self.start_name, self.end_name = f"{key}_fran", f"{key}_till"

    def initial(self) -> tuple[str, str]:
        """The months that count, as the fields show them."""
        if self.row is None:
            return "", ""
        end = f"{self.row.valid_to:%Y-%m}" if self.row.valid_to else ""
        return f"{first_month(self.row.valid_from):%Y-%m}", end


class AnslutningarForm(forms.Form):
    """Who takes part in a service: a line per member and period, and an empty one where more can come."""

    def __init__(self, *args: Any, row: TjanstRow, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = [line for one in row.deltagare for line in _lines(one.organisation, one.rows)]
        for line in self.lines:
            start, end = line.initial()
            name = line.organisation.short_name
            self.fields[line.start_name] = MonthField(label=f"{name} från", required=False, initial=start)
            self.fields[line.end_name] = MonthField(label=f"{name} till", required=False, initial=end)

    def rows(self) -> list[tuple[Line, forms.BoundField, forms.BoundField]]:
        """Each line with its two fields."""
        return [(line, self[line.start_name], self[line.end_name]) for line in self.lines]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for line in self.lines:
            start, end = data.get(line.start_name), data.get(line.end_name)
            if end and not start and line.start_name not in self.errors:
                self.add_error(line.start_name, "Skriv från vilken månad.")
            elif start and end and end < start:
                self.add_error(line.end_name, "Kan inte sluta före den månad då den börjar.")
        return data

    def wanted(self) -> list[Wanted]:
        """What each line says; the act leaves alone what has not changed."""
        found = []
        for line in self.lines:
            start, end = self.cleaned_data[line.start_name], self.cleaned_data[line.end_name]
            period = Period(start, end_of_month(end) if end else None) if start else None
            found.append(Wanted(line.organisation.pk, line.row.pk if line.row else None, period))
        return found


def _lines(organisation: Organisation, rows: list[Anslutning]) -> list[Line]:
    lines = [Line(organisation, row) for row in rows]
    if not rows or rows[-1].valid_to:
        lines.append(Line(organisation, None))
    return lines
