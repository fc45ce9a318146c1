"""What each act of planning is called in the event log."""

WORDINGS = {
    "arshjul.added": "lade till {objekt} i årshjulet för {organ}, {manad}",
    "arshjul.changed": "ändrade {objekt} i årshjulet för {organ}: {falt}",
    "arshjul.removed": "tog bort {objekt} i {manad} ur årshjulet för {organ}",
    "stamrad.added": "lade till {objekt} bland de stående punkterna för {organ}",
    "stamrad.changed": "ändrade den stående punkten {objekt} för {organ}: {falt}",
    "stamrad.moved": "flyttade {objekt} bland de stående punkterna för {organ}",
    "stamrad.removed": "tog bort {objekt} ur de stående punkterna för {organ}",
    "sammantrade.created": "planerade sammanträde med {organ} {dag}",
    "sammantrade.changed": "ändrade sammanträdet med {organ}: {falt}",
    "sammantrade.moved": "flyttade sammanträdet med {organ} från {fran} till {till}",
    "sammantrade.cancelled": "ställde in sammanträdet med {organ} {dag}: {skal}",
    "sammantrade.resumed": "planerade på nytt sammanträdet med {organ} {dag}",
}
