"""The shares as plain data for scripts and other systems."""

from kostnader.fordelning.matris import Kolumn, Matris


def as_json(matris: Matris, slug: str) -> dict:
    """The year's shares; amounts in kronor as text with two decimals."""
    return {
        "samverkan": slug,
        "ar": matris.year,
        "tjanster": [_tjanst(matris, kolumn) for kolumn in matris.kolumner],
    }


def _tjanst(matris: Matris, kolumn: Kolumn) -> dict:
    return {
        "namn": kolumn.name,
        "belopp": f"{kolumn.att_fordela:.2f}",
        "summa_andelar": f"{kolumn.summa:.2f}",
        "andelar": [
            {
                "medlem": rad.name,
                "orgnr": rad.orgnr,
                "kommunkod": rad.kommunkod,
                "belopp": f"{kolumn.amounts[rad.id]:.2f}",
            }
            for rad in matris.rader
            if rad.id in kolumn.amounts
        ],
    }
