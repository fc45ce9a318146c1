from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def doors(patterns: list, prefix: str = "") -> Iterator[tuple[str, object]]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from doors(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            yield path, pattern.callback


def test_every_address_states_who_may_see_it() -> None:
    silent = [path for path, view in doors(get_resolver().url_patterns) if not getattr(view, "access", None)]
    assert silent == []
