"""What a stored file must be, told from its content and never from its name."""

from samverkan.lib.errors import Refused


def refuse_unless_pdf(data: bytes, *, field: str | None = None) -> None:
    """Raise Refused unless the bytes are a whole PDF file (ISO 32000-1 7.5.2, 7.5.5)."""
    if b"%PDF-" not in data[:1024]:
        raise Refused("Filen är ingen PDF. Spara dokumentet som PDF och välj den filen.", field=field)
    if b"%%EOF" not in data[-2048:]:
        raise Refused("PDF-filen är inte hel. Spara den på nytt och försök igen.", field=field)
