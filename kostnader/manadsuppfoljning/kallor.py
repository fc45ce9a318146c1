"""The tables of a month that a report can fetch."""

from kostnader.manadsuppfoljning import kostnadsstallen, medlemmar, resultat, tjanster

TABELLKALLOR = (resultat.KALLA, kostnadsstallen.KALLA, tjanster.KALLA, medlemmar.KALLA)
