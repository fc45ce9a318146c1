"""Which court tries the decisions of a municipality (förordning 1977:937 5 §).

By the county part of the kommunkod, with the municipalities that belong to another court than the rest of
their county. Where the source we have is silent the court is not named rather than guessed.
"""

from collections.abc import Collection

ANY = "förvaltningsrätten"
_COUNTIES = {
    "Stockholm": ("01", "09"),
    "Uppsala": ("03", "19"),
    "Linköping": ("04", "05"),
    "Jönköping": ("06",),
    "Växjö": ("07", "08", "10"),
    "Malmö": ("12",),
    "Göteborg": ("13", "14"),
    "Karlstad": ("17", "18"),
    "Falun": ("20", "21"),
    "Härnösand": ("22", "23"),
    "Umeå": ("24",),
    "Luleå": ("25",),
}
# Upplands Väsby, Norrtälje and Sigtuna; the parts of Västra Götaland nearest Jönköping.
_MUNICIPALITIES = {
    "Uppsala": ("0114", "0188", "0191"),
    "Jönköping": (
        "1442", "1443", "1444", "1445", "1446", "1447", "1452", "1463", "1465", "1466", "1471",
        "1472", "1473", "1490", "1491", "1493", "1494", "1495", "1496", "1497", "1498", "1499",
    ),
    "": ("1470",),
}  # fmt: skip
_SEATS = {county: seat for seat, counties in _COUNTIES.items() for county in counties}
_SEATS |= {kommun: seat for seat, kommuner in _MUNICIPALITIES.items() for kommun in kommuner}


def court_of(kommunkod: str) -> str:
    """'Förvaltningsrätten i Luleå'; 'förvaltningsrätten' when the code does not tell."""
    seat = _SEATS.get(kommunkod, _SEATS.get(kommunkod[:2], "")) if len(kommunkod) == 4 else ""
    return f"Förvaltningsrätten i {seat}" if seat else ANY


def common_court(host: str, members: Collection[str]) -> str:
    """The host's court by kommunkod; for a host without one (a förbund) the court all members share."""
    if host:
        return court_of(host)
    courts = {court_of(kommunkod) for kommunkod in members if kommunkod}
    return courts.pop() if len(courts) == 1 else ANY
