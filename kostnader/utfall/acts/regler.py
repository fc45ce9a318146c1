"""Rules that lead account and object to service and kind of cost."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from kostnader.budget.acts import ensure_kostnadsslag
from kostnader.budget.models import Kostnadsslag
from kostnader.utfall.kommun_bas import Forslag
from kostnader.utfall.models import Konteringsregel
from kostnader.utfall.queries import regler
from kostnader.utfall.regelverk import refuse_moving_closed
from kostnader.utfall.rules import Regel
from kostnader.utfall.tabellfil import KONTO_LENGTH, OBJEKT_LENGTH
from samverkan.handelser.acts import log
from samverkan.handelser.changes import apply_changes
from samverkan.lib.cleaning import clean_or_refuse
from samverkan.lib.errors import Refused
from samverkan.medlemmar.models import Samverkan


def lock_rules(samverkan: Samverkan) -> None:
    """Rules of a samverkan are changed by one at a time."""
    Samverkan.objects.select_for_update(no_key=True).get(pk=samverkan.pk)


def _rules(samverkan: Samverkan) -> list[Regel]:
    """Hold the samverkan's rules, and give them as they are before a change."""
    lock_rules(samverkan)
    return regler(samverkan)


def save_regel(regel: Konteringsregel, values: Mapping[str, Any], *, actor) -> Konteringsregel:
    """Store a new rule or change one. Raises Refused at its field; equal values change nothing."""
    with transaction.atomic():
        before = _rules(regel.samverkan)
        is_new = regel.pk is None
        changes = apply_changes(regel, values)
        if not (changes or is_new):
            return regel
        _refuse_empty(regel)
        clean_or_refuse(regel, field="konto")
        regel.save()
        refuse_moving_closed(regel.samverkan, before)
        if is_new:
            log("konteringsregel.created", regel, actor=actor, samverkan=regel.samverkan, leder=target(regel))
        else:
            log("konteringsregel.changed", regel, actor=actor, samverkan=regel.samverkan, falt=changes)
    return regel


def remove_regel(regel: Konteringsregel, *, actor) -> None:
    """Take a rule away; what it placed is placed by shorter ones, or waits for a rule. Twice is as once."""
    with transaction.atomic():
        before = _rules(regel.samverkan)
        stored = Konteringsregel.objects.filter(pk=regel.pk).first()
        if stored is not None:
            log(
                "konteringsregel.removed",
                stored,
                actor=actor,
                samverkan=stored.samverkan,
                leder=target(stored),
            )
            stored.delete()
            refuse_moving_closed(regel.samverkan, before)


def _refuse_empty(regel: Konteringsregel) -> None:
    things = (regel.tjanst_id, regel.kostnadsslag_id, regel.investering_id, regel.projekt_id)
    if not (regel.left_out or any(things)):
        raise Refused(
            "Välj minst en tjänst, ett kostnadsslag, en investering eller ett projekt.", field="tjanst"
        )
    if regel.left_out and any(things):
        raise Refused(
            "Det som inte räknas kan inte också leda någonstans. Töm de andra fälten.", field="left_out"
        )


def target(regel: Konteringsregel) -> str:
    """'IT-drift, Personalkostnader' or 'räknas inte'."""
    if regel.left_out:
        return "räknas inte"
    things = (regel.tjanst, regel.kostnadsslag, regel.investering, regel.projekt)
    return ", ".join(str(thing) for thing in things if thing is not None)


def propose_regler(samverkan: Samverkan, forslag: Iterable[Forslag], *, plan: str, actor) -> int:
    """Lay up the set for accounts no rule names yet, and for cost centres with one service; how many."""
    forslag = list(forslag)
    with transaction.atomic():
        before = _rules(samverkan)
        ensure_kostnadsslag(samverkan, dict.fromkeys(one.name for one in forslag if one.name))
        slag = {one.name.casefold(): one for one in samverkan.kostnadsslag.all()}
        rows = [_regel(samverkan, one, slag) for one in forslag] + _by_stalle(samverkan)
        known = set(samverkan.konteringsregler.values_list("konto", "objekt", "projektkod"))
        new = [row for row in rows if (row.konto, row.objekt, row.projektkod) not in known]
        Konteringsregel.objects.bulk_create(new)
        refuse_moving_closed(samverkan, before)
        if new:
            log(
                "konteringsregler.proposed",
                new[0],
                actor=actor,
                samverkan=samverkan,
                antal=len(new),
                plan=plan,
            )
    return len(new)


def _regel(samverkan: Samverkan, one: Forslag, slag: dict[str, Kostnadsslag]) -> Konteringsregel:
    kostnadsslag = slag.get(one.name.casefold())
    return Konteringsregel(
        samverkan=samverkan, konto=one.konto, kostnadsslag=kostnadsslag, left_out=one.left_out, note=one.note
    )


def _by_stalle(samverkan: Samverkan) -> list[Konteringsregel]:
    found = []
    for stalle in samverkan.kostnadsstallen.prefetch_related("tjanster"):
        tjanster = list(stalle.tjanster.all())
        if len(tjanster) == 1:
            found.append(Konteringsregel(samverkan=samverkan, objekt=stalle.code, tjanst=tjanster[0]))
    return found


def place_many(samverkan: Samverkan, wanted: Iterable[Mapping[str, Any]], *, actor) -> int:
    """Store several new rules at once, all or none: each a dict of Konteringsregel's fields.

    One that is there already, for just the same account, object and project, gets what it lacks.
    """
    count = 0
    with transaction.atomic():
        lock_rules(samverkan)
        for values in wanted:
            keys = {name: values.get(name, "") for name in ("konto", "objekt", "projektkod")}
            found = Konteringsregel.objects.filter(samverkan=samverkan, **keys).first()
            save_regel(found or Konteringsregel(samverkan=samverkan), values, actor=actor)
            count += 1
    return count


def rules_by_name(samverkan: Samverkan, keys: Iterable, *, kostnadsslag: bool, tjanst: bool) -> None:
    """Rules for a table that writes services and kinds of cost by name: a name that is known leads to it.

    `keys` are (month, account, object, project). Names no one knows wait for a rule like any account.
    """
    konton, objekten = {key[1] for key in keys}, {key[2] for key in keys}
    rows = []
    if kostnadsslag:
        known = {one.name[:KONTO_LENGTH].casefold(): one for one in samverkan.kostnadsslag.all()}
        rows += [{"konto": k, "kostnadsslag": known[k.casefold()]} for k in konton if k.casefold() in known]
    if tjanst:
        services = list(samverkan.tjanster.all())
        known = {
            n[:OBJEKT_LENGTH].casefold(): one for one in services for n in (one.name, one.short_name) if n
        }
        rows += [{"objekt": o, "tjanst": known[o.casefold()]} for o in objekten if o.casefold() in known]
    before = _rules(samverkan)
    there = set(samverkan.konteringsregler.values_list("konto", "objekt", "projektkod"))
    new = [row for row in rows if (row.get("konto", ""), row.get("objekt", ""), "") not in there]
    Konteringsregel.objects.bulk_create([Konteringsregel(samverkan=samverkan, **row) for row in new])
    refuse_moving_closed(samverkan, before)
