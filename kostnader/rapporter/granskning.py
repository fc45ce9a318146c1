"""What is odd in a report: its tables looked over, its text against them, its keys, its days.

Registered with `kontroller`. Tables are looked over by samverkan/tabeller/kontroll; here is what only a
report knows: the text around them, the members, the decisions they rest on and the days of the law.
"""

from collections.abc import Iterator
from datetime import date

from kostnader.fordelning.models import Nyckelversion
from kostnader.rapporter.forra import changed_since_last
from kostnader.rapporter.innehall import Dokument, VisatAvsnitt, read_dokument
from kostnader.rapporter.kontroller import GUL, ROD, Anmarkning
from kostnader.rapporter.models import Rapport
from kostnader.rapporter.queries import member_names
from kostnader.rapporter.rules import latest_day
from kostnader.rapporter.siffror import known_figures, typed_figures
from kostnader.rapporter.tabeller import Nyckel
from samverkan.lib import klocka
from samverkan.tabeller.kontroll import Fynd, granska

MOST_DAYS = 3  # sections told one by one; more of them are told together
PER_MEMBER = ("medlemmar", "fordelning_utfall", "over_underskott")  # tables of what each member bears


def granska_rapport(rapport: Rapport) -> list[Anmarkning]:
    """Every check of a report, in the order of its sections; what concerns the whole comes first."""
    dokument = read_dokument(rapport)
    return [
        *_days(rapport),
        *_keys(dokument),
        *_unknown_fields(dokument),
        *_tables(dokument),
        *_figures_in_text(dokument),
        *changed_since_last(dokument),
    ]


def _days(rapport: Rapport) -> Iterator[Anmarkning]:
    """The report is to be handed over by its day (kommunallagen 11:16, 11:20)."""
    last = latest_day(rapport.kind, rapport.year, rapport.through)
    if last is None:
        return
    day, clause = last
    late = [a for a in rapport.avsnitt.all() if a.deadline and a.deadline > day]
    if len(late) > MOST_DAYS:
        text = f"{len(late)} avsnitt ska vara klara efter den {day}, då rapporten ska lämnas ({clause})."
        yield Anmarkning("dagar", GUL, text)
        return
    for avsnitt in late:
        text = f"{avsnitt.heading} ska vara klart {avsnitt.deadline}, men rapporten ska lämnas senast {day}"
        text += f" ({clause})."
        yield Anmarkning(f"dag:{avsnitt.pk}", GUL, text, avsnitt.pk)
    if not late and klocka.today() > day:
        yield Anmarkning("dag", GUL, f"Rapporten skulle ha lämnats senast {day} ({clause}).")


def _keys(dokument: Dokument) -> Iterator[Anmarkning]:
    """Amounts per member rest on keys that somebody has decided."""
    rapport = dokument.rapport
    if not any(block.block.key in PER_MEMBER for shown in dokument.avsnitt for block in shown.block):
        return
    decided = set(
        Nyckelversion.objects.filter(
            nyckel__samverkan=rapport.samverkan,
            status=Nyckelversion.Status.FASTSTALLD,
            valid_from__lte=date(rapport.year, 12, 31),
        ).values_list("nyckel", flat=True)
    )
    services = rapport.samverkan.tjanster.select_related("nyckel", "utfallsnyckel")
    by_key = [(tjanst, tjanst.utfallsnyckel or tjanst.nyckel) for tjanst in services]
    missing = [f"{key.name} ({tjanst.label})" for tjanst, key in by_key if key and key.pk not in decided]
    if missing:
        text = f"Ingen fastställd version gäller {rapport.year} av {', '.join(missing)}."
        yield Anmarkning("nyckel", ROD, f"{text} Beloppen per medlem vilar då inte på något beslut.")


def _unknown_fields(dokument: Dokument) -> Iterator[Anmarkning]:
    for shown in dokument.avsnitt:
        for fault in shown.faults:
            text = f"Fältet {fault.falt.text} går inte att läsa. {fault.message}"
            yield Anmarkning(f"falt:{shown.avsnitt.pk}:{fault.falt.text}"[:120], ROD, text, shown.avsnitt.pk)


def _tables(dokument: Dokument) -> Iterator[Anmarkning]:
    """Each table once, where it first stands; with the caption it has there."""
    members = member_names(dokument.rapport)
    seen: set[str] = set()
    for shown in dokument.avsnitt:
        for block in shown.block:
            tabell = dokument.tabeller.of(Nyckel(block.block.key)) if block.tabell else None
            if tabell is None or block.block.key in seen:
                continue
            seen.add(block.block.key)
            for fynd in granska(tabell, members=members):
                yield _of(fynd, shown, block.block.key, f"{block.label}. {fynd.text}")


def _of(fynd: Fynd, shown: VisatAvsnitt, key: str, text: str) -> Anmarkning:
    name = f"{fynd.check}:{key}:{fynd.rad}"[:120]
    return Anmarkning(name, ROD if fynd.stops else GUL, text, shown.avsnitt.pk)


def has_unit(text: str) -> bool:
    """Whether a typed figure says what it is of: a bare number may be a count of anything."""
    return text[-1].isalpha() or text.endswith("%")


def _figures_in_text(dokument: Dokument) -> Iterator[Anmarkning]:
    """Figures typed in the text that nearly are one of a table's. Without a unit only those with its digits
    in another order: what is merely near may be a count of anything."""
    known = known_figures(dokument.tabeller)
    for shown in dokument.avsnitt:
        for skriven in typed_figures(shown.avsnitt.text, known, dokument.rapport.unit):
            if not skriven.same and (has_unit(skriven.text) or skriven.swapped):
                text = f"Texten säger {skriven.text}, men {skriven.kand.label} är inte densamma."
                key = f"text:{shown.avsnitt.pk}:{skriven.kand.field}"[:120]
                yield Anmarkning(key, GUL, text, shown.avsnitt.pk)
