"""Opening a matter, writing its paper, its attachments."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import validate_email
from django.template.defaultfilters import filesizeformat

from protokoll.arenden.acts import PAPER, fingerprint
from protokoll.arenden.bilagor import refuse_too_large
from protokoll.arenden.models import Arende
from samverkan.beslut import beredning
from samverkan.dokument.filslag import ACCEPT, ALLOWED
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import ActModelForm
from samverkan.lib.swedish import format_amount, swedish_order
from samverkan.organ.rules import keeps_protokoll

MARKUP_HELP = (
    "Tom rad ger nytt stycke. - ger punktlista, 1. numrerad lista, **fet text**. Tabeller kan klistras in."
)
SECRET_LABEL = "Omfattas av sekretess"
CLAUSE_HELP = "Till exempel 19 kap. 1 § OSL. Behövs bara om du har kryssat för sekretess."


class _SecretMixin:
    """The choice of secrecy is there for those who may read what is secret; others would lose sight of it."""

    def without_secrecy_unless(self, may: bool) -> None:
        if not may:
            del self.fields["secret"], self.fields["secret_clause"]
            return
        self.fields["secret"].label = SECRET_LABEL
        self.fields["secret_clause"].label = "Sekretess enligt"
        self.fields["secret_clause"].help_text = CLAUSE_HELP


class NyttArendeForm(_SecretMixin, ActModelForm):
    """A new matter; its number is drawn when it is saved."""

    klass = forms.CharField(
        label="Klassificering", max_length=20, help_text="Ur klassificeringsplanen, till exempel 2.2.0.1."
    )
    field_order = ("organ", "klass", "heading", "responsible", "secret", "secret_clause")

    class Meta:
        model = Arende
        fields = ("organ", "heading", "responsible", "secret", "secret_clause")
        help_texts = {"heading": "Som det ska stå på dagordningen."}

    def __init__(self, *args: Any, samverkan, may_secret: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organ = samverkan.organ.filter(outside=False).order_by(swedish_order("name"))
        self.fields["organ"].queryset, self.fields["organ"].empty_label = organ, None
        self.initial.setdefault("organ", next((one.pk for one in organ if keeps_protokoll(one.kind)), None))
        _choose_responsible(self.fields["responsible"], samverkan)
        self.fields["klass"].required = False
        if not any("{klass}" in one.dnr_pattern for one in organ):
            del self.fields["klass"]
        self.without_secrecy_unless(may_secret)


class SkrivForm(_SecretMixin, ActModelForm):
    """The paper: what is proposed and why, who shall have the decision, what it decides."""

    mottagare = forms.CharField(
        label="Beslutet skickas till",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="En mottagare per rad. Skriv e-post efter ett komma om beslutet ska mejlas dit.",
    )
    objekt = forms.MultipleChoiceField(
        label="Det här beslutas",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Budgetar, nycklar och annat som väntar på beslut. Bifall fastställer just den versionen.",
    )
    field_order = ("heading", "responsible", *PAPER, "objekt", "mottagare", "secret", "secret_clause")

    class Meta:
        model = Arende
        fields = ("heading", "responsible", *PAPER, "secret", "secret_clause")
        widgets = {
            "forslag": forms.Textarea(attrs={"rows": 4}),
            "sammanfattning": forms.Textarea(attrs={"rows": 5}),
            "bakgrund": forms.Textarea(attrs={"rows": 8}),
            "ekonomi": forms.Textarea(attrs={"rows": 7}),
        }
        help_texts = {"forslag": MARKUP_HELP}

    def __init__(self, *args: Any, may_secret: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        arende = self.instance
        _choose_responsible(self.fields["responsible"], arende.samverkan)
        rows = arende.mottagare.all()
        self.initial["mottagare"] = "\n".join(f"{m.name}, {m.email}" if m.email else m.name for m in rows)
        self._offer_objects(arende)
        for name in PAPER:
            base = forms.CharField(
                required=False, widget=forms.HiddenInput, initial=fingerprint(getattr(arende, name))
            )
            self.fields[f"bas_{name}"] = base
        self.without_secrecy_unless(may_secret)

    def _offer_objects(self, arende: Arende) -> None:
        mine = [(row.kind, row.object_id) for row in arende.objekt.all()]
        told = beredning.describe(mine)
        offered = {(item.kind, item.object_id): item for item in beredning.waiting(arende.samverkan)} | told
        self.fields["objekt"].choices = [
            (f"{kind}:{pk}", _label(item)) for (kind, pk), item in offered.items()
        ]
        self.initial["objekt"] = [f"{kind}:{pk}" for kind, pk in mine]
        if not offered:
            del self.fields["objekt"]

    def clean_mottagare(self) -> list[tuple[str, str]]:
        found = []
        for line in self.cleaned_data["mottagare"].splitlines():
            name, comma, email = (part.strip() for part in line.rpartition(","))
            name, email = (name, email) if comma and "@" in email else (line.strip(), "")
            if email:
                validate_email(email)
            if name:
                found.append((name, email))
        return found

    def changes(self) -> dict[str, object]:
        """What the act changes: every field of the model that the form shows."""
        return {name: self.cleaned_data[name] for name in self._meta.fields if name in self.cleaned_data}

    def chosen(self) -> list[tuple[str, int]] | None:
        """The live objects as (kind, id); None when there is nothing to choose among."""
        if "objekt" not in self.fields:
            return None
        pairs = (value.rpartition(":") for value in self.cleaned_data["objekt"])
        return [(kind, int(pk)) for kind, _, pk in pairs]

    def base(self) -> dict[str, str]:
        """Fingerprints of the texts that the writer started from."""
        return {name: self.cleaned_data[f"bas_{name}"] for name in PAPER}


class BilagaForm(_SecretMixin, forms.Form):
    """A file, and what it is called."""

    fil = forms.FileField(
        label="Fil",
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages={"required": "Välj en fil.", "empty": "Filen är tom. Välj en annan."},
    )
    title = forms.CharField(
        label="Titel", max_length=160, required=False, help_text="Lämna tomt för att använda filens namn."
    )
    secret = forms.BooleanField(required=False)
    secret_clause = forms.CharField(max_length=80, required=False)

    def __init__(self, *args: Any, may_secret: bool, limit: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fil"].help_text = f"{ALLOWED}, högst {filesizeformat(limit)}."
        self.without_secrecy_unless(may_secret)

    def clean_fil(self) -> UploadedFile:
        upload = self.cleaned_data["fil"]
        try:
            refuse_too_large(upload.size)
        except Refused as refusal:
            raise ValidationError(refusal.message) from refusal
        return upload


class AndraBilagaForm(_SecretMixin, forms.Form):
    """A paper's title and secrecy."""

    title = forms.CharField(label="Titel", max_length=160)
    secret = forms.BooleanField(required=False)
    secret_clause = forms.CharField(max_length=80, required=False)

    def __init__(self, *args: Any, may_secret: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.without_secrecy_unless(may_secret)


class FilterForm(forms.Form):
    """What to show in the list of matters."""

    organ = forms.ModelChoiceField(queryset=None, required=False, label="Organ", empty_label="Alla organ")
    q = forms.CharField(
        label="Sök", required=False, max_length=200, widget=forms.TextInput(attrs={"type": "search"})
    )

    def __init__(self, *args: Any, samverkan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].queryset = samverkan.organ.filter(outside=False).order_by(swedish_order("name"))


def _choose_responsible(field: forms.ModelChoiceField, samverkan) -> None:
    field.queryset = samverkan.personer.order_by(swedish_order("name"))
    field.empty_label = "Ingen än"


def _label(item: beredning.Beredningsobjekt) -> str:
    amount = "" if item.amount is None else f", {format_amount(item.amount)} kr"
    return f"{item.label} – {item.status}{amount}"
