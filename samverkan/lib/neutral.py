"""Keep a text from being run as a formula when a spreadsheet opens our file."""

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def is_dangerous(text: str) -> bool:
    """Whether a spreadsheet might take `text` for a formula."""
    return text.startswith(_STARTS) or text.lstrip().startswith(_STARTS)


def neutralise(text: str) -> str:
    """`text` with an apostrophe before it where a spreadsheet might run it. For CSV."""
    return f"'{text}" if is_dangerous(text) else text


def restore(text: str) -> str:
    """What `neutralise` was given."""
    return text[1:] if text.startswith("'") and is_dangerous(text[1:]) else text
