"""Two versions (or keys, or years) side by side: measure, percent, percentage points and kronor."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kostnader.budget.queries import Tjanstebelopp, newest_budget
from kostnader.fordelning.jamforelse import Jamforelse, jamfor_nycklar, unit_table
from kostnader.fordelning.jamforelse import Rad as Jamford
from kostnader.fordelning.matris import compute_kolumn
from kostnader.fordelning.nyckel_queries import all_versions, text_of
from kostnader.fordelning.underlag import Underlag, read_measures, read_underlag
from kostnader.fordelning.version import Measure, Versionsfakta
from kostnader.tjanster.models import Tjanst
from samverkan.konton.access import access
from samverkan.konton.rules import may_see_kostnader
from samverkan.lib.downloads import table_response
from samverkan.lib.links import sredirect, surl
from samverkan.lib.swedish import sort_key
from samverkan.lib.workbook import Column, Sheet
from samverkan.medlemmar.models import Matt

EXAMPLE = Decimal("1000000.00")


@dataclass
class Sida:
    """One side of the comparison: a version on the figures of a year."""

    facts: Versionsfakta
    year: int
    underlag: Underlag

    @property
    def measure(self) -> Measure | None:
        """The measure, when the key is nothing but one measure."""
        only = self.facts.delar[0] if len(self.facts.delar) == 1 else None
        found = only.measure(self.year) if only and only.kind == "matt" else None
        return found if found and found[1] else None

    @property
    def text(self) -> str:
        return text_of(self.facts, self.year)

    def kolumn(self, tjanst: Tjanst):
        """The service shared by this side's key."""
        tried = replace(self.underlag, chosen={tjanst.pk: (1, self.facts)}, measures={})
        stored = tried.amounts.get(tjanst.pk)
        if stored is None or not stored.shared:
            tried.amounts = {**tried.amounts, tjanst.pk: Tjanstebelopp(EXAMPLE, EXAMPLE)}
        read_measures(tried)
        return compute_kolumn(tried, tjanst)


@dataclass
class Jamfort:
    """The two sides and what came of it; `on_units` when the rows are units in groups."""

    versions: list[Versionsfakta]
    tjanster: list[Tjanst]
    before: Sida | None = None
    after: Sida | None = None
    tjanst: Tjanst | None = None
    table: Jamforelse | None = None
    on_units: bool = False
    measure_name: str = ""
    faults: list[str] = field(default_factory=list)

    @property
    def groups(self) -> list[tuple[Jamford | None, list[tuple[Jamford, int, int]]]]:
        """The rows by group with the group's sum, and the places of both percentages, 0–100."""
        assert self.table is not None
        most = max((max(r.percent_before, r.percent_after) for r in self.table.rader), default=Decimal(0))
        marked = [
            (r, _place(r.percent_before, most), _place(r.percent_after, most)) for r in self.table.rader
        ]
        if not self.table.grupper:
            return [(None, marked)]
        return [(g, [m for m in marked if m[0].grupp == g.grupp]) for g in self.table.grupper]


@access(see=may_see_kostnader)
def jamfor(request: HttpRequest) -> HttpResponse:
    """The comparison on screen."""
    found = compare(request)
    context = {
        "j": found,
        "excel_url": f"{surl(request, 'nycklar:jamfor_excel')}?{request.GET.urlencode()}",
        "years": range(request.year - 3, request.year + 3),
    }
    return render(request, "kostnader/nycklar/jamfor.html", context)


@access(see=may_see_kostnader)
def jamfor_excel(request: HttpRequest) -> HttpResponse:
    """The comparison as Excel."""
    found = compare(request)
    if found.table is None:
        return sredirect(request, "nycklar:jamfor")
    return table_response(jamfor_sheet(found), "xlsx", f"jamforelse-{request.samverkan.slug}-{request.year}")


def compare(request: HttpRequest) -> Jamfort:
    """What the address asks for; without choice the two newest versions of the key named, or of any key."""
    versions = all_versions(request.samverkan)
    years = [_number(request, name) or request.year for name in ("fore_ar", "efter_ar")]
    underlag = {year: _underlag(request.samverkan, year) for year in dict.fromkeys(years)}
    tjanster = underlag[years[1]].tjanster
    found = Jamfort(versions, tjanster)
    chosen = _chosen(request, versions)
    if chosen is None:
        return found
    found.before, found.after = (
        Sida(facts, year, underlag[year]) for facts, year in zip(chosen, years, strict=True)
    )
    keys = {facts.nyckel_id for facts in chosen}
    asked = [t for t in tjanster if t.pk == _number(request, "tjanst")]
    found.tjanst = next(iter([*asked, *(t for t in tjanster if t.nyckel_id in keys), *tjanster]), None)
    if found.tjanst is not None:
        _fill(found, found.tjanst, found.before, found.after)
    return found


