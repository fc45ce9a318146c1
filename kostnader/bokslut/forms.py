"""Forms of the settlement's pages."""

from django import forms

from kostnader.bokslut.models import Bokslut, Bokslutsrad
from samverkan.beslut.models import Beslut
from samverkan.lib.formfields import ActModelForm, DayField


class BokslutForm(ActModelForm):
    class Meta:
        model = Bokslut
        fields = ("basis", "members_decide")
        widgets = {"basis": forms.RadioSelect}


class RadForm(ActModelForm):
    """What is to be done with a member's balance; the opening one where no settlement gives it."""

    class Meta:
        model = Bokslutsrad
        fields = ("action", "typed_opening")
        widgets = {"action": forms.RadioSelect}

    def __init__(self, *args: object, may_type: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if not may_type:
            del self.fields["typed_opening"]


class BeslutChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Beslut) -> str:
        status = obj.get_status_display().lower()
        return f"§ {obj.paragraf}, {obj.date} – {obj.heading} ({obj.organ.name}, {status})"


class BeslutForm(forms.Form):
    beslut = BeslutChoiceField(queryset=Beslut.objects.none(), label="Beslut", empty_label="Välj")

    def __init__(self, *args: object, queryset, required: bool = True, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["beslut"].queryset = queryset
        self.fields["beslut"].required = required


class OppnaForm(forms.Form):
    reason = forms.CharField(
        label="Skäl",
        max_length=300,
        help_text="Står kvar i historiken, till exempel: en faktura från december kom i mars.",
        error_messages={"required": "Skriv varför året öppnas igen."},
    )


class AvraknaForm(forms.Form):
    issue_date = DayField(label="Fakturadatum")
