"""The editor: a new key, a new version, a draft changed; with the effect shown while one writes."""

from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kostnader.fordelning import nyckel_acts as acts
from kostnader.fordelning.models import Nyckelversion
from kostnader.fordelning.nyckel import Nyckelfel
from kostnader.fordelning.nyckel_forhand import Forhandsvisning, preview
from kostnader.fordelning.nyckel_forms import NamnForm
from kostnader.fordelning.nyckel_mallar import mallar
from kostnader.fordelning.nyckel_queries import kinds_of, members_for, newest_days, nyckel_rows
from kostnader.fordelning.nyckel_views import version_or_404
from kostnader.fordelning.nyckelform import Nyckelformular
from kostnader.fordelning.version import Versionsfakta, facts_of
from samverkan.konton.access import access
from samverkan.konton.rules import may_edit_kostnader, may_see_kostnader
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import add_refusal
from samverkan.lib.links import sredirect, surl
from samverkan.lib.money import parse_amount

ADD, REMOVE, SAVE = "lagg_till", "ta_bort:", "spara"


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def ny(request: HttpRequest) -> HttpResponse:
    """A new key: first a starting point, then the editor."""
    kinds = kinds_of(request.samverkan)
    choices = mallar(kinds, newest_days(request.samverkan, request.year))
    code = request.GET.get("mall", "")
    if request.method == "GET" and not code:
        return render(request, "kostnader/nycklar/ny.html", {"mallar": choices})
    chosen = next((mall for mall in choices if mall.code == code), choices[0])
    editor = _Editor(request, chosen.facts())
    names = NamnForm(request.POST or None, initial={"name": chosen.name})
    if editor.wants_save and names.is_valid() and editor.is_valid():
        saved = editor.save(
            lambda facts: acts.create_nyckel(
                request.samverkan, **names.cleaned_data, facts=facts, actor=request.user
            ),
            names,
        )
        if saved:
            return saved
    back = surl(request, "nycklar:lista")
    return editor.page("Ny nyckel", back, namnform=names)


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def ny_version(request: HttpRequest, pk: int) -> HttpResponse:
    """A new version of a key: the former one to start from."""
    row = next(iter(nyckel_rows(request.samverkan, request.year, pk)), None)
    if row is None or row.shown is None:
        return sredirect(request, "nycklar:lista")
    if row.open:
        messages.info(request, "Nyckeln har redan en version på väg. Här är den.")
        return sredirect(request, "nycklar:version", pk=row.open.pk)
    editor = _Editor(request, row.shown)
    if editor.wants_save and editor.is_valid():
        saved = editor.save(lambda facts: acts.new_version(row.nyckel, facts, actor=request.user))
        if saved:
            return saved
    title = f"Ny version av {row.nyckel.name}"
    return editor.page(title, surl(request, "nycklar:nyckel", pk=pk), nyckel=row.nyckel)


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def andra(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    version = version_or_404(request, pk)
    if not version.is_open:
        messages.error(request, "Bara ett utkast kan ändras. Gör en ny version i stället.")
        return sredirect(request, "nycklar:version", pk=pk)
    editor = _Editor(request, facts_of(version))
    if editor.wants_save and editor.is_valid():
        saved = editor.save(lambda facts: acts.change_version(version, facts, actor=request.user))
        if saved:
            return saved
    title = f"Ändra {version}"
    return editor.page(title, surl(request, "nycklar:version", pk=pk), nyckel=version.nyckel)


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def forhandsvisa(request: HttpRequest) -> HttpResponse:
    """The effect of what stands in the form just now."""
    editor = _Editor(request, Versionsfakta(delar=()))
    return render(request, "kostnader/nycklar/_forhand.html", {"forhand": editor.forhand()})


class _Editor:
    """One request to the editor: reads the form, keeps what was typed, shows the effect."""

    def __init__(self, request: HttpRequest, facts: Versionsfakta) -> None:
        self.request, self.start = request, facts
        self.act = request.POST.get("act", SAVE) if request.method == "POST" else ""
        common = {
            "members": members_for(request.samverkan, request.year, facts),
            "kinds": kinds_of(request.samverkan),
        }
        if request.method != "POST":
            self.form = Nyckelformular(facts=facts, **common)
        else:
            numbers = self._numbers()
            bound = self.act == SAVE
            self.form = Nyckelformular(data=request.POST, numbers=numbers, bound=bound, **common)
        self.read = Nyckelformular(data=request.POST, **common) if request.method == "POST" else None

    @property
    def wants_save(self) -> bool:
        return self.act == SAVE

    def is_valid(self) -> bool:
        return self.form.is_valid(self.request.year)

    def save(self, write, names: NamnForm | None = None) -> HttpResponse | None:
        """Store by `write(facts)` and go to the version; None when it was refused."""
        try:
            version: Nyckelversion = write(self.form.facts())
        except Nyckelfel as refusal:
            self.form.version.add_error(None, refusal.message)
        except Refused as refusal:
            at_name = names is not None and refusal.field in names.fields
            add_refusal(names if at_name and names else self.form.version, refusal)
        else:
            messages.success(self.request, f"{version} är sparad som utkast.")
            return sredirect(self.request, "nycklar:version", pk=version.pk)
        return None

    def page(self, title: str, back: str, **context: object) -> HttpResponse:
        if self.wants_save:
            self.form.is_valid(self.request.year)
        forms = [form for form in (context.get("namnform"), *self.form.forms) if form is not None]
        for place, one in enumerate(self.form.delar, 1):
            one.place = place
        values = {
            "rubrik": title,
            "back": back,
            "form": self.form,
            "har_fel": [form for form in forms if form.is_bound and form.errors],
            "forhand": self.forhand(),
            "ny_del": self.form.delar[-1].prefix if self.act == ADD and self.form.delar else "",
        }
        return render(self.request, "kostnader/nycklar/redigera.html", values | context)

    def forhand(self) -> Forhandsvisning:
        """The effect of what can be read of the form; of the start when nothing is sent."""
        facts = self.start
        if self.read is not None:
            if [form for form in self.read.forms if not form.is_valid()]:
                problem = "Något fält går inte att läsa. Rätta det, så visas beloppen."
                return Forhandsvisning("", [problem])
            facts = self.read.facts()
        data = self.request.POST
        try:
            amount = _amount(data.get("prov_belopp", ""))
        except Refused as refusal:
            return Forhandsvisning("", [f"Beloppet att räkna på: {refusal.message}"])
        nyckel_id = self.start.nyckel_id or _int(data.get("nyckel"))
        facts = Versionsfakta(**{**vars(facts), "nyckel_id": nyckel_id})
        return preview(
            self.request.samverkan,
            self.request.year,
            facts,
            tjanst_id=_int(data.get("prov_tjanst")),
            amount=amount,
        )

    def _numbers(self) -> list[str]:
        """The components to show: one more, or one less, than was sent."""
        numbers = [n for n in self.request.POST.getlist("delar") if n.isdecimal()]
        if self.act == ADD:
            return [*numbers, str(max(map(int, numbers), default=-1) + 1)]
        if self.act.startswith(REMOVE):
            return [n for n in numbers if n != self.act.removeprefix(REMOVE)]
        return numbers


def _int(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 10 else None


def _amount(text: str) -> Decimal | None:
    """The amount to try, kronor; None when none is typed. Raises Refused for what is no amount."""
    return parse_amount(text) if text.strip() else None
