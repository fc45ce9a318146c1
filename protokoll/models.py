"""Where Django finds the models of `protokoll`; each lives in its feature folder."""

from protokoll.anslag.models import Anslag, Avbrott, Tavelplats, Tavla, Webbversion
from protokoll.arenden.models import Arende, Arendeobjekt, Bilaga, Mottagare
from protokoll.justering.models import Andringsforslag, Justering, Protokoll
from protokoll.paragrafer.models import (
    Expediering,
    Narvaro,
    Omrostning,
    Paragraf,
    Paragrafserie,
    Reservation,
    Rost,
    Textversion,
    Yrkande,
)
from protokoll.sammantraden.models import (
    Arshjulspost,
    Dagordningspunkt,
    Deltagare,
    Fras,
    Kallelse,
    Sammantrade,
    Stamrad,
    Utskick,
)
from protokoll.uppfoljning.models import Kontrollmoment, Mal, Malvarde, Uppdrag

__all__ = [
    "Andringsforslag",
    "Anslag",
    "Arende",
    "Arendeobjekt",
    "Arshjulspost",
    "Avbrott",
    "Bilaga",
    "Dagordningspunkt",
    "Deltagare",
    "Expediering",
    "Fras",
    "Justering",
    "Kallelse",
    "Kontrollmoment",
    "Mal",
    "Malvarde",
    "Mottagare",
    "Narvaro",
    "Omrostning",
    "Paragraf",
    "Paragrafserie",
    "Protokoll",
    "Reservation",
    "Rost",
    "Sammantrade",
    "Stamrad",
    "Tavelplats",
    "Tavla",
    "Textversion",
    "Uppdrag",
    "Utskick",
    "Webbversion",
    "Yrkande",
]
