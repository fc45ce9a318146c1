"""Signing in, passwords, and giving and ending roles."""

from collections.abc import Iterator

from django import forms
from django.contrib.auth.forms import (
    AuthenticationForm,
    PasswordChangeForm,
    PasswordResetForm,
    SetPasswordForm,
)
from django.core.cache import cache
from django.utils import timezone

from samverkan.konton.acts import change_password
from samverkan.konton.models import Anvandare, Roll
from samverkan.konton.queries import find_anvandare
from samverkan.konton.rules import MAY

WHOLE_ADDRESS = "Skriv hela adressen, till exempel namn@kiruna.se"
RESEND_AFTER = 120  # seconds between two mails about a forgotten password to one person
DATE = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def email_field(**kwargs: object) -> forms.EmailField:
    """An e-mail address, with what to do when it is not one."""
    widget = forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"})
    messages = {"required": "Skriv e-postadressen.", "invalid": WHOLE_ADDRESS}
    return forms.EmailField(
        **{"label": "E-postadress", "widget": widget, "error_messages": messages, **kwargs}
    )


class SignInForm(AuthenticationForm):
    """E-mail address and password. The address is folded, so that capitals give no fresh guesses."""

    username = email_field()
    error_messages = {
        "invalid_login": "E-postadressen eller lösenordet stämmer inte. Försök igen.",
        "inactive": "Kontot är avstängt. Kontakta den som är administratör i er samverkan.",
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].error_messages["required"] = "Skriv lösenordet."

    def clean_username(self) -> str:
        return self.cleaned_data["username"].lower()


class ForgottenForm(PasswordResetForm):
    """Ask for a link. It also helps one who never chose a first password."""

    email = email_field(max_length=254)

    def get_users(self, email: str) -> Iterator[Anvandare]:
        user = find_anvandare(email)
        if user and user.is_active and cache.add(f"glomt-{user.pk}", 1, RESEND_AFTER):
            yield user


class _LoggedPassword:
    """Saving goes through the act, so that the event log knows."""

    def save(self, commit: bool = True) -> Anvandare:
        change_password(self.user, self.cleaned_data["new_password1"], actor=self.user)
        return self.user


class NewPasswordForm(_LoggedPassword, SetPasswordForm):
    """Choose a password from a mailed link."""


class ChangePasswordForm(_LoggedPassword, PasswordChangeForm):
    """Change one's own password."""


class RollForm(forms.Form):
    """Give a role to a person, known or new."""

    email = email_field(
        help_text="Har personen inget konto lägger vi upp ett och mejlar en länk för att välja lösenord.",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    name = forms.CharField(
        label="Namn", max_length=120, required=False, help_text="Behövs bara för den som inte har konto."
    )
    kind = forms.ChoiceField(
        label="Roll",
        widget=forms.RadioSelect,
        choices=[(kind.value, f"{kind.label} – {MAY[kind.value]}") for kind in Roll.Kind],
        error_messages={"required": "Välj en roll."},
    )
    organisation = forms.ModelChoiceField(
        label="Medlem",
        queryset=None,
        required=False,
        empty_label="Ingen särskild",
        help_text="Behövs för kommunläsare, som ser just den medlemmens fakturor. Får anges för ledamot.",
    )
    valid_from = forms.DateField(label="Från och med", widget=DATE, initial=timezone.localdate)
    valid_to = forms.DateField(label="Till och med", widget=DATE, required=False)

    def __init__(self, *args: object, samverkan, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        organisation = Roll._meta.get_field("organisation").related_model
        members = organisation.objects.filter(medlemskap__samverkan=samverkan).distinct()
        self.fields["organisation"].queryset = members
        self.is_new = False

    def clean(self) -> None:
        email, name = self.cleaned_data.get("email"), self.cleaned_data.get("name", "").strip()
        self.is_new = bool(email) and find_anvandare(email) is None
        if self.is_new and not name:
            self.add_error(
                "name", "Det finns inget konto med den adressen. Skriv namnet så lägger vi upp ett."
            )
        first, last = self.cleaned_data.get("valid_from"), self.cleaned_data.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", "Sista dagen kan inte ligga före den första.")
        self._check_member()

    def _check_member(self) -> None:
        kind, organisation = self.cleaned_data.get("kind"), self.cleaned_data.get("organisation")
        if kind == Roll.Kind.KOMMUNLASARE and not organisation and "organisation" not in self.errors:
            self.add_error("organisation", "Välj vilken medlem kommunläsaren läser för.")
        if organisation and kind not in (None, Roll.Kind.KOMMUNLASARE, Roll.Kind.LEDAMOT):
            self.add_error("organisation", "Bara kommunläsare och ledamot hör till en medlem.")


class EndRollForm(forms.Form):
    """The last day of a role."""

    day = forms.DateField(
        label="Sista dagen rollen gäller",
        widget=DATE,
        initial=timezone.localdate,
        help_text="Välj gårdagens datum för att stänga av direkt.",
    )
