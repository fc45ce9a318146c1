"""The forms of reports, their sections and tables."""

from typing import Any

from django import forms

from kostnader.rapporter.egna import KR, UNITS
from kostnader.rapporter.mallar import kinds_for
from kostnader.rapporter.models import Avsnitt, Rapport, Rapportblock
from kostnader.rapporter.queries import people_of
from samverkan.beslut.models import Beslut
from samverkan.konton.models import Anvandare
from samverkan.lib.formfields import ActModelForm, DayField
from samverkan.lib.swedish import MONTHS
from samverkan.start.words import words
from samverkan.tabeller.kallor import all_kallor
from samverkan.tabeller.tabell import TEXT, Tabell

MONTH_CHOICES = [(number, name.capitalize()) for number, name in enumerate(MONTHS, 1)]
NOBODY = "Ingen utsedd"


class NyForm(forms.Form):
    """A new report: of what kind, through which month, from which one."""

    kind = forms.ChoiceField(label="Slag")
    through = forms.TypedChoiceField(
        label="Till och med",
        choices=MONTH_CHOICES,
        coerce=int,
        help_text="En månadsrapport gäller månaden. De andra börjar i januari.",
    )
    source = forms.ModelChoiceField(
        label="Börja från",
        queryset=Rapport.objects.none(),
        required=False,
        empty_label="Mallen, med rubriker och vad som ska skrivas",
        help_text="Från en tidigare rapport följer rubriker, texter, tabeller och vem som skriver med. "
        "Texterna märks tills någon har ändrat eller bekräftat dem, och siffrorna hämtas på nytt.",
    )
    deadline = DayField(label="Avsnitten ska vara klara", required=False)

    def __init__(self, *args: Any, samverkan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds_for(samverkan)]
        self.fields["source"].queryset = Rapport.objects.filter(samverkan=samverkan)


class RapportForm(ActModelForm):
    """The title, and what amounts are told in."""

    class Meta:
        model = Rapport
        fields = ("title", "unit")


class BeslutChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Beslut) -> str:
        return f"{obj} {obj.heading} ({obj.organ.name})"


class FaststallForm(forms.Form):
    """The decision that adopts the report."""

    beslut = BeslutChoice(label="Beslut", queryset=Beslut.objects.none(), empty_label="Välj")

    def __init__(self, *args: Any, queryset, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["beslut"].queryset = queryset


class SkalForm(forms.Form):
    """Why something is opened again."""

    reason = forms.CharField(
        label="Varför öppnas det igen?", max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class AvsnittForm(ActModelForm):
    """Heading, and who does what by when."""

    deadline = DayField(
        label="Klart senast",
        required=False,
        help_text="Den som skriver påminns tre dagar före, på dagen och sedan en gång i veckan.",
    )

    class Meta:
        model = Avsnitt
        fields = ("heading", "level", "writer", "approver", "deadline")
        help_texts = {
            "approver": "Utan någon utsedd räcker det att avsnittet är klart.",
            "writer": "Den som är utsedd kan skriva här utan att vara controller.",
        }

    def __init__(self, *args: Any, samverkan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_of(samverkan)
        for name in ("writer", "approver"):
            field = self.fields[name]
            chosen = getattr(self.instance, name)
            listed = people if chosen is None or chosen in people else [chosen, *people]
            field.queryset = Anvandare.objects.filter(pk__in=[one.pk for one in listed])
            field.choices = [("", NOBODY), *((one.pk, one.name) for one in listed)]
        if self.instance.pk and not self.instance.is_open:
            del self.fields["heading"], self.fields["level"]


class BlockForm(forms.Form):
    """Which table, and how it is shown."""

    key = forms.ChoiceField(label="Tabell")
    kind = forms.ChoiceField(
        label="Visa som",
        choices=Rapportblock.Kind.choices,
        initial=Rapportblock.Kind.TABELL,
        widget=forms.RadioSelect,
        help_text="Staplar visar en eller två kolumner, hanteln skillnaden mellan två.",
    )

    def __init__(self, *args: Any, typed: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: dict[str, list[tuple[str, str]]] = {}
        for kalla in all_kallor():
            groups.setdefault(kalla.group, []).append((kalla.key, kalla.label))
        if typed:
            groups["Inskrivna i rapporten"] = typed
        self.fields["key"].choices = list(groups.items())


class BlockAndraForm(forms.Form):
    """The caption, the columns, the comparison. Without table there is only the caption."""

    caption = forms.CharField(
        label="Egen rubrik", max_length=150, required=False, help_text="Lämna tomt för tabellens eget namn."
    )
    kind = forms.ChoiceField(label="Visa som", choices=Rapportblock.Kind.choices, widget=forms.RadioSelect)
    columns = forms.MultipleChoiceField(
        label="Kolumner",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Ingen vald visar alla. Ett diagram visar de två första som är valda.",
    )
    compare = forms.ChoiceField(
        label="Jämför med förra perioden",
        required=False,
        help_text="Kolumnens värde förra perioden ställs bredvid.",
    )

    def __init__(self, *args: Any, tabell: Tabell | None, block: Rapportblock, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if tabell is None:
            del self.fields["columns"], self.fields["compare"]
            return
        names = [(column.key, f"{column.label} {column.note}".strip()) for column in tabell.columns]
        self.fields["columns"].choices = names
        figures = [name for name, column in zip(names, tabell.columns, strict=True) if column.kind != TEXT]
        if block.is_typed or not figures:
            del self.fields["compare"]
        else:
            self.fields["compare"].choices = [("", "Jämför inte"), *figures]


class TabellForm(forms.Form):
    """A table typed, or pasted from Excel."""

    name = forms.CharField(label="Tabellens namn", max_length=150)
    unit = forms.ChoiceField(
        label="Talen är",
        choices=[(value, text) for value, text in UNITS.items()],
        initial=KR,
        help_text="En kolumn kan säga annat i sin rubrik: (kr), (tkr), (antal), (%) eller (text).",
    )
    grid = forms.CharField(
        label="Rader",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "class": "klistra", "spellcheck": "false", "wrap": "off"}),
        help_text="Klistra in från Excel, rubriker i första raden. En rad som börjar med Summa blir en "
        "summa, varav en del av raden ovanför, och en rad med bara ett namn en rubrik.",
    )
    note = forms.CharField(label="Anmärkning under namnet", max_length=200, required=False)


class OrdlistaForm(forms.Form):
    """Which words to explain."""

    terms = forms.MultipleChoiceField(
        label="Ord",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst ett ord."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["terms"].choices = [
            (term["svenska"], f"{term['svenska']} – {term['forklaring']}") for term in words()
        ]

    def chosen(self) -> list[tuple[str, str]]:
        """The words with what they mean, in Swedish order."""
        picked = set(self.cleaned_data["terms"])
        return [(term["svenska"], term["forklaring"]) for term in words() if term["svenska"] in picked]


class KommentarForm(forms.Form):
    """Why a remark shall stand."""

    text = forms.CharField(
        label="Kommentar",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Du undertecknar med ditt namn. Kommentaren visas för den som läser kontrollerna.",
        error_messages={"required": "Skriv varför det ska stå så."},
    )
