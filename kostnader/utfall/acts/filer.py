"""A file on its way in: uploaded, read, looked at, taken in once."""

from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from kostnader.utfall.acts.namn import keep_names
from kostnader.utfall.models import Utfallsfil, Utfallskalla, Utfallsmanad
from kostnader.utfall.queries import konterade, months_between, regler
from kostnader.utfall.stangning import refuse_closed
from kostnader.utfall.tabellfil import Kolumner
from samverkan.dokument.acts import store_dokument
from samverkan.dokument.queries import read_dokument
from samverkan.handelser.acts import log
from samverkan.jobb.acts import start_jobb
from samverkan.lib.cleaning import clean_or_refuse
from samverkan.lib.errors import Refused
from samverkan.lib.hashing import sha256_hex
from samverkan.lib.swedish import format_amount
from samverkan.lib.table_reader import read_table
from samverkan.medlemmar.models import Samverkan

LAS_JOBB = "utfall.las"
MOST_BYTES = 60_000_000
SIE, TABELL = Utfallskalla.Format.SIE, Utfallskalla.Format.TABELL
Status = Utfallsfil.Status
CONTENT_TYPES = {SIE: "text/plain", TABELL: "application/octet-stream"}


def format_of(data: bytes) -> Utfallskalla.Format:
    """SIE begins with #; the rest is tried as a table."""
    return SIE if data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"#") else TABELL


def create_kalla(
    samverkan: Samverkan, *, name: str, format: str, mapping: dict | None = None, actor
) -> Utfallskalla:
    """Enter a source of outcome figures. Raises Refused at the field `name`."""
    kalla = Utfallskalla(samverkan=samverkan, name=name.strip(), format=format, mapping=mapping or {})
    with transaction.atomic():
        Samverkan.objects.select_for_update(no_key=True).get(pk=samverkan.pk)
        clean_or_refuse(kalla, field="name")
        kalla.save()
        log("utfallskalla.created", kalla, actor=actor, samverkan=samverkan)
    return kalla


def add_fil(
    samverkan: Samverkan,
    data: bytes,
    *,
    filename: str,
    kalla: Utfallskalla | None = None,
    name: str = "",
    actor,
) -> tuple[Utfallsfil, bool]:
    """Keep an uploaded file and begin to read it; (the file, whether it is new).

    A file with the same content that waits, is looked at or is taken in is given back as it is. Without
    `kalla` a new source is entered with `name`. Raises Refused for a file that is too large, of another
    format than its source, or no table.
    """
    refuse_too_large(len(data))
    found = _same(samverkan, data)
    if found is not None:
        return found, False
    kind = format_of(data)
    if kind == TABELL:
        read_table(data, filename)  # refuses what is no table, while the person is still here
    if kalla is not None and kalla.format != kind:
        raise Refused(
            f"Källan {kalla} är för {kalla.get_format_display()}. Välj en annan källa.", field="kalla"
        )
    try:
        with transaction.atomic():
            kalla = kalla or create_kalla(samverkan, name=name, format=kind, actor=actor)
            fil = _store(samverkan, data, filename, kalla, actor)
            start_reading(fil, actor=actor)
    except (IntegrityError, Refused):  # two at once: the other came first, with the source's name too
        found = _same(samverkan, data)
        if found is None:
            raise
        return found, False
    return fil, True


def refuse_too_large(size: int) -> None:
    """Raise Refused for a file of more bytes than are taken."""
    if size > MOST_BYTES:
        raise Refused(
            f"Filen är {-(-size // 1_000_000)} MB. Den får vara högst {MOST_BYTES // 1_000_000} MB: "
            "exportera färre månader i taget, eller bara era kostnadsställen.",
            field="fil",
        )


def _same(samverkan: Samverkan, data: bytes) -> Utfallsfil | None:
    open_ones = (Status.VANTAR, Status.INLAST, Status.INTAGEN)
    same = Utfallsfil.objects.filter(samverkan=samverkan, sha256=sha256_hex(data), status__in=open_ones)
    return same.select_related("kalla").first()


def _store(samverkan: Samverkan, data: bytes, filename: str, kalla: Utfallskalla, actor) -> Utfallsfil:
    kind = CONTENT_TYPES[Utfallskalla.Format(kalla.format)]
    dokument = store_dokument(
        data, filename=filename[-200:], content_type=kind, samverkan=samverkan, gallring="sju_ar"
    )
    fil = Utfallsfil.objects.create(
        samverkan=samverkan, kalla=kalla, dokument=dokument, filename=dokument.filename,
        sha256=dokument.innehall_id, uploaded_by=actor,
    )  # fmt: skip
    log("utfallsfil.uploaded", fil, actor=actor, samverkan=samverkan, kalla=kalla)
    return fil


def start_reading(fil: Utfallsfil, *, actor) -> bool:
    """Hand the file to a worker; not yet when its columns must be chosen first. Tells whether it was."""
    if not has_columns(fil):
        return False
    start_jobb(LAS_JOBB, fil, actor=actor, samverkan=fil.samverkan, total=fil.dokument.size)
    return True


def has_columns(fil: Utfallsfil) -> bool:
    """Whether it is known how the file is read: a table needs columns that it has."""
    if fil.kalla.format == SIE:
        return True
    kolumner = Kolumner.of(fil.kalla.mapping)
    return kolumner is not None and kolumner.fits(
        read_table(read_dokument(fil.dokument), fil.filename).headers
    )


