"""Forms for members, organisations and units."""

from typing import Any

from django import forms
from django.utils import timezone

from samverkan.lib.formfields import ActModelForm, CheckedField, DayField
from samverkan.lib.orgnr import validate_bankgiro, validate_orgnr, validate_peppol_id, validate_vat_number
from samverkan.medlemmar.models import Enhet, Medlem, Organisation, Samverkan
from samverkan.medlemmar.queries import not_members
from samverkan.medlemmar.rules import (
    NewOrganisation,
    read_new_list,
    validate_kommunkod,
    validate_postal_code,
)

_NO_FILL = {"autocomplete": "off"}


GROUPS = {
    "Organisation": ("name", "short_name", "kind", "orgnr", "orgnr_verified", "kommunkod"),
    "Fakturor till organisationen": ("buyer_reference", "contact_name", "invoice_email", "peppol_id"),
    "Adress": ("invoice_address", "address", "postal_code", "city"),
    "När organisationen själv fakturerar": ("vat_number", "bankgiro"),
}


class FakturauppgifterForm(ActModelForm):
    """What invoices to the organisation need: what its own people may change."""

    postal_code = CheckedField(label="Postnummer", required=False, check=validate_postal_code)
    peppol_id = CheckedField(
        label="E-fakturaadress (Peppol)",
        required=False,
        check=validate_peppol_id,
        help_text="0007: och organisationsnumret, eller 0088: och ett GLN. Till exempel 0007:2120002783.",
    )

    class Meta:
        model = Organisation
        fields = (
            "buyer_reference",
            "contact_name",
            "invoice_email",
            "invoice_address",
            "address",
            "postal_code",
            "city",
            "peppol_id",
        )
        help_texts = {
            "buyer_reference": "Står som ”Er referens” på fakturan. Peppol kräver den.",
            "invoice_email": "Hit går ett meddelande när en faktura är utfärdad.",
            "invoice_address": "Hela adressen, om den är en annan än postadressen. En rad per adressrad.",
            "address": "Gata eller box, en rad per adressrad.",
        }
        labels = {"city": "Postort", "address": "Postadress", "contact_name": "Kontaktperson"}
        widgets = {
            "invoice_address": forms.Textarea(attrs={"rows": 3}),
            "address": forms.Textarea(attrs={"rows": 2}),
        }

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields there are, by subject."""
        present = {
            title: [self[name] for name in names if name in self.fields] for title, names in GROUPS.items()
        }
        return [(title, fields) for title, fields in present.items() if fields]

    def clean_buyer_reference(self) -> str:
        reference = self.cleaned_data["buyer_reference"]
        if reference and len(reference) < 2:
            raise forms.ValidationError("Referensen är för kort. Skriv den som er ekonomiavdelning har gett.")
        return reference


class OrganisationForm(FakturauppgifterForm):
    """Everything about an organisation."""

    orgnr = CheckedField(label="Organisationsnummer", check=validate_orgnr, widget=forms.TextInput(_NO_FILL))
    kommunkod = CheckedField(
        label="Kommunkod",
        required=False,
        check=validate_kommunkod,
        help_text="SCB:s fyra siffror. Med den hittar inläsningen rätt kommun.",
    )
    vat_number = CheckedField(
        label="Momsregistreringsnummer",
        required=False,
        check=validate_vat_number,
        help_text="Lämna tomt om det är SE, organisationsnumret och 01, som SE212000278301.",
    )
    bankgiro = CheckedField(
        label="Bankgiro",
        required=False,
        check=validate_bankgiro,
        help_text="Dit medlemmarna betalar. Behövs bara för den som utfärdar fakturor.",
    )

    class Meta(FakturauppgifterForm.Meta):
        fields = (
            "name",
            "short_name",
            "kind",
            "orgnr",
            "orgnr_verified",
            "kommunkod",
            *FakturauppgifterForm.Meta.fields,
            "vat_number",
            "bankgiro",
        )
        labels = {
            **FakturauppgifterForm.Meta.labels,
            "name": "Namn",
            "short_name": "Kort namn i tabeller",
            "orgnr_verified": "Organisationsnumret är kontrollerat mot en källa",
        }


class NyaMedlemmarForm(forms.Form):
    """Let one or several organisations in: known ones, one new, or a pasted list."""

    valid_from = DayField(label="Medlemmar från och med")
    befintliga = forms.ModelMultipleChoiceField(
        label="Organisationer som redan finns här",
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    name = forms.CharField(label="Namn", required=False, max_length=120, widget=forms.TextInput(_NO_FILL))
    orgnr = CheckedField(
        label="Organisationsnummer",
        required=False,
        check=validate_orgnr,
        widget=forms.TextInput({**_NO_FILL, "class": "kort"}),
    )
    kommunkod = CheckedField(
        label="Kommunkod",
        required=False,
        check=validate_kommunkod,
        widget=forms.TextInput({**_NO_FILL, "class": "kort", "inputmode": "numeric"}),
    )
    lista = forms.CharField(
        label="Klistra in flera",
        required=False,
        help_text="En rad per medlem: namn; organisationsnummer; kommunkod. "
        "Du kan kopiera tre kolumner ur Excel.",
        widget=forms.Textarea({"rows": 6, "placeholder": "Kiruna kommun; 212000-2783; 2584"}),
    )

    def __init__(self, *args: Any, samverkan: Samverkan, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = timezone.localdate().replace(year=year, month=1, day=1)
        self.choices = not_members(samverkan)
        field = self.fields["befintliga"]
        field.queryset = Organisation.objects.filter(pk__in=[one.pk for one in self.choices])
        field.choices = [(one.pk, f"{one.name}, {one.orgnr}") for one in self.choices]
        if not samverkan.medlemmar.exists() and samverkan.form != Samverkan.Form.KOMMUNALFORBUND:
            field.initial = [
                samverkan.issuer_id
            ]  # the host is a member too; a kommunalförbund is not its own

    def clean_lista(self) -> list[NewOrganisation]:
        found, faults = read_new_list(self.cleaned_data["lista"])
        if faults:
            raise forms.ValidationError(faults)
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        name, orgnr = data.get("name"), data.get("orgnr")
        if orgnr and not name:
            self.add_error("name", "Skriv vad organisationen heter.")
        if name and not orgnr and "orgnr" not in self.errors:
            self.add_error("orgnr", "Skriv organisationsnumret, till exempel 212000-2783.")
        if not self.errors and not (data["befintliga"] or data["lista"] or name):
            self.add_error(None, "Välj minst en organisation, eller skriv namn och organisationsnummer.")
        return data

    def new(self) -> list[NewOrganisation]:
        """Those typed and pasted."""
        data = self.cleaned_data
        typed = [NewOrganisation(data["name"], data["orgnr"], data["kommunkod"])] if data["name"] else []
        return typed + data["lista"]


class MedlemskapForm(ActModelForm):
    """A membership's period."""

    valid_from = DayField(label="Medlem från och med")
    valid_to = DayField(
        label="Sista dag som medlem",
        required=False,
        help_text="Tomt betyder tills vidare. Kostnader delas månadsvis: "
        "den som är medlem den första i månaden betalar för månaden.",
    )

    class Meta:
        model = Medlem
        fields = ("valid_from", "valid_to")


class EnhetForm(ActModelForm):
    """A unit of a member."""

    class Meta:
        model = Enhet
        fields = ("name", "group", "order")
        labels = {"name": "Namn", "group": "Grupp i jämförelser", "order": "Ordning"}
        help_texts = {
            "group": "Enheter med samma grupp summeras för sig när nycklar jämförs.",
            "order": "Enheter visas i den ordningen, minst först.",
        }
