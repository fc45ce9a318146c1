"""The report as it is read: sections with their texts, tables, charts and the notes that say where from.

Screen, web version, PDF and Word are made from this, so that they cannot disagree.
"""

from dataclasses import dataclass, field
from datetime import datetime
from string import ascii_lowercase

from django.utils.safestring import SafeString

from kostnader.rapporter.diagram import Diagram, draw
from kostnader.rapporter.falt import Faltfel, faults, html
from kostnader.rapporter.jamforelse import BEFORE, only_columns, with_before
from kostnader.rapporter.models import Avsnitt, Frystabell, Rapport, Rapportblock
from kostnader.rapporter.rules import period_text
from kostnader.rapporter.tabeller import Nyckel, Tabeller, sections_of
from samverkan.lib.hashing import groups_of_eight
from samverkan.lib.swedish import sentences
from samverkan.tabeller import kallor
from samverkan.tabeller.tabell import Tabell
from samverkan.tabeller.visning import shown as laid_out

SHORT_TEXT = 400  # characters: a text that stays together with the table it leads to
SHORT_TABLE = 16  # rows: a table that is never split between two pages
BREADTHS = ((2, "fa"), (4, "nagra"), (6, "flera"), (7, "manga"))


@dataclass(frozen=True)
class Not:
    """The note of a table: its letter, where the figures come from and how they stand.

    `frozen_at` is None while the table is live; then `sha256` is empty. `typed`: written in the report.
    """

    letter: str
    key: str
    tables: str
    source: str
    frozen_at: datetime | None
    sha256: str
    typed: bool = False

    @property
    def sha256_grouped(self) -> str:
        """'01234567 89abcdef …'."""
        return groups_of_eight(self.sha256)


@dataclass
class VisatBlock:
    """A block with what it shows: a table, or a chart of one; else `problem` says why there is none.

    `label` is 'Tabell 1' or 'Figur 1'; `letter` leads to its note; `rows` is the table laid out in its unit.
    """

    block: Rapportblock
    label: str
    tabell: Tabell | None = None
    diagram: Diagram | None = None
    letter: str = ""
    frozen: Frystabell | None = None
    rows: dict[str, object] | None = None
    problem: str = ""

    @property
    def title(self) -> str:
        """The caption: one's own, else the table's name."""
        return self.block.caption or (self.tabell.name if self.tabell else source_label(self.block))

    @property
    def is_short(self) -> bool:
        """Whether it stays whole on one page of paper: a chart, or a table of so many rows."""
        return self.rows is None or len(self.rows["rows"]) <= SHORT_TABLE

    @property
    def breadth(self) -> str:
        """How many columns stand beside the first, as the paper's style sheet calls it: 'fa' … 'flest'."""
        count = len(self.tabell.columns) if self.tabell else 0
        return next((name for most, name in BREADTHS if count <= most), "flest")

    @property
    def said(self) -> str:
        """What stands under the title of a table: its unit, its sign and its note."""
        if self.tabell is None or self.rows is None:
            return ""
        return sentences(str(self.rows["unit"]), self.tabell.sign, self.tabell.note)


@dataclass
class VisatAvsnitt:
    """A section with its number ('2', '2.1'; none for the ingress), its text as HTML and its faults."""

    avsnitt: Avsnitt
    number: str
    html: SafeString
    faults: list[Faltfel]
    block: list[VisatBlock] = field(default_factory=list)

    @property
    def shown(self) -> list[VisatBlock]:
        """The blocks that hold something: one without figures is only told to whoever writes."""
        return [one for one in self.block if not one.problem]

    @property
    def is_short(self) -> bool:
        """Whether the text is so short that it is not parted from the table after it."""
        return len(self.avsnitt.text) <= SHORT_TEXT

    @property
    def is_empty(self) -> bool:
        """Nothing is written and nothing is shown."""
        return not self.avsnitt.text.strip() and not self.shown


@dataclass
class Dokument:
    """The whole report."""

    rapport: Rapport
    avsnitt: list[VisatAvsnitt]
    noter: list[Not]
    tabeller: Tabeller

    @property
    def ingress(self) -> VisatAvsnitt | None:
        """The sentence under the title, when it is written."""
        return next((one for one in self.avsnitt if one.avsnitt.is_ingress and not one.is_empty), None)

    @property
    def body(self) -> list[VisatAvsnitt]:
        """The sections after the ingress. A heading stands also when nothing is under it but sections."""
        shown = [one for one in self.avsnitt if not one.avsnitt.is_ingress]
        return [one for place, one in enumerate(shown) if not one.is_empty or _has_below(shown, place)]


