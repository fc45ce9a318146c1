"""The one exception for what a person may mend."""


class Refused(Exception):
    """An act or an input is refused; `message` says in plain Swedish what to do instead.

    `field` is the name of the form field where the message belongs; None means the whole form.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return self.message
