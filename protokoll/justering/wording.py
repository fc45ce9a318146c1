"""What each act of justering is called in the event log."""

WORDINGS = {
    "protokoll.started": "skickade {objekt}, {paragrafer}, till justering",
    "protokoll.proposed": "föreslog en ändring i {paragraf}",
    "protokoll.answered": "besvarade ett ändringsförslag till {paragraf}: {hur}",
    "protokoll.changed": "ändrade {paragraf} under justeringen{igen}",
    "protokoll.signed": "skrev under {objekt} som {roll}",
    "protokoll.declined": "avböjde att skriva under {objekt}: {skal}",
    "protokoll.reminded": "påminde {namn} om att justera {objekt}",
    "protokoll.reopened": "öppnade {objekt} igen som en ny version: {skal}",
    "protokoll.correcting": "tog upp en rättelse av {paragraf} som ärende {arende}",
    "beslut.obstacle": "kunde inte låta {objekt} gälla för {vad}: {hinder}",
    "beslut.effected": "lät {objekt} gälla för {vad} när hindret var undanröjt",
    "beslut.left": "lät {vad} vara trots {objekt}: {skal}",
    "protokoll.sealed": "förseglade {objekt}, justerat {dag}, SHA-256 {sha256}",
    "protokoll.expedieras": "skickade utdrag ur {objekt} till {antal} mottagare",
    "protokoll.expedierad": "skickade utdrag, {paragrafer}, till {till}",
}
