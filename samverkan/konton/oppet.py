"""What is open to all without an account: pages in the top bar, and parts beside the sign-in form.

Features register theirs when the app starts:

    oppet.register_page("anslagstavla:alla", "Anslagstavla")
    oppet.register_part("protokoll/anslag/_logga_in.html", newest_notices)
"""

from collections.abc import Callable

Context = dict[str, object]
_PAGES: list[tuple[str, str]] = []
_PARTS: list[tuple[str, Callable[[], Context]]] = []


def register_page(url_name: str, text: str) -> None:
    """Add a link to the top bar of the open pages."""
    _PAGES.append((url_name, text))


def register_part(template: str, context: Callable[[], Context]) -> None:
    """Add a part beside the sign-in form; the template gets what `context()` gives as `del`."""
    _PARTS.append((template, context))


def pages() -> list[tuple[str, str]]:
    """The open pages, by URL name and text."""
    return list(_PAGES)


def parts() -> list[Context]:
    """The parts beside the sign-in form, each with its template as `mall`."""
    return [{"mall": template, **context()} for template, context in _PARTS]
