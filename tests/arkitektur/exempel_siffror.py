"""Sample words for the addresses of outcome, forecast and reports (see `exempel`); each gets the Varld."""

from collections.abc import Callable

# The addresses of one budget version.
BUDGET = (
    "version",
    "undo",
    "paste",
    "row_add",
    "propose",
    "withdraw",
    "faststall",
    "avsla",
    "compare",
    "index",
    "excel",
    "upload",
)

WORDS: dict[str, Callable[..., dict[str, object]]] = {
    "rakenskaper:fyll_i": lambda varld: {"vy": "resultat"},
}
