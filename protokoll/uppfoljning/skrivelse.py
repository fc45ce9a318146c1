"""What is followed up, as the paper of a matter: frozen text in the plain markup, with its tables."""

from collections.abc import Callable
from dataclasses import dataclass

from protokoll.uppfoljning import queries
from protokoll.uppfoljning.narvarostatistik import Statistik
from protokoll.uppfoljning.queries import MalRow, MomentRow, UppdragRow
from samverkan.lib import klocka
from samverkan.lib.swedish import format_percent
from samverkan.lib.text import as_table

NOTHING = "–"


@dataclass(frozen=True)
class Skrivelse:
    """The texts of a matter to be. `forslag` follows on 'E-nämnden beslutar att'."""

    heading: str
    forslag: str
    sammanfattning: str
    bakgrund: str


def of_uppdrag(samverkan, year: int) -> Skrivelse | None:
    """Open tasks and those closed during the year; None when there are none."""
    rows = [row for row in queries.uppdrag_of(samverkan) if _concerns(row, year)]
    if not rows:
        return None
    count = {lage: sum(row.lage == lage for row in rows) for lage in queries.LAGEN}
    waiting = count["forsenat"] + count["snart"] + count["pagar"]
    names = (("forsenat", "Försenade"), ("klart", "Klara"), ("struket", "Strukna"))
    told = " ".join(f"{name}: {count[lage]}." for lage, name in names if count[lage])
    return Skrivelse(
        "Uppföljning av uppdrag",
        "lägga uppföljningen av uppdrag till handlingarna.",
        f"Läget {klocka.today()}: av {len(rows)} uppdrag återstår {waiting}. {told}".strip(),
        "\n\n".join(_uppdrag_table(name, group) for _, name, group in queries.by_lage(rows)),
    )


def _concerns(row: UppdragRow, year: int) -> bool:
    """A closed task is told of in the year it was done; one that is struck in the year of its day."""
    day = row.uppdrag.done_on or row.uppdrag.due_on
    return row.lage not in ("klart", "struket") or day is None or day.year == year


def _uppdrag_table(name: str, rows: list[UppdragRow]) -> str:
    head = ["Uppdrag", "Enligt", "Ansvarig", "Klart senast", "Återrapport"]
    body = [
        [
            row.uppdrag.text,
            str(row.uppdrag.beslut or NOTHING),
            row.uppdrag.responsible,
            str(row.uppdrag.done_on or row.uppdrag.due_on or NOTHING),
            row.uppdrag.report or row.uppdrag.reason or row.when or NOTHING,
        ]
        for row in rows
    ]
    return f"### {name}\n\n{as_table([head, *body])}"


def of_mal(samverkan, year: int) -> Skrivelse | None:
    """The goals of the year with values and judgement; None when there are none."""
    rows = queries.mal_of(samverkan, year)
    if not rows:
        return None
    told = [f"{count} {word.lower()}" for _, word, count in queries.judgement_counts(rows) if count]
    broken = [_broken_sentence(row) for row in rows if row.broken]
    return Skrivelse(
        f"Uppföljning av mål {year}",
        f"godkänna uppföljningen av målen för {year}.",
        " ".join([f"Av {len(rows)} mål för {year} är {_joined(told)}.", *broken]),
        "\n\n".join([as_table([_MAL_HEAD, *map(_mal_line, rows)]), *filter(None, map(_mal_text, rows))]),
    )


_MAL_HEAD = ["Mål", "Krav", "Utfall", "Prognos", "Bedömning"]


def _mal_line(row: MalRow) -> list[str]:
    prognos = row.mal.get_prognos_display() if row.mal.prognos else NOTHING
    return [
        row.mal.text,
        row.krav or NOTHING,
        row.outcome_text or NOTHING,
        prognos,
        row.mal.get_judgement_display(),
    ]


