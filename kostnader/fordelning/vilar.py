"""Key versions and frozen sharings that rest on decisions, for the pages of decisions."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef

from kostnader.fordelning.models import Fordelning, Nyckelversion
from kostnader.tjanster.models import Tjanst
from samverkan.beslut.beslutsobjekt import Beslutsobjekt
from samverkan.beslut.models import Beslut

ADOPT_ANOTHER = "Fastställ en ny version av nyckeln med ett annat beslut först."
FREEZE_AGAIN = "Lås fördelningen på nytt när budgeten och nycklarna vilar på andra beslut."


def keys_decided_by(beslut_ids: Collection[int]) -> Iterator[Beslutsobjekt]:
    """The key versions adopted by the given decisions. Two queries."""
    found = _adopted_by(beslut_ids)
    siblings = _by_key(found)
    for version in found:
        replaced = _later(version, siblings[version.nyckel_id]) is not None
        free = replaced or not version.in_use
        why = "Är ersatt av en nyare version." if replaced else "Ingen tjänst delas efter nyckeln."
        yield Beslutsobjekt(
            version.beslut_id,
            "Fördelningsnyckel",
            f"{version}, från {version.valid_from}",
            url_name="nycklar:version",
            url_kwargs={"pk": version.pk},
            holds="" if free else ADOPT_ANOTHER,
            afterwards=f"{why} Ligger kvar som historik." if free else "",
        )


def _adopted_by(beslut_ids: Collection[int]) -> list[Nyckelversion]:
    decided = Nyckelversion.objects.filter(beslut__in=beslut_ids, status=Nyckelversion.Status.FASTSTALLD)
    used = Exists(Tjanst.objects.filter(nyckel=OuterRef("nyckel")))
    return list(decided.select_related("nyckel").annotate(in_use=used).order_by("nyckel__name", "number"))


def _by_key(versions: list[Nyckelversion]) -> dict[int, list[Nyckelversion]]:
    """Every adopted version of the same keys, the oldest first."""
    keys = {version.nyckel_id for version in versions}
    adopted = Nyckelversion.objects.filter(nyckel__in=keys, status=Nyckelversion.Status.FASTSTALLD)
    found: dict[int, list[Nyckelversion]] = defaultdict(list)
    for version in adopted.order_by("valid_from", "number"):
        found[version.nyckel_id].append(version)
    return found


def _later(version: Nyckelversion, siblings: list[Nyckelversion]) -> Nyckelversion | None:
    place = [one.pk for one in siblings].index(version.pk)
    return siblings[place + 1] if place + 1 < len(siblings) else None


@dataclass(frozen=True)
class Vilande:
    """A Fordelning in force that rests on a decision, by its budget or by the keys of some services."""

    beslut_id: int
    fordelning: Fordelning
    tjanst_ids: frozenset[int]


def fordelningar_decided_by(beslut_ids: Collection[int]) -> Iterator[Beslutsobjekt]:
    """The frozen sharings in force that rest on the given decisions."""
    for one in resting_fordelningar(beslut_ids):
        summa = Decimal(one.fordelning.summary["summa"])
        where = {"year": one.fordelning.year}
        yield Beslutsobjekt(
            one.beslut_id,
            "Fördelning",
            str(one.fordelning),
            summa,
            "fordelning:matris",
            where,
            holds=FREEZE_AGAIN,
        )


def resting_fordelningar(beslut_ids: Collection[int]) -> list[Vilande]:
    """Which Fordelning in force rests on which decision, for which services. A fixed number of queries."""
    samverkan = Beslut.objects.filter(pk__in=beslut_ids).values("samverkan")
    newest = Fordelning.objects.filter(samverkan__in=samverkan).select_related("budget")
    in_force = list(newest.order_by("samverkan_id", "year", "-number").distinct("samverkan_id", "year"))
    versions = _adopted_by(beslut_ids)
    siblings = _by_key(versions)
    found = []
    for fordelning in in_force:
        services: dict[int, set[int]] = defaultdict(set)
        entries = fordelning.summary["tjanster"]
        if fordelning.budget.beslut_id in beslut_ids:
            services[fordelning.budget.beslut_id] |= {entry["tjanst_id"] for entry in entries}
        for version in versions:
            used = _shared_by(version, siblings[version.nyckel_id], fordelning.year, entries)
            if used:
                services[version.beslut_id] |= used
        found += [Vilande(pk, fordelning, frozenset(ids)) for pk, ids in services.items()]
    return found


def _shared_by(
    version: Nyckelversion, siblings: list[Nyckelversion], year: int, entries: list[dict]
) -> set[int]:
    """The services it shared: at the year's end as the sharing says, or earlier in a year of two versions."""
    later = _later(version, siblings)
    ends_within = later is not None and date(year, 1, 1) < later.valid_from <= date(year, 12, 31)
    earlier = ends_within and version.valid_from < later.valid_from
    return {
        entry["tjanst_id"]
        for entry in entries
        if entry["version_id"] == version.pk or (earlier and entry["nyckel_id"] == version.nyckel_id)
    }
