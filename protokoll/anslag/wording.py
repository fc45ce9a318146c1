"""What the acts of the notice board are called in the event log."""

WORDINGS = {
    "anslag.prepared": "förberedde anslaget {objekt}",
    "anslag.posted": "satte upp anslaget {objekt} på anslagstavlan här{sent}",
    "anslag.confirmed": "bekräftade att anslaget {objekt} sitter uppe sedan {dag}: {tavlor}",
    "anslag.days": "räknade tiden för anslaget {objekt}. {dagar}",
    "anslag.taken_down": "tog ned anslaget {objekt}{skal}",
    "avbrott.ended": "antecknade att {tavla} går att läsa igen, {fran}–{till}",
    "avbrott.registered": "antecknade att {tavla} inte gick att läsa, {fran}–{till}: {orsak}",
    "tavla.changed": "ändrade anslagstavlan {objekt}: {falt}",
    "tavla.created": "lade upp anslagstavlan {objekt} för {organ}",
    "webbversion.masked": "{vad} i webbversionen",
    "webbversion.prepared": "påbörjade en webbversion med {antal} säkra fynd maskerade",
    "webbversion.published": "publicerade webbversionen till {till}, {maskerat} maskerade ställen",
    "webbversion.unpublished": "avpublicerade webbversionen",
}
