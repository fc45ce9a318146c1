"""A report on paper: one PDF for archive and screen reader, with its tables inside as data.

Made from the same reading as the page (`innehall`), by the same template parts. A month report begins with
its figures; the others have cover and contents.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.template.loader import render_to_string

from kostnader.rapporter.innehall import Dokument, read_dokument
from kostnader.rapporter.models import Rapport
from kostnader.rapporter.queries import member_names
from kostnader.rapporter.rules import DELAR, MANAD, TITLES
from kostnader.rapporter.tabeller import Nyckel
from samverkan.lib.hashing import canonical_json
from samverkan.lib.pdf import Attachment, render_pdf
from samverkan.lib.split import split
from samverkan.tabeller.tabell import RAD

SHEETS = (MANAD, DELAR)  # begin with their answer and figures, without a cover
STRIP = Decimal(163)  # millimetres: the text width
SHARED_BY = ("fordelning_utfall", "medlemmar")  # tables with a row per member, the settled one first


def render_rapport(rapport: Rapport, *, made_at: datetime) -> bytes:
    """The PDF of a report as it stands. The same content and moment give the same bytes."""
    dokument = read_dokument(rapport)
    html = rapport_html(dokument, made_at=made_at)
    attachment = Attachment(
        name="tabeller.json",
        content=canonical_json(table_data(dokument)),
        description="Rapportens tabeller i maskinläsbar form, belopp i kronor",
        created=made_at,
    )
    return render_pdf(html, stylesheet="rapport.css", attachments=[attachment])


def rapport_html(dokument: Dokument, *, made_at: datetime) -> str:
    """The document that the PDF is made from."""
    rapport = dokument.rapport
    return render_to_string(
        "pdf/rapport.html",
        {
            "rapport": rapport,
            "dokument": dokument,
            "bok": rapport.kind not in SHEETS,
            "slag": TITLES[rapport.kind],
            "avsandare": rapport.samverkan.name,
            "utkast": "" if rapport.beslut else f"{rapport.get_status_display()}, inte fastställd",
            "referens": adopted(rapport),
            "omslag": facts(rapport),
            "delar": member_strip(dokument),
            "skapat": made_at.isoformat(),
        },
    )


def adopted(rapport: Rapport) -> str:
    """'Servicenämnden 2024-03-06 § 12', or nothing while it is not."""
    beslut = rapport.beslut
    return f"{beslut.organ.name} {beslut.date} § {beslut.paragraf}" if beslut else ""


def facts(rapport: Rapport) -> list[tuple[str, str]]:
    """What the cover says below: who adopted it, and for whom it is."""
    names = member_names(rapport)
    listed = " och ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
    told = [("Fastställd", adopted(rapport)), ("Medlemmar", listed)]
    return [(label, text) for label, text in told if text]


def member_strip(dokument: Dokument) -> list[Mapping[str, object]]:
    """The members' parts of the cost as one bar: width in millimetres and whole percent, largest first."""
    for key in SHARED_BY:
        tabell = dokument.tabeller.of(Nyckel(key))
        if tabell is None:
            continue
        column = next((c.key for c in tabell.columns if c.key.startswith("utfall")), tabell.columns[0].key)
        place = tabell.column(column)
        amounts = {rad.label: rad.values[place] for rad in tabell if rad.level == RAD}
        known = {name: one for name, one in amounts.items() if isinstance(one, Decimal) and one > 0}
        if len(known) < 2 or len(known) < len(amounts):
            return []
        percent, width = split(Decimal(100), known, unit=Decimal(1)), split(STRIP, known)
        return [
            {"namn": name, "procent": int(percent[name]), "bredd": f"{width[name] - 1:f}"}
            for name in sorted(known, key=lambda name: -known[name])
        ]
    return []


def table_data(dokument: Dokument) -> dict[str, object]:
    """What travels inside the file: each table shown, with its checksum when it stands still."""
    return {
        "rapport": dokument.rapport.title,
        "tabeller": [
            {
                "not": note.letter,
                "nyckel": note.key,
                "sha256": note.sha256,
                "tabell": dokument.tabeller.of(Nyckel(note.key)).as_json(),
            }
            for note in dokument.noter
        ],
    }
