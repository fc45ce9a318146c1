"""Forms of the notice board."""

from typing import ClassVar

from django import forms

from protokoll.anslag.models import Anslag, Avbrott, Tavla
from protokoll.anslag.rules import ALLOWED
from protokoll.anslag.webb import MOST_WORDS
from samverkan.lib import klocka
from samverkan.lib.formfields import ActModelForm, DayField

# What a person makes by hand; the others follow from a protocol or a meeting.
BY_HAND = [Anslag.Kind.DELEGATION, Anslag.Kind.FORFATTNING]
MOMENT = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})


class BekraftaForm(forms.Form):
    """When a notice went up on the members' boards."""

    day = DayField(label="Uppe sedan")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("day", klocka.today())


class AnslagForm(ActModelForm):
    """A notice that follows neither from a protocol nor from a meeting: the law's list is the choice."""

    kind = forms.ChoiceField(
        label="Vad ska anslås?",
        choices=[(kind.value, f"{kind.label} ({ALLOWED[kind][1]})") for kind in BY_HAND],
        widget=forms.RadioSelect,
        help_text="Anslagstavlan får bara innehålla det lagen räknar upp (KL 8:10–11). Justerade protokoll "
        "kommer hit av sig själva, och sammanträden anslås från sidan Anslå sammanträde.",
    )
    post_on = DayField(label="Sätts upp", help_text="Dagens datum: anslaget går upp med en gång.")
    take_down_on = DayField(
        label="Tas ned tidigast",
        required=False,
        help_text="Bara för tillkännagivanden enligt lag. För beslut på delegation räknar vi tiden.",
    )

    class Meta:
        model = Anslag
        fields = ("organ", "kind", "heading", "clause", "text", "post_on", "take_down_on", "responsible")
        help_texts: ClassVar[dict[str, str]] = {
            "clause": "Lagen eller förordningen, till exempel plan- och bygglagen 5 kap. 13 §.",
            "responsible": "Tomt: du själv.",
        }

    def __init__(self, *args: object, samverkan, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        organ = samverkan.organ.filter(outside=False)
        self.fields["organ"].queryset = organ
        if organ.count() == 1:
            self.initial.setdefault("organ", organ.get().pk)
        self.initial.setdefault("post_on", klocka.today())

    def notice(self) -> Anslag:
        """The notice as filled in, not saved."""
        filled = dict(self.cleaned_data)
        if filled["kind"] == Anslag.Kind.DELEGATION:
            filled |= {"clause": "", "take_down_on": None}
        return Anslag(**filled)


class SkalForm(forms.Form):
    """Why an urgent meeting is announced late."""

    skal = forms.CharField(label="Varför det är brådskande", required=False, max_length=300)


class TavlaForm(ActModelForm):
    """One board of a body."""

    class Meta:
        model = Tavla
        fields = ("name", "organisation", "url", "own", "active")
        labels: ClassVar[dict[str, str]] = {
            "own": "Det är anslagstavlan här",
            "active": "Används för nya anslag",
            "organisation": "Vems tavla",
        }
        help_texts: ClassVar[dict[str, str]] = {
            "url": "Dit den leds som vill läsa. Behövs inte för anslagstavlan här.",
            "own": "Anslag sätts upp och tas ned av sig själva. På andra tavlor bekräftar du för hand.",
        }

    def __init__(self, *args: object, members: list, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        organisation = self.fields["organisation"]
        organisation.queryset = organisation.queryset.filter(pk__in=[one.pk for one in members])
        organisation.required = False


class AvbrottForm(ActModelForm):
    """A time a board could not be read."""

    class Meta:
        model = Avbrott
        fields = ("began_at", "ended_at", "reason")
        widgets: ClassVar[dict[str, forms.Widget]] = {"began_at": MOMENT, "ended_at": MOMENT}
        help_texts: ClassVar[dict[str, str]] = {
            "ended_at": "Tomt om avbrottet pågår.",
            "reason": "Till exempel: webbplatsen låg nere, eller anslaget togs ned av misstag.",
        }


class SlutForm(forms.Form):
    """When a board could be read again."""

    ended_at = forms.DateTimeField(label="Avbrottet slutade", widget=MOMENT)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("ended_at", klocka.now())


class OrdForm(forms.Form):
    """Words to mask, and where."""

    ord = forms.CharField(
        label="Ord att maskera",
        max_length=MOST_WORDS,
        help_text="Markera text till vänster, eller skriv orden som de står.",
    )
    paragraf = forms.TypedChoiceField(label="Var", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: object, numbers: list[int], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paragraf"].choices = [
            ("", "I hela protokollet"),
            *((one, f"§ {one}") for one in numbers),
        ]


class PubliceraForm(forms.Form):
    """The review: who acts has read this very text, and it is shown until a day."""

    read = forms.CharField(widget=forms.HiddenInput)
    unpublish_on = DayField(label="Tas bort från webben")
    granskad = forms.BooleanField(
        label="Jag har läst webbversionen och den får visas för alla",
        error_messages={"required": "Läs webbversionen till höger och kryssa för att du gjort det."},
    )
