"""What may be done with a matter: open it, write its paper, close it, open it again."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db import transaction

from protokoll.arenden.diarium import given_number, new_number
from protokoll.arenden.models import Arende, Arendeobjekt, Mottagare
from samverkan.beslut import beredning
from samverkan.handelser.acts import log
from samverkan.lib.cleaning import clean_or_refuse
from samverkan.lib.errors import Refused
from samverkan.lib.hashing import sha256_hex
from samverkan.lib.klocka import today
from samverkan.organ.models import Organ, Person

PAPER = ("forslag", "sammanfattning", "bakgrund", "ekonomi")
MASKED = "Ärende med sekretess"  # what an agenda calls a secret matter
FIELDS = ("heading", "responsible", "secret", "secret_clause", *PAPER)


def open_arende(
    samverkan,
    *,
    organ: Organ,
    heading: str,
    responsible: Person | None = None,
    klass: str = "",
    dnr: str = "",
    opened_on: date | None = None,
    secret: bool = False,
    secret_clause: str = "",
    actor,
) -> Arende:
    """Open a matter with the next diary number of the body, or with one it was given before (`dnr`).

    Refuses a body outside the samverkan, a number that is taken, secrecy without clause (OSL).
    """
    if organ.samverkan_id != samverkan.pk:
        raise Refused("Välj ett organ i samverkan.", field="organ")
    day = opened_on or today()
    with transaction.atomic():
        arende = Arende(
            samverkan=samverkan,
            organ=organ,
            dnr=given_number(organ, dnr) if dnr else new_number(organ, day.year, klass=klass),
            heading=heading.strip(),
            opened_on=day,
            responsible=responsible,
            secret=secret,
            secret_clause=secret_clause.strip() if secret else "",
        )
        clean_or_refuse(arende, field="secret_clause" if secret and not secret_clause.strip() else "dnr")
        arende.save(force_insert=True)
        log("arende.opened", arende, actor=actor, samverkan=samverkan)
    return arende


def change_arende(
    arende: Arende,
    changes: Mapping[str, object],
    *,
    mottagare: Collection[tuple[str, str]] | None = None,
    objekt: Collection[tuple[str, int]] | None = None,
    base: Mapping[str, str] | None = None,
    actor,
) -> Arende:
    """Change a matter's facts and paper; `changes` holds any of FIELDS.

    `mottagare`: names with e-mail ('' for none), in order. `objekt`: the live objects it carries, as (kind,
    id). `base`: `fingerprint` of the texts the writer started from; refused when one is changed meanwhile.
    """
    with transaction.atomic():
        found = Arende.objects.select_for_update().select_related("samverkan").get(pk=arende.pk)
        _refuse_closed(found)
        _refuse_overwriting(found, base or {}, changes)
        changed = [name for name in FIELDS if name in changes and getattr(found, name) != changes[name]]
        for name in changed:
            setattr(found, name, changes[name])
        if not found.secret:
            found.secret_clause = ""
        heading_before = Arende.objects.values_list("heading", flat=True).get(pk=found.pk)
        changed += _set_mottagare(found, mottagare) + _set_objekt(found, objekt)
        if changed:
            found.written_on = today()
            clean_or_refuse(found, field="secret_clause")
            found.save()
            _follow_on_agendas(found, heading_before)
            log("arende.changed", found, actor=actor, samverkan=found.samverkan, falt=_told(changed))
    return found


def fingerprint(text: str) -> str:
    """What a text is known by while someone else writes on it."""
    return sha256_hex(text.replace("\r\n", "\n").encode())[:16]


def _refuse_closed(arende: Arende) -> None:
    if arende.status == Arende.Status.AVSLUTAT:
        raise Refused("Ärendet är avslutat. Öppna det igen för att ändra.")


def _refuse_overwriting(stored: Arende, base: Mapping[str, str], changes: Mapping[str, object]) -> None:
    for name in PAPER:
        now = getattr(stored, name)
        if name in base and now != changes.get(name, now) and fingerprint(now) != base[name]:
            what = Arende._meta.get_field(name).verbose_name
            raise Refused(
                f"Någon annan har ändrat {what} medan du skrev. Din text står kvar här nedanför; jämför den "
                "med den sparade och spara sedan igen.",
                field=name,
            )


def _follow_on_agendas(arende: Arende, heading_before: str) -> None:
    """Agendas of meetings to come say what the matter is called now, and nothing of a secret one."""
    coming = arende.punkter.filter(sammantrade__status__in=["planerat", "kallat"])
    if arende.secret:
        coming.update(heading=MASKED)
    else:
        coming.filter(heading__in=[heading_before, MASKED]).update(heading=arende.heading)


def _set_mottagare(arende: Arende, wanted: Collection[tuple[str, str]] | None) -> list[str]:
    if wanted is None or list(wanted) == list(arende.mottagare.values_list("name", "email")):
        return []
    if len({name.lower() for name, _ in wanted}) < len(wanted):
        raise Refused("Samma mottagare står två gånger.", field="mottagare")
    arende.mottagare.all().delete()
    for order, (name, email) in enumerate(wanted):
        row = Mottagare(arende=arende, name=name, email=email, order=order)
        clean_or_refuse(row, field="mottagare")
        row.save()
    return ["mottagare"]


def _set_objekt(arende: Arende, wanted: Collection[tuple[str, int]] | None) -> list[str]:
    stored = set(arende.objekt.values_list("kind", "object_id"))
    if wanted is None or set(wanted) == stored:
        return []
    allowed = {(item.kind, item.object_id) for item in beredning.waiting(arende.samverkan)} | stored
    if not set(wanted) <= allowed:
        raise Refused("Det valda väntar inte längre på beslut. Ladda om sidan.", field="objekt")
    for kind, object_id in stored - set(wanted):
        arende.objekt.filter(kind=kind, object_id=object_id).delete()
    for kind, object_id in sorted(set(wanted) - stored):
        Arendeobjekt.objects.create(arende=arende, kind=kind, object_id=object_id)
    return ["objekt"]


def _told(changed: Collection[str]) -> str:
    names = {"mottagare": "mottagare", "objekt": "det som ska beslutas"}
    return ", ".join(names.get(name) or str(Arende._meta.get_field(name).verbose_name) for name in changed)


def close_arende(arende: Arende, *, actor) -> None:
    """Close a matter that is done with. Refused while it stands on the agenda of a meeting to come."""
    with transaction.atomic():
        found = Arende.objects.select_for_update().select_related("samverkan").get(pk=arende.pk)
        _refuse_closed(found)
        coming = found.punkter.filter(sammantrade__status__in=["planerat", "kallat", "pagar"])
        if coming.exists():
            raise Refused("Ärendet står på dagordningen till ett sammanträde. Ta bort det därifrån först.")
        _move(found, Arende.Status.AVSLUTAT, "arende.closed", actor)


def reopen_arende(arende: Arende, *, actor) -> None:
    """Open a closed matter again; its number stays."""
    with transaction.atomic():
        found = Arende.objects.select_for_update().select_related("samverkan").get(pk=arende.pk)
        if found.status == Arende.Status.OPPET:
            raise Refused("Ärendet är redan öppet.")
        _move(found, Arende.Status.OPPET, "arende.reopened", actor)


def _move(arende: Arende, status: str, action: str, actor) -> None:
    arende.status = status
    arende.save(update_fields=["status"])
    log(action, arende, actor=actor, samverkan=arende.samverkan)
