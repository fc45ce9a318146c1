"""What a SIE file holds that is not taken in: left in silence, counted, or told as unknown."""

from collections.abc import Iterator, Mapping

COMMA, STRAY = "decimalkomma", "rad utan #"
FACTS = ("PROGRAM", "FORMAT", "GEN", "SIETYP", "ORGNR", "FNAMN", "KPTYP", "OMFATTN", "VALUTA")
COUNTED = {
    "BTRANS": "borttagna rader",
    "RTRANS": "de följs av lika #TRANS",
    "PBUDGET": "budget läses inte in här",
}
IGNORED = {
    "FLAGGA", "PROSA", "FTYP", "FNR", "ADRESS", "BKOD", "TAXAR", "KTYP", "ENHET", "SRU", "KSUMMA", "OIB",
    "OUB", *FACTS,
}  # fmt: skip
KNOWN = {COMMA: "belopp med decimalkomma lästes som kronor och öre", STRAY: "rader utan # hoppades över"}


def left_out_notes(first: Mapping[str, int], counts: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    """(line, text) for each label that the reader should know of; `first` is the line of the first."""
    for label, line in first.items():
        count = counts[label]
        if label in KNOWN:
            yield line, f"{KNOWN[label]} ({count} st)"
        elif label in COUNTED:
            yield line, f"#{label}: {count} poster räknas inte, {COUNTED[label]}"
        elif label not in IGNORED:
            yield line, f"#{label[:20]}: okänd post, {count} hoppades över"
