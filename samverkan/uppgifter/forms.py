"""Forms for a samverkan itself."""

from typing import Any

from django import forms
from django.urls import Resolver404, resolve

from samverkan.beslut.beredning import for_members
from samverkan.lib.formfields import ActModelForm, CheckedField
from samverkan.lib.orgnr import validate_orgnr
from samverkan.lib.swedish import sort_key
from samverkan.medlemmar.models import Organisation, Samverkan
from samverkan.medlemmar.rules import NewOrganisation
from samverkan.uppgifter.rules import suggested_slug

# What the addresses of a samverkan lead to when nothing else has taken them.
OWN_PAGES = {"/{slug}/": "start:samverkan", "/{slug}/2026/": "start:start"}


def organisation_choices(empty: str) -> list[tuple[Any, str]]:
    """Every organisation, in Swedish order, after a first choice that is none."""
    known = sorted(Organisation.objects.all(), key=lambda one: sort_key(one.name))
    return [("", empty), *((one.pk, f"{one.name}, {one.orgnr}") for one in known)]


class NySamverkanForm(forms.Form):
    """A new samverkan."""

    name = forms.CharField(label="Namn", max_length=120)
    slug = forms.SlugField(
        label="Adress i webbläsaren",
        max_length=60,
        required=False,
        help_text="Små bokstäver utan å, ä och ö, siffror och bindestreck. Lämna tomt så görs den av namnet.",
        error_messages={
            "invalid": "Använd bara a–z, siffror och bindestreck, till exempel norrbottens-e-namnd."
        },
    )
    form = forms.ChoiceField(
        label="Form",
        choices=Samverkan.Form.choices,
        widget=forms.RadioSelect,
        initial=Samverkan.Form.GEMENSAM_NAMND,
    )
    decided_by = forms.CharField(
        label="Beslutande organ",
        max_length=120,
        required=False,
        help_text="Det organ som beslutar om budget och nycklar, till exempel nämnden eller direktionen.",
    )
    issuer = forms.ModelChoiceField(
        label="Fakturautfärdare",
        queryset=Organisation.objects.all(),
        required=False,
        help_text="Den juridiska person som fakturerar: för en gemensam nämnd värdkommunen, "
        "för ett kommunalförbund förbundet självt.",
    )
    issuer_name = forms.CharField(label="Namn på utfärdaren", max_length=120, required=False)
    issuer_orgnr = CheckedField(
        label="Utfärdarens organisationsnummer",
        required=False,
        check=validate_orgnr,
        widget=forms.TextInput({"autocomplete": "off", "class": "kort"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issuer"].choices = organisation_choices("En som inte finns här än")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("slug") and "slug" not in self.errors:
            data["slug"] = suggested_slug(data.get("name", ""))
        if data.get("slug") and not _is_free(data["slug"]):
            self.add_error("slug", f"Adressen {data['slug']} används av systemet. Välj en annan.")
        if not data.get("issuer"):
            self._clean_new_issuer(data)
        return data

    def _clean_new_issuer(self, data: dict[str, Any]) -> None:
        if not data.get("issuer_name"):
            self.add_error("issuer_name", "Välj en fakturautfärdare ovan, eller skriv namnet på en ny.")
        orgnr = data.get("issuer_orgnr")
        if not orgnr and "issuer_orgnr" not in self.errors:
            self.add_error("issuer_orgnr", "Skriv utfärdarens organisationsnummer, till exempel 212000-2783.")
        known = Organisation.objects.filter(orgnr=orgnr).first() if orgnr else None
        if known and not self.errors:
            data["issuer"] = known

    def issuer_of(self) -> Organisation | NewOrganisation:
        """The one chosen, or the one to enter."""
        data = self.cleaned_data
        return data["issuer"] or NewOrganisation(data["issuer_name"], data["issuer_orgnr"])


def _is_free(slug: str) -> bool:
    """Whether nothing of our own answers at the addresses of a samverkan with this slug."""
    try:
        return all(resolve(path.format(slug=slug)).view_name == page for path, page in OWN_PAGES.items())
    except Resolver404:
        return False


class UppgifterForm(ActModelForm):
    """The details of a samverkan."""

    members_approve = forms.MultipleChoiceField(
        label="Varje medlem beslutar själv om",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Det som överenskommelsen säger att varje medlems fullmäktige ska godkänna. Annars räcker "
        "det gemensamma organets beslut.",
    )

    class Meta:
        model = Samverkan
        fields = (
            "name",
            "form",
            "decided_by",
            "members_approve",
            "description",
            "issuer",
            "contact_name",
            "contact_email",
            "contact_phone",
            "payment_days",
            "ocr_level",
        )
        labels = {
            "name": "Namn",
            "form": "Form",
            "decided_by": "Beslutande organ",
            "description": "Beskrivning",
            "issuer": "Fakturautfärdare",
            "contact_name": "Vår referens",
            "contact_email": "E-post för frågor",
            "contact_phone": "Telefon för frågor",
            "payment_days": "Betalningsvillkor, dagar",
            "ocr_level": "OCR-kontroll",
        }
        help_texts = {
            "contact_name": "Den som svarar på frågor om fakturorna. Står på varje faktura.",
            "payment_days": "Högst 30 dagar (2 a § räntelagen).",
            "ocr_level": "Så som avtalet med banken säger. Gäller fakturor som utfärdas från och med nu.",
            "issuer": "Gäller fakturor som utfärdas från och med nu.",
        }
        widgets = {
            "description": forms.Textarea(attrs={"rows": 3}),
            "payment_days": forms.NumberInput(attrs={"class": "kort", "min": 1, "max": 30}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issuer"].choices = organisation_choices("–")[1:]
        self.fields["members_approve"].choices = for_members()

    def clean_payment_days(self) -> int:
        days = self.cleaned_data["payment_days"]
        if not 1 <= days <= 30:
            raise forms.ValidationError("Betalningsvillkoret är 1–30 dagar (2 a § räntelagen).")
        return days
