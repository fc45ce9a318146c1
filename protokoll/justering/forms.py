"""Forms of the round: signing, proposing, answering, mending a §; and the file of the public check."""

from django import forms
from django.contrib.auth import authenticate
from django.db.models import QuerySet
from django.http import HttpRequest

from protokoll.justering.andringar import FIELDS
from protokoll.paragrafer.models import Paragraf

MEGABYTE = 1024 * 1024
CHECK_MAX_BYTES = 25 * MEGABYTE
AREA = forms.Textarea(attrs={"rows": 4})


class SkrivUnderForm(forms.Form):
    """Sign: the password once more, and the hash of the text that stood on the page."""

    sha256 = forms.CharField(widget=forms.HiddenInput)
    password = forms.CharField(
        label="Ditt lösenord",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text="Du loggar in igen för att skriva under.",
        error_messages={"required": "Skriv ditt lösenord för att skriva under."},
    )

    def __init__(self, *args: object, request: HttpRequest, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self) -> str:
        """Wrong guesses count as at sign-in."""
        password, user = self.cleaned_data["password"], self.request.user
        if authenticate(self.request, username=user.email, password=password) != user:
            raise forms.ValidationError("Lösenordet stämmer inte. Försök igen.")
        return password


class ForslagForm(forms.Form):
    """A proposed change in a §."""

    text = forms.CharField(
        label="Vad ska ändras?",
        widget=AREA,
        error_messages={"required": "Skriv vad som ska ändras."},
    )


class AvbojForm(forms.Form):
    """Decline to sign."""

    reason = forms.CharField(
        label="Varför skriver du inte under?",
        max_length=500,
        widget=AREA,
        error_messages={"required": "Skriv varför du inte undertecknar."},
    )


class SvarForm(forms.Form):
    """Leave a proposal out, and say why."""

    answer = forms.CharField(
        label="Varför förs ändringen inte in?",
        max_length=500,
        error_messages={"required": "Skriv varför ändringen inte förs in."},
    )


class NyVersionForm(forms.Form):
    """Open the protocol as a new version."""

    reason = forms.CharField(
        label="Varför öppnas protokollet igen?",
        max_length=300,
        error_messages={"required": "Skriv varför protokollet öppnas igen."},
    )


class LamnaForm(forms.Form):
    """Leave what a decision could not let count as it is."""

    reason = forms.CharField(
        label="Varför ska det inte genomföras?",
        max_length=300,
        error_messages={"required": "Skriv varför beslutet inte genomförs så."},
    )


class RattelseForm(forms.Form):
    """What is wrong in a § of a justerat protocol, and what is right."""

    paragraf = forms.ModelChoiceField(None, label="Paragraf", empty_label="Välj paragraf")
    fel = forms.CharField(label="Så står det", max_length=1000, widget=AREA)
    ratt = forms.CharField(label="Så ska det stå", max_length=1000, widget=AREA)
    varfor = forms.CharField(
        label="Hur det blev fel",
        required=False,
        widget=AREA,
        help_text="Kommer med som bakgrund i ärendet.",
    )

    def __init__(self, *args: object, paragrafer: QuerySet[Paragraf], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paragraf"].queryset = paragrafer


class ParagrafForm(forms.ModelForm):
    """The texts of a §. The act saves them; nothing is changed here."""

    class Meta:
        model = Paragraf
        fields = FIELDS
        widgets = {name: forms.Textarea(attrs={"rows": 8}) for name in FIELDS if name != "heading"}

    def _post_clean(self) -> None:
        pass

    @property
    def texts(self) -> dict[str, str]:
        """The new texts by field."""
        return {name: self.cleaned_data[name] for name in FIELDS}


class KontrollForm(forms.Form):
    """A PDF to compare. It is read and forgotten."""

    pdf = forms.FileField(
        label="PDF-fil",
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        help_text=f"Högst {CHECK_MAX_BYTES // MEGABYTE} MB. Filen jämförs och sparas inte.",
        error_messages={"required": "Välj en PDF-fil.", "empty": "Filen är tom. Välj en annan."},
    )

    def clean_pdf(self) -> bytes:
        file = self.cleaned_data["pdf"]
        if file.size > CHECK_MAX_BYTES:
            raise forms.ValidationError(f"Filen är större än {CHECK_MAX_BYTES // MEGABYTE} MB.")
        return file.read()
