"""What the event log says of agendas and kallelser."""

WORDINGS = {
    "dagordning.started": "började dagordningen med {antal} stående punkter",
    "dagordning.added": "lade till {rubrik} på dagordningen",
    "dagordning.changed": "ändrade {rubrik} på dagordningen",
    "dagordning.ordered": "ändrade dagordningens ordning",
    "dagordning.removed": "tog bort {rubrik} från dagordningen",
    "kallelse.made": "frös kallelse {nummer}",
    "kallelse.pdf": "skapade PDF för kallelse {nummer}, SHA-256 {sha256}",
    "kallelse.sent": "skickade kallelse {nummer} till {antal} personer",
    "kallelse.kommer": "svarade att {person} kommer",
    "kallelse.forhinder": "anmälde förhinder för {person}",
}
