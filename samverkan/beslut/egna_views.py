"""The page where the members' own decisions on one thing are collected."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from samverkan.beslut import beredning, egna
from samverkan.beslut.models import Beslut
from samverkan.beslut.queries import usable_beslut
from samverkan.konton.access import access
from samverkan.konton.rules import may_register_beslut, may_see_handlingar
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import add_refusal
from samverkan.lib.links import sredirect, surl
from samverkan.medlemmar.models import Organisation


class _Val(forms.ModelChoiceField):
    def label_from_instance(self, obj: Beslut) -> str:
        return f"§ {obj.paragraf}, {obj.date} – {obj.heading} ({obj.organ.name})"


class MedlemsbeslutForm(forms.Form):
    """Which member, and its decision."""

    organisation = forms.ModelChoiceField(label="Medlem", queryset=Organisation.objects.none())
    beslut = _Val(label="Eget beslut", queryset=Beslut.objects.none(), empty_label="Välj")

    def __init__(self, *args: object, samverkan, members: list[egna.Medlem], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        ids = [one.organisation.pk for one in members]
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=ids)
        self.fields["beslut"].queryset = usable_beslut(samverkan)


@access(see=may_see_handlingar, do=may_register_beslut)
def egna_beslut(request: HttpRequest, kind: str, object_id: int) -> HttpResponse:
    """Each member with its own § and date, what is missing, and a form to note one."""
    told = beredning.describe([(kind, object_id)]).get((kind, object_id))
    if told is None or told.samverkan_id != request.samverkan.pk:
        raise Http404
    members = egna.of_members(request.samverkan, kind, object_id, request.year)
    form = MedlemsbeslutForm(request.POST or None, samverkan=request.samverkan, members=members)
    if form.is_valid():
        try:
            egna.note(
                request.samverkan, kind, object_id, label=told.label, actor=request.user, **form.cleaned_data
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"Beslutet av {form.cleaned_data['organisation']} är antecknat.")
            return sredirect(request, "beslut:egna", kind=kind, object_id=object_id)
    context = {
        "objekt": told,
        "medlemmar": members,
        "saknas": [one.organisation.short_name for one in members if one.beslut is None],
        "form": form,
        "may_note": may_register_beslut(request.user, request.samverkan),
        "tillbaka": surl(request, told.url_name, **told.url_kwargs),
    }
    return render(request, "samverkan/beslut/egna.html", context, status=422 if form.errors else 200)
