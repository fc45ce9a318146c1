"""The kallelse as one PDF: front page, agenda with page numbers, each matter's paper, all attachments merged.

Our own pages are laid out once. A page that follows attachments counts them in (`counter-increment`), so the
agenda's page numbers are right for the whole before anything is merged. Office files get a sheet in their
place and travel inside the file; pictures become pages of ours.
"""

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any

from django.template.loader import render_to_string
from PIL import Image, ImageOps
from pypdf import PdfReader

from protokoll.sammantraden.kallelse_andringar import changes
from protokoll.sammantraden.kallelse_innehall import has_secrets, points_of
from protokoll.sammantraden.models import Kallelse
from samverkan.dokument.filslag import kind_of
from samverkan.lib.pdf import Attachment, render_pdf
from samverkan.lib.pdf_merge import Foreign, Part, merge
from samverkan.lib.swedish import numbered_title

MOST_PIXELS = (1654, 2339)  # A4 at 200 dots per inch
Read = Callable[[int], bytes]


@dataclass
class Blad:
    """A stretch of our own pages: the front, a matter's paper, a picture, the sheet of an office file.

    `before` is the number of foreign pages right before it; `after` what is inserted at its end.
    """

    key: str
    kind: str
    title: str
    level: int = 0
    punkt: dict[str, Any] | None = None
    paper: dict[str, Any] | None = None
    image: str = ""
    before: int = 0
    after: list[Foreign] = field(default_factory=list)

    @property
    def step(self) -> int:
        """How far the page counter moves at its first page."""
        return 1 + self.before

    @property
    def inside_name(self) -> str:
        """What a carried file is called inside the PDF: '7-2 budget.xlsx'; no two are alike."""
        return f"{self.punkt['nr'] or self.punkt['id']}-{self.paper['nr']} {self.paper['fil']}"


def render_kallelse(kallelse: Kallelse, read: Read) -> bytes:
    """The PDF of a kallelse from its frozen content; `read` gives the bytes of a stored document by id."""
    blad, attachments = lay_out(kallelse.content, read, kallelse.created_at)
    html = kallelse_html(kallelse, blad)
    own = render_pdf(html, stylesheet="kallelse.css", attachments=attachments)
    return merge(own, [Part(one.title, one.level, one.after) for one in blad])


def kallelse_html(kallelse: Kallelse, blad: list[Blad]) -> str:
    """The document that our own pages are made from."""
    content = kallelse.content
    with_page = {one.punkt["id"]: one.key for one in blad if one.kind == "skrivelse"}
    for punkt in points_of(content):
        punkt["blad"] = with_page.get(punkt["id"], "")
    return render_to_string(
        "pdf/kallelse.html",
        {
            "k": content,
            "kallelse": kallelse,
            "blad": blad,
            "andringar": changes_before(kallelse),
            "hemligt": has_secrets(content),
            "har_bilagor": any(punkt["bilagor"] for punkt in points_of(content)),
            "kolumner": _columns(points_of(content)),
        },
    )


def _columns(points: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Which columns the agenda has: those of hours and of who presents only when some line says it."""
    said = {
        name: any(point[key] for point in points) for name, key in (("tid", "tid"), ("vem", "foredragande"))
    }
    return said | {"antal": 4 + sum(said.values())}


def changes_before(kallelse: Kallelse) -> list[str]:
    """What is new since the kallelse before; none for the first."""
    before = kallelse.sammantrade.kallelser.filter(number=kallelse.number - 1).first()
    return changes(before.content, kallelse.content) if before else []


def file_name(kallelse: Kallelse) -> str:
    """'kallelse-2024-03-06.pdf'; a corrected one has its number."""
    number = "" if kallelse.number == 1 else f"-{kallelse.number}"
    return f"kallelse-{kallelse.content['datum']}{number}.pdf"


def lay_out(content: dict[str, Any], read: Read, made: datetime) -> tuple[list[Blad], list[Attachment]]:
    """Our own stretches in order with what is inserted after each, and the files to carry inside."""
    blad, attachments, waiting = [Blad("s0", "fram", "Dagordning")], [], 0
    for item in _stretches(content, read):
        if isinstance(item, Foreign):
            blad[-1].after.append(item)
            waiting += len(item.reader.pages)
            continue
        item.key, item.before, waiting = f"s{len(blad)}", waiting, 0
        blad.append(item)
        if item.kind == "fil":
            attachments.append(_inside(item, read, made))
    return blad, attachments


def _stretches(content: dict[str, Any], read: Read) -> Iterator[Blad | Foreign]:
    for punkt in points_of(content):
        if not punkt["skrivelse"]:
            continue
        yield Blad("", "skrivelse", _named(punkt), punkt=punkt)
        for paper in punkt["bilagor"]:
            if not paper["sekretess"]:
                yield _paper(punkt, paper, read)


def _paper(punkt: dict[str, Any], paper: dict[str, Any], read: Read) -> Blad | Foreign:
    title = numbered_title(paper["nr"], paper["titel"])
    group = kind_of(paper["typ"]).group
    if group == "pdf":
        place = f"Ärende {punkt['nr']}, bilaga" if punkt["nr"] else "Bilaga"
        return Foreign(PdfReader(BytesIO(read(paper["dokument"]))), title, f"{place} {paper['nr']}")
    image = _as_page(read(paper["dokument"])) if group == "bild" else ""
    return Blad("", "bild" if image else "fil", title, level=1, punkt=punkt, paper=paper, image=image)


def _named(punkt: dict[str, Any]) -> str:
    return f"{punkt['nr']}. {punkt['rubrik']}" if punkt["nr"] else punkt["rubrik"]


def _as_page(data: bytes) -> str:
    """A picture upright, in plain colour, no finer than paper can show; as a data: address."""
    with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as opened:
        photo = opened.format == "JPEG"
        image = ImageOps.exif_transpose(opened)
        if image.mode in ("RGBA", "LA", "P"):
            image = image.convert("RGBA")
            ground = Image.new("RGBA", image.size, "white")
            image = Image.alpha_composite(ground, image)
        image = image.convert("RGB")
        image.thumbnail(MOST_PIXELS)
        out = BytesIO()
        image.save(out, "JPEG" if photo else "PNG", quality=88)
    return f"data:image/{'jpeg' if photo else 'png'};base64,{b64encode(out.getvalue()).decode('ascii')}"


def _inside(blad: Blad, read: Read, made: datetime) -> Attachment:
    paper = blad.paper
    return Attachment(
        name=blad.inside_name,
        content=read(paper["dokument"]),
        description=f"{blad.title}, till {blad.punkt['rubrik']}",
        created=made,
        relationship="Supplement",
    )
