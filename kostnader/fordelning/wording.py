"""A key in plain Swedish, the same words on screen, in the invoice annex and in Excel."""

from decimal import Decimal
from fractions import Fraction

from kostnader.fordelning.nyckel import Komponent, Nyckel
from samverkan.lib.swedish import GROUP, format_amount, format_percent

_PARTS = {
    Fraction(1, 2): "hälften",
    Fraction(1, 3): "en tredjedel",
    Fraction(2, 3): "två tredjedelar",
    Fraction(1, 4): "en fjärdedel",
    Fraction(3, 4): "tre fjärdedelar",
    Fraction(1, 5): "en femtedel",
    Fraction(2, 5): "två femtedelar",
    Fraction(3, 5): "tre femtedelar",
    Fraction(4, 5): "fyra femtedelar",
}
_ONE_OF = {  # measures whose singular is not their plural
    "abonnenter": "abonnent",
    "datorer": "dator",
    "elever": "elev",
    "enheter": "enhet",
    "licenser": "licens",
    "ordrar": "order",
    "telefoner": "telefon",
    "timmar": "timme",
    "ärenden": "ärende",
}
_SHORT = {"invånare": "inv.", "användare": "anv."}


def nyckel_text(nyckel: Nyckel) -> str:
    """The whole key in words: 'Hälften lika, hälften efter invånare 2020-12-31, uppåt till hela 100 kr'."""
    parts = [_part(k, nyckel, dated=True) for k in nyckel.komponenter]
    return _sentence(", ".join([*parts, *_rounding_parts(nyckel)]))


def nyckel_kort(nyckel: Nyckel) -> str:
    """The key in a table head: its own short name, or '50/50', 'lika', '1,25/inv.', 'fast + inv.'."""
    if nyckel.kort:
        return nyckel.kort
    weighted = [k for k in nyckel.komponenter if k.is_weighted]
    fixed = [_short(k) for k in nyckel.komponenter if not k.is_weighted]
    if len(weighted) > 1:
        percent = [Fraction(k.weight or 0) * 100 for k in weighted]
        whole = all(p.denominator == 1 for p in percent)
        fixed.append("/".join(str(p) for p in percent) if whole else "viktat")
    else:
        fixed += [_short(k) for k in weighted]
    return " + ".join(fixed)


def komponent_text(komponent: Komponent, nyckel: Nyckel) -> str:
    """One component in words, without its date: 'Hälften efter invånare', '1,25 kr per invånare'."""
    return komponent.label or _sentence(_part(komponent, nyckel, dated=False))


def rounding_text(nyckel: Nyckel) -> tuple[str, str]:
    """What is done and to what: 'Avrundas uppåt till hela 100 kr', 'varje andel för sig, enligt nyckeln'."""
    if nyckel.mode == "summan":
        return f"Avrundas till {_whole(nyckel.unit)}", "så att andelarna tillsammans blir beloppet"
    each = {"medlem": "varje andel", "komponent": "varje del", "manad": "varje månad"}[nyckel.place]
    return f"Avrundas {_direction(nyckel)}", f"{each} för sig, enligt nyckeln"


def one_of(name: str) -> str:
    """The measure in the singular: 'enheter' → 'enhet', 'invånare' → 'invånare'."""
    return _ONE_OF.get(name, name)


def measure_name(komponent: Komponent) -> str:
    return komponent.matt_namn or komponent.mattslag or ""


def _part(komponent: Komponent, nyckel: Nyckel, *, dated: bool) -> str:
    day = f" {komponent.reference_date}" if dated and komponent.reference_date else ""
    name = measure_name(komponent)
    if komponent.kind == "belopp":
        return "avtalat belopp per medlem" if dated else "avtalat belopp"
    if komponent.kind == "belopp_lika":
        return f"{format_amount(komponent.amount)} kr per medlem" if dated else "fast belopp per medlem"
    if komponent.kind == "pris":
        return f"{rate_text(komponent)} kr per {one_of(name)}{day}"
    how = {"lika": "lika", "andel": "efter avtalade andelar"}.get(komponent.kind, f"efter {name}{day}")
    return _weighed(Fraction(komponent.weight or 0), how, nyckel)


def _weighed(weight: Fraction, how: str, nyckel: Nyckel) -> str:
    rest = any(not k.is_weighted for k in nyckel.komponenter)
    if weight == 1:
        return f"resten {how}" if rest else {"lika": "lika delar"}.get(how, how)
    part = _PARTS.get(weight) or _percent(weight)
    return f"{part} av resten {how}" if rest else f"{part} {how}"


def _percent(share: Fraction) -> str:
    text = format_percent(share, 2)
    return text.replace(f",00{GROUP}", GROUP)


def rate_text(komponent: Komponent) -> str:
    """The price of one unit with the decimals it has, two at least if any: '2', '1,50', '0,0125'."""
    rate = komponent.rate or Decimal(0)
    exponent = rate.normalize().as_tuple().exponent
    return format_amount(rate, max(2, -int(exponent)) if rate % 1 else None)


def _rounding_parts(nyckel: Nyckel) -> list[str]:
    parts = []
    if nyckel.percent_decimals is not None:
        words = ("utan decimaler", "med en decimal")
        many = f"med {nyckel.percent_decimals} decimaler"
        parts.append(f"procenttal {words[nyckel.percent_decimals] if nyckel.percent_decimals < 2 else many}")
    if nyckel.mode == "summan":
        return parts if nyckel.unit < 1 else [*parts, f"i {_whole(nyckel.unit)}"]
    place = {"medlem": "", "komponent": "varje del ", "manad": "varje månad "}[nyckel.place]
    return [*parts, f"{place}{_direction(nyckel)}"]


def _direction(nyckel: Nyckel) -> str:
    if nyckel.direction == "narmast":
        unit = {Decimal(1): "krona", Decimal("0.01"): "öre"}.get(nyckel.unit)
        return f"till närmaste {unit or f'{format_amount(nyckel.unit)} kr'}"
    return f"{'uppåt' if nyckel.direction == 'upp' else 'nedåt'} till {_whole(nyckel.unit)}"


def _whole(unit: Decimal) -> str:
    known = {Decimal(1): "hela kronor", Decimal("0.01"): "hela ören"}
    return known.get(unit) or f"hela {format_amount(unit)} kr"


def _short(komponent: Komponent) -> str:
    name = measure_name(komponent)
    short = _SHORT.get(name, one_of(name))
    if komponent.kind == "pris":
        return f"{rate_text(komponent)}/{short}"
    if komponent.kind == "matt":
        return _SHORT.get(name, name)
    return {"lika": "lika", "andel": "andelar", "belopp_lika": "fast"}.get(komponent.kind, "avtalat")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
