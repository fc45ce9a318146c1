"""Loads typed figures of financial statements from an example cooperation's `rakenskaper.toml`.

[[kolumn]]
ar = 2023
till_och_med = 8        # the month; 12 when it is left out
slag = "utfall"         # or budget, prognos
enhet = "tkr"           # what the figures are in; kr when it is left out
rader = { intakter = 40360, kostnader = -28532 }   # keys as in kostnader/rakenskaper/rader.py
"""

from decimal import Decimal
from pathlib import Path

from kostnader.rakenskaper.acts import set_poster
from samverkan.exempel.load import read_toml
from samverkan.konton.models import Anvandare
from samverkan.medlemmar.models import Samverkan
from samverkan.tabeller.kallor import Period

UNITS = {"kr": 1, "tkr": 1000}


def load_rakenskaper(samverkan: Samverkan, folder: Path, actor: Anvandare) -> None:
    """Type each column, as the controller would."""
    path = folder / "rakenskaper.toml"
    for entry in read_toml(path).get("kolumn", []) if path.exists() else []:
        size = UNITS[entry.get("enhet", "kr")]
        amounts = {rad: Decimal(amount) * size for rad, amount in entry["rader"].items()}
        period = Period(entry["ar"], entry.get("till_och_med", 12))
        set_poster(samverkan, period, entry.get("slag", "utfall"), amounts, actor=actor)
