"""Where Django finds the models of `kostnader`; each lives in its feature folder."""

from kostnader.bokslut.models import Bokslut, Bokslutsrad
from kostnader.budget.models import Budget, Budgetandring, Budgetpost, Budgetrad, Kostnadsslag
from kostnader.fakturor.models import (
    Avrakning,
    Faktura,
    Fakturakorning,
    Fakturarad,
    Korningspost,
    Leverans,
    Nummerserie,
)
from kostnader.fordelning.models import (
    Andel,
    Fordelning,
    Fordelningsnyckel,
    Nyckelandel,
    Nyckelkomponent,
    Nyckelversion,
)
from kostnader.investeringar.models import (
    Avskrivningstyp,
    Investering,
    Investeringsbudget,
    Investeringsprognos,
    Investeringsutfall,
)
from kostnader.prognos.models import Prognosomgang, Prognosrad
from kostnader.projekt.models import Projekt, Projektdeltagare, Tidpost
from kostnader.rakenskaper.models import Rakenskapspost
from kostnader.rapporter.models import (
    Avsnitt,
    Avsnittsversion,
    Frystabell,
    Kontrollkommentar,
    Rapport,
    Rapportblock,
    Rapportfil,
)
from kostnader.tjanster.models import Anslutning, Kostnadsstalle, Rytmbyte, Tjanst
from kostnader.utfall.models import (
    Handpost,
    Konteringsregel,
    Konto,
    Kontosaldo,
    Stangtar,
    Utfallsfil,
    Utfallskalla,
    Utfallsmanad,
    Utfallspost,
    Utfallssumma,
)

__all__ = [
    "Andel",
    "Anslutning",
    "Avrakning",
    "Avskrivningstyp",
    "Avsnitt",
    "Avsnittsversion",
    "Bokslut",
    "Bokslutsrad",
    "Budget",
    "Budgetandring",
    "Budgetpost",
    "Budgetrad",
    "Faktura",
    "Fakturakorning",
    "Fakturarad",
    "Fordelning",
    "Fordelningsnyckel",
    "Frystabell",
    "Handpost",
    "Investering",
    "Investeringsbudget",
    "Investeringsprognos",
    "Investeringsutfall",
    "Konteringsregel",
    "Konto",
    "Kontosaldo",
    "Kontrollkommentar",
    "Korningspost",
    "Kostnadsslag",
    "Kostnadsstalle",
    "Leverans",
    "Nummerserie",
    "Nyckelandel",
    "Nyckelkomponent",
    "Nyckelversion",
    "Prognosomgang",
    "Prognosrad",
    "Projekt",
    "Projektdeltagare",
    "Rakenskapspost",
    "Rapport",
    "Rapportblock",
    "Rapportfil",
    "Rytmbyte",
    "Stangtar",
    "Tidpost",
    "Tjanst",
    "Utfallsfil",
    "Utfallskalla",
    "Utfallsmanad",
    "Utfallspost",
    "Utfallssumma",
]
