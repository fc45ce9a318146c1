"""What is done with reports, in the words of the event log."""

WORDINGS = {
    "rapport.created": "skapade {objekt} från {kalla}",
    "rapport.changed": "ändrade {objekt}: {falt}",
    "rapport.removed": "tog bort utkastet {objekt}",
    "rapport.done": "markerade {objekt} som klar",
    "rapport.opened": "öppnade {objekt} igen: {skal}",
    "rapport.adopted": "fastställde {objekt} med {beslut}",
    "rapport.reminded": "påminde {namn} om {antal} avsnitt i {objekt}",
    "avsnitt.created": "lade till avsnittet {objekt} i {rapport}",
    "avsnitt.changed": "ändrade avsnittet {objekt} i {rapport}: {falt}",
    "avsnitt.moved": "flyttade avsnittet {objekt} i {rapport}",
    "avsnitt.removed": "tog bort avsnittet {objekt} ur {rapport}",
    "avsnitt.written": "skrev i avsnittet {objekt} i {rapport}",
    "avsnitt.confirmed": "bekräftade att texten i {objekt} gäller i {rapport}",
    "avsnitt.done": "markerade avsnittet {objekt} i {rapport} som klart och frös siffrorna",
    "avsnitt.approved": "godkände avsnittet {objekt} i {rapport}",
    "avsnitt.opened": "öppnade avsnittet {objekt} i {rapport} igen: {skal}",
    "rapportblock.created": "lade till tabellen {tabell} i {objekt}, {rapport}",
    "rapportblock.changed": "ändrade tabellen {tabell} i {objekt}, {rapport}",
    "rapportblock.removed": "tog bort tabellen {tabell} ur {objekt}, {rapport}",
}
