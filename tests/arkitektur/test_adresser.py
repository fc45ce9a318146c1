"""Every address a template or a Python file names exists: a slip is found here and not by who clicks."""

import re

import pytest
from django.urls import URLResolver, get_resolver

from tests.arkitektur.tree import APPS, files, name

IN_TEMPLATES = re.compile(r"""\{%\s*s?url\s+["']([^"']+)["']([^%]*)%\}""")
IN_CODE = re.compile(r"""["']([a-z_]+:[a-z_-]+)["']""")
GIVEN = re.compile(r"(\w+)=")
SELF = {"slug", "year"}  # `surl` fills them in


def addresses(patterns: list, spaces: str = "", words: frozenset[str] = frozenset()) -> dict[str, set]:
    """Each address with the words it takes."""
    found: dict[str, set] = {}
    for item in patterns:
        here = words | set(item.pattern.regex.groupindex)
        if isinstance(item, URLResolver):
            space = f"{spaces}{item.namespace}:" if item.namespace else spaces
            found |= addresses(item.url_patterns, space, here)
        else:
            found[f"{spaces}{item.name}"] = here - SELF
    return found


@pytest.fixture(scope="module")
def known() -> dict[str, set]:
    return addresses(get_resolver().url_patterns)


def test_every_address_in_a_template_exists_and_gets_its_words(known: dict[str, set]) -> None:
    wrong = [
        f"{name(path)}: {address} {sorted(set(GIVEN.findall(rest)) - SELF)}"
        for path in files("*.html", "templates")
        for address, rest in IN_TEMPLATES.findall(path.read_text(encoding="utf-8"))
        if known.get(address) != set(GIVEN.findall(rest)) - SELF
    ]
    assert wrong == []


def test_every_address_in_the_code_exists(known: dict[str, set]) -> None:
    spaces = {address.split(":")[0] for address in known if ":" in address}
    wrong = [
        f"{name(path)}: {address}"
        for path in files("*.py", *APPS)
        for address in IN_CODE.findall(path.read_text(encoding="utf-8"))
        if address.split(":")[0] in spaces and address not in known
    ]
    assert wrong == []