def _has_below(sections: list[VisatAvsnitt], place: int) -> bool:
    if sections[place].avsnitt.level != 1:
        return False
    for one in sections[place + 1 :]:
        if one.avsnitt.level == 1:
            return False
        if not one.is_empty:
            return True
    return False


def read_dokument(rapport: Rapport, *, unit: str = "") -> Dokument:
    """The report as it stands now, in its own unit or another ('kr', 'tkr'). Each table is fetched once."""
    return Lasning(rapport, unit or rapport.unit).dokument()


class Lasning:
    """One reading of a report: counts tables, figures and notes as it goes."""

    def __init__(self, rapport: Rapport, unit: str) -> None:
        self.rapport, self.unit = rapport, unit
        self.tabeller = Tabeller(rapport)
        self.noter: dict[str, Not] = {}
        self.counts = {"Tabell": 0, "Figur": 0}
        self.numbers = [0, 0]

    def dokument(self) -> Dokument:
        sections = [self.section(avsnitt) for avsnitt in sections_of(self.rapport)]
        return Dokument(self.rapport, sections, list(self.noter.values()), self.tabeller)

    def section(self, avsnitt: Avsnitt) -> VisatAvsnitt:
        shown = VisatAvsnitt(
            avsnitt,
            self._number(avsnitt),
            html(avsnitt.text, self.tabeller, self.unit),
            faults(avsnitt.text, self.tabeller),
        )
        shown.block = [self.block(block) for block in avsnitt.block.all()]
        return shown

    def _number(self, avsnitt: Avsnitt) -> str:
        if avsnitt.is_ingress:
            return ""
        if avsnitt.level == 1:
            self.numbers = [self.numbers[0] + 1, 0]
            return str(self.numbers[0])
        self.numbers[1] += 1
        return f"{self.numbers[0]}.{self.numbers[1]}"

    def block(self, block: Rapportblock) -> VisatBlock:
        """What a block shows. One without table says why and takes no number."""
        nyckel = Nyckel(block.key)
        tabell = self.tabeller.of(nyckel)
        if tabell is None:
            return VisatBlock(block, "", problem=missing_text(block))
        whole = self._with_before(block, tabell)
        diagram = None
        if block.is_chart:
            columns = [*block.columns, BEFORE] if block.compare else block.columns
            diagram = draw(whole, block.kind, columns, self.unit, block.caption)
            if diagram is None:
                return VisatBlock(block, "", problem=f"Tabellen {tabell.name} har inga tal att rita.")
        kind = "Figur" if block.is_chart else "Tabell"
        self.counts[kind] += 1
        label = f"{kind} {self.counts[kind]}"
        shown = whole if block.is_chart else self._narrow(block, whole)
        frozen = self.tabeller.frozen(nyckel)
        letter = self._note(nyckel, tabell, frozen, label)
        rows = None if block.is_chart else laid_out(shown, self.unit)
        return VisatBlock(block, label, shown, diagram, letter, frozen, rows)

    def _with_before(self, block: Rapportblock, tabell: Tabell) -> Tabell:
        if not block.compare:
            return tabell
        then = self.tabeller.of(Nyckel(block.key, before=True))
        period = self.tabeller.period(Nyckel(block.key, before=True))
        label = period_text(self.rapport.kind, period.year, period.through)
        return with_before(tabell, then, block.compare, label)

    def _narrow(self, block: Rapportblock, tabell: Tabell) -> Tabell:
        return only_columns(tabell, [*block.columns, BEFORE]) if block.columns else tabell

    def _note(self, nyckel: Nyckel, tabell: Tabell, frozen: Frystabell | None, label: str) -> str:
        if nyckel.key in self.noter:
            note = self.noter[nyckel.key]
            more = Not(**(vars(note) | {"tables": f"{note.tables}, {label.lower()}"}))
            self.noter[nyckel.key] = more
            return note.letter
        letter = _letter(len(self.noter))
        self.noter[nyckel.key] = Not(
            letter=letter,
            key=nyckel.key,
            tables=label,
            source=tabell.source,
            frozen_at=frozen.frozen_at if frozen else None,
            sha256=frozen.sha256 if frozen else "",
            typed=nyckel.key in self.tabeller.typed,
        )
        return letter


def _letter(place: int) -> str:
    """a … z, aa, ab …"""
    head, tail = divmod(place, len(ascii_lowercase))
    return (ascii_lowercase[head - 1] if head else "") + ascii_lowercase[tail]


def source_label(block: Rapportblock) -> str:
    """What a block's table is called when it cannot be fetched."""
    try:
        return kallor.get(block.key).label
    except KeyError:
        return block.key


def missing_text(block: Rapportblock) -> str:
    """Why a block shows nothing, and what to do."""
    label = source_label(block)
    return f"{label}: det finns inga uppgifter för perioden än. För in dem, eller ta bort tabellen."
