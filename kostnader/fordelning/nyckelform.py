"""The editor of a key version: fields that together can say every rule, read into and out of plain facts."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.http import QueryDict

from kostnader.fordelning.models import Nyckelkomponent, Nyckelversion
from kostnader.fordelning.nyckel import WEIGHTED, Fel
from kostnader.fordelning.validering import MOST_PERCENT_DECIMALS, faults_of
from kostnader.fordelning.version import Delfakta, Versionsfakta
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import AmountFormField, DayField, FractionFormField, QuantityFormField
from samverkan.lib.money import parse_amount, parse_fraction
from samverkan.lib.swedish import format_amount, format_number
from samverkan.medlemmar.models import Mattslag, Organisation

Kind = Nyckelkomponent.Kind
UNITS = [("0.01", "öre"), ("1", "hela kronor"), ("10", "hela 10 kr"), ("100", "hela 100 kr")]
UNITS += [("1000", "hela 1\u00a0000 kr")]
PERCENT = [("", "nej, räkna exakt"), ("0", "till hela procent"), ("1", "till en decimal (43,9\u00a0%)")]
PERCENT += [(str(n), f"till {n} decimaler") for n in range(2, MOST_PERCENT_DECIMALS + 1)]
MEASURED, PER_MEMBER = (Kind.MATT, Kind.PRIS), (Kind.ANDEL, Kind.BELOPP)


class VersionForm(forms.Form):
    """From when, on what level, and how the shares are rounded."""

    valid_from = DayField(label="Gäller från och med")
    level = forms.ChoiceField(label="Räknas på", choices=Nyckelversion.Level.choices)
    mode = forms.ChoiceField(
        label="Vad ska stämma?",
        choices=[
            ("summan", "Summan: andelarna blir tillsammans exakt beloppet"),
            ("andelarna", "Andelarna: varje andel avrundas för sig, skillnaden visas"),
        ],
        widget=forms.RadioSelect,
    )
    unit = forms.ChoiceField(label="Avrundas till", choices=UNITS)
    direction = forms.ChoiceField(label="Riktning", choices=Nyckelversion.Direction.choices, required=False)
    place = forms.ChoiceField(label="Avrundas", choices=Nyckelversion.Place.choices, required=False)
    percent_decimals = forms.ChoiceField(label="Avrunda procenttalen först?", choices=PERCENT, required=False)
    bearer = forms.ChoiceField(
        label="Bär det som är mindre än avrundningen",
        required=False,
        help_text="Behövs bara när beloppet inte är jämnt delbart, till exempel i hela 100 kr.",
    )
    note = forms.CharField(label="Anmärkning", max_length=300, required=False)

    def __init__(self, *args: Any, members: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(one.orgnr, one.short_name) for one in members]
        self.fields["bearer"].choices = [("", "den med störst andel"), *names]


class PriceField(QuantityFormField):
    """Kronor per unit with at most four decimals, zero or more."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and value.strip()[:1] in ("-", "\u2212", "–"):
            raise forms.ValidationError("Priset kan inte vara negativt. Skriv till exempel 1,25.")
        return super().to_python(value)


