"""Loads the services of an example cooperation and who takes part in each."""

from datetime import date

from kostnader.tjanster.models import Anslutning, Rytmbyte, Tjanst
from samverkan.medlemmar.models import Samverkan


def load_tjanster(samverkan: Samverkan, entries: list[dict]) -> None:
    """Create the services; without `deltagare` every member takes part as long as it is one."""
    nycklar = {nyckel.name: nyckel for nyckel in samverkan.nycklar.all()}
    members = list(samverkan.medlemmar.select_related("organisation"))
    connections: list[Anslutning] = []
    for order, entry in enumerate(entries):
        start = entry.get("fran", min(medlem.valid_from for medlem in members))
        tjanst = Tjanst(
            samverkan=samverkan,
            name=entry["namn"],
            short_name=entry.get("kort", ""),
            description=entry.get("beskrivning", ""),
            order=order,
            rhythm=entry.get("rytm", "kvartal"),
            timing=entry.get("fakturering", "forskott"),
            billing_month=entry.get("manad"),
            vat_kind=entry.get("moms", "moms25"),
            direct_from_supplier="leverantor" in entry,
            supplier=entry.get("leverantor", ""),
            nyckel=nycklar[entry["nyckel"]] if "nyckel" in entry else None,
            utfallsnyckel=nycklar[entry["utfallsnyckel"]] if "utfallsnyckel" in entry else None,
            valid_from=start,
            valid_to=entry.get("till"),
        )
        tjanst.full_clean(exclude=["samverkan", "nyckel", "utfallsnyckel"])
        tjanst.save()
        _load_rytmbyten(tjanst, entry.get("rytm_fran", {}))
        connections += _connections(tjanst, members, entry)
    Anslutning.objects.bulk_create(connections)


def _load_rytmbyten(tjanst: Tjanst, entries: dict[str, dict]) -> None:
    """`rytm_fran` says per year from which the service is charged otherwise, and how."""
    for year, entry in entries.items():
        byte = Rytmbyte(
            tjanst=tjanst,
            from_year=int(year),
            rhythm=entry.get("rytm", tjanst.rhythm),
            timing=entry.get("fakturering", tjanst.timing),
            billing_month=entry.get("manad"),
        )
        byte.full_clean(exclude=["tjanst"])
        byte.save()


def _connections(tjanst: Tjanst, members: list, entry: dict) -> list[Anslutning]:
    """`deltagare` names who takes part; `deltagare_fran` those who join later, with their day."""
    names, later = entry.get("deltagare"), entry.get("deltagare_fran", {})
    found = []
    for medlem in members:
        name = medlem.organisation.short_name
        if names is None or name in names or name in later:
            first = max(tjanst.valid_from, medlem.valid_from, later.get(name, tjanst.valid_from))
            last = min((d for d in (tjanst.valid_to, medlem.valid_to) if d), default=None)
            found.append(_connection(tjanst, medlem, first, last))
    return found


def _connection(tjanst: Tjanst, medlem, first: date, last: date | None) -> Anslutning:
    return Anslutning(tjanst=tjanst, organisation=medlem.organisation, valid_from=first, valid_to=last)
