"""What the events of the outcome are called."""

WORDINGS = {
    "utfallskalla.created": "lade upp utfallskällan {objekt}",
    "utfallskalla.columns": "ändrade hur filer från {objekt} läses",
    "utfallsfil.uploaded": "laddade upp {objekt} från {kalla}",
    "utfallsfil.read": "läste {objekt}: {poster} poster",
    "utfallsfil.taken": "tog in {objekt} från {kalla}: {manader}, {poster} poster, {summa} kr",
    "utfallsfil.replaced": "ersatte {objekt} med {fil}",
    "utfallsfil.thrown": "kastade {objekt}",
    "konteringsregel.created": "lade upp konteringsregeln {objekt}: {leder}",
    "konteringsregel.changed": "ändrade konteringsregeln {objekt}: {falt}",
    "konteringsregel.removed": "tog bort konteringsregeln {objekt}: {leder}",
    "konteringsregler.proposed": "lade upp {antal} konteringsregler ur {plan}",
    "handposter.changed": "skrev in utfall för hand {ar}: {vad}",
    "kostnadsstalle.created": "lade upp kostnadsstället {objekt}",
    "kostnadsstalle.changed": "ändrade kostnadsstället {objekt}: {falt}",
    "kostnadsstalle.removed": "tog bort kostnadsstället {objekt}",
    "kostnadsslag.created": "lade upp kostnadsslaget {objekt}",
    "kostnadsslag.changed": "ändrade kostnadsslaget {objekt}: {falt}",
    "kostnadsslag.removed": "tog bort kostnadsslaget {objekt}",
    "kostnadsslag.moved": "flyttade {objekt} i ordningen",
}
