"""Adding to an agenda, and changing a line of it."""

from typing import Any

from django import forms

from protokoll.sammantraden.dagordning_queries import Valbart
from protokoll.sammantraden.models import Dagordningspunkt, Stamrad
from samverkan.lib.formfields import ActModelForm

Kind = Dagordningspunkt.Kind


class ArendenForm(forms.Form):
    """Which open matters to place, and what for."""

    arenden = forms.MultipleChoiceField(
        label="Öppna ärenden",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kryssa för minst ett ärende."},
    )
    kind = forms.ChoiceField(
        label="De tas upp för",
        choices=[(Kind.BESLUT, "Beslut"), (Kind.INFORMATION, "Information")],
        initial=Kind.BESLUT,
    )

    def __init__(self, *args: Any, rows: list[Valbart], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(row.arende.pk): row.arende for row in rows}
        self.fields["arenden"].choices = [(str(row.arende.pk), _label(row)) for row in rows]

    def chosen(self) -> list:
        """The matters, in the order they were offered."""
        return [self.by_id[pk] for pk in self.by_id if pk in self.cleaned_data["arenden"]]


def _label(row: Valbart) -> str:
    note = f" ({row.note})" if row.note else ""
    return f"{row.arende.dnr} {row.arende.heading}{note}"


class RadForm(forms.Form):
    """A line of its own."""

    heading = forms.CharField(label="Rubrik", max_length=200)
    kind = forms.ChoiceField(
        label="Slag",
        choices=[(k.value, k.label) for k in (Kind.FORMALIA, Kind.INFORMATION, Kind.RUBRIK)],
    )
    numbered = forms.BooleanField(label="Får en egen §", required=False)


class StamradForm(ActModelForm):
    """A standing line of a body's agendas."""

    class Meta:
        model = Stamrad
        fields = ("heading", "kind", "numbered", "last")
        labels = {"numbered": "Får en egen §", "last": "Står sist på dagordningen"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [
            (k.value, k.label) for k in (Kind.FORMALIA, Kind.INFORMATION, Kind.RUBRIK)
        ]


class PunktForm(ActModelForm):
    """A line of the agenda."""

    class Meta:
        model = Dagordningspunkt
        fields = ("time", "heading", "foredragande", "kind", "numbered", "note")
        widgets = {"time": forms.TimeInput(format="%H:%M", attrs={"type": "time"})}
        help_texts = {
            "foredragande": "Namn eller befattning, till exempel controllern.",
            "note": "Syns bara för sekreteraren, aldrig i kallelsen.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        arende = self.instance.arende
        if arende is None:
            choices = [c for c in Kind.choices if c[0] != Kind.BESLUT]
        else:
            choices = [(Kind.INFORMATION, "Information"), (Kind.BESLUT, "Beslut")]
            if arende.secret:
                del self.fields["heading"]
        self.fields["kind"].choices = choices
