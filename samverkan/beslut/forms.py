"""Entering a decision, and moving it on."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat

from samverkan.beslut.acts import ORDER
from samverkan.beslut.models import Beslut
from samverkan.beslut.rules import laga_kraft, latest_laga_kraft
from samverkan.organ.models import Organ

DATE = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class BeslutForm(forms.ModelForm):
    """A decision by a known body, or by one that is laid up with it."""

    new_organ = forms.CharField(
        label="Nytt organ",
        max_length=120,
        required=False,
        help_text="Om det inte finns i listan. Det får vara utanför samverkan: Kiruna kommunfullmäktige.",
    )
    new_kind = forms.ChoiceField(label="Det nya organet är", choices=Organ.Kind.choices, required=False)
    new_outside = forms.BooleanField(
        label="Det nya organet är utanför samverkan",
        required=False,
        help_text="Till exempel en medlems fullmäktige. Då har det inga sammanträden här.",
    )
    pdf = forms.FileField(
        label="Dokument",
        required=False,
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        help_text="Protokollet eller ett utdrag som PDF, högst 10 MB. Alla med en roll här kan läsa det.",
    )
    field_order = (
        "organ",
        "new_organ",
        "new_kind",
        "new_outside",
        "date",
        "paragraf",
        "heading",
        "outcome",
        "text",
        "pdf",
    )

    class Meta:
        model = Beslut
        fields = ("organ", "date", "paragraf", "heading", "outcome", "text")
        widgets = {"date": DATE, "paragraf": forms.TextInput(attrs={"class": "kort"})}
        help_texts = {"paragraf": "Bara numret, till exempel 12.", "heading": "Som i protokollet."}

    def __init__(self, *args: object, samverkan, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.instance.samverkan = samverkan
        self.samverkan = samverkan
        organ = self.fields["organ"]
        organ.queryset, organ.required = samverkan.organ.all(), False
        organ.empty_label = "Ett nytt organ"
        if not organ.queryset.exists():
            del self.fields["organ"]

    def clean_paragraf(self) -> str:
        return self.cleaned_data["paragraf"].replace("§", "").strip()

    def clean_pdf(self) -> tuple[str, bytes] | None:
        upload: UploadedFile | None = self.cleaned_data["pdf"]
        if not upload:
            return None
        if upload.size > settings.UPLOAD_MAX_BYTES:
            limit = filesizeformat(settings.UPLOAD_MAX_BYTES)
            raise ValidationError(f"Filen är större än {limit}. Spara den mindre, eller dela upp den.")
        return upload.name, upload.read()

    def clean(self) -> None:
        super().clean()
        name = self.cleaned_data.get("new_organ", "").strip()
        chosen = self.organ = self.cleaned_data.get("organ")
        if chosen and name:
            self.add_error("new_organ", "Välj ett organ i listan eller skriv ett nytt, inte båda.")
        elif not chosen and not name and "new_organ" not in self.errors:
            self.add_error("new_organ", "Välj organet som beslutade, eller skriv dess namn.")
        elif name:
            known = self.samverkan.organ.filter(name__iexact=name).first()
            kind = self.cleaned_data.get("new_kind") or Organ.Kind.ANNAT
            outside = self.cleaned_data.get("new_outside", False)
            self.organ = known or Organ(samverkan=self.samverkan, name=name, kind=kind, outside=outside)

    def decision(self) -> Beslut:
        """The decision as filled in, not saved."""
        self.instance.organ = self.organ
        return self.instance


class AppealForm(forms.Form):
    """The day an appeal came in; empty takes the note back."""

    appealed_on = forms.DateField(label="Överklagandet kom in", widget=DATE, required=False)


class MoveForm(forms.Form):
    """What has happened to a decision since."""

    status = forms.ChoiceField(label="Beslutet är nu", widget=forms.RadioSelect)
    posted_on = forms.DateField(
        label="Anslaget",
        widget=DATE,
        required=False,
        help_text="Dagen då det stod på alla medlemmars anslagstavlor. Då räknar vi ut laga kraft åt dig.",
    )
    laga_kraft_on = forms.DateField(label="Laga kraft", widget=DATE, required=False)

    TEXTS = {
        Beslut.Status.JUSTERAT: "Justerat",
        Beslut.Status.LAGA_KRAFT: "Laga kraft – ingen överklagade i tid",
        Beslut.Status.UPPHAVT: "Upphävt – inget kan vila på det, och det går inte att ångra",
    }

    def __init__(self, *args: object, beslut: Beslut, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        ahead = ORDER[ORDER.index(beslut.status) + 1 :]
        self.fields["status"].choices = [(s.value, self.TEXTS[s]) for s in [*ahead, Beslut.Status.UPPHAVT]]
        if Beslut.Status.LAGA_KRAFT not in ahead:
            del self.fields["posted_on"], self.fields["laga_kraft_on"]
            return
        self.fields["laga_kraft_on"].help_text = (
            f"Lämna tomt om du skrev när det anslogs. Senast {latest_laga_kraft(beslut.date)} om protokollet "
            "justerades och anslogs i tid: tre veckor efter anslaget, och därefter dagen efter."
        )

    def clean(self) -> None:
        posted = self.cleaned_data.get("posted_on")
        if posted and not self.cleaned_data.get("laga_kraft_on"):
            self.cleaned_data["laga_kraft_on"] = laga_kraft(posted)
