"""The papers of a matter: add, rename, order, remove. What was removed stays in the log and in the store."""

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.template.defaultfilters import filesizeformat

from protokoll.arenden.models import Arende, Bilaga
from samverkan.dokument.acts import store_dokument
from samverkan.dokument.filslag import fitting_name, recognise
from samverkan.handelser.acts import log
from samverkan.lib.cleaning import clean_or_refuse
from samverkan.lib.errors import Refused


def refuse_too_large(size: int) -> None:
    """Raise Refused for a file above the limit of the settings. In: its size in bytes."""
    if size > settings.BILAGA_MAX_BYTES:
        limit, is_now = filesizeformat(settings.BILAGA_MAX_BYTES), filesizeformat(size)
        raise Refused(
            f"Filen är {is_now}. En bilaga får vara högst {limit}: spara den mindre, eller dela upp den.",
            field="fil",
        )


def add_bilaga(
    arende: Arende,
    *,
    data: bytes,
    filename: str,
    title: str = "",
    secret: bool = False,
    secret_clause: str = "",
    actor,
) -> Bilaga:
    """Add a paper last. What kind it is is told from its content; its title is the file's name if none given.

    Refuses what is too large, locked, broken or of another kind, and the same file twice.
    """
    refuse_too_large(len(data))
    kind = recognise(data, field="fil")
    name = fitting_name(filename, kind)
    with transaction.atomic():
        found = _open(arende)
        bilaga = Bilaga(
            arende=found,
            title=title.strip()[:160] or name.rpartition(".")[0][:160],
            order=1 + (found.bilagor.aggregate(last=Max("order"))["last"] or 0),
            secret=secret,
            secret_clause=secret_clause.strip() if secret else "",
        )
        _refuse_unclaused(bilaga)
        bilaga.dokument = store_dokument(
            data, filename=name, content_type=kind.content_type, samverkan=found.samverkan
        )
        same = found.bilagor.filter(removed=False, dokument__innehall=bilaga.dokument.innehall_id).first()
        if same:
            raise Refused(f"Filen är redan bilaga till ärendet: {same.title}.", field="fil")
        bilaga.save(force_insert=True)
        log(
            "bilaga.added",
            bilaga,
            actor=actor,
            samverkan=found.samverkan,
            dnr=found.dnr,
            sha256=bilaga.dokument.innehall_id,
        )
    return bilaga


def change_bilaga(bilaga: Bilaga, *, title: str, secret: bool, secret_clause: str, actor) -> Bilaga:
    """Rename a paper, or make it secret or not. The file itself never changes."""
    with transaction.atomic():
        found = _locked(bilaga)
        found.title, found.secret = title.strip(), secret
        found.secret_clause = secret_clause.strip() if secret else ""
        _refuse_unclaused(found)
        clean_or_refuse(found, field="secret_clause")
        found.save(update_fields=["title", "secret", "secret_clause"])
        arende = found.arende
        log("bilaga.changed", found, actor=actor, samverkan=arende.samverkan, dnr=arende.dnr)
    return found


def move_bilaga(bilaga: Bilaga, *, steps: int, actor) -> None:
    """Move a paper so many places down (up when negative); at an end it stays there."""
    with transaction.atomic():
        found = _locked(bilaga)
        rows = list(found.arende.bilagor.filter(removed=False))
        at = next(place for place, row in enumerate(rows) if row.pk == found.pk)
        to = min(max(at + steps, 0), len(rows) - 1)
        if to == at:
            return
        rows.insert(to, rows.pop(at))
        for order, row in enumerate(rows):
            Bilaga.objects.filter(pk=row.pk).update(order=order)
        log("bilaga.moved", found, actor=actor, samverkan=found.arende.samverkan, dnr=found.arende.dnr)


def remove_bilaga(bilaga: Bilaga, *, actor) -> None:
    """Take a paper from the matter. Kallelser and protocols that hold it keep it."""
    with transaction.atomic():
        found = _locked(bilaga)
        found.removed = True
        found.save(update_fields=["removed"])
        log("bilaga.removed", found, actor=actor, samverkan=found.arende.samverkan, dnr=found.arende.dnr)


def _open(arende: Arende) -> Arende:
    found = Arende.objects.select_for_update(of=("self",)).select_related("samverkan").get(pk=arende.pk)
    if found.status == Arende.Status.AVSLUTAT:
        raise Refused("Ärendet är avslutat. Öppna det igen för att ändra.")
    return found


def _locked(bilaga: Bilaga) -> Bilaga:
    _open(bilaga.arende)
    found = Bilaga.objects.select_for_update(of=("self",)).select_related("arende__samverkan")
    row = found.get(pk=bilaga.pk)
    if row.removed:
        raise Refused("Bilagan är redan borttagen.")
    return row


def _refuse_unclaused(bilaga: Bilaga) -> None:
    if bilaga.secret and not bilaga.secret_clause:
        raise Refused(
            "Ange vilken bestämmelse i OSL som sekretessen stöds på, till exempel 19 kap. 1 §.",
            field="secret_clause",
        )
