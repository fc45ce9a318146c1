"""A protocol ready to be shown: the frozen content and what stands around it, for screen and paper alike.

Both include templates/protokoll/delar/protokoll.html with what `paper` returns, so that they cannot disagree.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from protokoll.justering.innehall import Content
from samverkan.beslut.rules import NOTICE_DAYS
from samverkan.lib.hashing import groups_of_eight
from samverkan.lib.local_time import STOCKHOLM
from samverkan.organ.paragrafserie import paragrafer_text, parse_paragrafer

UTKAST, JUSTERAS, JUSTERAT, UTDRAG = "utkast", "justeras", "justerat", "utdrag"
# On paper the chair stands before those who attest, whatever the order they sign in.
ORDER = ("Sekreterare", "Ordförande", "Justerare")


@dataclass(frozen=True)
class Underskriftsrad:
    """A line of the signatures: role, name, §§, and the moment (None: not yet)."""

    roll: str
    namn: str
    paragrafer: str
    tid: datetime | None = None

    @property
    def tid_text(self) -> str:
        """'2022-07-05 kl. 09.14'."""
        return f"{self.tid.astimezone(STOCKHOLM):%Y-%m-%d kl. %H.%M}" if self.tid else "väntar"


def paper(
    content: Content,
    *,
    laget: str,
    underskrifter: Sequence[Underskriftsrad] = (),
    sha256: str = "",
    version: int = 1,
    justerat_on: date | None = None,
    ansvarig: str = "",
) -> dict[str, object]:
    """What the template parts show. `laget` is UTKAST, JUSTERAS, JUSTERAT or UTDRAG."""
    return {
        "p": content,
        "laget": laget,
        "titel": _title(content, laget),
        "version": version,
        "beslutande": _deciding(content),
        "underskrifter": sorted(underskrifter, key=lambda one: ORDER.index(one.roll)),
        "sha256": groups_of_eight(sha256),
        "justerat_on": justerat_on,
        "senast_uppe": justerat_on + timedelta(days=NOTICE_DAYS) if justerat_on else None,
        "ansvarig": ansvarig or joined(one["namn"] for one in content["sekreterare"]),
        "narvaro": _groups(content["narvaro"]),
        "franvarande": _absent(content["narvaro"]),
        "paragrafer": [_paragraf(part) for part in content["paragrafer"]],
    }


def only(content: Content, numbers: Collection[int]) -> Content:
    """The content with no other §§ than these, for an extract: who led and who attests them, too."""
    kept = [part for part in content["paragrafer"] if part["nummer"] in numbers]
    people = {role: _of_these(content[role], frozenset(numbers)) for role in ("ordforande", "justerare")}
    return content | people | {"paragrafer": kept, "paragrafer_text": paragrafer_text(numbers)}


def _of_these(people: Iterable[Content], numbers: frozenset[int]) -> list[Content]:
    own = [(one, parse_paragrafer(one["paragrafer"]) & numbers) for one in people]
    return [one | {"paragrafer": paragrafer_text(common)} for one, common in own if common]


def _title(content: Content, laget: str) -> str:
    if laget == UTDRAG:
        return "Protokollsutdrag"
    return "Omedelbart justerat protokoll" if content["kind"] == "omedelbart" else "Protokoll"


def _deciding(content: Content) -> str:
    """'10 av 14 ledamöter', '9–10 av 14 ledamöter'."""
    serving = sorted({part["tjanstgor"] for part in content["paragrafer"]})
    if not serving:
        return ""
    many = str(serving[0]) if len(serving) == 1 else f"{serving[0]}–{serving[-1]}"
    return f"{many} av {content['beslutfor']['platser']} ledamöter"


def _groups(narvaro: Content) -> list[tuple[str, list[Content]]]:
    only_ersattare = all("ledamot" not in row["titel"] for row in narvaro["ersattare"])
    others = "Närvarande ersättare som inte tjänstgör" if only_ersattare else "Närvarande som inte tjänstgör"
    groups = [
        ("Tjänstgörande ledamöter", narvaro["ledamoter"]),
        ("Tjänstgörande ersättare", narvaro["ersattare_tjanst"]),
        (others, narvaro["ersattare"]),
        ("Övriga närvarande", narvaro["ovriga"]),
    ]
    return [(name, rows) for name, rows in groups if rows]


def _absent(narvaro: Content) -> list[tuple[str, str]]:
    """'Frånvarande ledamöter': 'Lars Forsmark (S), Arvidsjaur; …'."""
    groups = [
        ("Frånvarande ledamöter", narvaro["franvarande_ledamoter"]),
        ("Frånvarande ersättare", narvaro["franvarande_ersattare"]),
    ]
    return [(name, "; ".join(map(_person, rows))) for name, rows in groups if rows]


def _person(row: Content) -> str:
    name = f"{row['namn']} ({row['parti']})" if row["parti"] else row["namn"]
    return f"{name}, {row['medlem']}" if row["medlem"] else name


def _paragraf(part: Content) -> Content:
    reserved = [one for one in part["reservationer"] if one["slag"] == "reservation"]
    noted = [one for one in part["reservationer"] if one["slag"] != "reservation"]
    return part | {
        "reserverar": _by_text(reserved),
        "antecknar": _by_text(noted),
        "javiga": joined(one["namn"] for one in part["jav"]),
    }


def _by_text(rows: Iterable[Content]) -> list[tuple[str, str]]:
    """Names of those who said the same, and what they said."""
    said: dict[str, list[str]] = {}
    for row in rows:
        said.setdefault(row["text"].strip(), []).append(row["namn"])
    return [(joined(names), text) for text, names in said.items()]


def joined(names: Iterable[str]) -> str:
    """'A, B och C'."""
    *first, last = [*names] or [""]
    return f"{', '.join(first)} och {last}" if first else last
