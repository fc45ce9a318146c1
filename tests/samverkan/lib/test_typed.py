"""What a posted grid brought: changes, and texts that could not be read."""

from dataclasses import dataclass

from samverkan.lib.errors import Refused
from samverkan.lib.typed import Typed, read_typed


@dataclass(frozen=True)
class Ruta:
    key: str
    seen: str


def ruta(name: str) -> Ruta | None:
    """A box is named like 'a=1': its key and what its writer saw."""
    key, is_box, seen = name.partition("=")
    return Ruta(key, seen) if is_box else None


def change(box: Ruta, text: str) -> tuple[str, int] | None:
    if not text.isdigit():
        raise Refused("Skriv ett tal.")
    return None if text == box.seen else (box.key, int(text))


def test_only_what_is_not_as_the_writer_saw_it_is_changed() -> None:
    assert read_typed({"a=1": "1", "b=1": "2", "token": "x"}, ruta, change) == Typed([("b", 2)], {"b": "2"})


def test_a_text_that_cannot_be_read_is_kept_with_what_is_wrong() -> None:
    found = read_typed({"a=1": "två", "b=1": "3"}, ruta, change)
    assert found == Typed([("b", 3)], {"a": "två", "b": "3"}, {"a": "Skriv ett tal."})


def test_a_box_that_another_has_filled_can_be_left_out() -> None:
    assert read_typed({"a=1": "2", "b=1": "3"}, ruta, change, skip="a") == Typed([("b", 3)], {"b": "3"})
