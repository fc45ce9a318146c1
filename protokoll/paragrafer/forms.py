"""The small forms of the meeting page."""

from typing import Any

from django import forms

from protokoll.paragrafer.models import Paragraf, Reservation, Yrkande
from protokoll.paragrafer.omrostning import CHOICES
from protokoll.paragrafer.queries import serving_at, there_at, waiting_arenden
from protokoll.sammantraden.models import Dagordningspunkt, Deltagare, Fras, Sammantrade
from samverkan.lib.formfields import ActModelForm
from samverkan.organ.models import Organ

_FIRST = {"autofocus": True}
_NO_FILL = {"autocomplete": "off"}


class Personval(forms.ModelChoiceField):
    """One of those at the §, as minutes write the name, with the member."""

    def label_from_instance(self, obj: Deltagare) -> str:
        return person_label(obj)


class Personer(forms.ModelMultipleChoiceField):
    """Some of those at the §."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Deltagare) -> str:
        return person_label(obj)


def person_label(obj: Deltagare) -> str:
    """'Ivar Stenman (S), Arjeplog'."""
    return f"{obj}, {obj.organisation.short_name}" if obj.organisation else str(obj)


class YrkandeForm(forms.Form):
    """Who proposes what, and who joins."""

    deltagare = Personval(None, label="Vem yrkar", empty_label="Välj …", widget=forms.Select(attrs=_FIRST))
    kind = forms.ChoiceField(label="Vad", choices=Yrkande._meta.get_field("kind").choices)
    text = forms.CharField(
        label="Yrkandet",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kan lämnas tomt vid bifall, avslag och bordläggning.",
    )
    instammer = Personer(None, label="Instämmer", required=False)

    def __init__(self, *args: Any, paragraf: Paragraf, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deltagare"].queryset = serving_at(paragraf)
        self.fields["instammer"].queryset = serving_at(paragraf)


class OmrostningForm(forms.Form):
    """What is voted on and how each voted; or, for an election, the counts of a closed vote."""

    question = forms.CharField(label="Vad prövas", max_length=300, widget=forms.TextInput(attrs=_FIRST))
    yes_means = forms.CharField(label="Ja betyder", max_length=300)
    no_means = forms.CharField(label="Nej betyder", max_length=300)
    slag = forms.ChoiceField(
        label="Hur",
        choices=[("", "Öppet, med namn"), ("val", "Slutet: val"), ("anstallning", "Slutet: anställning")],
        required=False,
        widget=forms.RadioSelect,
        initial="",
    )
    puts_off = forms.ChoiceField(
        label="Gäller",
        choices=[
            ("", "Sakfrågan"),
            ("bordlaggning", "Om ärendet ska bordläggas: ja bordlägger"),
            ("aterremiss", "Om ärendet ska återremitteras: ja återremitterar"),
        ],
        required=False,
        widget=forms.RadioSelect,
        initial="",
    )
    qualified = forms.BooleanField(label="Kvalificerad majoritet krävs", required=False)
    on_enskild = forms.BooleanField(
        label="Ärendet är myndighetsutövning mot någon enskild",
        required=False,
        help_text="Den som har deltagit i ärendet får då inte avstå (KL 4:26).",
    )
    ja = forms.IntegerField(label="Ja-röster", min_value=0, required=False)
    nej = forms.IntegerField(label="Nej-röster", min_value=0, required=False)
    avstar = forms.IntegerField(label="Avstår", min_value=0, required=False)
    lott = forms.ChoiceField(
        label="Lotten avgjorde",
        choices=[("", "Inte lika"), ("ja", "Ja"), ("nej", "Nej")],
        required=False,
        help_text="Bara när rösterna är lika många (KL 5:56).",
    )

    def __init__(self, *args: Any, paragraf: Paragraf, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._fit(paragraf.organ)
        self.serving = list(serving_at(paragraf))
        values = [(value, {"ja": "Ja", "nej": "Nej", "avstar": "Avstår"}[value]) for value in CHOICES]
        for one in self.serving:
            self.fields[f"rost_{one.pk}"] = forms.ChoiceField(
                label=person_label(one), choices=values, required=False, widget=forms.RadioSelect
            )

    def _fit(self, organ: Organ) -> None:
        """Ask only for what the body's law and förbundsordning know of."""
        if organ.kind == Organ.Kind.FULLMAKTIGE:
            del self.fields["on_enskild"]
            self.fields[
                "puts_off"
            ].help_text = "En tredjedel av de närvarande räcker, men bara en gång för ett ärende (KL 5:50)."
        if organ.majoritet:
            self.fields["qualified"].label = f"{organ.get_majoritet_display()} krävs för ja"
            self.fields[
                "qualified"
            ].help_text = (
                f"Gäller {organ.majoritet_for} ({organ.majoritet_clause}). Den som avstår räknas inte."
            )
        else:
            del self.fields["qualified"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("slag") and (data.get("puts_off") or data.get("qualified")):
            self.add_error("slag", "Bara val och anställning avgörs med slutna sedlar (KL 5:54).")
        if data.get("puts_off") and data.get("qualified"):
            self.add_error("qualified", "Om ärendet ska skjutas upp avgörs utan kvalificerad majoritet.")
        return data

    @property
    def rows(self) -> list[tuple[Deltagare, forms.BoundField]]:
        return [(one, self[f"rost_{one.pk}"]) for one in self.serving]

    @property
    def roster(self) -> dict[Deltagare, str]:
        given = {one: self.cleaned_data.get(f"rost_{one.pk}") for one in self.serving}
        return {one: value for one, value in given.items() if value}


class ReservationForm(forms.Form):
    """A reservation or a note, from whom."""

    deltagare = Personval(None, label="Vem", empty_label="Välj …", widget=forms.Select(attrs=_FIRST))
    kind = forms.ChoiceField(label="Vad", choices=Reservation.Kind, widget=forms.RadioSelect)
    text = forms.CharField(
        label="Text",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Motiveringen till en reservation kan lämnas fram till justeringen (KL 4:27).",
    )

    def __init__(self, *args: Any, paragraf: Paragraf, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"kind": Reservation.Kind.RESERVATION})
        super().__init__(*args, **kwargs)
        self.fields["deltagare"].queryset = there_at(paragraf)