def choose_columns(fil: Utfallsfil, mapping: dict[str, Any], *, actor) -> Utfallsfil:
    """Keep for the source how its files are read, and read this one so; gives the file to look at.

    What has been read already stays as it was read, under a file that is thrown away.
    """
    with transaction.atomic():
        kalla = Utfallskalla.objects.select_for_update().get(pk=fil.kalla_id)
        fil = lock_fil(fil)
        if fil.status not in (Status.VANTAR, Status.INLAST, Status.FEL):
            raise Refused(
                "Filen är redan intagen eller kastad. Ladda upp den på nytt för att läsa den på annat sätt."
            )
        if kalla.mapping != mapping:
            kalla.mapping = mapping
            kalla.save(update_fields=["mapping"])
            log("utfallskalla.columns", kalla, actor=actor, samverkan=kalla.samverkan)
        fil = _again(fil, actor) if fil.status != Status.VANTAR else fil
        fil.kalla = kalla
        start_reading(fil, actor=actor)
    return fil


def _again(fil: Utfallsfil, actor) -> Utfallsfil:
    fil.status = Status.AVBRUTEN
    fil.save(update_fields=["status"])
    same = {name: getattr(fil, name) for name in ("samverkan", "kalla", "dokument", "filename", "sha256")}
    return Utfallsfil.objects.create(**same, uploaded_by=actor)


def throw_fil(fil: Utfallsfil, *, actor) -> None:
    """Put away a file that was not taken in. Done twice it changes nothing."""
    with transaction.atomic():
        fil = lock_fil(fil)
        if fil.status in (Status.INTAGEN, Status.ERSATT):
            raise Refused("Filen är intagen. Den ersätts av en senare fil för samma månader.")
        if fil.status != Status.AVBRUTEN:
            fil.status = Status.AVBRUTEN
            fil.save(update_fields=["status"])
            log("utfallsfil.thrown", fil, actor=actor, samverkan=fil.samverkan)


def lock_fil(fil: Utfallsfil) -> Utfallsfil:
    """The file as it is now, locked."""
    return (
        Utfallsfil.objects.select_for_update(of=("self",))
        .select_related("kalla", "samverkan", "dokument")
        .get(pk=fil.pk)
    )


def take_in(fil: Utfallsfil, *, accept: bool = False, actor) -> Utfallsfil:
    """Let the file count for its months; done twice, or by two at once, it is taken in once.

    A file that counted for one of them no longer does, and is kept. Raises Refused for a file that is not
    read, or (field `accept`) has vouchers that do not balance without `accept`.
    """
    with transaction.atomic():
        refuse_closed(fil.samverkan, {month.year for month in (fil.first_month, fil.last_month) if month})
        kalla = Utfallskalla.objects.select_for_update().get(pk=fil.kalla_id)
        fil = lock_fil(fil)
        if fil.status == Status.INTAGEN:
            return fil
        if fil.status != Status.INLAST:
            raise Refused(f"Filen kan inte tas in: den är {fil.get_status_display().lower()}.")
        unbalanced = fil.summary.get("obalans_antal", 0)
        if unbalanced and not accept:
            raise Refused(
                f"{unbalanced} verifikat går inte jämnt upp. Exportera filen på nytt, eller kryssa för att "
                "den är ett urval.",
                field="accept",
            )
        replaced = _give_months(kalla, fil)
        fil.status, fil.taken_at, fil.taken_by = Status.INTAGEN, timezone.now(), actor
        fil.save(update_fields=["status", "taken_at", "taken_by"])
        keep_names(fil)
        total = format_amount(_counted(fil))
        months = f"{fil.first_month:%Y-%m} – {fil.last_month:%Y-%m}"
        facts = {"kalla": kalla, "manader": months, "summa": total, "poster": fil.summary.get("poster", 0)}
        log("utfallsfil.taken", fil, actor=actor, samverkan=fil.samverkan, **facts)
        for old in replaced:
            log("utfallsfil.replaced", old, actor=actor, samverkan=fil.samverkan, fil=fil)
    return fil


def _counted(fil: Utfallsfil) -> Decimal:
    """What of the file is outcome by the rules as they are now, in kronor."""
    rows = konterade(fil.summor.all(), regler(fil.samverkan))
    return sum((row.amount for row in rows if row.kontering.counts), Decimal("0.00"))


def _give_months(kalla: Utfallskalla, fil: Utfallsfil) -> list[Utfallsfil]:
    """The file's months are its own from now on; gives the files that count for none any more."""
    months = months_between(fil.first_month, fil.last_month)
    before = set(kalla.manader.filter(month__in=months).values_list("fil", flat=True))
    Utfallsmanad.objects.bulk_create(
        [Utfallsmanad(kalla=kalla, month=month, fil=fil) for month in months],
        update_conflicts=True,
        unique_fields=["kalla", "month"],
        update_fields=["fil"],
    )
    gone = list(Utfallsfil.objects.filter(pk__in=before, manader=None))
    Utfallsfil.objects.filter(pk__in=[old.pk for old in gone]).update(status=Status.ERSATT)
    return gone
