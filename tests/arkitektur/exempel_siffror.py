"""Sample words for the addresses of outcome, forecast and reports (see `exempel`); each gets the Varld."""

from collections.abc import Callable

WORDS: dict[str, Callable[..., dict[str, object]]] = {
    "rakenskaper:fyll_i": lambda varld: {"vy": "resultat"},
}