class MotiveringForm(forms.Form):
    """The words of a reservation or note."""

    text = forms.CharField(label="Text", required=False, widget=forms.Textarea(attrs={"rows": 5} | _FIRST))


class JavForm(forms.Form):
    """Who leaves for jäv."""

    deltagare = Personval(None, label="Vem", empty_label="Välj …", widget=forms.Select(attrs=_FIRST))
    skal = forms.CharField(
        label="Varför", required=False, max_length=200, help_text="Står i händelseloggen, inte i protokollet."
    )

    def __init__(self, *args: Any, paragraf: Paragraf, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deltagare"].queryset = there_at(paragraf)


class OrdforandeForm(forms.Form):
    """Who leads the §."""

    deltagare = Personval(None, label="Vem leder", empty_label="Välj …", widget=forms.Select(attrs=_FIRST))
    skal = forms.CharField(
        label="Varför",
        required=False,
        max_length=200,
        help_text="Behövs när någon närmare i presidiet tjänstgör.",
    )

    def __init__(self, *args: Any, paragraf: Paragraf, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deltagare"].queryset = serving_at(paragraf)


class UtgaForm(forms.Form):
    """Why a matter falls away."""

    skal = forms.CharField(label="Varför utgår ärendet", max_length=300, widget=forms.TextInput(attrs=_FIRST))


class ArendeForm(forms.Form):
    """A matter that was not on the agenda."""

    arende = forms.ModelChoiceField(None, label="Ärende", required=False, empty_label="Inget ur diariet")
    heading = forms.CharField(
        label="Rubrik", required=False, max_length=200, help_text="Om den ska vara en annan än ärendets."
    )
    kind = forms.ChoiceField(
        label="Behandlas som",
        choices=[
            (Dagordningspunkt.Kind.BESLUT, "Beslut"),
            (Dagordningspunkt.Kind.INFORMATION, "Information"),
            (Dagordningspunkt.Kind.FORMALIA, "Formalia"),
        ],
    )
    bradskande = forms.BooleanField(label="Ärendet är brådskande", required=False)
    alla_eniga = forms.BooleanField(label="Alla närvarande är eniga om att ta upp det", required=False)

    def __init__(self, *args: Any, sammantrade: Sammantrade, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["arende"].queryset = waiting_arenden(sammantrade)
        if sammantrade.organ.kind != "fullmaktige":
            del self.fields["bradskande"], self.fields["alla_eniga"]


class DeltagareForm(forms.Form):
    """Somebody else in the room."""

    name = forms.CharField(label="Namn", max_length=120, widget=forms.TextInput(attrs=_FIRST | _NO_FILL))
    title = forms.CharField(label="Befattning", max_length=120, required=False)


class JusterareForm(forms.Form):
    """Who attests the protocol with the chair."""

    justerare = Personer(None, label="Justerare", error_messages={"required": "Kryssa för den som justerar."})

    def __init__(self, *args: Any, served: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["justerare"].queryset = served


class AvslutaForm(forms.Form):
    """When the meeting was closed."""

    clock = forms.TimeField(
        label="Avslutades kl.",
        input_formats=["%H:%M", "%H.%M"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": "Skriv klockslaget som 14.40."},
    )


class FrasForm(ActModelForm):
    """A reusable phrase."""

    class Meta:
        model = Fras
        fields = ("place", "label", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "label": "Kort, så att den ryms på en knapp.",
            "text": "{organ}, {ordforande}, {namn} och {arende} fylls i. … blir en lucka att skriva i.",
        }
