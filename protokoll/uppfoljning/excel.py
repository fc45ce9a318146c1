"""What is followed up as Excel sheets."""

from protokoll.uppfoljning.narvarostatistik import Ruta, Statistik
from protokoll.uppfoljning.queries import LAGEN, MalRow, MomentRow, UppdragRow
from samverkan.lib.workbook import Column, Sheet


def uppdrag_sheet(rows: list[UppdragRow]) -> Sheet:
    """Every task, with what became of it."""
    columns = [
        Column("Läge", width=18),
        Column("Uppdrag", width=60),
        Column("Ansvarig"),
        Column("Klart senast", "date"),
        Column("Enligt", width=18),
        Column("Klart", "date"),
        Column("Återrapport eller skäl", width=60),
    ]
    lines = []
    for row in rows:
        one = row.uppdrag
        lage = (
            "Pågår"
            if row.lage == "pagar"
            else "Klart inom 14 dagar"
            if row.lage == "snart"
            else LAGEN[row.lage]
        )
        told = one.report or one.reason
        lines.append([lage, one.text, one.responsible, one.due_on, str(one.beslut or ""), one.done_on, told])
    return Sheet("Uppdrag", columns, lines)


def mal_sheets(rows: list[MalRow], year: int) -> list[Sheet]:
    """The goals, and every value they were measured at."""
    columns = [
        Column("Område", width=22),
        Column("Mål", width=60),
        Column("Mäts med", width=36),
        Column("Krav", width=34),
        Column("Utfall", width=14),
        Column("Villkoret bröts", "date"),
        Column("Prognos", width=18),
        Column("Bedömning", width=18),
        Column("Kommentar", width=60),
    ]
    lines = [
        [
            row.mal.area,
            row.mal.text,
            row.mal.indicator,
            row.krav,
            row.outcome_text,
            row.broken,
            row.mal.get_prognos_display(),
            row.mal.get_judgement_display(),
            row.mal.comment,
        ]
        for row in rows
    ]
    values = [
        Column("Mål", width=60),
        Column("Dag", "date"),
        Column("Värde", "amount"),
        Column("Enhet", width=12),
    ]
    measured = [
        [row.mal.text, one.day, one.value, row.mal.unit, one.note] for row in rows for one in row.varden
    ]
    return [
        Sheet(f"Mål {year}", columns, lines),
        Sheet("Värden", [*values, Column("Anteckning", width=40)], measured),
    ]


def plan_sheet(rows: list[MomentRow], year: int) -> Sheet:
    """The control plan with its follow-up."""
    columns = [
        Column("Nr", "int"),
        Column("Process", width=22),
        Column("Risk", width=48),
        Column("Sannolikhet", "int", 12),
        Column("Konsekvens", "int", 12),
        Column("Riskvärde", "int", 12),
        Column("Nivå", width=10),
        Column("Beslut", width=14),
        Column("Analys", width=48),
        Column("Kontrollmoment", width=48),
        Column("Metod", width=28),
        Column("Ansvarig"),
        Column("Senast", "date"),
        Column("Kontrollerat", "date"),
        Column("Resultat", width=18),
        Column("Kommentar", width=48),
    ]
    return Sheet(f"Internkontrollplan {year}", columns, [_plan_line(row) for row in rows])


def _plan_line(row: MomentRow) -> list[object]:
    one = row.moment
    return [
        row.number,
        one.process,
        one.risk,
        one.sannolikhet,
        one.konsekvens,
        row.risk.varde,
        row.level_name,
        one.get_hantering_display(),
        one.motivering,
        one.moment,
        one.method,
        one.responsible,
        one.due_on,
        one.checked_on,
        "" if row.lage == "accepterad" else one.get_result_display(),
        one.comment,
    ]


def narvaro_sheets(stat: Statistik) -> list[Sheet]:
    """Attendance per meeting and per member."""
    return [_meetings(stat), _members(stat)]


def _meetings(stat: Statistik) -> Sheet:
    columns = [
        Column("Sammanträde", "date", 14),
        Column("Platser", "int"),
        Column("Besatta", "int"),
        Column("Andel", "percent"),
        Column("Färst vid en paragraf", "int", 20),
        Column("Krävs för beslut", "int", 16),
        Column("Protokollet", width=16),
    ]
    lines = []
    for mote in stat.moten:
        state = "inte justerat" if mote.preliminary else "justerat"
        lines.append([mote.day, mote.seats, mote.filled, mote.share, mote.least, mote.quorum, state])
    return Sheet("Sammanträden", columns, lines)


def _members(stat: Statistik) -> Sheet:
    columns = [
        Column("Medlem"),
        Column("Ordinarie", "int"),
        Column("Genom ersättare", "int", 16),
        Column("Möjliga", "int"),
        Column("Andel", "percent"),
        *(Column(str(mote.day), width=14) for mote in stat.moten),
    ]
    lines = [
        [row.name, row.own, row.substitute, row.possible, row.share, *map(_words, row.rutor)]
        for row in stat.medlemmar
    ]
    return Sheet("Medlemmar", columns, lines)


def _words(ruta: Ruta) -> str:
    words = {"sjalv": "ordinarie", "ersattare": "ersättare", "borta": "frånvarande", "": "–"}
    return words.get(ruta.how, f"{ruta.filled} av {ruta.seats}")
