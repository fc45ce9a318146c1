"""Phrases: the usual ones, and how their gaps are filled."""

import re

_GAP = re.compile(r"\{(\w+)\}")
OPEN_GAP = "…"

# place, label of the button, text. Wordings are our own.
STANDARD: tuple[tuple[str, str, str], ...] = (
    ("beslut", "att godkänna …", "{organ} beslutar att godkänna …"),
    ("beslut", "att anta …", "{organ} beslutar att anta …"),
    ("beslut", "lägga till handlingarna", "{organ} beslutar att lägga informationen till handlingarna."),
    ("beslut", "att återremittera …", "{organ} beslutar att återremittera ärendet för att …"),
    ("beslut", "att bordlägga", "{organ} beslutar att bordlägga ärendet till nästa sammanträde."),
    ("beslut", "att avslå", "{organ} beslutar att avslå förslaget."),
    ("beslut", "att uppdra åt … att …", "{organ} beslutar att uppdra åt … att …"),
    ("beslut", "välja justerare", "{organ} väljer {justerare} att justera protokollet."),
    ("beslut", "justeras omedelbart", "Paragrafen justeras omedelbart."),
    (
        "beslutsgang",
        "Ett förslag",
        "{ordforande} ställer förslaget under proposition och finner att {organ_litet} bifaller det.",
    ),
    (
        "beslutsgang",
        "Bifall mot avslag",
        "{ordforande} ställer bifall mot avslag under proposition och finner att {organ_litet} {utfall}.",
    ),
    (
        "beslutsgang",
        "Förslag mot förslag",
        "{ordforande} ställer förslagen från {namn} mot varandra under proposition och finner att "
        "{organ_litet} {utfall}.",
    ),
    (
        "beslutsgang",
        "Var för sig",
        "{ordforande} ställer yrkandet från {namn} under proposition och finner att {organ_litet} {utfall}.",
    ),
    (
        "beslutsgang",
        "Avgöras i dag",
        "{ordforande} ställer proposition på om ärendet ska {vad} eller avgöras i dag och finner att "
        "{organ_litet} beslutar att {utfall}.",
    ),
    (
        "beslutsgang",
        "Omröstning",
        "Omröstning begärs. Ja betyder {ja}. Nej betyder {nej}. Utfallet blir {rostetal}. "
        "{organ} beslutar därmed enligt {utfall}.",
    ),
    ("ovrigt", "Jäv", "{namn} anmäler jäv och lämnar rummet. Beslutet fattas utan {namn}."),
    ("ovrigt", "Reservation", "{namn} reserverar sig mot beslutet till förmån för eget yrkande."),
    ("ovrigt", "Föredragning", "{namn} föredrar ärendet."),
    ("ovrigt", "Paus", "Sammanträdet ajourneras kl. … och återupptas kl. …."),
)


def fill(text: str, gaps: dict[str, str]) -> str:
    """A phrase with its gaps filled; one nobody can fill stays open, as '…'. Sentences keep their capital."""

    def value(match: re.Match[str]) -> str:
        word = gaps.get(match[1]) or OPEN_GAP
        starts = not text[: match.start()].strip() or text[: match.start()].rstrip().endswith((".", "\n"))
        return word[:1].upper() + word[1:] if starts else word

    return _GAP.sub(value, text)
