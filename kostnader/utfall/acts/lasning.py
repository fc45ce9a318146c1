"""Reading a file into frozen records: all of it or nothing."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from tempfile import TemporaryFile
from typing import Any

from django.db import transaction

from kostnader.utfall.acts.filer import SIE, Status, lock_fil
from kostnader.utfall.acts.regler import rules_by_name
from kostnader.utfall.kopiering import Summor, copy_poster
from kostnader.utfall.models import Kontosaldo, Utfallsfil
from kostnader.utfall.sie import KOSTNADSSTALLE, PROJEKT, Sie
from kostnader.utfall.tabellfil import Kolumner, poster
from samverkan.dokument.queries import dokument_chunks, read_dokument
from samverkan.handelser.acts import log
from samverkan.lib.errors import Refused
from samverkan.lib.table import TableError
from samverkan.lib.table_reader import read_table

Tell = Callable[[int, str], None]  # bytes read, what to say
MOST_FAULTS = 50
MOST_NAMES = 20_000
SLICE = 250_000  # bytes


def read_fil(fil_id: int, *, actor, tell: Tell = lambda done, text: None) -> Utfallsfil:
    """Read a file that waits. Done twice, or interrupted and done again, the end is the same.

    A file that cannot be read gets the status fel and its faults with their lines; nothing of it is kept.
    """
    fil = Utfallsfil.objects.get(pk=fil_id)
    try:
        with transaction.atomic():
            fil = lock_fil(fil)
            if fil.status != Status.VANTAR:
                return fil
            fil.summary = (_read_sie if fil.kalla.format == SIE else _read_table)(fil, tell)
            if fil.first_month is None:
                raise Refused(
                    "Filen har inga belopp att ta in. Kontrollera att rätt period är vald i exporten."
                )
            fil.status = Status.INLAST
            fil.save()
            log("utfallsfil.read", fil, actor=actor, samverkan=fil.samverkan, poster=fil.summary["poster"])
    except Refused as refusal:
        return _failed(fil, refusal)
    return fil


def _failed(fil: Utfallsfil, refusal: Refused) -> Utfallsfil:
    faults = refusal.faults if isinstance(refusal, TableError) else [refusal]
    with transaction.atomic():
        fil = lock_fil(fil)
        if fil.status == Status.VANTAR:
            fil.status = Status.FEL
            fil.summary = {"fel": [str(fault) for fault in faults[:MOST_FAULTS]], "fel_antal": len(faults)}
            fil.save(update_fields=["status", "summary"])
    return fil


def _read_sie(fil: Utfallsfil, tell: Tell) -> dict[str, Any]:
    dims = fil.kalla.mapping
    # A file of its own on disk: it is gone through twice (once for its encoding) while the database takes in.
    with TemporaryFile() as file:
        file.writelines(dokument_chunks(fil.dokument))

        def source() -> Iterator[bytes]:
            file.seek(0)
            return iter(lambda: file.read(SLICE), b"")

        sie = Sie(source, dims.get("kostnadsstalle", KOSTNADSSTALLE), dims.get("projekt", PROJEKT))
        summor = copy_poster(
            fil.pk, sie.poster(), tell=lambda stored: tell(file.tell(), f"{stored} poster lästa")
        )
    _span(fil, summor)
    if 0 in sie.years:
        fil.year = sie.years[0][0].year
    _keep_saldon(fil, sie)
    return _told(summor) | {
        "kodning": sie.encoding,
        "fakta": sie.facts,
        "underlag": sie.basis,
        "verifikat": sie.verifikat,
        "obalans_antal": sie.unbalanced,
        "obalanser": [[one.line, one.verifikat, str(_kronor(one.ore))] for one in sie.obalanser],
        "anmarkningar": [list(note) for note in sie.notes],
        "kontroller": [list(check) for check in sie.checks],
        "utelamnat": dict(sie.left_out),
        "dimensioner": sie.dimensions,
        "konton": _used(sie.konton, {konto for _, konto, _, _ in summor}),
        "objekt": _used(sie.objekt, {objekt for _, _, objekt, _ in summor}),
    }


def _used(names: dict[str, str], used: set[str]) -> dict[str, str]:
    return dict([(code, name) for code, name in names.items() if code in used][:MOST_NAMES])


def _read_table(fil: Utfallsfil, tell: Tell) -> dict[str, Any]:
    table = read_table(read_dokument(fil.dokument), fil.filename)
    kolumner = Kolumner.of(fil.kalla.mapping)
    if kolumner is None or not kolumner.fits(table.headers):
        raise Refused("Filen har inte de kolumner som källan är inställd på. Välj kolumner igen.")
    rows = poster(table, kolumner)
    summor = copy_poster(fil.pk, rows, tell=lambda stored: tell(fil.dokument.size, f"{stored} rader lästa"))
    _span(fil, summor)
    by_name = "kostnadsslag" in kolumner.roles, "tjanst" in kolumner.roles
    if any(by_name):
        rules_by_name(fil.samverkan, summor, kostnadsslag=by_name[0], tjanst=by_name[1])
    totals = sum(row.is_total for row in table.rows)
    notes = [[0, f"{totals} summarader hoppades över"]] if totals else []
    return _told(summor) | {"underlag": "tabell", "anmarkningar": notes, "blad": table.sheet}


def _told(summor: Summor) -> dict[str, Any]:
    return {"poster": sum(count for _, count in summor.values()), "obalans_antal": 0}


def _span(fil: Utfallsfil, summor: Summor) -> None:
    months = {month for month, *_ in summor}
    fil.first_month, fil.last_month = min(months, default=None), max(months, default=None)
    fil.year = _year(fil.last_month)


def _year(month: date | None) -> int | None:
    return month.year if month else None


def _keep_saldon(fil: Utfallsfil, sie: Sie) -> None:
    years = {index: span[0].year for index, span in sie.years.items()}
    Kontosaldo.objects.bulk_create(
        [
            Kontosaldo(
                fil=fil, year=years[index], konto=konto, opening=_kronor(opening), closing=_kronor(closing)
            )
            for (index, konto), (opening, closing) in sie.saldon.items()
            if index in years
        ],
        batch_size=2000,
    )


def _kronor(ore: int | None) -> Decimal | None:
    return None if ore is None else Decimal(ore).scaleb(-2)
