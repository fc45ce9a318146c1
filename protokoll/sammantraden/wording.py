"""What each act of planning is called in the event log."""

WORDINGS = {
    "arshjul.added": "lade till {objekt} i årshjulet för {organ}, {manad}",
    "arshjul.changed": "ändrade {objekt} i årshjulet för {organ}: {falt}",
    "arshjul.removed": "tog bort {objekt} i {manad} ur årshjulet för {organ}",
    "sammantrade.created": "planerade sammanträde med {organ} {dag}",
    "sammantrade.changed": "ändrade sammanträdet med {organ}: {falt}",
    "sammantrade.moved": "flyttade sammanträdet med {organ} från {fran} till {till}",
    "sammantrade.cancelled": "ställde in sammanträdet med {organ} {dag}: {skal}",
    "sammantrade.resumed": "planerade på nytt sammanträdet med {organ} {dag}",
}
