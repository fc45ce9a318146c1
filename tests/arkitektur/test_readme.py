import re

from tests.arkitektur.tree import APPS, ROOT, folders

README = (ROOT / "README.md").read_text(encoding="utf-8") if (ROOT / "README.md").exists() else ""


def mapped() -> set[str]:
    """Paths in the map: the block after the heading, a folder a line, indented under the one it is in."""
    block = README.split("## Map of the folders")[1].split("```")[1]
    found, top = set(), ""
    for line in block.splitlines():
        if match := re.match(r"( *)([a-z_.]+)/", line):
            top = top if match[1] else match[2]
            found.add(f"{top}/{match[2]}" if match[1] else top)
    return found


def test_the_map_in_the_readme_matches_the_tree() -> None:
    tops = folders(ROOT)
    features = {
        f"{app}/{folder}"
        for app in APPS
        for folder in folders(ROOT / app)
        if folder not in ("management", "templatetags")
    }
    assert mapped() == tops | features
