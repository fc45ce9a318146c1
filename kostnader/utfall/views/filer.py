"""A file: uploaded, followed while it is read, looked at, taken in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from kostnader.utfall.acts import filer as acts
from kostnader.utfall.acts.regler import place_many, propose_regler
from kostnader.utfall.forhand import Forhand, forhand
from kostnader.utfall.forms import DimensionForm, KolumnForm, UppladdningForm
from kostnader.utfall.kommun_bas import plan_of
from kostnader.utfall.models import Utfallsfil
from kostnader.utfall.stangning import year_is_closed
from kostnader.utfall.tabellfil import preview
from kostnader.utfall.views.lookup import find_fil, posted
from samverkan.dokument.queries import dokument_response, read_dokument
from samverkan.handelser.queries import history
from samverkan.jobb.models import Jobb
from samverkan.konton.access import access
from samverkan.konton.rules import may_edit_kostnader, may_see_kostnader
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import add_refusal, attempt
from samverkan.lib.links import sredirect
from samverkan.lib.table import TableError
from samverkan.lib.table_reader import read_table

Status = Utfallsfil.Status
SHOWN = 50


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def ladda_upp(request: HttpRequest) -> HttpResponse:
    """Step one: choose a file."""
    form = UppladdningForm(request.POST or None, request.FILES or None, samverkan=request.samverkan)
    faults: list = []
    if form.is_valid():
        data = form.cleaned_data
        try:
            fil, is_new = acts.add_fil(
                request.samverkan, data["fil"].read(), filename=data["fil"].name, kalla=data.get("kalla"),
                name=data["namn"], actor=request.user,
            )  # fmt: skip
        except TableError as error:
            faults = error.faults
        except Refused as refusal:
            field = {"name": "namn"}.get(refusal.field, refusal.field or "fil")
            add_refusal(form, Refused(refusal.message, field=field))
        else:
            if not is_new:
                messages.info(request, f"Filen finns redan: {fil.get_status_display().lower()}.")
            step = "utfall:fil" if acts.has_columns(fil) else "utfall:kolumner"
            return sredirect(request, step, pk=fil.pk)
    context = {"form": form, "fel": faults[:SHOWN]}
    return render(request, "kostnader/utfall/ladda_upp.html", context, status=422 if faults else 200)


@access(see=may_see_kostnader, do=may_edit_kostnader)
def fil(request: HttpRequest, pk: int) -> HttpResponse:
    """Step two: what the file would change. POST takes it in."""
    found = find_fil(request, pk)
    refusal = None
    if request.method == "POST":
        try:
            acts.take_in(found, accept="accept" in request.POST, actor=request.user)
        except Refused as error:
            refusal = error
            found.refresh_from_db()
        else:
            messages.success(request, f"{found.filename} är intagen.")
            return sredirect(request, "utfall:fil", pk=pk)
    if found.status == Status.VANTAR and not acts.has_columns(found):
        return sredirect(request, "utfall:kolumner", pk=pk)
    context = _context(request, found) | {"refusal": refusal}
    return render(request, "kostnader/utfall/fil.html", context, status=409 if refusal else 200)


def _context(request: HttpRequest, found: Utfallsfil) -> dict[str, object]:
    told = found.summary
    context: dict[str, object] = {
        "fil": found,
        "told": told,
        "obalanser": told.get("obalanser", [])[:SHOWN],
        "anmarkningar": told.get("anmarkningar", []),
        "kontroller": told.get("kontroller", [])[:SHOWN],
        "annan_utgivare": _other_issuer(request, found),
        "may_edit": may_edit_kostnader(request.user, request.samverkan),
        "jobb": Jobb.objects.filter(kind=acts.LAS_JOBB, object_id=str(found.pk)).first(),
        "handelser": history(found, samverkan=request.samverkan),
        "ar": found.last_month.year if found.last_month else request.year,
    }
    if found.status == Status.INLAST:
        context |= _preview(request, found, forhand(found))
    return context


def _preview(request: HttpRequest, fil: Utfallsfil, found: Forhand) -> dict[str, object]:
    plan, forslag = plan_of(fil.summary.get("fakta", {}).get("KPTYP", ""))
    classes = tuple(one.konto for one in forslag)
    return {
        "plan": plan,
        "plan_hjalper": any(row.code.startswith(classes) for row in found.konton),
        "forhand": found,
        "stangt": _closed_year(fil),
        "tjanster": list(request.samverkan.tjanster.all()),
        "kostnadsslag": list(request.samverkan.kostnadsslag.all()),
        "saknas": len(found.konton) + len(found.objekt),
    }


def _closed_year(fil: Utfallsfil) -> int | None:
    """The closed year that the file would change, if there is one."""
    years = sorted({fil.first_month.year, fil.last_month.year})
    return next((year for year in years if year_is_closed(fil.samverkan, year)), None)


def _other_issuer(request: HttpRequest, found: Utfallsfil) -> str:
    """The organisation number of the file when it is not the issuer's own."""
    stated = found.summary.get("fakta", {}).get("ORGNR", "")
    digits = "".join(sign for sign in stated if sign.isdigit())[-10:]
    own = "".join(sign for sign in request.samverkan.issuer.orgnr if sign.isdigit())
    return stated if digits and digits != own else ""


