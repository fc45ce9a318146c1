"""Who is told when a protocol has become justerat. Later features listen; justering knows none of them.

    nar_justerat.register(prepare_notice)   # once, when the app starts

A listener gets the protocol and who acted (None: the system), inside the transaction that makes it justerat.
"""

from collections.abc import Callable

Listener = Callable[..., object]
_LISTENERS: list[Listener] = []


def register(listener: Listener) -> None:
    """Add a listener `fn(protokoll, actor)`."""
    _LISTENERS.append(listener)


def tell(protokoll, actor) -> None:
    """Tell every listener, in the order they were added. What one of them refuses, refuses the justering."""
    for listener in _LISTENERS:
        listener(protokoll, actor)
