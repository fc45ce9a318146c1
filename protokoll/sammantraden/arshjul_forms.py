"""The form for a matter of the year wheel."""

from django import forms

from protokoll.sammantraden.models import Arshjulspost
from samverkan.lib.formfields import ActModelForm
from samverkan.lib.swedish import MONTHS


class PostForm(ActModelForm):
    """A matter that comes back every year."""

    month = forms.TypedChoiceField(
        label="Månad",
        coerce=int,
        choices=[(number, name.capitalize()) for number, name in enumerate(MONTHS, 1)],
    )

    class Meta:
        model = Arshjulspost
        fields = ("month", "heading", "kind")
        labels = {"heading": "Vad", "kind": "För"}
        widgets = {"heading": forms.TextInput(attrs={"autocomplete": "off"})}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Arshjulspost._meta.get_field("kind").choices
        self.fields["kind"].initial = "beslut"
