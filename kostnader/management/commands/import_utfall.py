"""`manage.py import_utfall SLUG FIL --json`: take in a ledger file from a script.

Exit code 0 when the file is taken in (or was before), 1 when it is not; then it says why, with lines.
"""

import json
from decimal import Decimal
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kostnader.utfall.acts.filer import add_fil, has_columns, take_in
from kostnader.utfall.acts.lasning import read_fil
from kostnader.utfall.export import as_json
from kostnader.utfall.models import Utfallsfil
from samverkan.lib.errors import Refused
from samverkan.lib.swedish import format_amount
from samverkan.medlemmar.models import Samverkan

SOURCE = "Ekonomisystemet"
Status = Utfallsfil.Status


class Command(BaseCommand):
    help = "Läser en fil från ekonomisystemet (SIE 4, Excel eller CSV) och tar in den som utfall."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="samverkans adress, till exempel norrbottens-e-namnd")
        parser.add_argument("fil", type=Path)
        parser.add_argument(
            "--kalla", default=SOURCE, help=f"källans namn; läggs upp om det saknas ({SOURCE})"
        )
        parser.add_argument("--bara-las", action="store_true", help="läs och visa, men ta inte in")
        parser.add_argument("--urval", action="store_true", help="ta in även om verifikat inte går jämnt upp")
        parser.add_argument("--json", action="store_true", help="som JSON, belopp som text i kronor")

    def handle(self, *args: object, slug: str, fil: Path, **options: object) -> None:
        samverkan = Samverkan.objects.filter(slug=slug).first()
        if samverkan is None:
            raise CommandError(f"Det finns ingen samverkan med adressen {slug}.")
        try:
            found = self._read(samverkan, fil, str(options["kalla"]))
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        stops = self._take_in(found, options)
        if options["json"]:
            told = as_json(found) | ({"stopp": stops} if stops else {})
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            self._print(as_json(found))
        if stops:
            raise CommandError(stops)

    def _read(self, samverkan: Samverkan, path: Path, name: str) -> Utfallsfil:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise Refused(f"Filen {path} går inte att läsa: {error.strerror}.") from error
        kalla = samverkan.utfallskallor.filter(name__iexact=name).first()
        fil, _ = add_fil(samverkan, data, filename=path.name, kalla=kalla, name=name, actor=None)
        if fil.status == Status.VANTAR and not has_columns(fil):
            raise Refused(f"Välj först på webben vilka kolumner filer från {fil.kalla} har.")
        return read_fil(fil.pk, actor=None)

    def _take_in(self, fil: Utfallsfil, options: dict[str, object]) -> str:
        """Take the file in if it is to be; why it cannot, or ""."""
        if fil.status == Status.FEL:
            return "Filen kunde inte läsas: " + "; ".join(fil.summary["fel"])
        if options["bara_las"] or fil.status != Status.INLAST:
            return ""
        try:
            taken = take_in(fil, accept=bool(options["urval"]), actor=None)
        except Refused as refusal:
            return (
                f"{refusal} Ange --urval om filen är ett urval."
                if refusal.field == "accept"
                else str(refusal)
            )
        fil.status = taken.status
        return ""

    def _print(self, told: dict) -> None:
        self.stdout.write(f"{told['fil']}: {told['status']}")
        self.stdout.write(f"{told['verifikat']} verifikat, {told['poster']} poster")
        for konto, row in told["konton"].items():
            self.stdout.write(f"  {konto:<8} {row['namn']:<40} {format_amount(Decimal(row['summa']), 2):>20}")
        for note in told["utelamnat"]:
            self.stdout.write(f"  rad {note['rad']}: {note['text']}")
