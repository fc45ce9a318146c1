"""What a page answers to a form: the act done and on to the next page, or the form again with its faults."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from samverkan.lib.errors import Refused
from samverkan.lib.formfields import add_refusal


def carry_out(
    request: HttpRequest, form: forms.BaseForm, act: Callable[[dict[str, Any]], object], *, done: str, to: str
) -> HttpResponse | None:
    """Do the act with what a sound form says, tell so and go to `to`; None when the form is to be shown."""
    if not form.is_valid():
        return None
    try:
        act(form.cleaned_data)
    except Refused as refusal:
        add_refusal(form, refusal)
        return None
    messages.success(request, done)
    return redirect(to)


def do_it(request: HttpRequest, act: Callable[[], object], *, done: str, to: str) -> HttpResponse:
    """Do an act that asks nothing when the button was pressed; a refusal is told on the page it leads to."""
    if request.method == "POST":
        try:
            act()
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, done)
    return redirect(to)
