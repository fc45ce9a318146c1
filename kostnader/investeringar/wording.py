"""What is done with investments, in the words of the event log."""

WORDINGS = {
    "budget.avskrivningar": "lade årets avskrivningar i {objekt}, {antal} rader",
    "investering.created": "lade upp investeringen {objekt}",
    "investering.changed": "ändrade investeringen {objekt}: {falt}",
    "investering.budget_added": "förde in {vad} med {belopp} kr för {objekt}",
    "investering.budget_removed": "tog bort {vad} med {belopp} kr för {objekt}",
    "investering.utfall_added": "förde in utfall {manad} med {belopp} kr för {objekt}",
    "investering.utfall_removed": "tog bort utfall {manad} med {belopp} kr för {objekt}",
    "investering.ombudgeterad": "ombudgeterade {belopp} kr från {fran} till {till} för {objekt}, {beslut}",
    "investering.prognoser": "lämnade {antal} prognoser för investeringar i {objekt}",
    "avskrivningstyp.created": "lade till avskrivningstypen {objekt}",
    "avskrivningstyp.changed": "ändrade avskrivningstypen {objekt}: {falt}",
    "avskrivningstyp.removed": "tog bort avskrivningstypen {objekt}",
}
