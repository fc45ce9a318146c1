"""Cost centres and kinds of cost: laid up, changed, put in order, taken away when nothing uses them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction
from django.db.models import ProtectedError

from kostnader.budget.models import Budgetrad, Kostnadsslag
from kostnader.tjanster.models import Kostnadsstalle, Tjanst
from kostnader.utfall.acts.regler import lock_rules
from samverkan.handelser.acts import log
from samverkan.handelser.changes import apply_changes
from samverkan.lib.cleaning import clean_or_refuse
from samverkan.lib.errors import Refused


def save_stalle(
    stalle: Kostnadsstalle, *, tjanster: Iterable[Tjanst], actor, **values: Any
) -> Kostnadsstalle:
    """Store a cost centre with the services that stand under it. Raises Refused at the field `code`."""
    chosen = {tjanst.pk for tjanst in tjanster}
    with transaction.atomic():
        lock_rules(stalle.samverkan)
        is_new = stalle.pk is None
        if is_new:
            stalle.order = stalle.samverkan.kostnadsstallen.count()
        changes = [apply_changes(stalle, values)]
        clean_or_refuse(stalle, field="code")
        stalle.save()
        before = set(stalle.tjanster.values_list("pk", flat=True))
        if before != chosen:
            own = stalle.samverkan.tjanster
            own.filter(pk__in=before - chosen).update(kostnadsstalle=None)
            own.filter(pk__in=chosen).update(kostnadsstalle=stalle)
            changes.append("tjänster: " + (", ".join(str(t) for t in own.filter(pk__in=chosen)) or "–"))
        told = "; ".join(change for change in changes if change)
        if is_new:
            log("kostnadsstalle.created", stalle, actor=actor, samverkan=stalle.samverkan)
        elif told:
            log("kostnadsstalle.changed", stalle, actor=actor, samverkan=stalle.samverkan, falt=told)
    return stalle


def save_slag(slag: Kostnadsslag, values: Mapping[str, Any], *, actor) -> Kostnadsslag:
    """Store a kind of cost; its name stays while a budget's row bears it. Raises Refused at `name`."""
    with transaction.atomic():
        lock_rules(slag.samverkan)
        is_new, before = slag.pk is None, slag.name
        if is_new:
            slag.order = slag.samverkan.kostnadsslag.count()
        changes = apply_changes(slag, values)
        if not is_new and slag.name.casefold() != before.casefold() and _in_budget(slag, before):
            raise Refused(
                f"Budgeten har rader som heter {before}. Byt namn på dem i budgeten först.", field="name"
            )
        clean_or_refuse(slag, field="name")
        slag.save()
        if is_new:
            log("kostnadsslag.created", slag, actor=actor, samverkan=slag.samverkan)
        elif changes:
            log("kostnadsslag.changed", slag, actor=actor, samverkan=slag.samverkan, falt=changes)
    return slag


def _in_budget(slag: Kostnadsslag, name: str) -> bool:
    return Budgetrad.objects.filter(budget__samverkan=slag.samverkan, kostnadsslag__iexact=name).exists()


def move_slag(slag: Kostnadsslag, *, up: bool, actor) -> None:
    """One place up or down in the order of the result; at the end nothing happens."""
    with transaction.atomic():
        lock_rules(slag.samverkan)
        row = list(slag.samverkan.kostnadsslag.all())
        place = next((index for index, one in enumerate(row) if one.pk == slag.pk), None)
        other = None if place is None else place + (-1 if up else 1)
        if other is None or not 0 <= other < len(row):
            return
        row[place], row[other] = row[other], row[place]
        for order, one in enumerate(row):
            one.order = order
        Kostnadsslag.objects.bulk_update(row, ["order"])
        log("kostnadsslag.moved", slag, actor=actor, samverkan=slag.samverkan)


def remove_unused(obj: models.Model, *, actor) -> None:
    """Take away a cost centre or a kind of cost that nothing uses. Twice is as once."""
    with transaction.atomic():
        lock_rules(obj.samverkan)
        stored = type(obj).objects.filter(pk=obj.pk).first()
        if stored is None:
            return
        if isinstance(stored, Kostnadsslag) and _in_budget(stored, stored.name):
            raise Refused(f"{stored} används i en budget och kan inte tas bort.")
        log(f"{stored._meta.model_name}.removed", stored, actor=actor, samverkan=stored.samverkan)
        try:
            with transaction.atomic():
                stored.delete()
        except ProtectedError as error:
            raise Refused(
                f"{stored} används av en tjänst, en regel eller ett utfall. Ändra det först."
            ) from error
