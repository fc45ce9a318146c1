"""Taking in a file of measures: upload, preview, yes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from samverkan.konton.access import access
from samverkan.konton.rules import may_edit_members, may_enter
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import add_refusal
from samverkan.lib.jsonstat import is_json
from samverkan.lib.links import sredirect, surl
from samverkan.lib.workbook import Fault, Faults, TableError
from samverkan.matt import acts, pending, queries
from samverkan.matt.fil import read_file
from samverkan.matt.forms import InlasningForm
from samverkan.matt.inlasning import Preview, compare, match

SHOWN_FAULTS = 100


@access(see=may_enter, do=may_edit_members, do_to_open=True)
def las_in(request: HttpRequest) -> HttpResponse:
    """Step one: a file, and what it is of. With any fault nothing goes on."""
    initial = {"mattslag": request.GET.get("slag")}
    form = InlasningForm(
        request.POST or None, request.FILES or None, samverkan=request.samverkan, initial=initial
    )
    faults: list[Fault] = []
    if form.is_valid():
        try:
            token = pending.keep(request.session, _read(request, form))
        except TableError as error:
            faults = error.faults
        except Refused as refusal:
            add_refusal(form, Refused(refusal.message, field=refusal.field or "fil"))
        else:
            return sredirect(request, "matt:granska", token=token)
    context = {"form": form, "fel": faults[:SHOWN_FAULTS], "fler_fel": len(faults) - SHOWN_FAULTS}
    return render(request, "samverkan/matt/las_in.html", context, status=422 if faults else 200)


def _read(request: HttpRequest, form: InlasningForm) -> pending.Pending:
    wish, upload = form.wish(), form.cleaned_data["fil"]
    data = upload.read()
    faults = Faults()
    parsed = read_file(data, upload.name, wish, faults)
    who = queries.bearers(request.samverkan, request.year, wish.mattslag)
    matched = match(parsed, who, wish, faults, official=is_json(data))
    return pending.Pending(
        request.samverkan.pk, wish.mattslag.pk, upload.name[:100], matched.figures, matched.skipped
    )


@access(see=may_enter, do=may_edit_members, do_to_open=True)
def granska(request: HttpRequest, token: str) -> HttpResponse:
    """Steps two and three: what would change, and the yes that changes it."""
    waiting = pending.find(request.session, token, request.samverkan.pk)
    kinds = {kind.pk: kind for kind in queries.visible_kinds(request.samverkan)}
    if waiting is None or waiting.mattslag_id not in kinds:
        messages.info(request, "Förhandsgranskningen finns inte längre. Ladda upp filen igen.")
        return sredirect(request, "matt:las_in")
    kind = kinds[waiting.mattslag_id]
    who = queries.bearers(request.samverkan, request.year, kind)
    preview = compare(waiting.figures, queries.stored_values(kind, waiting.figures), who)
    stamp = _stamp(preview)
    is_stale = request.method == "POST" and request.POST.get("stampel") != stamp
    if request.method == "POST" and not is_stale:
        done = acts.record_matt(
            request.samverkan, kind, waiting.figures, file=waiting.file, actor=request.user
        )
        pending.drop(request.session, token)
        messages.success(
            request, f"{done.new} nya och {done.changed} ändrade mått är inlästa ur {waiting.file}."
        )
        return HttpResponseRedirect(f"{surl(request, 'matt:tabell')}?slag={kind.pk}")
    context = {"vantar": waiting, "valt": kind, "granskning": preview, "stampel": stamp, "gammal": is_stale}
    context |= {
        "nya": preview.count("ny"),
        "andrade": preview.count("andrad"),
        "samma": preview.count("samma"),
    }
    return render(request, "samverkan/matt/granska.html", context)


def _stamp(preview: Preview) -> str:
    return pending.stamp([(f"{c.bearer.pair} {c.day} {c.kind}", c.old) for c in preview.changes])