def _fill(found: Jamfort, tjanst: Tjanst, before: Sida, after: Sida) -> None:
    columns = (before.kolumn(tjanst), after.kolumn(tjanst))
    found.faults = list(dict.fromkeys(fault for kolumn in columns for fault in kolumn.faults))
    if any(kolumn.resultat is None for kolumn in columns):
        found.faults = found.faults or [f"Ingen deltar i {tjanst.name} det året."]
        return
    by_sum = before.facts.mode == after.facts.mode == "summan"
    if by_sum and before.measure and after.measure and before.measure[0] == after.measure[0]:
        found.measure_name = before.facts.delar[0].matt_namn
        members = {key for kolumn in columns for key in kolumn.resultat.plan.deltagare}
        quantities = [_quantities(side, members) for side in (before, after)]
        groups = _groups(*quantities)
        found.on_units = any(len(names) > 1 for names in groups.values())
        found.table = unit_table(
            *({name: value for (_, name), value in one.items()} for one in quantities),
            groups=groups if found.on_units else None,
            amount_before=columns[0].att_fordela,
            amount_after=columns[1].att_fordela,
            unit=after.facts.unit,
        )
    else:
        table = jamfor_nycklar(columns[0].resultat, columns[1].resultat)
        ordered = sorted(table.rader, key=lambda row: sort_key(row.namn))
        found.table = replace(table, rader=tuple(ordered))


def _quantities(side: Sida, members: set[str]) -> dict[tuple[str, str], Decimal]:
    """The measure per unit, or per member where it has no units: (group, name) → quantity."""
    kind, day = side.measure or (0, None)
    rows = Matt.objects.filter(mattslag=kind, reference_date=day, organisation__orgnr__in=members)
    rows = rows.select_related("organisation", "enhet")
    own = [row for row in rows if row.enhet is None]
    whole = {row.organisation_id for row in own}
    units = [
        row
        for row in rows
        if row.enhet
        and row.enhet.samverkan_id == side.underlag.samverkan.pk
        and row.organisation_id not in whole
    ]
    units.sort(key=lambda row: (row.enhet.order, sort_key(row.enhet.name)))
    counted = units + sorted(own, key=lambda row: sort_key(row.organisation.short_name))
    return {_place_of(row): row.value for row in counted}


def _place_of(row: Matt) -> tuple[str, str]:
    if row.enhet is None:
        return row.organisation.short_name, row.organisation.short_name
    return row.enhet.group or row.organisation.short_name, row.enhet.name


def _groups(*sides: Mapping[tuple[str, str], Decimal]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for group, name in dict.fromkeys(place for side in sides for place in side):
        groups.setdefault(group, []).append(name)
    return groups


def _underlag(samverkan, year: int) -> Underlag:
    return read_underlag(samverkan, year, newest_budget(samverkan, year))


def _chosen(request: HttpRequest, versions: list[Versionsfakta]):
    by_pk = {version.pk: version for version in versions}
    asked = [by_pk.get(_number(request, name)) for name in ("fore", "efter")]
    if all(asked):
        return asked
    key = _number(request, "nyckel")
    for nyckel_id in [key] if key else dict.fromkeys(v.nyckel_id for v in versions):
        own = [v for v in versions if v.nyckel_id == nyckel_id]
        if len(own) > 1:
            return own[-2:]
    return versions[:2] if len(versions) > 1 else None


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _place(percent: Decimal, most: Decimal) -> int:
    return int(100 * percent / most) if most > 0 else 0


def jamfor_sheet(found: Jamfort) -> Sheet:
    """The comparison as a table to send on."""
    assert found.table is not None
    assert found.before is not None
    assert found.after is not None
    what, kind = (
        (found.measure_name.capitalize(), "quantity") if found.measure_name else ("Belopp, kr", "amount")
    )
    before, after = (f"v. {side.facts.number} {side.year}" for side in (found.before, found.after))
    columns = [
        Column("Grupp", width=18),
        Column("Namn"),
        Column(f"{what} före ({before})", kind),
        Column(f"{what} efter ({after})", kind),
        Column("Förändring", kind),
        Column("Procent före", "percent"),
        Column("Procent efter", "percent"),
        Column("Procentenheter", width=14),
    ]
    with_kronor = bool(found.measure_name)
    if with_kronor:
        columns += [Column(f"Kr {word}", "amount") for word in ("före", "efter", "effekt")]
    rows = [
        _cells(rad, with_kronor) for rad in (*found.table.rader, *found.table.grupper, found.table.totalt)
    ]
    return Sheet("Jämförelse", columns, rows, note=f"Före: {found.before.text}. Efter: {found.after.text}.")


def _cells(rad: Jamford, with_kronor: bool) -> list[object]:
    points = f"{rad.points}".replace(".", ",").replace("-", "\u2212")
    cells = [rad.grupp, rad.namn, rad.before, rad.after, rad.change]
    cells += [rad.percent_before / 100, rad.percent_after / 100, points]
    return cells + ([rad.amount_before, rad.amount_after, rad.effect] if with_kronor else [])
