"""How a whole kallelse compares with rendering its own pages and merging with pypdf. Prints the ratio."""

import time
from io import BytesIO
from statistics import median

import pytest
from pypdf import PdfReader, PdfWriter

from protokoll.models import Kallelse
from protokoll.sammantraden.dagordning import add_arenden
from protokoll.sammantraden.kallelse_innehall import build_content
from protokoll.sammantraden.kallelse_pdf import kallelse_html, lay_out, render_kallelse
from samverkan.dokument.models import Dokument
from samverkan.dokument.queries import read_dokument
from samverkan.lib import klocka
from samverkan.lib.pdf import render_pdf
from tests.protokoll.sammantraden.exempel import IN_TIME, mote

PAGES, ATTACHMENTS, TIMES = 125, 12, 5
TEXT = "Nämnden följer verksamheten månad för månad och ser att kostnaderna ligger i nivå med budgeten. "


def attachment(pages: int, number: int) -> bytes:
    """A report of so many pages of text."""
    body = f"<p>{TEXT * 6}</p>" * 5
    sheets = "".join(
        f'<section style="break-after: page"><h2>Rapport {number}, del {part}</h2>{body}</section>'
        for part in range(pages - 1)
    )
    head = f'<html lang="sv"><head><title>Rapport {number}</title></head>'
    html = f"{head}<body>{sheets}<p>Slut.</p></body></html>"
    return render_pdf(html, stylesheet="bas.css")


def sample() -> Kallelse:
    """Eleven matters with a page or two each, twelve attachments, 125 pages in all."""
    built = mote()
    with klocka.at(IN_TIME):
        arenden = [
            built.arende(f"Ärende nummer {n}", sammanfattning=TEXT * 3, bakgrund=f"{TEXT * 5}\n\n" * 3)
            for n in range(11)
        ]
        add_arenden(built.sammantrade, arenden, actor=built.actor)
        for number in range(ATTACHMENTS):
            built.bilaga(arenden[number % 11], attachment(9, number), f"Rapport {number}.pdf")
        content = build_content(built.sammantrade, number=1, made_on="2024-02-28")
        first = Kallelse(sammantrade=built.sammantrade, number=1, content=content, created_at=IN_TIME)
        left = PAGES - len(PdfReader(BytesIO(render_kallelse(first, read))).pages)
        if left > 0:
            built.sammantrade.organ.samverkan.arenden.get(heading="Ärende nummer 10").bilagor.all().delete()
            built.bilaga(arenden[10], attachment(9 + left, 99), "Den sista.pdf")
        content = build_content(built.sammantrade, number=1, made_on="2024-02-28")
    return Kallelse(sammantrade=built.sammantrade, number=1, content=content, created_at=IN_TIME)


def read(pk: int) -> bytes:
    return read_dokument(Dokument.objects.get(pk=pk))


def alone(kallelse: Kallelse, html: str, files: list[bytes]) -> None:
    """Our own pages and the attachments after one another, with nothing of ours around them."""
    writer = PdfWriter()
    writer.append(BytesIO(render_pdf(html, stylesheet="kallelse.css")))
    for data in files:
        writer.append(BytesIO(data))
    writer.write(BytesIO())


def seconds(work) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


@pytest.mark.django_db
def test_a_kallelse_of_125_pages_with_12_attachments() -> None:
    kallelse = sample()
    blad, _ = lay_out(kallelse.content, read, IN_TIME)
    html = kallelse_html(kallelse, blad)
    ids = [
        paper["dokument"] for g in kallelse.content["grupper"] for p in g["punkter"] for paper in p["bilagor"]
    ]
    files = [read(pk) for pk in ids]
    alone(kallelse, html, files)  # warm: fonts and style sheets are read once per process
    theirs, ours = [], []
    for _ in range(TIMES):
        theirs.append(seconds(lambda: alone(kallelse, html, files)))
        ours.append(seconds(lambda: render_kallelse(kallelse, read)))
    pages = len(PdfReader(BytesIO(render_kallelse(kallelse, read))).pages)
    print(f"\nkallelse, {pages} sidor, {len(files)} bilagor")
    print(f"  egna sidor och pypdf ensamt {median(theirs):.2f} s")
    print(f"  hela kallelsen {median(ours):.2f} s = {median(ours) / median(theirs):.2f} × (gräns 1,5)")
