"""What is wrong with a key, or missing among the members it asks: every fault at once, in plain Swedish."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from kostnader.fordelning.nyckel import KINDS, Deltagare, Fel, Komponent, Nyckel, Nyckelfel, Skede
from samverkan.lib.swedish import MONTHS, format_percent

MOST_PERCENT_DECIMALS = 6
MOST_NAMES = 6


def validate(nyckel: Nyckel, deltagare: Sequence[Deltagare] = ()) -> None:
    """Raise Nyckelfel (a Refused with `.faults`) unless the key can be used, by `deltagare` if given."""
    faults = faults_of(nyckel, deltagare)
    if faults:
        raise Nyckelfel(faults)


def faults_of(nyckel: Nyckel, deltagare: Sequence[Deltagare] = ()) -> list[Fel]:
    """All faults of the key itself, and when members are given, of what the key asks of them."""
    faults = [*_weights(nyckel), *_rounding(nyckel)]
    for index, komponent in enumerate(nyckel.komponenter):
        faults += [Fel(text, index, field=name) for name, text in _komponent(komponent)]
    if deltagare and not faults:
        faults = faults_of_members(nyckel, deltagare)
        if nyckel.bearer is not None and nyckel.bearer not in {d.key for d in deltagare}:
            faults.append(Fel("Den som bär resten deltar inte. Välj en av deltagarna.", field="bearer"))
    return faults


def faults_of_members(nyckel: Nyckel, deltagare: Sequence[Deltagare]) -> list[Fel]:
    """What the members lack for this key: measures, agreed shares, agreed amounts."""
    faults = [Fel(f"{d.namn} finns två gånger bland deltagarna.", medlem=d.key) for d in _doubles(deltagare)]
    for index, komponent in enumerate(nyckel.komponenter):
        missing = [Fel(text, index, d.key) for d in deltagare for text in _missing(komponent, d)]
        faults += missing
        if not missing and _is_empty(komponent, deltagare):
            faults.append(Fel(_empty_text(komponent), index))
    return faults


def merged(faults: Sequence[Fel]) -> list[str]:
    """The faults as sentences; what many members lack alike is one: 'Boden, Kiruna och 12 till saknar …'."""
    lacking: dict[str, list[str]] = {}
    for fault in faults:
        name, found, what = fault.text.partition(" saknar ")
        lacking.setdefault(f" saknar {what}" if found and fault.medlem else fault.text, []).append(name)
    return [_listed(names) + what if what.startswith(" saknar ") else what for what, names in lacking.items()]


def _listed(names: Sequence[str]) -> str:
    if len(names) <= MOST_NAMES:
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} och {names[-1]}"
    return f"{', '.join(names[:MOST_NAMES])} och {len(names) - MOST_NAMES} till"


def faults_of_months(skeden: Sequence[Skede]) -> list[Fel]:
    """Stretches must stand in order, inside the year, without overlap, each with someone taking part."""
    faults, after = [], 0
    for skede in skeden:
        if not after < skede.first_month <= skede.last_month <= 12:
            faults.append(Fel("Skedena ska stå i månadsordning och får inte överlappa."))
        if not skede.deltagare:
            faults.append(Fel(f"Ingen deltar {months_text(skede.first_month, skede.last_month)}."))
        after = skede.last_month
    return faults or ([] if skeden else [Fel("Ingen deltar. Anslut minst en medlem till tjänsten.")])


def months_text(first: int, last: int) -> str:
    """'januari', 'mars–juni'."""
    return MONTHS[first - 1] if first == last else f"{MONTHS[first - 1]}–{MONTHS[last - 1]}"


def _weights(nyckel: Nyckel) -> Iterator[Fel]:
    if not nyckel.komponenter:
        yield Fel("Nyckeln är tom. Lägg till minst en del.", field="delar")
    weights = [Fraction(k.weight) for k in nyckel.komponenter if k.is_weighted and _is_exact(k.weight)]
    if weights and sum(weights) != 1:
        total = format_percent(sum(weights), 2).replace(",00", "")
        yield Fel(f"Delarnas vikter blir tillsammans {total}. De ska bli 100\u00a0%.", field="delar")


def _rounding(nyckel: Nyckel) -> Iterator[Fel]:
    if nyckel.mode not in ("summan", "andelarna"):
        yield Fel("Välj om summan eller andelarna gäller.", field="mode")
    if nyckel.direction not in ("narmast", "upp", "ned"):
        yield Fel("Välj om det avrundas till närmaste, uppåt eller nedåt.", field="direction")
    if nyckel.place not in ("medlem", "komponent", "manad"):
        yield Fel("Välj om det avrundas per medlem, per del eller per månad.", field="place")
    if not isinstance(nyckel.unit, Decimal) or nyckel.unit <= 0 or nyckel.unit % Decimal("0.01"):
        yield Fel("Avrunda till hela ören eller mer, till exempel 1, 100 eller 1\u00a0000 kr.", field="unit")
    if nyckel.mode == "summan" and (nyckel.direction != "narmast" or nyckel.place != "medlem"):
        yield Fel(
            "När summan gäller avrundas varje medlems andel en gång, till närmaste. "
            "Välj att andelarna gäller för att avrunda uppåt, nedåt, per del eller per månad.",
            field="mode",
        )
    if nyckel.mode == "andelarna" and nyckel.bearer is not None:
        yield Fel(
            "När andelarna gäller finns ingen rest att bära. Ta bort den som bär resten.", field="bearer"
        )
    yield from _percent(nyckel)


def _percent(nyckel: Nyckel) -> Iterator[Fel]:
    decimals = nyckel.percent_decimals
    if decimals is None:
        return
    if not isinstance(decimals, int) or not 0 <= decimals <= MOST_PERCENT_DECIMALS:
        yield Fel(f"Procenttalen kan ha 0 till {MOST_PERCENT_DECIMALS} decimaler.", field="percent_decimals")
    if not any(k.kind in ("matt", "andel") for k in nyckel.komponenter):
        yield Fel(
            "Nyckeln har inga procenttal att avrunda. Ta bort avrundningen av procent.",
            field="percent_decimals",
        )


def _komponent(komponent: Komponent) -> Iterator[tuple[str, str]]:
    """The fact that is wrong, by name, and what to do."""
    if komponent.kind not in KINDS:
        yield "kind", "Välj vad delen fördelas efter."
        return
    yield from (("weight", text) for text in _weight(komponent))
    if komponent.kind in ("matt", "pris"):
        if not komponent.mattslag:
            yield "mattslag", "Välj vilket mått delen bygger på, till exempel invånare."
        if komponent.reference_date is None:
            yield "reference_date", "Ange mätdag för måttet, till exempel 2020-12-31."
    yield from _money(komponent)


def _weight(komponent: Komponent) -> Iterator[str]:
    weight = komponent.weight
    if not komponent.is_weighted:
        if weight is not None:
            yield "Ett belopp eller pris har ingen vikt. Ta bort vikten."
    elif weight is None:
        yield "Ange delens vikt, till exempel 1/2 eller 50\u00a0%."
    elif not _is_exact(weight):
        yield "Vikten ska vara ett exakt tal, till exempel 1/2 eller 50\u00a0%."
    elif weight <= 0:
        yield "Vikten ska vara större än noll. Ta annars bort delen."


def _money(komponent: Komponent) -> Iterator[tuple[str, str]]:
    if komponent.kind == "belopp_lika":
        for text in _one(komponent.amount, "Ange beloppet per medlem.", "Beloppet"):
            yield "amount", text
    if komponent.kind == "pris":
        for text in _one(komponent.rate, "Ange priset per enhet, till exempel 1,25 kr.", "Priset"):
            yield "rate", text
    if komponent.kind in ("andel", "belopp"):
        word = "andel" if komponent.kind == "andel" else "belopp"
        if not komponent.per_member:
            yield "per_member", f"Ange {word} för varje medlem."
        elif not all(map(_is_exact, komponent.per_member.values())):
            yield "per_member", f"Varje medlems {word} ska vara ett exakt tal."
        elif any(value < 0 for value in komponent.per_member.values()):
            yield "per_member", f"En medlems {word} kan inte vara negativ{'' if word == 'andel' else 't'}."


def _one(value: Decimal | None, absent: str, name: str) -> Iterator[str]:
    if value is None:
        yield absent
    elif not _is_exact(value):
        yield f"{name} ska vara ett exakt tal."
    elif value < 0:
        yield f"{name} kan inte vara negativt."


def _missing(komponent: Komponent, deltagare: Deltagare) -> Iterator[str]:
    measure = komponent.measure
    if measure is not None:
        quantity = deltagare.quantities.get(measure)
        if quantity is None:
            yield f"{deltagare.namn} saknar {_measured(komponent)}. Lägg in måttet under Mått."
        elif not _is_exact(quantity):
            yield f"{deltagare.namn}: {_measured(komponent)} ska vara ett exakt tal."
        elif quantity < 0:
            yield f"{deltagare.namn} har negativt antal {_measured(komponent)}. Rätta måttet under Mått."
    elif komponent.kind == "andel" and deltagare.key not in komponent.per_member:
        yield f"{deltagare.namn} saknar avtalad andel. Ange den i nyckeln, 0 om medlemmen inget ska betala."
    elif komponent.kind == "belopp" and deltagare.key not in komponent.per_member:
        yield f"{deltagare.namn} saknar avtalat belopp. Ange det i nyckeln, 0 om medlemmen inget ska betala."


def _is_empty(komponent: Komponent, deltagare: Sequence[Deltagare]) -> bool:
    """True when a weighted component has nothing to divide by."""
    if komponent.kind == "lika":
        return not any(d.units for d in deltagare)
    if komponent.kind == "andel":
        return not any(komponent.per_member[d.key] for d in deltagare)
    measure = komponent.measure
    return (
        komponent.kind == "matt" and measure is not None and not any(d.quantities[measure] for d in deltagare)
    )


def _empty_text(komponent: Komponent) -> str:
    if komponent.kind == "lika":
        return "Ingen av deltagarna har någon enhet att dela på."
    if komponent.kind == "andel":
        return "Alla deltagares avtalade andelar är 0. Ange minst en andel."
    return f"Alla deltagare har 0 {_measured(komponent)}. Rätta måtten under Mått."


def _measured(komponent: Komponent) -> str:
    return f"{komponent.matt_namn or komponent.mattslag} {komponent.reference_date}"


def _doubles(deltagare: Sequence[Deltagare]) -> list[Deltagare]:
    """Each member that stands more than once, told once."""
    counts = Counter(d.key for d in deltagare)
    by_key = {d.key: d for d in deltagare}
    return [by_key[key] for key, count in counts.items() if count > 1]


def _is_exact(value: object) -> bool:
    """Decimal, Fraction or int; never a float, a bool or a NaN."""
    if isinstance(value, Decimal):
        return value.is_finite()
    return isinstance(value, Fraction | int) and not isinstance(value, bool)
