"""Forms for following up."""

from typing import Any

from django import forms

from protokoll.uppfoljning.models import Kontrollmoment, Mal, Malvarde, Uppdrag
from protokoll.uppfoljning.rules import CONSEQUENCE, LIKELIHOOD
from samverkan.beslut.models import Beslut
from samverkan.lib import klocka
from samverkan.lib.formfields import ActModelForm, AmountFormField, DayField
from samverkan.lib.swedish import sort_key
from samverkan.organ.models import Organ, Person

SHORT_TEXT = forms.Textarea(attrs={"rows": 3})


class BeslutChoice(forms.ModelChoiceField):
    """Decisions of the samverkan, newest first, as '§ 12 2022-06-22 Budget 2023'."""

    def label_from_instance(self, obj: Beslut) -> str:
        return f"{obj} {obj.heading}"


def _decisions(samverkan) -> Any:
    return samverkan.beslut.order_by("-date", "-pk")


class UppdragForm(ActModelForm):
    """What is to be done, by whom, by when."""

    person = forms.ModelChoiceField(
        label="Ansvarig", queryset=Person.objects.none(), required=False, empty_label="Någon annan, se nedan"
    )
    due_on = DayField(label="Klart senast", required=False)
    beslut = BeslutChoice(
        label="Enligt beslut", queryset=Beslut.objects.none(), required=False, empty_label="Inget beslut"
    )
    field_order = ("text", "person", "responsible", "due_on", "beslut")

    class Meta:
        model = Uppdrag
        fields = ("text", "responsible", "due_on", "beslut")
        labels = {"text": "Vad ska göras?", "responsible": "Ansvarig, om någon annan"}
        help_texts = {
            "text": "Som i beslutet: boka två nya dagar för sammanträden i juni och september.",
            "responsible": "En funktion eller någon som inte finns i listan, till exempel samordnaren.",
        }
        widgets = {"text": SHORT_TEXT}

    def __init__(self, *args: Any, samverkan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = sorted(Person.objects.filter(samverkan=samverkan), key=lambda one: sort_key(one.name))
        self.fields["person"].queryset = Person.objects.filter(samverkan=samverkan)
        self.fields["person"].choices = [
            ("", "Någon annan, se nedan"),
            *((one.pk, one.name) for one in people),
        ]
        self.fields["responsible"].required = False
        self.fields["beslut"].queryset = _decisions(samverkan)
        if self.instance.pk and self.instance.person_id:
            self.initial |= {"person": self.instance.person_id, "responsible": ""}
        if not people:
            del self.fields["person"]
            self.fields["responsible"].label = "Ansvarig"


class KlartForm(forms.Form):
    """What came of a task."""

    done_on = DayField(label="Klart", initial=klocka.today)
    report = forms.CharField(
        label="Återrapport",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Vad gjordes, och vad blev det?",
    )


class StrykForm(forms.Form):
    """Why a task is not to be done."""

    reason = forms.CharField(label="Varför stryks uppdraget?", max_length=300, widget=SHORT_TEXT)


class MalForm(ActModelForm):
    """What is to be reached, and how that is measured."""

    target = AmountFormField(
        label="Målvärde",
        required=False,
        help_text="Lämna tomt för ett mål i ord, som bedöms utan att mätas.",
    )
    beslut = BeslutChoice(
        label="Antaget med", queryset=Beslut.objects.none(), required=False, empty_label="Inget beslut"
    )

    class Meta:
        model = Mal
        fields = ("area", "text", "indicator", "direction", "target", "unit", "galler", "beslut", "order")
        labels = {
            "area": "Område",
            "text": "Mål",
            "indicator": "Mäts med",
            "direction": "Värdet ska vara",
            "unit": "Enhet",
            "galler": "Kravet gäller",
            "order": "Plats i ordningen",
        }
        help_texts = {
            "area": "Mål med samma område står tillsammans, till exempel Resultatmål eller Indikatorer.",
            "indicator": "Till exempel andel kommuner som deltar vid beredningsgruppens möten.",
            "unit": "Till exempel % eller möten.",
            "galler": "Vid varje värde: ett enda värde som missar kravet bryter det för hela året.",
        }
        widgets = {
            "text": SHORT_TEXT,
            "direction": forms.RadioSelect,
            "galler": forms.RadioSelect,
            "unit": forms.TextInput(attrs={"class": "kort"}),
            "order": forms.NumberInput(attrs={"class": "kort", "min": 0}),
        }

    def __init__(self, *args: Any, samverkan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["beslut"].queryset = _decisions(samverkan)
        self.fields["target"].widget.attrs["class"] = "kort tal"
        self.fields["order"].required = False

    def clean_order(self) -> int:
        return self.cleaned_data["order"] or 0


class MalvardeForm(forms.ModelForm):
    """A value of a goal."""

    day = DayField(label="Dag", initial=klocka.today)
    value = AmountFormField(label="Värde")

    class Meta:
        model = Malvarde
        fields = ("day", "value", "note")
        labels = {"note": "Anteckning"}

    def __init__(self, *args: Any, mal: Mal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].label = f"Värde, {mal.unit}" if mal.unit else "Värde"
        self.fields["value"].widget.attrs["class"] = "kort tal"
        self.fields["note"].widget.attrs["placeholder"] = "till exempel 11 av 14 kommuner"

    def _post_clean(self) -> None:
        """The act checks the value."""


class BedomForm(ActModelForm):
    """Prognosis and judgement of a goal; of one in words also whether its condition is broken."""

    broken_on = DayField(
        label="Villkoret bröts den", required=False, help_text="Fyll i om målet inte längre går att nå."
    )

    class Meta:
        model = Mal
        fields = ("broken_on", "broken_why", "prognos", "judgement", "comment")
        labels = {
            "broken_why": "Hur det bröts",
            "prognos": "Prognos",
            "judgement": "Bedömning",
            "comment": "Kommentar",
        }
        widgets = {
            "prognos": forms.RadioSelect,
            "judgement": forms.RadioSelect,
            "comment": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["prognos"].choices = Mal.Prognos.choices
        self.fields["judgement"].choices = Mal.Judgement.choices
        if self.instance.target is not None:
            del self.fields["broken_on"], self.fields["broken_why"]


class MomentForm(ActModelForm):
    """A risk, how grave it is, and how it is controlled."""

    sannolikhet = forms.TypedChoiceField(
        label="Sannolikhet",
        coerce=int,
        widget=forms.RadioSelect,
        choices=[(n, f"{n} {name}") for n, name in enumerate(LIKELIHOOD, 1)],
    )
    konsekvens = forms.TypedChoiceField(
        label="Konsekvens",
        coerce=int,
        widget=forms.RadioSelect,
        choices=[(n, f"{n} {name}") for n, name in enumerate(CONSEQUENCE, 1)],
    )
    due_on = DayField(label="Kontrolleras senast", required=False)

    class Meta:
        model = Kontrollmoment
        fields = (
            "process",
            "risk",
            "sannolikhet",
            "konsekvens",
            "hantering",
            "motivering",
            "moment",
            "method",
            "responsible",
            "due_on",
        )
        labels = {
            "process": "Process",
            "risk": "Risk",
            "hantering": "Risken",
            "motivering": "Analys",
            "moment": "Kontrollmoment",
            "method": "Metod",
            "responsible": "Ansvarig",
        }
        help_texts = {
            "risk": "Vad kan gå fel?",
            "motivering": "Varför bedömningen är som den är. Behövs när en hög risk accepteras.",
            "moment": "Vad kontrolleras? Behövs inte för en risk som accepteras.",
            "method": "Till exempel stickprov eller dialog med leverantören.",
        }
        widgets = {
            "risk": SHORT_TEXT,
            "motivering": SHORT_TEXT,
            "moment": SHORT_TEXT,
            "hantering": forms.RadioSelect,
        }


class UppfoljForm(ActModelForm):
    """How a control went."""

    checked_on = DayField(label="Kontrollerat", required=False)

    class Meta:
        model = Kontrollmoment
        fields = ("result", "checked_on", "comment")
        labels = {"result": "Resultat", "comment": "Kommentar"}
        help_texts = {"comment": "Vad kontrollen visade, och vad som görs åt en avvikelse."}
        widgets = {"result": forms.RadioSelect, "comment": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["result"].choices = Kontrollmoment.Result.choices
        self.initial["checked_on"] = self.instance.checked_on or klocka.today()


class KallelseForm(forms.Form):
    """Which body a follow-up goes to, and under what heading."""

    organ = forms.ModelChoiceField(label="Till", queryset=Organ.objects.none(), empty_label=None)
    heading = forms.CharField(label="Rubrik", max_length=200)
    place = forms.BooleanField(
        label="Ställ ärendet på dagordningen till organets nästa sammanträde", required=False, initial=True
    )

    def __init__(self, *args: Any, organ: list[Organ], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].queryset = Organ.objects.filter(pk__in=[one.pk for one in organ])
        self.fields["organ"].choices = [(one.pk, one.name) for one in organ]
