"""What may be done with a report, its sections, their texts and tables."""

from kostnader.rapporter.acts.avsnitt import (
    andra_avsnitt,
    bekrafta_text,
    flytta_avsnitt,
    godkann_avsnitt,
    klarmarkera_avsnitt,
    lagg_till_avsnitt,
    oppna_avsnitt,
    ta_bort_avsnitt,
)
from kostnader.rapporter.acts.block import (
    andra_block,
    andra_tabell,
    flytta_block,
    lagg_till_block,
    skriv_tabell,
    ta_bort_block,
    typed_keys,
)
from kostnader.rapporter.acts.filer import start_filer
from kostnader.rapporter.acts.kontroll import signera_anmarkning
from kostnader.rapporter.acts.rapporter import (
    andra_rapport,
    faststalla_rapport,
    klarmarkera_rapport,
    oppna_rapport,
    skapa_rapport,
    ta_bort_rapport,
)
from kostnader.rapporter.acts.texter import Sparat, spara_text

__all__ = [
    "Sparat",
    "andra_avsnitt",
    "andra_block",
    "andra_rapport",
    "andra_tabell",
    "bekrafta_text",
    "faststalla_rapport",
    "flytta_avsnitt",
    "flytta_block",
    "godkann_avsnitt",
    "klarmarkera_avsnitt",
    "klarmarkera_rapport",
    "lagg_till_avsnitt",
    "lagg_till_block",
    "oppna_avsnitt",
    "oppna_rapport",
    "signera_anmarkning",
    "skapa_rapport",
    "skriv_tabell",
    "spara_text",
    "start_filer",
    "ta_bort_avsnitt",
    "ta_bort_block",
    "ta_bort_rapport",
    "typed_keys",
]
