"""Net cost per service."""

from kostnader.manadsuppfoljning.kolumner import HELAR
from kostnader.manadsuppfoljning.siffror import Manad, Siffrad, add
from kostnader.manadsuppfoljning.tabeller import Tabellbygge, fetcher
from samverkan.tabeller.kallor import Tabellkalla
from samverkan.tabeller.tabell import SUMMA, Tabell


def tjanster(manad: Manad, view: str = HELAR) -> Tabell:
    """A row per service that has budget, outcome or forecast, in the order of services."""
    bygge = Tabellbygge(manad, view)
    by_tjanst: dict[int, list[Siffrad]] = {}
    for row in manad.net:
        by_tjanst.setdefault(row.tjanst.pk, []).append(row)
    for pk, rows in by_tjanst.items():
        bygge.add(f"tjanst-{pk}", rows[0].tjanst.name, add(rows), tjanst=pk)
    bygge.add_sum("summa", "Summa", list(manad.net), SUMMA, linked=False)
    return bygge.tabell("Nettokostnad per tjänst", "Tjänst")


KALLA = Tabellkalla("tjanster", "Nettokostnad per tjänst", "Uppföljning", fetcher(tjanster))
