"""When the web version of a protocol may be published (KL 8:10 p. 4; dataskyddsförordningen)."""

from dataclasses import dataclass
from datetime import date

from samverkan.lib.brist import Brist


@dataclass(frozen=True)
class Webbutkast:
    """The masked copy of a protocol. `oavgjorda` counts found personal data nobody has judged yet."""

    ar_justerad: bool
    ar_medgiven: bool
    granskare: str
    granskad_text: str
    text: str
    oavgjorda: int
    avpubliceras: date | None


def obstacles_to_publishing(version: Webbutkast, today: date) -> list[Brist]:
    """What must be done before the protocol goes on the web (KL 8:10 p. 4; law on personal data).

    `granskad_text` and `text` are digests: a version changed after the review must be read again.
    """
    ends = version.avpubliceras
    obstacles = {
        "Protokollet är inte justerat.": ("KL 8:10 p. 4", not version.ar_justerad),
        "Fullmäktige har inte beslutat att protokoll får publiceras.": (
            "KL 8:10 p. 4",
            not version.ar_medgiven,
        ),
        "Någon ska granska webbversionen och anges som granskare.": ("GDPR art. 5", not version.granskare),
        "Texten har ändrats efter granskningen. Granska den igen.": (
            "GDPR art. 5",
            bool(version.granskare) and version.granskad_text != version.text,
        ),
        f"{version.oavgjorda} funna uppgifter är varken maskerade eller godkända.": (
            "GDPR art. 6",
            version.oavgjorda > 0,
        ),
        "Ange dagen då protokollet ska avpubliceras.": ("GDPR art. 5.1 e", ends is None),
        "Dagen då protokollet avpubliceras har redan passerat.": (
            "GDPR art. 5.1 e",
            ends is not None and ends <= today,
        ),
    }
    return [Brist(lagrum, text) for text, (lagrum, is_so) in obstacles.items() if is_so]
