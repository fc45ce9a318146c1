"""What may be done with measures. One event tells of a whole file or page of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from samverkan.handelser.acts import log
from samverkan.handelser.changes import apply_changes
from samverkan.lib.cleaning import clean_or_refuse
from samverkan.lib.errors import Refused
from samverkan.matt.queries import stored_by_key, visible_kinds
from samverkan.matt.rules import Figure, Key, Stored, differs, told
from samverkan.medlemmar.models import Enhet, Matt, Mattslag, Organisation, Samverkan
from samverkan.medlemmar.queries import INVANARE


@dataclass(frozen=True)
class Recorded:
    """How many figures were new, changed, taken away and left as they were."""

    new: int
    changed: int
    removed: int
    same: int

    @property
    def total(self) -> int:
        return self.new + self.changed + self.removed


def record_matt(
    samverkan: Samverkan, mattslag: Mattslag, figures: Sequence[Figure], *, file: str = "", actor
) -> Recorded:
    """Store figures of one kind; `file` is the name of the file they were read from, if any.

    What differs from before loses its attestation, and the log tells old → new. The same figures
    again change nothing. All or none; six queries however many they are.
    """
    _refuse_negative(figures)
    with transaction.atomic():
        Mattslag.objects.select_for_update(no_key=True).get(pk=mattslag.pk)
        before = stored_by_key(mattslag, figures)
        wanted = [figure for figure in figures if differs(figure, _stored(before.get(figure.key)))]
        old = {figure.key: before[figure.key].value for figure in wanted if figure.key in before}
        _write(mattslag, wanted, before)
        if wanted:
            _log_recorded(samverkan, mattslag, wanted, old, file, actor)
    removed = sum(figure.value is None for figure in wanted)
    new = sum(figure.key not in old for figure in wanted)
    return Recorded(new, len(wanted) - new - removed, removed, len(figures) - len(wanted))


def _refuse_negative(figures: Sequence[Figure]) -> None:
    if any(figure.value is not None and figure.value < 0 for figure in figures):
        raise Refused("Ett mått kan inte vara negativt.")


def _stored(matt: Matt | None) -> Stored | None:
    return Stored(matt.value, matt.source, matt.attested_on is not None) if matt else None


def _write(mattslag: Mattslag, wanted: Sequence[Figure], before: dict[Key, Matt]) -> None:
    changed, removed, new = [], [], []
    for figure in wanted:
        matt = before.get(figure.key)
        if matt is None:
            new.append(_matt(mattslag, figure))
        elif figure.value is None:
            removed.append(matt.pk)
        else:
            matt.value, matt.source = figure.value, figure.source
            matt.attested_by, matt.attested_on = None, None
            changed.append(matt)
    Matt.objects.bulk_create(new)
    Matt.objects.bulk_update(changed, ["value", "source", "attested_by", "attested_on"])
    Matt.objects.filter(pk__in=removed).delete()


def _matt(mattslag: Mattslag, figure: Figure) -> Matt:
    return Matt(
        mattslag=mattslag,
        organisation_id=figure.organisation_id,
        enhet_id=figure.enhet_id,
        reference_date=figure.day,
        value=figure.value,
        source=figure.source,
    )


def _log_recorded(
    samverkan: Samverkan,
    mattslag: Mattslag,
    wanted: Sequence[Figure],
    old: dict[Key, Decimal],
    file: str,
    actor,
) -> None:
    names = _names(wanted)
    changes = [(names[f.key], old[f.key], f.value) for f in wanted if f.key in old and old[f.key] != f.value]
    days = ", ".join(sorted({figure.day.isoformat() for figure in wanted}))
    text = f". Ändrade: {told(changes)}" if changes else ""
    facts = {"antal": len(wanted), "datum": days, "andringar": text}
    if file:
        log("matt.imported", mattslag, actor=actor, samverkan=samverkan, fil=file, **facts)
    else:
        log("matt.changed", mattslag, actor=actor, samverkan=samverkan, **facts)


def _names(figures: Sequence[Figure]) -> dict[Key, str]:
    """Who each figure is of, as the log calls them."""
    organisations = Organisation.objects.in_bulk({figure.organisation_id for figure in figures})
    units = Enhet.objects.in_bulk({figure.enhet_id for figure in figures if figure.enhet_id})
    return {
        figure.key: " ".join(
            [organisations[figure.organisation_id].short_name]
            + ([units[figure.enhet_id].name] if figure.enhet_id else [])
        )
        for figure in figures
    }


def attest_matt(samverkan: Samverkan, mattslag: Mattslag, matt: Sequence[Matt], *, actor) -> int:
    """Vouch for figures that nobody has vouched for; tells how many they were."""
    with transaction.atomic():
        waiting = Matt.objects.select_for_update(of=("self",)).select_related("organisation")
        found = list(waiting.filter(pk__in=[one.pk for one in matt], mattslag=mattslag, attested_on=None))
        today = timezone.localdate()
        Matt.objects.filter(pk__in=[one.pk for one in found]).update(attested_by=actor, attested_on=today)
        if found:
            days = ", ".join(sorted({one.reference_date.isoformat() for one in found}))
            names = ", ".join(dict.fromkeys(one.organisation.short_name for one in found))
            facts = {"antal": len(found), "datum": days, "vilka": names}
            log("matt.attested", mattslag, actor=actor, samverkan=samverkan, **facts)
    return len(found)


def create_mattslag(samverkan: Samverkan, *, name: str, unit: str, actor) -> Mattslag:
    """Enter a kind of measure of the samverkan's own."""
    with transaction.atomic():
        Samverkan.objects.select_for_update(no_key=True).get(pk=samverkan.pk)
        kind = Mattslag(samverkan=samverkan, code=slugify(name)[:40], name=name, unit=unit)
        _refuse_same_kind(samverkan, kind)
        clean_or_refuse(kind, field="name")
        kind.save()
        log("mattslag.created", kind, actor=actor, samverkan=samverkan)
    return kind


def change_mattslag(kind: Mattslag, *, name: str, unit: str, actor) -> Mattslag:
    """Rename a kind of the samverkan's own. Its figures stay."""
    with transaction.atomic():
        stored = Mattslag.objects.select_for_update(of=("self",)).get(pk=kind.pk)
        if stored.samverkan is None:
            raise Refused("Måttslaget är gemensamt för alla och kan inte ändras här.")
        changes = apply_changes(stored, {"name": name, "unit": unit})
        if changes:
            _refuse_same_kind(stored.samverkan, stored)
            clean_or_refuse(stored, field="name")
            stored.save()
            log("mattslag.changed", stored, actor=actor, samverkan=stored.samverkan, falt=changes)
    return stored


def _refuse_same_kind(samverkan: Samverkan, kind: Mattslag) -> None:
    for other in visible_kinds(samverkan):
        if other.pk == kind.pk:
            continue
        if other.name.casefold() == kind.name.casefold() or other.code == kind.code:
            raise Refused(f"Det finns redan ett måttslag som heter {other.name}.", field="name")


def ensure_common_mattslag() -> Mattslag:
    """The kind common to all: invånare."""
    names = {"name": "Invånare", "unit": "invånare"}
    kind, _ = Mattslag.objects.get_or_create(samverkan=None, code=INVANARE, defaults=names)
    return kind
