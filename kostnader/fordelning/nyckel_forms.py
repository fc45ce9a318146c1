"""The small forms around a key."""

from typing import Any

from django import forms

from kostnader.fordelning.models import Fordelningsnyckel
from samverkan.beslut.queries import usable_beslut
from samverkan.lib.formfields import ActModelForm


class NamnForm(ActModelForm):
    """What a key is called."""

    class Meta:
        model = Fordelningsnyckel
        fields = ("name", "short_name")
        labels = {"name": "Namn", "short_name": "Kort namn i tabeller"}
        help_texts = {"short_name": "Till exempel 50/50."}


class FaststallForm(forms.Form):
    """The decision that adopts a version."""

    beslut = forms.ModelChoiceField(label="Beslut", queryset=None, empty_label="Välj beslut")

    def __init__(self, *args: Any, samverkan: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["beslut"]
        field.queryset = usable_beslut(samverkan)
        field.label_from_instance = lambda one: f"§ {one.paragraf}, {one.date}, {one.heading}"
        field.error_messages |= {"required": "Välj det beslut som antog nyckeln."}
