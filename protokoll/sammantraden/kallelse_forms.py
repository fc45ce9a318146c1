"""Why a kallelse may be late."""

from typing import Any

from django import forms


class SenForm(forms.Form):
    """The clause that lets it be late, and the reason. Asked only when it is late."""

    late_clause = forms.CharField(
        label="Bestämmelse som tillåter det",
        max_length=60,
        help_text="Till exempel reglementet 12 §. Skriv den på organets sida, så frågas inte efter den.",
    )
    late_reason = forms.CharField(
        label="Varför ärendet är brådskande", max_length=130, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, way_out: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if way_out == "kant":
            del self.fields["late_clause"]
        for field in self.fields.values():
            field.required = False  # the act says what is missing, and by which clause
