"""What may be done at the meeting. Every refusal names its clause and loses nothing."""

from protokoll.paragrafer.acts.avgor import avgor_paragraf
from protokoll.paragrafer.acts.dagordning import lagg_till_arende, oppna_paragraf, satt_omedelbar, utga
from protokoll.paragrafer.acts.fraser import lagg_upp_fraser, spara_fras, ta_bort_fras
from protokoll.paragrafer.acts.narvaro import (
    anmal_jav,
    byt_ordforande,
    lagg_till_deltagare,
    satt_narvaro,
    upprop,
    valja_justerare,
)
from protokoll.paragrafer.acts.omrostningar import Fraga, rosta, rosta_slutet, stryk_omrostning
from protokoll.paragrafer.acts.oppna import oppna_sammantrade, stanga_sammantrade
from protokoll.paragrafer.acts.reservationer import anteckna, reservera, skriv_motivering, ta_tillbaka
from protokoll.paragrafer.acts.texter import satt_utgang, spara_text
from protokoll.paragrafer.acts.yrkanden import (
    andra_yrkande,
    aterta_yrkande,
    instamma,
    ordna_propositioner,
    prova_yrkande,
    yrka,
)

__all__ = [
    "Fraga",
    "andra_yrkande",
    "anmal_jav",
    "anteckna",
    "aterta_yrkande",
    "avgor_paragraf",
    "byt_ordforande",
    "instamma",
    "lagg_till_arende",
    "lagg_till_deltagare",
    "lagg_upp_fraser",
    "oppna_paragraf",
    "oppna_sammantrade",
    "ordna_propositioner",
    "prova_yrkande",
    "reservera",
    "rosta",
    "rosta_slutet",
    "satt_narvaro",
    "satt_omedelbar",
    "satt_utgang",
    "skriv_motivering",
    "spara_fras",
    "spara_text",
    "stanga_sammantrade",
    "stryk_omrostning",
    "ta_bort_fras",
    "ta_tillbaka",
    "upprop",
    "utga",
    "valja_justerare",
    "yrka",
]
