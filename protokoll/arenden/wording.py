"""What the event log says of matters and their papers."""

WORDINGS = {
    "arende.opened": "öppnade ärende {objekt}",
    "arende.changed": "ändrade i ärende {objekt}: {falt}",
    "arende.closed": "avslutade ärende {objekt}",
    "arende.reopened": "öppnade ärende {objekt} igen",
    "bilaga.added": "lade till {objekt} i ärende {dnr}",
    "bilaga.changed": "ändrade uppgifter om {objekt} i ärende {dnr}",
    "bilaga.moved": "flyttade {objekt} i ärende {dnr}",
    "bilaga.removed": "tog bort {objekt} ur ärende {dnr}",
}