def _mal_text(row: MalRow) -> str:
    values = [
        [str(one.day), queries.figure(one.value, row.mal.unit), one.note or NOTHING] for one in row.varden
    ]
    parts = [row.mal.comment, as_table([["Dag", "Värde", "Anteckning"], *values]) if values else ""]
    text = "\n\n".join(filter(None, parts))
    return f"### {row.mal.text}\n\n{text}" if text else ""


def _broken_sentence(row: MalRow) -> str:
    why = row.mal.broken_why
    if row.broken_value:
        why = f"{queries.figure(row.broken_value.value, row.mal.unit)}, kravet är {row.krav}"
    return f"Villkoret för målet ”{row.mal.text}” bröts {row.broken}: {why}."


def of_internkontroll(samverkan, year: int) -> Skrivelse | None:
    """The control plan of the year with its follow-up; None without a plan."""
    rows = queries.plan_of(samverkan, year)
    if not rows:
        return None
    controlled = [row for row in rows if row.lage != "accepterad"]
    done = sum(bool(row.moment.result) for row in controlled)
    faults = sum(row.moment.result == "avvikelse" for row in controlled)
    left = len(rows) - len(controlled)
    accepted = " 1 risk är accepterad." if left == 1 else f" {left} risker är accepterade." if left else ""
    return Skrivelse(
        f"Uppföljning av internkontrollplan {year}",
        f"godkänna uppföljningen av internkontrollplanen för {year}.",
        f"Planen för {year} har {len(rows)} risker. {done} av {len(controlled)} kontroller är uppföljda, "
        f"{faults} med avvikelse.{accepted}",
        "\n\n".join([as_table([_PLAN_HEAD, *map(_plan_line, rows)]), *filter(None, map(_plan_text, rows))]),
    )


_PLAN_HEAD = ["Risk", "Kontrollmoment", "S", "K", "Riskvärde", "Ansvarig", "Resultat"]


def _plan_line(row: MomentRow) -> list[str]:
    one = row.moment
    result = "Accepteras" if row.lage == "accepterad" else one.get_result_display()
    return [
        one.risk,
        one.moment or NOTHING,
        str(one.sannolikhet),
        str(one.konsekvens),
        str(row.risk.varde),
        one.responsible or NOTHING,
        result,
    ]


def _plan_text(row: MomentRow) -> str:
    text = row.moment.comment or (row.moment.motivering if row.lage == "accepterad" else "")
    return f"### {row.moment.risk}\n\n{text}" if text else ""


def of_narvaro(statistik: Statistik, year: int) -> Skrivelse | None:
    """Attendance of a body during the year; None without a meeting."""
    if not statistik.moten:
        return None
    meetings = [
        [
            str(mote.day),
            f"{mote.filled} av {mote.seats}",
            format_percent(mote.share, 0),
            str(mote.quorum),
        ]
        for mote in statistik.moten
    ]
    members = [
        [row.name, str(row.own), str(row.substitute), str(row.possible), format_percent(row.share, 0)]
        for row in statistik.medlemmar
    ]
    count = "1 sammanträde" if len(meetings) == 1 else f"{len(meetings)} sammanträden"
    head = ["Medlem", "Ordinarie", "Genom ersättare", "Möjliga", "Andel"]
    return Skrivelse(
        f"Närvaro vid sammanträden {year}",
        f"lägga närvaron {year} till handlingarna.",
        f"Vid {count} {year} var {format_percent(statistik.share, 0)} av platserna "
        "besatta av ledamöter eller tjänstgörande ersättare.",
        f"{as_table([['Sammanträde', 'Besatta platser', 'Andel', 'Krävs för beslut'], *meetings])}\n\n"
        f"### Per medlem\n\n{as_table([head, *members])}",
    )


def _joined(words: list[str]) -> str:
    return " och ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


Writer = Callable[..., Skrivelse | None]
WRITERS: dict[str, Writer] = {"uppdrag": of_uppdrag, "mal": of_mal, "internkontroll": of_internkontroll}