@access(see=may_see_kostnader)
def lage(request: HttpRequest, pk: int) -> HttpResponse:
    """How the reading goes, asked again while it goes on."""
    found = find_fil(request, pk)
    jobb = Jobb.objects.filter(kind=acts.LAS_JOBB, object_id=str(pk)).first()
    response = render(request, "kostnader/utfall/_lage.html", {"fil": found, "jobb": jobb})
    if found.status != Status.VANTAR:
        response.headers["HX-Refresh"] = "true"
    return response


@require_POST
@access(see=may_see_kostnader, do=may_edit_kostnader)
def placera(request: HttpRequest, pk: int) -> HttpResponse:
    """Rules for what the file has that none places: a service per cost centre, a kind of cost per account."""
    found = find_fil(request, pk)
    chosen = {"k": request.samverkan.kostnadsslag, "o": request.samverkan.tjanster}
    wanted = []
    for name, value in request.POST.items():
        kind, _, code = name.partition(".")
        if kind in chosen and value == "bort":
            wanted.append({"konto" if kind == "k" else "objekt": code, "left_out": True})
        elif kind in chosen and value.isdecimal() and (thing := chosen[kind].filter(pk=value).first()):
            key, about = ("konto", "kostnadsslag") if kind == "k" else ("objekt", "tjanst")
            wanted.append({key: code, about: thing})
    try:
        count = place_many(request.samverkan, wanted, actor=request.user)
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"{count} regler sparade." if count else "Inget var valt.")
    return sredirect(request, "utfall:fil", pk=found.pk)


@require_POST
@access(see=may_see_kostnader, do=may_edit_kostnader)
def foresla(request: HttpRequest, pk: int) -> HttpResponse:
    """The starting set of rules of the file's account plan."""
    found = find_fil(request, pk)
    plan, forslag = plan_of(found.summary.get("fakta", {}).get("KPTYP", ""))
    try:
        count = propose_regler(request.samverkan, forslag, plan=plan, actor=request.user)
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(
            request, f"{count} regler ur {plan} är upplagda." if count else "Reglerna finns redan."
        )
    return sredirect(request, "utfall:fil", pk=pk)


@require_POST
@access(see=may_see_kostnader, do=may_edit_kostnader)
def kasta(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the file away."""
    found = find_fil(request, pk)
    try:
        acts.throw_fil(found, actor=request.user)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return sredirect(request, "utfall:fil", pk=pk)
    messages.success(request, f"{found.filename} är kastad. Inget av den räknas.")
    return sredirect(request, "utfall:start")


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def kolumner(request: HttpRequest, pk: int) -> HttpResponse:
    """How files of the source are read: the columns of a table, the dimensions of a SIE file."""
    found = find_fil(request, pk)
    if found.dokument is None:
        return sredirect(request, "utfall:fil", pk=pk)
    form, shown = _reading(request, found)
    if done := attempt(form, lambda: acts.choose_columns(found, form.mapping(), actor=request.user)):
        return sredirect(request, "utfall:fil", pk=done.result.pk)
    context = {"fil": found, "form": form} | shown
    return render(request, "kostnader/utfall/kolumner.html", context)


def _reading(request: HttpRequest, found: Utfallsfil) -> tuple[KolumnForm | DimensionForm, dict[str, object]]:
    """The form, and the first rows of a table beside it."""
    if found.kalla.format == found.kalla.Format.SIE:
        dimensions = found.summary.get("dimensioner", {})
        return DimensionForm(posted(request), dimensions=dimensions, stored=found.kalla.mapping), {}
    table = read_table(read_dokument(found.dokument), found.filename)
    form = KolumnForm(posted(request), headers=table.headers, stored=found.kalla.mapping)
    return form, {"rubriker": [header for header in table.headers if header], "rader": preview(table)}


@access(see=may_see_kostnader)
def dokument(request: HttpRequest, pk: int) -> HttpResponse:
    """The file itself, as it was uploaded."""
    return dokument_response(find_fil(request, pk).dokument)
