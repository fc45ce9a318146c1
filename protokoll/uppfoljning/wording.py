"""What the acts of following up are called in the event log."""

WORDINGS = {
    "uppdrag.created": "gav uppdraget {objekt} till {ansvarig}",
    "uppdrag.changed": "ändrade uppdraget {objekt}: {falt}",
    "uppdrag.done": "rapporterade uppdraget {objekt} klart {dag}",
    "uppdrag.struck": "strök uppdraget {objekt}: {skal}",
    "uppdrag.reopened": "öppnade uppdraget {objekt} igen",
    "mal.created": "skrev målet {objekt} för {ar}",
    "mal.changed": "ändrade målet {objekt}: {falt}",
    "mal.removed": "tog bort målet {objekt}",
    "mal.measured": "förde in {varde} den {dag} för målet {objekt}",
    "mal.unmeasured": "tog bort värdet {dag} för målet {objekt}",
    "mal.judged": "bedömde målet {objekt}: {falt}",
    "mal.taken_back": "ändrade målet {objekt} så att bedömningen inte längre höll: {falt}",
    "kontrollmoment.created": "förde in risken {objekt} i internkontrollplanen för {ar}",
    "kontrollmoment.changed": "ändrade risken {objekt}: {falt}",
    "kontrollmoment.removed": "tog bort risken {objekt} ur internkontrollplanen",
    "kontrollmoment.followed_up": "följde upp risken {objekt}: {falt}",
    "kontrollmoment.copied": "kopierade {antal} risker till internkontrollplanen för {ar}",
}
