"""How a meeting looks on its page and in lists: its way through the states, and its facts in words."""

from dataclasses import dataclass
from datetime import datetime

from protokoll.sammantraden.models import Sammantrade
from protokoll.sammantraden.queries import kallelse_frist
from protokoll.sammantraden.steg import Rad
from samverkan.lib.local_time import STOCKHOLM

WAY = ("planerat", "kallat", "pagar", "avslutat", "justerat")
LAW_BINDS = ("fullmaktige", "direktion", "namnd", "gemensam_namnd", "utskott")


@dataclass(frozen=True)
class Motesrad:
    """A meeting in the year's list: what comes next for it, and whether it is the next one to be held."""

    sammantrade: Sammantrade
    nasta: Rad | None
    is_next: bool


def state_steps(sammantrade: Sammantrade) -> list[dict[str, str]]:
    """The version bar: planerat → kallat → pågår → avslutat → justerat. A cancelled one stands nowhere."""
    if sammantrade.status == Sammantrade.Status.INSTALLT:
        return []
    here = WAY.index(sammantrade.status)
    last = len(WAY) - 1
    return [
        {
            "namn": Sammantrade.Status(state).label,
            # Justerat is the end of the way, not a stage to stay in.
            "lage": "klar" if at < here or at == here == last else "nu" if at == here else "kommer",
            "nar": _when(sammantrade, state, at > here),
        }
        for at, state in enumerate(WAY)
    ]


def _when(sammantrade: Sammantrade, state: str, ahead: bool) -> str:
    if state == "kallat" and ahead:
        return f"senast {kallelse_frist(sammantrade).dag}"
    if state == "pagar" and sammantrade.opened_at:
        return f"öppnat {_clock(sammantrade.opened_at)}"
    if state == "avslutat" and sammantrade.closed_at:
        return _clock(sammantrade.closed_at)
    if state == "justerat" and ahead and sammantrade.adjusted_planned:
        return f"planerat {sammantrade.adjusted_planned}"
    return ""


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone(STOCKHOLM):%H.%M}"


def hours(sammantrade: Sammantrade) -> str:
    """'kl. 13.00–16.00', or only the beginning when the end is not set."""
    end = f"–{_clock(sammantrade.ends_at)}" if sammantrade.ends_at else ""
    return f"kl. {_clock(sammantrade.starts_at)}{end}"


def facts(sammantrade: Sammantrade) -> list[tuple[str, str, str]]:
    """What holds for the meeting: label, text and clause."""
    frist = kallelse_frist(sammantrade)
    found = [("Kallelse", f"Senast {frist.dag}", frist.lagrum)]
    if sammantrade.organ.kind in LAW_BINDS:
        if sammantrade.public:
            found.append(("Allmänheten", "Får lyssna", "KL 5:42, 6:25"))
        else:
            found.append(("Allmänheten", "Stängt sammanträde", "KL 6:25"))
    text = "Tillåtet" if sammantrade.remote else "Inte den här gången"
    found.append(("Distans", text, "KL 6:24" if sammantrade.remote else ""))
    if sammantrade.decides_budget:
        found.append(("Budget", "Fastställs, därför offentligt och kungjort en vecka före", "KL 9:10"))
    return found
