"""Typing a statement row by row."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django import forms

from kostnader.rakenskaper.rader import Lagrad
from samverkan.lib.formfields import AmountFormField
from samverkan.lib.swedish import format_amount


class PosterForm(forms.Form):
    """One field per row that is not a sum; the help tells what stands there when it is left empty."""

    def __init__(
        self,
        *args,
        rader: Sequence[Lagrad],
        typed: Mapping[str, Decimal],
        shown: Mapping[str, Decimal],
        **kwargs,
    ) -> None:
        super().__init__(*args, **kwargs)
        for rad in rader:
            if rad.parts:
                continue
            found = None if rad.key in typed else shown.get(rad.key)
            self.fields[rad.key] = AmountFormField(
                label=rad.label,
                required=False,
                initial=typed.get(rad.key),
                help_text=f"Tomt: {format_amount(found)} kr, räknat ur bokföringen." if found else "",
            )
