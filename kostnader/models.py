"""Where Django finds the models of `kostnader`; each lives in its feature folder."""

from kostnader.budget.models import Budget, Budgetandring, Budgetpost, Budgetrad
from kostnader.fakturor.models import (
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
from kostnader.tjanster.models import Anslutning, Rytmbyte, Tjanst

__all__ = [
    "Andel",
    "Anslutning",
    "Budget",
    "Budgetandring",
    "Budgetpost",
    "Budgetrad",
    "Faktura",
    "Fakturakorning",
    "Fakturarad",
    "Fordelning",
    "Fordelningsnyckel",
    "Korningspost",
    "Leverans",
    "Nummerserie",
    "Nyckelandel",
    "Nyckelkomponent",
    "Nyckelversion",
    "Rytmbyte",
    "Tjanst",
]
