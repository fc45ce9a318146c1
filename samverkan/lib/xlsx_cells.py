"""What an Excel cell says, as the text a person would type. Figures never pass through a float."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Context, Decimal, DecimalException

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

Parse = Callable[[bytes], etree._Element]

_DIGITS = Context(prec=15)
_DAY_ZERO = {False: datetime.date(1899, 12, 30), True: datetime.date(1904, 1, 1)}


@dataclass(frozen=True)
class CellTexts:
    """What the cells of a workbook refer to: shared texts, which styles are dates, and the first day."""

    shared: tuple[str, ...]
    date_styles: frozenset[int]
    from_1904: bool

    def of(self, cell: etree._Element) -> str:
        """The text of a `c` element. A formula that was never calculated is shown as a formula."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _joined(cell)
        value, formula = _child(cell, "v"), _child(cell, "f")
        if formula is not None and not value and kind != "str":
            return f"={formula}"
        if not value:
            return ""
        return self._typed(kind, value, int(cell.get("s", "0")))

    def _typed(self, kind: str, value: str, style: int) -> str:
        if kind == "s":
            return self.shared[int(value)]
        if kind == "b":
            return "SANT" if value == "1" else "FALSKT"
        if kind == "d":
            return value.removesuffix("T00:00:00").replace("T", " ")
        if kind == "n":
            return self._figure(value, is_date=style in self.date_styles)
        return value

    def _figure(self, value: str, *, is_date: bool) -> str:
        try:
            number = _DIGITS.create_decimal(value)
        except DecimalException:
            return value
        if not number.is_finite() or number.adjusted() > 20:
            return value
        return _day_text(number, from_1904=self.from_1904) if is_date else figure_text(number)


def cell_texts(parts: dict[str, bytes], parse: Parse) -> CellTexts:
    """From the XML parts of a workbook. Raises KeyError, ValueError or XMLSyntaxError for a broken one."""
    strings = parts.get("xl/sharedStrings.xml")
    shared = () if strings is None else tuple(_joined(item) for item in parse(strings).iter("{*}si"))
    settings = next(parse(parts["xl/workbook.xml"]).iter("{*}workbookPr"), None)
    from_1904 = settings is not None and settings.get("date1904", "0") in {"1", "true"}
    return CellTexts(shared, _date_styles(parts.get("xl/styles.xml"), parse), from_1904)


def figure_text(number: Decimal) -> str:
    """'1234,5'. Excel keeps 15 digits; what is left of a sum that should be nothing is 0."""
    if not number or number.adjusted() < -12:
        return "0"
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",")


def _day_text(number: Decimal, *, from_1904: bool) -> str:
    """A serial number as '2023-01-31', '2023-01-31 12:30' or '12:30'."""
    days, part = divmod(number, 1)
    if not from_1904 and 0 < days < 60:
        days += 1  # Excel believes that 1900 was a leap year
    minutes = int((part * 24 * 60).to_integral_value())
    clock = f"{minutes // 60:02}:{minutes % 60:02}"
    if days == 0 and minutes:
        return clock
    try:
        day = _DAY_ZERO[from_1904] + datetime.timedelta(days=int(days))
    except OverflowError:
        return figure_text(number)
    return f"{day} {clock}" if 0 < minutes < 24 * 60 else str(day)


def _date_styles(styles: bytes | None, parse: Parse) -> frozenset[int]:
    if styles is None:
        return frozenset()
    root = parse(styles)
    own = {int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in root.iter("{*}numFmt")}
    formats = BUILTIN_FORMATS | own
    cell_formats = next(root.iter("{*}cellXfs"), ())
    codes = [formats.get(int(one.get("numFmtId", "0")), "General") for one in cell_formats]
    return frozenset(style for style, code in enumerate(codes) if is_date_format(code))


def _joined(item: etree._Element) -> str:
    """The runs of a text put together, without the phonetic guide some files carry."""
    texts = (
        text.text or "" for text in item.iter("{*}t") if etree.QName(text.getparent()).localname != "rPh"
    )
    return "".join(texts)


def _child(cell: etree._Element, name: str) -> str | None:
    return next((child.text or "" for child in cell.iterchildren(f"{{*}}{name}")), None)
