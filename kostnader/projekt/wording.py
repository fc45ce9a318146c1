"""What is done with projects, in the words of the event log."""

WORDINGS = {
    "projekt.created": "lade upp projektet {objekt}",
    "projekt.changed": "ändrade projektet {objekt}: {falt}",
    "projekt.tid_added": "förde in {vad} {manad} i {objekt}",
    "projekt.tid_removed": "tog bort {vad} {manad} ur {objekt}",
    "projekt.tid_imported": "läste in {antal} poster från en fil i {objekt}",
    "projekt.timmar": "ändrade timmar i {objekt}, {antal} månader",
    "projekt.deltagare": "ändrade deltagare i {objekt}. {andringar}",
}
