"""What has changed between two kallelser to the same meeting. Pure: frozen content in, sentences out."""

from decimal import Decimal
from typing import Any

from protokoll.sammantraden.kallelse_innehall import points_of
from samverkan.lib.swedish import format_amount

Content = dict[str, Any]
MEETING = {"dag": "Dagen", "tid": "Tiden", "plats": "Platsen", "justerare": "Föreslagen justerare"}
POINT = {
    "rubrik": "rubriken",
    "tid": "klockslaget",
    "foredragande": "föredragande",
    "slag": "vad det tas upp för",
}
PAPER = {
    "forslag": "förslaget till beslut",
    "sammanfattning": "sammanfattningen",
    "bakgrund": "bakgrunden",
    "ekonomi": "ekonomin",
    "skickas_till": "vilka beslutet skickas till",
}


def changes(before: Content, after: Content) -> list[str]:
    """Each difference as a sentence: the meeting's own facts, matters gone and come, then each matter."""
    told = [*_meeting(before, after), *_gone_and_come(before, after), *_matters(before, after)]
    return told + (["Det som omfattas av sekretess är ändrat."] if _secret_differs(before, after) else [])


def _secret_differs(before: Content, after: Content) -> bool:
    """Whether what is kept apart has changed. A kallelse from before it was frozen tells nothing."""
    if "hemligt" not in before or "hemligt" not in after:
        return False
    return (before["hemligt"] or {}).get("sha256") != (after["hemligt"] or {}).get("sha256")


def _meeting(before: Content, after: Content) -> list[str]:
    return [
        f"{label} är ändrad från {before.get(key) or 'inte angiven'} till {after.get(key) or 'inte angiven'}."
        for key, label in MEETING.items()
        if before.get(key, "") != after.get(key, "")
    ]


def _by_id(content: Content) -> dict[object, dict[str, Any]]:
    """Lines by their matter, or by their own id: a matter taken off and put back is the same matter."""
    return {
        ("arende", point["arende"]) if point["arende"] else ("punkt", point["id"]): point
        for point in points_of(content)
    }


def _gone_and_come(before: Content, after: Content) -> list[str]:
    old, new = _by_id(before), _by_id(after)
    gone = [f"{name(point)} är borttaget." for key, point in old.items() if key not in new]
    come = [f"{name(point)} är nytt." for key, point in new.items() if key not in old]
    stayed = [key for key in old if key in new]
    moved = [key for key in new if key in old] != stayed
    return [*gone, *come, *(["Ärendenas ordning är ändrad."] if moved else [])]


def _matters(before: Content, after: Content) -> list[str]:
    old = _by_id(before)
    told = []
    for key, point in _by_id(after).items():
        if key in old:
            told += [f"{name(point)}: {what}." for what in _differences(old[key], point)]
    return told


def _differences(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    found = [label for key, label in POINT.items() if old[key] != new[key]]
    one, other = old["skrivelse"] or {}, new["skrivelse"] or {}
    found += [label for key, label in PAPER.items() if one.get(key, "") != other.get(key, "")]
    told = [f"ändrat i {_joined(found)}"] if found else []
    return told + _amounts(one, other) + _papers(old["bilagor"], new["bilagor"])


def _amounts(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    before = {item["rubrik"]: item for item in one.get("objekt", [])}
    told = []
    for item in other.get("objekt", []):
        was = before.pop(item["rubrik"], None)
        if was is None:
            told.append(f"{item['rubrik']} är ny")
        elif was["belopp"] != item["belopp"]:
            told.append(f"{item['rubrik']} ändrad från {_kr(was['belopp'])} till {_kr(item['belopp'])}")
        elif was != item:
            told.append(f"{item['rubrik']} är ändrad")
    return told + [f"{label} är borttagen" for label in before]


def _kr(amount: str | None) -> str:
    return "inget belopp" if amount is None else f"{format_amount(Decimal(amount))} kr"


def _papers(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[str]:
    before = {paper["id"]: paper for paper in old}
    after = {paper["id"]: paper for paper in new}
    gone = [f"bilagan {paper['titel']} är borttagen" for key, paper in before.items() if key not in after]
    come = [f"bilagan {paper['titel']} är ny" for key, paper in after.items() if key not in before]
    named = [
        f"bilagan {before[key]['titel']} heter nu {paper['titel']}"
        for key, paper in after.items()
        if key in before and before[key]["titel"] != paper["titel"]
    ]
    return gone + come + named


def name(point: dict[str, Any]) -> str:
    """A line as a sentence begins with it: 'Ärende 7, Budget 2025'."""
    secret = f" ({point['dnr']})" if point["sekretess"] else ""
    return f"Ärende {point['nr']}, {point['rubrik']}{secret}" if point["nr"] else f"{point['rubrik']}{secret}"


def _joined(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} och {words[-1]}"
