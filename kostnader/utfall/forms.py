"""Forms for files, columns and rules."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from kostnader.budget.models import Kostnadsslag
from kostnader.tjanster.models import Kostnadsstalle, Tjanst
from kostnader.utfall.acts.filer import MOST_BYTES, refuse_too_large
from kostnader.utfall.models import Konteringsregel, Utfallsfil, Utfallskalla
from kostnader.utfall.sie import KOSTNADSSTALLE, PROJEKT
from kostnader.utfall.tabellfil import ROLES, SAME, TURNED, guess
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import ActModelForm
from samverkan.medlemmar.models import Samverkan

NEW = ""
NAME_SOURCE = "Skriv vad källan heter, eller välj en som finns."


class UppladdningForm(forms.Form):
    """A file from the ledger, and which source it is from."""

    fil = forms.FileField(
        label="Fil",
        help_text="Släpp filen i rutan eller välj den. "
        f"SIE 4 (.se, .si), högst {MOST_BYTES // 1_000_000} MB, eller Excel och CSV, högst 5 MB.",
        widget=forms.FileInput(attrs={"accept": ".se,.si,.sie,.xlsx,.csv,.txt", "class": "slapp"}),
        error_messages={"required": "Välj en fil.", "empty": "Filen är tom. Välj en annan."},
    )
    kalla = forms.ModelChoiceField(
        label="Källa",
        queryset=Utfallskalla.objects.none(),
        required=False,
        empty_label="Ny källa",
        help_text="En senare fil från samma källa tar över månaderna. Olika källor läggs ihop.",
    )
    namn = forms.CharField(
        label="Den nya källans namn",
        max_length=80,
        required=False,
        help_text="Till exempel namnet på ekonomisystemet. Behövs bara för en ny källa.",
    )

    def __init__(self, *args: Any, samverkan: Samverkan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kallor = samverkan.utfallskallor.all()
        self.fields["kalla"].queryset = kallor
        if kallor:
            self.fields["kalla"].initial = kallor[0].pk
        else:
            del self.fields["kalla"]
            self.fields["namn"].label = "Källans namn"
            self.fields["namn"].required = True
            self.fields["namn"].error_messages["required"] = NAME_SOURCE
            self.fields["namn"].initial = "Ekonomisystemet"
            self.fields["namn"].help_text = "Till exempel namnet på ekonomisystemet."

    def clean_fil(self) -> UploadedFile:
        upload = self.cleaned_data["fil"]
        try:
            refuse_too_large(upload.size)
        except Refused as refusal:
            raise ValidationError(refusal.message, code="too_large") from refusal
        return upload

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("kalla") and not data.get("namn", "").strip() and "namn" not in self.errors:
            self.add_error("namn", NAME_SOURCE)
        return data


class FilurvalForm(forms.Form):
    """Which of the files to list."""

    lage = forms.ChoiceField(label="Läge", required=False, choices=[("", "Alla"), *Utfallsfil.Status.choices])
    kalla = forms.ModelChoiceField(
        label="Källa", required=False, queryset=Utfallskalla.objects.none(), empty_label="Alla"
    )

    def __init__(self, *args: Any, samverkan: Samverkan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.samverkan = samverkan
        self.fields["kalla"].queryset = samverkan.utfallskallor.all()

    def rows(self) -> QuerySet[Utfallsfil]:
        """The files that match, newest first; what is wrongly chosen is left out of the choice."""
        self.is_valid()
        chosen = self.cleaned_data
        rows = self.samverkan.utfallsfiler.select_related("kalla", "uploaded_by").defer("summary")
        if chosen.get("lage"):
            rows = rows.filter(status=chosen["lage"])
        if chosen.get("kalla"):
            rows = rows.filter(kalla=chosen["kalla"])
        return rows


class KolumnForm(forms.Form):
    """Which column of a table holds what."""

    sign = forms.ChoiceField(
        label="Tecken",
        choices=[(SAME, "Kostnader är positiva"), (TURNED, "Kostnader är negativa")],
        widget=forms.RadioSelect,
        initial=SAME,
    )
    year = forms.IntegerField(
        label="År",
        required=False,
        min_value=2000,
        max_value=2100,
        help_text="Bara om månaderna i filen står utan år.",
    )

    def __init__(self, *args: Any, headers: tuple[str, ...], stored: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = stored.get("roles") or guess(headers)
        choices = [("", "–"), *[(header, header) for header in headers if header]]
        others = {name: self.fields.pop(name) for name in ("sign", "year")}
        for role, (label, _) in ROLES.items():
            self.fields[role] = forms.ChoiceField(
                label=label,
                choices=choices,
                required=role in ("manad", "belopp"),
                initial=chosen.get(role, ""),
                error_messages={"required": "Välj en kolumn."},
            )
        self.fields |= others
        self.fields["sign"].initial = stored.get("sign", SAME)
        self.fields["year"].initial = stored.get("year")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not (data.get("konto") or data.get("kostnadsslag")):
            self.add_error("konto", "Välj en kolumn för konto, eller en för kostnadsslagets namn.")
        chosen = [data[role] for role in ROLES if data.get(role)]
        for role in ROLES:
            if data.get(role) and chosen.count(data[role]) > 1:
                self.add_error(role, f"Kolumnen {data[role]} är vald till mer än en sak.")
                break
        return data

    def mapping(self) -> dict[str, Any]:
        """As the source keeps it."""
        data = self.cleaned_data
        roles = {role: data[role] for role in ROLES if data[role]}
        return {"roles": roles, "sign": data["sign"], "year": data["year"]}


class RegelForm(ActModelForm):
    """A rule: which postings, and what they are about."""

    class Meta:
        model = Konteringsregel
        fields = (
            "konto", "objekt", "projektkod", "tjanst", "kostnadsslag", "investering", "projekt", "left_out",
            "note",
        )  # fmt: skip
        labels = {
            "konto": "Konto börjar med",
            "objekt": "Kostnadsställe börjar med",
            "projektkod": "Projekt börjar med",
            "tjanst": "Tjänst",
            "kostnadsslag": "Kostnadsslag",
            "investering": "Investering",
            "projekt": "Projekt",
            "left_out": "Räknas inte",
            "note": "Anmärkning",
        }
        help_texts = {
            "konto": "5 gäller alla konton som börjar med 5, 5010 bara det kontot. Tomt gäller alla.",
            "left_out": "Poster som inte hör till samverkans resultat.",
        }

    def __init__(self, *args: Any, samverkan: Samverkan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("tjanst", "kostnadsslag", "investering", "projekt"):
            field = self.fields[name]
            field.queryset = field.queryset.filter(samverkan=samverkan)
            field.empty_label = "–"
            if name in ("investering", "projekt") and not field.queryset.exists():
                del self.fields[name]


class StalleForm(ActModelForm):
    """A cost centre and the services under it."""

    tjanster = forms.ModelMultipleChoiceField(
        label="Tjänster",
        queryset=Tjanst.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="De tjänster som bokförs på kostnadsstället.",
    )

    class Meta:
        model = Kostnadsstalle
        fields = ("code", "name")
        labels = {"code": "Kod", "name": "Namn"}

    def __init__(self, *args: Any, samverkan: Samverkan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tjanster"].queryset = samverkan.tjanster.all()
        if self.instance.pk:
            self.fields["tjanster"].initial = list(self.instance.tjanster.values_list("pk", flat=True))


class SlagForm(ActModelForm):
    """A kind of cost and its row of the result."""

    class Meta:
        model = Kostnadsslag
        fields = ("name", "kind")
        labels = {"name": "Namn", "kind": "Rad i resultaträkningen"}


class HandradForm(forms.Form):
    """A row to enter by hand."""

    tjanst = forms.ModelChoiceField(label="Tjänst", queryset=Tjanst.objects.none())
    kostnadsslag = forms.ModelChoiceField(label="Kostnadsslag", queryset=Kostnadsslag.objects.none())

    def __init__(self, *args: Any, samverkan: Samverkan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tjanst"].queryset = samverkan.tjanster.all()
        self.fields["kostnadsslag"].queryset = samverkan.kostnadsslag.all()
        for name in ("tjanst", "kostnadsslag"):
            self.fields[name].error_messages["required"] = "Välj en i listan."


class DimensionForm(forms.Form):
    """Which dimensions of a SIE source hold cost centres and projects."""

    kostnadsstalle = forms.ChoiceField(label="Kostnadsställe står i dimensionen")
    projekt = forms.ChoiceField(label="Projekt står i dimensionen")

    def __init__(self, *args: Any, dimensions: dict[str, str], stored: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = {"kostnadsstalle": KOSTNADSSTALLE, "projekt": PROJEKT}
        names = {KOSTNADSSTALLE: "Kostnadsställe", PROJEKT: "Projekt"} | dimensions
        choices = [(number, f"{number} {name}".strip()) for number, name in names.items()]
        for name, field in self.fields.items():
            field.choices = choices
            field.initial = stored.get(name, usual[name])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("kostnadsstalle") and data.get("kostnadsstalle") == data.get("projekt"):
            self.add_error("projekt", "Välj en annan dimension än kostnadsställets.")
        return data

    def mapping(self) -> dict[str, Any]:
        """As the source keeps it."""
        return dict(self.cleaned_data)