class DelForm(forms.Form):
    """One component of the key. What its kind has no use for is left out of the facts."""

    kind = forms.ChoiceField(label="Fördelas", choices=Kind.choices)
    weight = FractionFormField(label="Vikt, som 1/2 eller 50 %", required=False)
    mattslag = forms.ChoiceField(label="Mått", required=False)
    date_rule = forms.ChoiceField(
        label="Mätdag", choices=Nyckelkomponent.DateRule.choices, required=False, initial="fast"
    )
    years_before = forms.IntegerField(
        label="År före budgetåret", required=False, min_value=0, max_value=20, initial=2
    )
    reference_date = DayField(label="Datum", required=False)
    rate = PriceField(label="Pris, kr per enhet och år", required=False)
    amount = AmountFormField(label="Belopp per medlem och år, kr", required=False)

    def __init__(
        self,
        *args: Any,
        members: Sequence[Organisation],
        kinds: Sequence[Mattslag],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.place = 0  # where it stands on the page, counted from 1
        self.members, self.kinds = members, {str(kind.pk): kind for kind in kinds}
        self.fields["mattslag"].choices = [("", "Välj mått"), *((k.pk, k.name) for k in kinds)]
        for name in ("weight", "rate", "amount"):
            self.fields[name].widget.attrs["class"] = "kort tal"
        for one in members:
            field = forms.CharField(label=one.short_name, required=False)
            field.widget.attrs |= {"class": "kort tal", "inputmode": "decimal", "autocomplete": "off"}
            self.fields[member_field(one.orgnr)] = field

    @property
    def number(self) -> str:
        """Which component of the form this is, as the form's `delar` names it."""
        return (self.prefix or "").removeprefix("del-")

    @property
    def member_rows(self) -> list[tuple[Organisation, forms.BoundField]]:
        return [(one, self[member_field(one.orgnr)]) for one in self.members]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in set(self.errors) - _used_fields(data.get("kind")):
            del self.errors[name]
        if data.get("kind") in PER_MEMBER:
            parse = parse_amount if data["kind"] == Kind.BELOPP else parse_fraction
            data["per_member"] = {
                one.orgnr: value for one in self.members if (value := self._agreed(one, parse)) is not None
            }
        return data

    def _agreed(self, one: Organisation, parse: Any) -> Decimal | Fraction | None:
        name = member_field(one.orgnr)
        text = self.cleaned_data.get(name, "").strip()
        if not text:
            return None
        try:
            value = parse(text)
        except Refused as refusal:
            self.add_error(name, refusal.message)
            return None
        if value < 0:
            self.add_error(name, "Beloppet kan inte vara negativt. Skriv 0 om medlemmen inget ska betala.")
        return value

    def facts(self) -> Delfakta:
        """What the component says."""
        data, kind = self.cleaned_data, self.cleaned_data.get("kind", "")
        measured = kind in MEASURED
        rule = data.get("date_rule") or "fast"
        mattslag = self.kinds.get(data.get("mattslag") or "") if measured else None
        return Delfakta(
            kind=kind,
            weight=data.get("weight") if kind in WEIGHTED else None,
            mattslag_id=mattslag.pk if mattslag else None,
            matt_namn=mattslag.unit if mattslag else "",
            is_common=mattslag is not None and mattslag.samverkan_id is None,
            date_rule=rule if measured else "fast",
            years_before=data.get("years_before") or 0 if measured and rule != "fast" else None,
            reference_date=data.get("reference_date") if measured and rule == "fast" else None,
            rate=data.get("rate") if kind == Kind.PRIS else None,
            amount=data.get("amount") if kind == Kind.BELOPP_LIKA else None,
            per_member=data.get("per_member", {}) if kind in PER_MEMBER else {},
        )


def _used_fields(kind: str | None) -> set[str]:
    """What a component of the kind asks for; what was typed elsewhere is neither read nor judged."""
    used = {"kind", "weight"} if kind in WEIGHTED else {"kind"}
    if kind in MEASURED:
        used |= {"mattslag", "date_rule", "years_before", "reference_date"}
    return used | {Kind.PRIS: {"rate"}, Kind.BELOPP_LIKA: {"amount"}}.get(kind or "", set())


class Nyckelformular:
    """The version and its components as one form.

    With `data` the components are those named in `delar`, in that order; else those of `facts`.
    `bound=False` shows what was typed without judging it, as when a component is added.
    """

    def __init__(
        self,
        *,
        members: Sequence[Organisation],
        kinds: Sequence[Mattslag],
        facts: Versionsfakta | None = None,
        data: QueryDict | None = None,
        bound: bool = True,
        numbers: Sequence[str] | None = None,
    ) -> None:
        common = {"members": members}
        self._valid: bool | None = None
        if data is None:
            facts = facts or Versionsfakta(delar=())
            self.version = VersionForm(initial=version_initial(facts), **common)
            self.delar = [
                DelForm(prefix=f"del-{n}", initial=del_initial(one), kinds=kinds, **common)
                for n, one in enumerate(facts.delar)
            ]
            return
        numbers = data.getlist("delar") if numbers is None else numbers
        prefixes = [f"del-{n}" for n in numbers if n.isdecimal()]
        if bound:
            self.version = VersionForm(data, **common)
            self.delar = [DelForm(data, prefix=p, kinds=kinds, **common) for p in prefixes]
        else:
            self.version = VersionForm(initial=data.dict(), **common)
            self.delar = [DelForm(prefix=p, initial=_typed(data, p), kinds=kinds, **common) for p in prefixes]

    @property
    def forms(self) -> list[forms.Form]:
        return [self.version, *self.delar]

    def is_valid(self, year: int) -> bool:
        """Whether each field can be read and the key can be used. Asked once, answered the same."""
        if self._valid is None:
            self._valid = self._judge(year)
        return self._valid

    def _judge(self, year: int) -> bool:
        sound = not [form for form in self.forms if not form.is_valid()]
        faults = faults_of(self.facts().nyckel(year)) if sound else []
        for fault in faults:
            self._add(fault)
        if not self.delar and not faults:
            self.version.add_error(None, "Nyckeln är tom. Lägg till minst en del.")
        return sound and not faults

    def facts(self) -> Versionsfakta:
        """What the form says; call after the fields have been read."""
        data = self.version.cleaned_data
        delar = tuple(one.facts() for one in self.delar)
        by_share = data.get("mode") == "andelarna"
        percent = data.get("percent_decimals")
        return Versionsfakta(
            delar=delar,
            valid_from=data.get("valid_from"),
            level=data.get("level", "medlem"),
            mode=data.get("mode", "summan"),
            unit=Decimal(data.get("unit") or 1),
            direction=(data.get("direction") or "narmast") if by_share else "narmast",
            place=(data.get("place") or "medlem") if by_share else "medlem",
            percent_decimals=int(percent) if percent else None,
            bearer=None if by_share else data.get("bearer") or None,
            note=data.get("note", ""),
        )

    def _add(self, fault: Fel) -> None:
        form = self.version if fault.komponent is None else self.delar[fault.komponent]
        form.add_error(fault.field if fault.field in form.fields else None, fault.text)


def member_field(orgnr: str) -> str:
    """The name of a member's field in a component."""
    return f"m{orgnr.replace('-', '')}"


def version_initial(facts: Versionsfakta) -> dict[str, Any]:
    """A version as the form's first values."""
    unit = format(facts.unit.normalize(), "f")
    return {
        "valid_from": facts.valid_from,
        "level": facts.level,
        "mode": facts.mode,
        "unit": unit,
        "direction": facts.direction,
        "place": facts.place,
        "percent_decimals": "" if facts.percent_decimals is None else str(facts.percent_decimals),
        "bearer": facts.bearer or "",
        "note": facts.note,
    }


def del_initial(facts: Delfakta) -> dict[str, Any]:
    """A component as the form's first values."""
    show = format_amount if facts.kind == Kind.BELOPP else str
    return {
        "kind": facts.kind,
        "weight": facts.weight,
        "mattslag": facts.mattslag_id or "",
        "date_rule": facts.date_rule,
        "years_before": 2 if facts.date_rule == "fast" else facts.years_before or 0,
        "reference_date": facts.reference_date,
        "rate": None if facts.rate is None else format_number(facts.rate, 4),
        "amount": facts.amount,
    } | {member_field(orgnr): show(value) for orgnr, value in facts.per_member.items()}


def _typed(data: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    """What was typed in one component, unread."""
    return {
        name.removeprefix(f"{prefix}-"): data[name] for name in data if str(name).startswith(f"{prefix}-")
    } or {"kind": Kind.LIKA, "date_rule": "fast", "years_before": 2}
