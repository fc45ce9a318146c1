"""Net cost per cost centre, with its services beneath where there are several."""

from kostnader.manadsuppfoljning.kolumner import HELAR
from kostnader.manadsuppfoljning.siffror import Manad, Siffrad, add
from kostnader.manadsuppfoljning.tabeller import Tabellbygge, fetcher
from kostnader.tjanster.models import Kostnadsstalle
from samverkan.tabeller.kallor import Tabellkalla
from samverkan.tabeller.tabell import SUMMA, VARAV, Tabell


def kostnadsstallen(manad: Manad, view: str = HELAR) -> Tabell:
    """Every cost centre of the samverkan, also one without figures; last what has no cost centre."""
    bygge = Tabellbygge(manad, view)
    by_stalle: dict[int | None, list[Siffrad]] = {}
    for row in manad.net:
        by_stalle.setdefault(row.tjanst.kostnadsstalle_id, []).append(row)
    keys: list[str] = []
    for stalle in (*manad.samverkan.kostnadsstallen.all(), None):
        rows = by_stalle.get(stalle.pk if stalle else None, [])
        if stalle is None and not rows:
            continue
        keys.append(_centre(bygge, stalle, rows))
    bygge.add_sum("summa", "Summa", list(manad.net), SUMMA, of=tuple(keys), linked=False)
    return bygge.tabell("Nettokostnad per kostnadsställe", "Kostnadsställe")


def _centre(bygge: Tabellbygge, stalle: Kostnadsstalle | None, rows: list[Siffrad]) -> str:
    key = f"stalle-{stalle.code}" if stalle else "utan"
    by_tjanst: dict[int, list[Siffrad]] = {}
    for row in rows:
        by_tjanst.setdefault(row.tjanst.pk, []).append(row)
    one = next(iter(by_tjanst)) if len(by_tjanst) == 1 else None
    label = str(stalle) if stalle else "Utan kostnadsställe"
    bygge.add(key, label, add(rows), tjanst=one, linked=one is not None)
    if len(by_tjanst) > 1:
        for pk, found in by_tjanst.items():
            label = f"varav {found[0].tjanst.label}"
            bygge.add(f"tjanst-{pk}", label, add(found), level=VARAV, tjanst=pk)
    return key


KALLA = Tabellkalla(
    "kostnadsstallen", "Nettokostnad per kostnadsställe", "Uppföljning", fetcher(kostnadsstallen)
)
