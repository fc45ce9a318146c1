"""The tables and charts of a section."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max

from kostnader.rapporter.acts.las import lock_draft
from kostnader.rapporter.models import Avsnitt, Rapport, Rapportblock
from kostnader.rapporter.tabeller import is_known
from samverkan.handelser.acts import log
from samverkan.lib.cleaning import clean_or_refuse
from samverkan.lib.errors import Refused
from samverkan.tabeller.tabell import Tabell

TYPED = "tabell"  # what typed tables are called: tabell1, tabell2 …


@transaction.atomic
def lagg_till_block(
    avsnitt: Avsnitt, key: str, *, kind: str = Rapportblock.Kind.TABELL, actor
) -> Rapportblock:
    """A table of a kind that some feature makes, or of one typed in the report; or a chart of it."""
    locked = lock_draft(avsnitt)
    if not is_known(key) and key not in typed_keys(locked.rapport):
        raise Refused("Välj en tabell i listan.", field="key")
    return _add(locked, Rapportblock(avsnitt=locked, key=key, kind=kind), actor)


@transaction.atomic
def skriv_tabell(avsnitt: Avsnitt, tabell: Tabell, *, actor) -> Rapportblock:
    """A table typed or pasted. Its name in fields is the next free one: tabell1, tabell2 …"""
    locked = lock_draft(avsnitt)
    return _add(
        locked, Rapportblock(avsnitt=locked, key=_free_key(locked.rapport), typed=tabell.as_json()), actor
    )


def andra_block(block: Rapportblock, values: Mapping[str, Any], *, actor) -> None:
    """Change caption, columns, comparison or how it is shown."""
    with transaction.atomic():
        stored = _locked(block)
        for name, value in values.items():
            setattr(stored, name, value)
        clean_or_refuse(stored)
        stored.save()
        _tell("rapportblock.changed", stored, actor)


def andra_tabell(block: Rapportblock, tabell: Tabell, *, actor) -> None:
    """Write a typed table anew. Refuses one whose figures stand still in a section that is ready."""
    with transaction.atomic():
        stored = _locked(block)
        _refuse_frozen(stored)
        stored.typed = tabell.as_json()
        stored.save(update_fields=["typed"])
        _tell("rapportblock.changed", stored, actor)


def flytta_block(block: Rapportblock, *, up: bool, actor) -> None:
    """One step up or down in its section. Pressed at the end it stays where it is."""
    with transaction.atomic():
        stored = _locked(block)
        order = list(stored.avsnitt.block.all())
        place = [one.pk for one in order].index(stored.pk)
        other = place - 1 if up else place + 1
        if 0 <= other < len(order):
            order[place], order[other] = order[other], order[place]
            for at, one in enumerate(order):
                one.order = at
            Rapportblock.objects.bulk_update(order, ["order"])
            _tell("rapportblock.changed", stored, actor)


def ta_bort_block(block: Rapportblock, *, actor) -> None:
    """Take a table out of a draft section. A typed one that stands still elsewhere is kept."""
    with transaction.atomic():
        stored = _locked(block)
        if stored.is_typed:
            _refuse_frozen(stored)
        _tell("rapportblock.removed", stored, actor)
        stored.delete()


def typed_keys(rapport: Rapport) -> Sequence[str]:
    """The names of the tables typed in the report."""
    found = Rapportblock.objects.filter(avsnitt__rapport=rapport, typed__isnull=False)
    return list(found.values_list("key", flat=True))


def _free_key(rapport: Rapport) -> str:
    numbers = [int(key.removeprefix(TYPED)) for key in typed_keys(rapport)]
    return f"{TYPED}{max(numbers, default=0) + 1}"


def _add(avsnitt: Avsnitt, block: Rapportblock, actor) -> Rapportblock:
    last = avsnitt.block.aggregate(last=Max("order"))["last"]
    block.order = 0 if last is None else last + 1
    clean_or_refuse(block, field="key")
    block.save(force_insert=True)
    _tell("rapportblock.created", block, actor)
    return block


def _locked(block: Rapportblock) -> Rapportblock:
    avsnitt = lock_draft(block.avsnitt)
    stored = Rapportblock.objects.select_for_update().filter(avsnitt=avsnitt, pk=block.pk).first()
    if stored is None:
        raise Refused("Tabellen är redan borttagen.")
    stored.avsnitt = avsnitt
    return stored


def _refuse_frozen(block: Rapportblock) -> None:
    if block.avsnitt.rapport.frysta.filter(key=block.key).exists():
        raise Refused(
            "Ett annat avsnitt som är klart visar tabellen eller hämtar siffror ur den. Öppna det avsnittet "
            "först.",
            field="grid",
        )


def _tell(action: str, block: Rapportblock, actor) -> None:
    rapport = block.avsnitt.rapport
    log(
        action,
        block.avsnitt,
        actor=actor,
        samverkan=rapport.samverkan,
        tabell=block.caption or block.key,
        rapport=rapport,
    )
