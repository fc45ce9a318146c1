"""Who was there, in the four groups of the närvarolista, each with their §§ (KL 5:66)."""

from collections.abc import Iterable, Sequence

from protokoll.paragrafer.models import Narvaro, Paragraf
from protokoll.sammantraden.models import Deltagare
from samverkan.lib.swedish import sort_key
from samverkan.organ.models import Mandat
from samverkan.organ.paragrafserie import paragrafer_text

Row = dict[str, str]
LEDAMOT, ERSATTARE, OVRIG = Deltagare.Group.LEDAMOT, Deltagare.Group.ERSATTARE, Deltagare.Group.OVRIG
TJANSTGOR, NARVARANDE, JAV = Narvaro.Status.TJANSTGOR, Narvaro.Status.NARVARANDE, Narvaro.Status.JAV


class _Seen:
    """What each participant did at which §§, gathered once from the rows of attendance."""

    def __init__(self, paragrafer: Sequence[Paragraf]) -> None:
        self.served: dict[int, list[int]] = {}
        self.served_for: dict[tuple[int, Deltagare | None], list[int]] = {}
        self.present: dict[int, list[int]] = {}
        self.at_all: set[int] = set()
        self.led: dict[int, list[int]] = {}
        for paragraf in paragrafer:
            self.led.setdefault(paragraf.ordforande_id, []).append(paragraf.number)
            for row in paragraf.narvaro.all():
                self._add(row, paragraf.number)

    def _add(self, row: Narvaro, number: int) -> None:
        person = row.deltagare_id
        if row.status in (TJANSTGOR, NARVARANDE, JAV):
            self.at_all.add(person)
        if row.status == TJANSTGOR:
            self.served.setdefault(person, []).append(number)
            self.served_for.setdefault((person, row.ersatter), []).append(number)
        elif row.status == NARVARANDE:
            self.present.setdefault(person, []).append(number)


def attendance(deltagare: Sequence[Deltagare], paragrafer: Sequence[Paragraf]) -> dict[str, list[Row]]:
    """The groups of the närvarolista: rows with namn, parti, medlem, titel, paragrafer (and istallet_for)."""
    seen = _Seen(paragrafer)
    ledamoter = [person for person in deltagare if person.group == LEDAMOT]
    ersattare = [person for person in deltagare if person.group == ERSATTARE]
    elected = [*ledamoter, *ersattare]
    return {
        "ledamoter": [_row(p, seen.served[p.pk], seen) for p in ledamoter if p.pk in seen.served],
        "ersattare_tjanst": [
            _row(person, numbers, seen) | {"istallet_for": replaced.name_and_party if replaced else ""}
            for person in ersattare
            for (pk, replaced), numbers in seen.served_for.items()
            if pk == person.pk
        ],
        "ersattare": [_row(p, seen.present[p.pk], seen) for p in elected if p.pk in seen.present],
        "ovriga": [
            _row(p, seen.present[p.pk], seen) for p in deltagare if p.group == OVRIG and p.pk in seen.present
        ],
        "franvarande_ledamoter": _absent(ledamoter, seen),
        "franvarande_ersattare": _absent(ersattare, seen),
    }


def _row(person: Deltagare, numbers: list[int], seen: _Seen) -> Row:
    return {
        "namn": person.name,
        "parti": person.party,
        "medlem": person.organisation.short_name if person.organisation else "",
        "titel": _title(person, seen.led.get(person.pk, [])),
        "paragrafer": paragrafer_text(numbers),
    }


def _title(person: Deltagare, led: list[int]) -> str:
    """'vice ordförande, ordförande §§ 8–14, justerare'."""
    presidium = Mandat.Presidium(person.presidium).label.lower() if person.presidium else ""
    is_chair = person.presidium == Mandat.Presidium.ORDFORANDE
    parts = [
        presidium,
        f"ordförande {paragrafer_text(led)}" if led and not is_chair else "",
        "justerare" if person.justerare else "",
        person.title,
        "sekreterare" if person.secretary and "sekreterare" not in person.title.lower() else "",
    ]
    return ", ".join(part for part in parts if part)


def _absent(people: Iterable[Deltagare], seen: _Seen) -> list[Row]:
    rows = [_row(person, [], seen) for person in people if person.pk not in seen.at_all]
    return sorted(rows, key=lambda row: sort_key(row["medlem"]))
