"""Forms for bodies, people and mandates."""

from typing import Any

from django import forms

from samverkan.lib.errors import Refused
from samverkan.lib.formfields import ActModelForm, CheckedField, DayField
from samverkan.lib.swedish import sort_key
from samverkan.medlemmar.models import Organisation
from samverkan.organ.diarium import Diarienummer, format_diarienummer, validate_pattern
from samverkan.organ.inkallelse import validate_partier
from samverkan.organ.models import Mandat, Organ, Person
from samverkan.organ.queries import account_for, accounts_in, members_on

GROUPS = {
    "Organet": ("name", "called", "kind", "outside", "parent", "seats"),
    "Sammanträden": ("place", "kallelse_days", "late_clause", "remote_from", "remote_to"),
    "Ersättare": ("inkallelse", "inkallelse_partier"),
    "Kvalificerad majoritet": ("majoritet", "majoritet_for", "majoritet_clause"),
    "Protokoll": ("justerare_count", "justering_order", "omedelbar", "kept_at", "publish_days"),
    "Diarium": ("dnr_pattern",),
}


class OrganForm(ActModelForm):
    """A body and what its reglemente or arbetsordning says."""

    dnr_pattern = CheckedField(
        label="Diarienummer skrivs",
        check=validate_pattern,
        help_text="{ar} är årtalet, {nr} löpnumret, {nr:5} löpnumret med fem siffror och {klass} "
        "klassificeringen. Till exempel ITSAM {ar}/{nr} eller {ar}/{nr}-{klass}. "
        "Organ som skriver lika delar serie.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    inkallelse_partier = CheckedField(
        label="Ordning mellan partierna",
        required=False,
        check=validate_partier,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text="En rad för varje parti: först ledamotens parti, sedan vilkas ersättare som kommer först. "
        "Till exempel S: S, V, MP. Tomt betyder ledamotens eget parti först, sedan turordningen.",
    )
    remote_from = DayField(label="Distans tillåten från och med", required=False)
    remote_to = DayField(label="Till och med", required=False, help_text="Tomt betyder tills vidare.")

    class Meta:
        model = Organ
        fields = tuple(name for names in GROUPS.values() for name in names)
        labels = {
            "name": "Namn",
            "kind": "Slag",
            "called": "Kallas i löptext",
            "outside": "Organet är utanför samverkan",
            "parent": "Hör under",
            "seats": "Antal ledamöter",
            "place": "Sammanträder vanligen i",
            "kept_at": "Protokollet förvaras hos",
            "kallelse_days": "Kallelsen skickas senast, dagar före",
            "late_clause": "Bestämmelse om sen kallelse",
            "inkallelse": "Den som saknas ersätts av",
            "majoritet": "Så stor majoritet krävs",
            "majoritet_for": "För",
            "majoritet_clause": "Enligt",
            "omedelbar": "Paragrafer får justeras omedelbart",
            "justerare_count": "Antal justerare utöver ordföranden",
            "justering_order": "De justerar",
            "publish_days": "Protokoll på webben, antal dagar",
        }
        help_texts = {
            "name": "Hela namnet, som i reglementet.",
            "called": "Som i besluten: E-nämnden beslutar att … Tomt betyder hela namnet.",
            "outside": "Till exempel en medlems fullmäktige. Dess beslut förs in för hand.",
            "seats": "Så många platser som är beslutade, utan ersättare. Beslutför är mer än hälften "
            "(KL 5:45, 6:27).",
            "place": "Föreslås för varje sammanträde och kan ändras där.",
            "kallelse_days": "Kalenderdagar enligt reglementet. 0 om det inte säger något. Lagen kan kräva "
            "mer: en vecka för fullmäktige och när en direktion fastställer budget (KL 5:13, 9:10).",
            "late_clause": "Var reglementet låter en kallelse vara senare när ett ärende är brådskande, till "
            "exempel reglementet 12 §. Tomt om det inte gör det.",
            "majoritet": "Gäller bara frågorna nedan (KL 5:55, 9:6 p. 7).",
            "majoritet_for": "Frågorna, till exempel ändring av förbundsordningen.",
            "majoritet_clause": "Till exempel förbundsordningen 9 §.",
            "omedelbar": "Om reglementet medger det.",
            "justering_order": "Alla ska ha skrivit under senast 14 dagar efter sammanträdet (KL 5:69).",
            "kept_at": "Står på anslaget om justerat protokoll (KL 8:12).",
            "publish_days": "Därefter tas webbversionen ned. 730 är två år; 0 om protokollen inte läggs ut.",
        }
        widgets = {
            "justering_order": forms.RadioSelect,
            "inkallelse": forms.RadioSelect,
            "seats": forms.NumberInput(attrs={"class": "kort"}),
            "kallelse_days": forms.NumberInput(attrs={"class": "kort"}),
            "justerare_count": forms.NumberInput(attrs={"class": "kort"}),
            "publish_days": forms.NumberInput(attrs={"class": "kort"}),
        }

    def __init__(self, *args: Any, samverkan, example_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent = self.fields["parent"]
        parent.queryset = samverkan.organ.filter(outside=False).exclude(pk=self.instance.pk)
        parent.empty_label = "Inget annat organ"
        self.fields["inkallelse"].choices = Organ.Inkallelse.choices
        self.fields["majoritet"].choices = Organ.Majoritet.choices
        if not self.instance.pk:
            self.fields["kind"].choices = [("", "Välj slag"), *Organ.Kind.choices]
        self.fields["dnr_pattern"].widget.attrs |= {
            "hx-get": example_url,
            "hx-trigger": "input changed delay:250ms",
            "hx-target": "#dnr-exempel",
        }

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields by subject."""
        return [(title, [self[name] for name in names]) for title, names in GROUPS.items()]


class PersonForm(ActModelForm):
    """A person, and the account they sign in with."""

    class Meta:
        model = Person
        fields = ("name", "email", "title", "anvandare")
        labels = {"name": "Namn", "email": "E-post", "title": "Befattning", "anvandare": "Konto"}
        help_texts = {
            "email": "Hit går kallelser.",
            "title": "För tjänstepersoner, till exempel samordnare.",
            "anvandare": "Med ett konto kan personen läsa handlingar och justera. Här visas de som har en "
            "roll i samverkan.",
        }

    def __init__(self, *args: Any, samverkan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["anvandare"]
        field.queryset, field.empty_label = accounts_in(samverkan), "Inget konto"
        field.label_from_instance = lambda user: f"{user.name}, {user.email}"


class MandatForm(ActModelForm):
    """What somebody is elected to, or appointed as."""

    valid_from = DayField(label="Från och med")
    valid_to = DayField(label="Till och med", required=False, help_text="Tomt betyder tills vidare.")

    class Meta:
        model = Mandat
        fields = ("role", "presidium", "organisation", "party", "order", "valid_from", "valid_to")
        labels = {
            "role": "Roll",
            "presidium": "Presidium",
            "organisation": "Vald av",
            "party": "Parti",
            "order": "Plats i turordningen",
        }
        help_texts = {
            "presidium": "Bara för ledamöter.",
            "party": "Som det skrivs efter namnet, till exempel S eller MP.",
            "order": "För ersättare: 1 kallas in först. Tomt betyder sist bland medlemmens ersättare.",
        }
        widgets = {"role": forms.RadioSelect, "party": forms.TextInput(attrs={"class": "kort"})}

    def __init__(self, *args: Any, organ: Organ, day, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organ = organ
        order = self.fields["order"]
        self.initial["order"] = self.initial.get("order") or None  # 0 is no place
        order.required, order.widget = False, forms.NumberInput(attrs={"class": "kort"})
        self.fields["role"].choices = Mandat.Role.choices
        self.fields["presidium"].choices = [("", "Inget"), *Mandat.Presidium.choices[1:]]
        self._offer_members(day)

    def _offer_members(self, day) -> None:
        field = self.fields["organisation"]
        offered = {one.pk: one for one in members_on(self.organ.samverkan, day)}
        now = self.instance.organisation if self.instance.pk else None
        offered |= {now.pk: now} if now else {}
        field.queryset = Organisation.objects.filter(pk__in=offered)
        ordered = sorted(offered.values(), key=lambda one: sort_key(one.short_name))
        field.choices = [("", "Ingen medlem"), *((one.pk, one.short_name) for one in ordered)]

    def clean_order(self) -> int:
        return self.cleaned_data["order"] or 0


class NyttMandatForm(MandatForm):
    """A mandate for somebody who is entered already, or is entered with it."""

    person = forms.ModelChoiceField(
        label="Person", queryset=Person.objects.none(), required=False, empty_label="En ny person"
    )
    name = forms.CharField(label="Den nya personens namn", max_length=120, required=False)
    email = forms.EmailField(label="E-post", required=False, help_text="Hit går kallelser.")
    title = forms.CharField(
        label="Befattning", max_length=120, required=False, help_text="För tjänstepersoner."
    )
    field_order = ("person", "name", "email", "title", *MandatForm.Meta.fields)

    def __init__(self, *args: Any, organ: Organ, day, **kwargs: Any) -> None:
        super().__init__(*args, organ=organ, day=day, **kwargs)
        people = organ.samverkan.personer.all()
        self.fields["person"].queryset = people
        ordered = sorted(people, key=lambda person: sort_key(person.name))
        self.fields["person"].choices = [("", "En ny person"), *((one.pk, one.name) for one in ordered)]
        if not ordered:
            del self.fields["person"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        chosen, name = data.get("person"), (data.get("name") or "").strip()
        if chosen and name:
            self.add_error("name", "Välj en person i listan eller skriv en ny, inte båda.")
        elif not chosen and not name:
            self.add_error("name", "Välj en person i listan, eller skriv den nya personens namn.")
        return data

    def mandat(self) -> Mandat:
        """The mandate as filled in, not saved; a new person gets the account with the same address."""
        data = dict(self.cleaned_data)
        person = data.pop("person", None)
        new = {key: data.pop(key).strip() for key in ("name", "email", "title")}
        samverkan = self.organ.samverkan
        if person is None:
            person = Person(samverkan=samverkan, anvandare=account_for(samverkan, new["email"]), **new)
        return Mandat(organ=self.organ, person=person, **data)


class AvslutaForm(forms.Form):
    """The last day of a mandate."""

    valid_to = DayField(label="Sista dagen")


def show_pattern(pattern: str, year: int) -> str:
    """What the first numbers of a year look like, or why the pattern cannot be used."""
    try:
        checked = validate_pattern(pattern)
    except Refused as refusal:
        return refusal.message
    shown = [format_diarienummer(checked, Diarienummer(year, nr, "2.2.0.1")) for nr in (1, 2, 95)]
    return f"Blir {shown[0]}, {shown[1]} … {shown[2]}"
