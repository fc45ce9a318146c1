"""SIE 4 (4E and 4I), read line by line: postings come as they are read, the rest is kept in `Sie`.

Accepted, since other systems write so: tabs and blanks, LF, CR LF or CR, labels in lower case, a missing
#FLAGGA or {}, amounts like 1000. and .5, a decimal comma, days with hyphens, a quotation mark never closed in
a text. Refused with its line (`SieError`), since sums would suffer: a brace too few or too many, a file cut
off inside a voucher, a day outside the year, what is no amount or can be read in two ways.

#BTRANS and #RTRANS are not counted (each #RTRANS is followed by an equal #TRANS). Without vouchers the month
sums of #PSALDO count, and without them #RES, in the last month of the year.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from kostnader.utfall import sie_rader as rader
from kostnader.utfall.sie_rader import CLOSE, OPEN, Fel, SieError, Source, day
from kostnader.utfall.sie_summor import (
    Manadssumma,
    Obalans,
    Post,
    disagreements,
    month_posts,
    post,
    some,
    unknown,
)
from kostnader.utfall.sie_utelamnat import COMMA, FACTS, STRAY, left_out_notes

KOSTNADSSTALLE, PROJEKT = "1", "6"  # the dimensions that SIE reserves
MOST_NOTED = 200
CACHED = 50_000


@dataclass
class _Verifikat:
    line: int
    name: str
    day: date
    text: str
    is_open: bool
    month: date
    sum: int = 0


@dataclass
class Sie:
    """A SIE file. Go through `poster()` to its end first; then everything else is known.

    `kostnadsstalle` and `projekt` say which dimensions hold them. `saldon`: per year index and account the
    opening and closing öre. `notes`: (line, what was left out or looks odd). `checks`: sums that disagree.
    """

    source: Source
    kostnadsstalle: str = KOSTNADSSTALLE
    projekt: str = PROJEKT
    encoding: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    years: dict[int, tuple[date, date]] = field(default_factory=dict)
    konton: dict[str, str] = field(default_factory=dict)
    objekt: dict[str, str] = field(default_factory=dict)
    dimensions: dict[str, str] = field(default_factory=dict)
    saldon: dict[tuple[int, str], list[int | None]] = field(default_factory=dict)
    notes: list[tuple[int, str]] = field(default_factory=list)
    checks: list[tuple[int, str]] = field(default_factory=list)
    obalanser: list[Obalans] = field(default_factory=list)
    unbalanced: int = 0
    verifikat: int = 0
    left_out: Counter = field(default_factory=Counter)
    basis: str = "verifikat"

    def __post_init__(self) -> None:
        self._now: _Verifikat | None = None
        self._line = 0
        self._is_sie = False
        self._objects: dict[str, tuple[str, str]] = {}
        self._days: dict[str, tuple[date, date]] = {}
        self._sums: dict[str, int] = defaultdict(int)
        self._year_sums: dict[str, tuple[int, int]] = {}
        self._month_sums: dict[tuple[date, str], list[Manadssumma]] = defaultdict(list)
        self._first: dict[str, int] = {}
        self._others: set[str] = set()

    def poster(self) -> Iterator[Post]:
        """Every posting, in the order of the file. Raises SieError, and nothing else, for what is wrong."""
        try:
            yield from self._read()
            self._finish()
            if not self._sums:
                yield from self._without_verifikat()
            self._check()
        except Fel as fel:
            raise SieError(max(self._line, 1), str(fel)) from None

    def _read(self) -> Iterator[Post]:
        self.encoding = rader.encoding_of(self.source)
        for block in rader.blocks(self.source(), self.encoding):
            place = 0
            while place < len(block):
                usual = self._now is None and rader.usual_voucher(block, place)
                if usual:
                    yield from self._usual(usual)
                    place = usual.end
                    continue
                end = block.index("\n", place)
                self._line += 1
                if post := self._record(block[place:end]):
                    yield post
                place = end + 1

    # --- records ------------------------------------------------------------------------------------------

    def _record(self, text: str) -> Post | None:
        text = text.strip().strip("\x1a\ufeff").strip()
        if not text:
            return None
        if "\x00" in text:
            raise Fel("filen innehåller annat än text. Exportera den på nytt som SIE 4.")
        fields, is_torn = rader.split(text)
        if is_torn:
            self._note("ett citattecken avslutas inte; texten kan vara fel")
        if fields[0] in (OPEN, CLOSE):
            return self._brace(fields)
        if not fields[0].startswith("#"):
            return self._stray()
        self._is_sie = True
        label = fields[0][1:].upper()
        if self._now is not None and not (self._now.is_open and label in ("TRANS", "BTRANS", "RTRANS")):
            raise Fel(self._unclosed(label))
        if label in self._HANDLERS:
            return self._HANDLERS[label](self, fields[1:])
        if label in FACTS and len(fields) > 1:
            self.facts.setdefault(label, fields[1][:200])
        return self._leave_out(label)

    def _unclosed(self, label: str) -> str:
        now, brace = self._now, "}" if self._now.is_open else "{"
        place = f"#{label[:20]} står i verifikat {now.name} från rad {now.line}"
        return f"{place}: {brace} saknas före raden. Exportera filen på nytt."

    def _stray(self) -> None:
        """A line that is no record: the rest of a text broken in two, most often."""
        if not self._is_sie:
            raise Fel("raden börjar inte med #. Filen är ingen SIE-fil.")
        self._leave_out(STRAY)

    def _leave_out(self, label: str) -> None:
        self._first.setdefault(label, self._line)
        self.left_out[label] += 1

    def _brace(self, fields: list[str]) -> None:
        now = self._now
        if len(fields) > 1:
            raise Fel("det står mer på raden än en klammer.")
        if fields[0] == OPEN and now is not None and not now.is_open:
            now.is_open = True
        elif fields[0] == CLOSE and now is not None and now.is_open:
            self._close(now)
        else:
            raise Fel(f"{fields[0][-1]} står på fel plats: den hör inte till något verifikat.")

    def _close(self, now: _Verifikat) -> None:
        self._now = None
        self.verifikat += 1
        if now.sum:
            self.unbalanced += 1
            if len(self.obalanser) < MOST_NOTED:
                self.obalanser.append(Obalans(now.line, now.name, now.sum))

    def _ver(self, fields: list[str]) -> None:
        opens = bool(fields) and fields[-1] == OPEN
        fields = fields[:-1] if opens else fields
        if OPEN in fields or CLOSE in fields:
            raise Fel("en klammer står mitt i verifikatets rad.")
        self._begin(*[*fields, "", "", "", ""][:4])
        self._now.is_open = opens

    def _begin(self, series: str, number: str, when: str, text: str) -> None:
        """A voucher; its brace is still to come."""
        posted = day(when)
        if posted is None:
            raise Fel("verifikatets datum saknas eller går inte att läsa. Det skrivs som 20240131.")
        self._refuse_outside(posted, "verifikatet är daterat")
        self._is_sie = True
        name = f"{series} {number}".strip()[:40]
        self._now = _Verifikat(self._line, name, posted, text, False, posted.replace(day=1))

    def _usual(self, voucher: rader.Voucher) -> Iterator[Post]:
        """A whole voucher written as nearly all are: the same as line by line, at a third of the time."""
        self._line += 1
        self._begin(*voucher.head)
        now, sums, total = self._now, self._sums, 0
        self._line += 1  # {
        for konto, braces, kronor, decimals, when, text in voucher.rows:
            self._line += 1
            objekt, projekt = self._objects.get(braces) or self._objects_in(braces)
            posted, month = (self._days.get(when) or self._posted(when)) if when else (now.day, now.month)
            ore = int(kronor + (decimals or "00"))
            total += ore
            sums[konto] += ore
            shown = (text or now.text)[:200]
            yield post((self._line, month, posted, now.name, konto, objekt, projekt, shown, ore))
        now.sum = total
        self._line += 1  # }
        self._close(now)

    def _objects_in(self, braces: str) -> tuple[str, str]:
        fields, is_torn = rader.split(braces)
        if is_torn:
            raise Fel("ett citattecken avslutas inte före }.")
        if len(self._objects) > CACHED:
            self._objects.clear()
        found = self._objects[braces] = self._pair(fields)
        return found

    def _trans(self, fields: list[str]) -> Post:
        if self._now is None or not self._now.is_open:
            raise Fel("#TRANS står utanför ett verifikat. Exportera filen på nytt.")
        konto, objects, (amount, *rest) = rader.account(fields)
        when, text, *_ = [*rest, "", ""]
        now, ore, (objekt, projekt) = self._now, self._amount(amount), self._pair(objects)
        now.sum += ore
        self._sums[konto] += ore
        posted, month = self._posted(when) if when else (now.day, now.month)
        return Post(
            self._line, month, posted, now.name, konto, objekt, projekt, (text or now.text)[:200], ore
        )

    def _posted(self, text: str) -> tuple[date, date]:
        """The row's own day and month where it has one inside the year; otherwise that of the voucher."""
        when = day(text)
        if when is None:
            raise Fel(f"datumet ”{text[:20]}” går inte att läsa. Det skrivs som 20240131.")
        first, last = self.years.get(0, (date.min, date.max))
        if not first <= when <= last:
            self._note(f"radens datum {when} ligger utanför räkenskapsåret; verifikatets datum används")
            return self._now.day, self._now.month
        found = self._days[text] = (when, when.replace(day=1))
        return found

    def _rar(self, fields: list[str]) -> None:
        index, (first, last) = rader.year_index(fields), [day(text) for text in [*fields, "", ""][1:3]]
        if first is None or last is None or last < first:
            raise Fel("räkenskapsåret går inte att läsa. Det skrivs #RAR 0 20240101 20241231.")
        self.years[index] = (first, last)

    def _konto(self, fields: list[str]) -> None:
        if fields and fields[0]:
            self.konton[rader.fits("konto", fields[0])] = (fields[1] if len(fields) > 1 else "")[:120]

    def _dim(self, fields: list[str]) -> None:
        if fields:
            self.dimensions[fields[0]] = (fields[1] if len(fields) > 1 else "")[:40]

    def _objekt(self, fields: list[str]) -> None:
        if len(fields) > 2 and fields[0] == self.kostnadsstalle:
            self.objekt[fields[1]] = fields[2][:120]

    def _ib(self, fields: list[str], place: int = 0) -> None:
        index = rader.year_index(fields)
        konto, _, (amount, *_) = rader.account(fields[1:])
        self.saldon.setdefault((index, konto), [None, None])[place] = self._amount(amount)

    def _ub(self, fields: list[str]) -> None:
        self._ib(fields, 1)

    def _res(self, fields: list[str]) -> None:
        index = rader.year_index(fields)
        konto, _, (amount, *_) = rader.account(fields[1:])
        if index == 0:
            line, before = self._year_sums.get(konto, (self._line, 0))
            self._year_sums[konto] = (line, before + self._amount(amount))

    def _psaldo(self, fields: list[str]) -> None:
        index, month = rader.year_index(fields), rader.period(fields[1]) if len(fields) > 1 else None
        if month is None:
            raise Fel("perioden saknas eller går inte att läsa. Den skrivs som 202401.")
        konto, objects, (text, *_) = rader.account(fields[2:])
        amount = self._amount(text)
        if index == 0:
            self._refuse_outside(month, "perioden är")
            row = Manadssumma(self._line, *self._pair(objects), frozenset(objects[::2]), amount)
            self._month_sums[month, konto].append(row)

    _HANDLERS = {
        "RAR": _rar, "KONTO": _konto, "DIM": _dim, "UNDERDIM": _dim, "OBJEKT": _objekt, "IB": _ib, "UB": _ub,
        "RES": _res, "PSALDO": _psaldo, "VER": _ver, "TRANS": _trans,
    }  # fmt: skip

    def _pair(self, fields: list[str]) -> tuple[str, str]:
        """Cost centre and project out of {1 "81141" 6 "12"}; other dimensions are left."""
        found = rader.objects_of(fields)
        self._others |= found.keys() - {self.kostnadsstalle, self.projekt}
        objekt, projekt = found.get(self.kostnadsstalle, ""), found.get(self.projekt, "")
        return rader.fits("kostnadsställe", objekt), rader.fits("projekt", projekt)

    def _amount(self, text: str) -> int:
        amount = rader.ore(text)
        if "," in text:
            self._leave_out(COMMA)
        return amount

    def _refuse_outside(self, when: date, what: str) -> None:
        first, last = self.years.get(0, (date.min, date.max))
        if not first.replace(day=1) <= when <= last:
            year = f"{first} – {last}"
            raise Fel(f"{what} {when}, utanför räkenskapsåret {year}. Exportera filen för rätt år.")

    def _note(self, message: str, line: int | None = None) -> None:
        if len(self.notes) < MOST_NOTED:
            self.notes.append((self._line if line is None else line, message))

    # --- the end ------------------------------------------------------------------------------------------

    def _finish(self) -> None:
        if self._now is not None:
            place = f"verifikat {self._now.name} från rad {self._now.line}"
            raise Fel(f"filen slutar mitt i {place}. Den är avhuggen: exportera och ladda upp den på nytt.")
        if not self._is_sie:
            raise Fel("filen innehåller inga SIE-poster. Är det rätt fil?")
        for line, message in left_out_notes(self._first, self.left_out):
            self._note(message, line)

    def _without_verifikat(self) -> Iterator[Post]:
        """The month sums of a file without vouchers, or the year's."""
        if self._month_sums:
            self.basis = "manadssummor"
            yield from month_posts(self._month_sums, self.kostnadsstalle, self.projekt)
        elif self._year_sums:
            if 0 not in self.years:
                raise Fel("#RAR 0 saknas, så det går inte att veta vilket år summorna gäller.")
            self.basis, end = "arssummor", self.years[0][1]
            self._note(f"Filen har bara summor för hela året. De läggs på {end:%Y-%m}.", 0)
            for konto, (line, amount) in self._year_sums.items():
                if amount:
                    yield Post(line, end.replace(day=1), end, "", konto, "", "", "", amount)
        else:
            raise Fel("filen har inga verifikat, månadssummor eller årssummor att ta in.")

    def _check(self) -> None:
        """Sums that the file states beside those it can be summed to."""
        if self.verifikat:
            self.checks += disagreements(self._year_sums, self.saldon, self._sums, most=MOST_NOTED)
        if missing := unknown(self._sums, self.konton, some):
            self._note(missing, 0)
        if self._others:
            names = [f"{one} {self.dimensions.get(one, '')}".strip()[:40] for one in sorted(self._others)]
            self._note(f"Objekt i andra dimensioner läses inte: {some(names)}", 0)
