"""What-if on screen: one service's form, and what it means for each member."""

from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kostnader.budget.queries import Tjanstebelopp, newest_budget
from kostnader.fordelning.nyckel_acts import new_version
from kostnader.fordelning.nyckel_forhand import with_marks
from kostnader.fordelning.nyckel_queries import all_versions, members_for, nyckel_rows
from kostnader.fordelning.prova import (
    Kladd,
    Medlemsrad,
    Provad,
    Utfall,
    compare,
    measure_field,
    measures_of,
    proposal,
    taking_part,
    tried,
)
from kostnader.fordelning.underlag import Underlag, read_underlag
from kostnader.fordelning.version import Measure, Versionsfakta
from kostnader.tjanster.models import Tjanst
from samverkan.konton.access import access
from samverkan.konton.rules import may_edit_kostnader, may_see_kostnader
from samverkan.lib.errors import Refused
from samverkan.lib.links import sredirect, surl
from samverkan.lib.money import parse_amount, parse_quantity
from samverkan.lib.swedish import MONTHS, format_amount, format_number
from samverkan.medlemmar.models import Organisation


@access(see=may_see_kostnader, do=may_see_kostnader)
def prova(request: HttpRequest) -> HttpResponse:
    """Try other keys, amounts, measures and members; the figures of the samverkan are not touched."""
    page = _Page(request)
    if not page.underlag.tjanster:
        return render(request, "kostnader/fordelning/prova.html", {})
    if request.method == "POST":
        page.read()
        page.keep()
        if not page.faults:
            return redirect(f"{request.path}?tjanst={page.tjanst.pk}")
    return render(request, "kostnader/fordelning/prova.html", page.context())


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def prova_nyckel(request: HttpRequest) -> HttpResponse:
    """Make a draft of the service's key that says what was tried, and open it in the editor."""
    page = _Page(request)
    facts = page.proposal() if request.method == "POST" else None
    if facts is None:
        return sredirect(request, "fordelning:prova")
    nyckel = page.tjanst.nyckel
    on_the_way = nyckel_rows(request.samverkan, request.year, nyckel.pk)[0].open
    if on_the_way:
        messages.info(request, "Nyckeln har redan en version på väg. Här är den.")
        return sredirect(request, "nycklar:version", pk=on_the_way.pk)
    try:
        version = new_version(nyckel, facts, actor=request.user)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect(f"{surl(request, 'fordelning:prova')}?tjanst={page.tjanst.pk}")
    messages.success(request, f"{version} är sparad som utkast. Budgeten och måtten är som de var.")
    return sredirect(request, "nycklar:andra", pk=version.pk)


class _Page:
    """One request: the scratch of this person, samverkan and year, and the service that is open."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        samverkan, year = request.samverkan, request.year
        self.session_key = f"prova:{samverkan.pk}:{year}"
        self.kladd = Kladd.from_session(request.session.get(self.session_key))
        self.underlag: Underlag = read_underlag(samverkan, year, newest_budget(samverkan, year))
        self.members: list[Organisation] = members_for(samverkan, year)
        self.underlag.organisationer |= {one.pk: one for one in self.members}
        self.versions = {version.pk: version for version in all_versions(samverkan)}
        asked = request.POST.get("tjanst") or request.GET.get("tjanst", "")
        found = [t for t in self.underlag.tjanster if str(t.pk) == asked]
        self.tjanst: Tjanst = next(iter([*found, *self.underlag.tjanster]), None)
        self.typed: dict[str, str] = {}
        self.faults: dict[str, str] = {}

    def read(self) -> None:
        """Take in what was sent: reset all, reset the service, or its new values."""
        act, data = self.request.POST.get("act", ""), self.request.POST
        if act == "borja_om":
            self.kladd = Kladd()
            return
        if act == "aterstall":
            self.kladd.tjanster.pop(self.tjanst.pk, None)
            return
        one = Provad(month=self._month(), version=self._version())
        one.amount = self._amount(data.get("belopp", ""))
        members = frozenset(
            pk for pk in map(_int, data.getlist("deltar")) if pk in self.underlag.organisationer
        )
        if "deltar_finns" in data and members != taking_part(self.underlag, self.tjanst.pk):
            one.members = members
        self._read_measures()
        self.kladd.tjanster[self.tjanst.pk] = one

    def proposal(self) -> Versionsfakta | None:
        """What the open service's key would say if what is tried became a version."""
        if self.tjanst is None:
            return None
        return proposal(self.kladd, self.tjanst, self.request.year, self.versions)

    def keep(self) -> None:
        self.request.session[self.session_key] = self.kladd.to_session()

    def context(self) -> dict[str, object]:
        changed = tried(self.underlag, self.kladd, self.versions)
        result = compare(self.underlag, changed)
        one = self.kladd.of(self.tjanst.pk)
        before, after = result.kolumner(self.tjanst.pk)
        measures = measures_of(changed, self.tjanst)
        rows = result.rows()
        stored = self.underlag.amounts.get(self.tjanst.pk, Tjanstebelopp())
        amount = stored.shared if one.amount is None else one.amount
        return {
            "tjanst": self.tjanst,
            "tjanster": [(t, self.kladd.of(t.pk).is_changed) for t in self.underlag.tjanster],
            "provad": one,
            "forslag": self.proposal(),
            "samma_nyckel": [
                t.name
                for t in self.underlag.tjanster
                if t.nyckel_id == self.tjanst.nyckel_id and t != self.tjanst
            ],
            "may_edit": may_edit_kostnader(self.request.user, self.request.samverkan),
            "is_changed": self.kladd.is_changed,
            "versioner": list(self.versions.values()),
            "nu_version": self.underlag.version_for(self.tjanst, 12),
            "months": list(enumerate(MONTHS, 1)),
            "belopp": self.typed.get("belopp", format_amount(amount)),
            "budget_belopp": stored.shared,
            "matt": [self._measure_name(changed, measure) for measure in measures],
            "medlemmar": self._members(result, changed, measures),
            "before": before,
            "after": after,
            "faults": self.faults,
            "rader": with_marks(rows),
            "summa": (result.before.summa, result.after.summa, result.after.summa - result.before.summa),
            "budget": self.underlag.budget,
            "matris_url": surl(self.request, "fordelning:matris"),
        }

    def _members(self, result: Utfall, changed: Underlag, measures: list[Measure]) -> list[Medlemsrad]:
        part = taking_part(changed, self.tjanst.pk)
        before, after = result.kolumner(self.tjanst.pk)
        return [
            Medlemsrad(
                one.pk,
                one.short_name,
                one.pk in part,
                [self._measure_cell(changed, measure, one.pk) for measure in measures],
                before.amounts.get(one.pk) if before else None,
                after.amounts.get(one.pk) if after else None,
            )
            for one in self.members
        ]

    def _measure_cell(self, changed: Underlag, measure: Measure, pk: int) -> tuple[str, str, str, bool]:
        name = measure_field(measure, pk)
        known = changed.measures.get(measure, {}).get(pk)
        text = self.typed.get(name, format_number(known.value) if known else "")
        return name, text, self.faults.get(name, ""), pk in self.kladd.measures.get(measure, {})

    def _measure_name(self, changed: Underlag, measure: Measure) -> tuple[str, str]:
        version = changed.version_for(self.tjanst, 12)
        names = (
            [del_.matt_namn for del_ in version.delar if del_.mattslag_id == measure[0]] if version else []
        )
        return (names[0] if names else "", str(measure[1]))

    def _month(self) -> int:
        month = _int(self.request.POST.get("fran"))
        return month if month and 1 <= month <= 12 else 1

    def _version(self) -> int | None:
        chosen = _int(self.request.POST.get("version"))
        now = self.underlag.version_for(self.tjanst, 12)
        return chosen if chosen in self.versions and (now is None or chosen != now.pk) else None

    def _amount(self, text: str) -> Decimal | None:
        stored = self.underlag.amounts.get(self.tjanst.pk, Tjanstebelopp()).shared
        if not text.strip():
            return None
        try:
            amount = parse_amount(text)
        except Refused as refusal:
            self.typed["belopp"], self.faults["belopp"] = text, refusal.message
            return self.kladd.of(self.tjanst.pk).amount
        return None if amount == stored else amount

    def _read_measures(self) -> None:
        """Measures that differ from those stored are kept; those typed back are forgotten."""
        changed = tried(self.underlag, Kladd(self.kladd.tjanster), self.versions)
        for measure in measures_of(changed, self.tjanst):
            stored = changed.measures.get(measure, {})
            values = self.kladd.measures.setdefault(measure, {})
            for one in self.members:
                name = measure_field(measure, one.pk)
                text = self.request.POST.get(name, "")
                if not text.strip():
                    values.pop(one.pk, None)
                    continue
                try:
                    value = parse_quantity(text)
                except Refused as refusal:
                    self.typed[name], self.faults[name] = text, f"{one.short_name}: {refusal.message}"
                    continue
                known = stored.get(one.pk)
                if known is not None and known.value == value:
                    values.pop(one.pk, None)
                else:
                    values[one.pk] = value


def _int(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 10 else None
