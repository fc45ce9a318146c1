"""The rows of the financial statements, in the order of the law (2018:597): what each is called and sums.

A row with `parts` is their sum; any other is an amount. `konton` are the accounts (Kommun-BAS, by prefix)
that a balance row sums. Rows with no figure in any column are left out, so a kommunalförbund sees no taxes.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Lagrad:
    """A row of a statement. `group` is the heading above it, where one starts."""

    key: str
    label: str
    parts: tuple[str, ...] = ()
    konton: tuple[str, ...] = ()
    group: str = ""


# Chapter 5. Members' fees stand on a row of their own after the net cost, as kommunalförbund show them.
RESULTAT = (
    Lagrad("intakter", "Verksamhetens intäkter"),
    Lagrad("kostnader", "Verksamhetens kostnader"),
    Lagrad("avskrivningar", "Avskrivningar"),
    Lagrad("nettokostnader", "Verksamhetens nettokostnader", ("intakter", "kostnader", "avskrivningar")),
    Lagrad("medlemsavgifter", "Medlemsavgifter"),
    Lagrad("skatteintakter", "Skatteintäkter"),
    Lagrad("statsbidrag", "Generella statsbidrag och utjämning"),
    Lagrad(
        "verksamhetens_resultat",
        "Verksamhetens resultat",
        ("nettokostnader", "medlemsavgifter", "skatteintakter", "statsbidrag"),
    ),
    Lagrad("fin_intakter", "Finansiella intäkter"),
    Lagrad("fin_kostnader", "Finansiella kostnader"),
    Lagrad(
        "efter_finansiella",
        "Resultat efter finansiella poster",
        ("verksamhetens_resultat", "fin_intakter", "fin_kostnader"),
    ),
    Lagrad("extraordinara", "Extraordinära poster"),
    Lagrad("arets_resultat", "Årets resultat", ("efter_finansiella", "extraordinara")),
)

# Chapter 6, section 2.
BALANS = (
    Lagrad("immateriella", "Immateriella anläggningstillgångar", konton=("10",), group="Tillgångar"),
    Lagrad("mark_byggnader", "Mark, byggnader och tekniska anläggningar", konton=("11",)),
    Lagrad("maskiner", "Maskiner och inventarier", konton=("12",)),
    Lagrad("finansiella", "Finansiella anläggningstillgångar", konton=("13",)),
    Lagrad(
        "anlaggning",
        "Summa anläggningstillgångar",
        ("immateriella", "mark_byggnader", "maskiner", "finansiella"),
    ),
    Lagrad("infrastruktur", "Bidrag till infrastruktur"),
    Lagrad("forrad", "Förråd", konton=("14",)),
    Lagrad("fordringar", "Fordringar", konton=("15", "16", "17")),
    Lagrad("placeringar", "Kortfristiga placeringar", konton=("18",)),
    Lagrad("kassa", "Kassa och bank", konton=("19",)),
    Lagrad("omsattning", "Summa omsättningstillgångar", ("forrad", "fordringar", "placeringar", "kassa")),
    Lagrad("tillgangar", "Summa tillgångar", ("anlaggning", "infrastruktur", "omsattning")),
    Lagrad("ek_resultat", "Årets resultat", group="Eget kapital, avsättningar och skulder"),
    Lagrad("ek_reserv", "Resultatreserv"),
    Lagrad("ek_ovrigt", "Övrigt eget kapital", konton=("20",)),
    Lagrad("eget_kapital", "Summa eget kapital", ("ek_resultat", "ek_reserv", "ek_ovrigt")),
    Lagrad("pensioner", "Avsättningar för pensioner", konton=("221", "222")),
    Lagrad("ovriga_avsattningar", "Övriga avsättningar", konton=("22",)),
    Lagrad("avsattningar", "Summa avsättningar", ("pensioner", "ovriga_avsattningar")),
    Lagrad("langfristiga", "Långfristiga skulder", konton=("23",)),
    Lagrad("kortfristiga", "Kortfristiga skulder", konton=("24", "25", "26", "27", "28", "29")),
    Lagrad("skulder", "Summa skulder", ("langfristiga", "kortfristiga")),
    Lagrad(
        "ek_och_skulder",
        "Summa eget kapital, avsättningar och skulder",
        ("eget_kapital", "avsattningar", "skulder"),
    ),
    Lagrad("panter", "Panter och därmed jämförliga säkerheter", group="Panter och ansvarsförbindelser"),
    Lagrad("pension_utanfor", "Pensionsförpliktelser som inte är skuld eller avsättning"),
    Lagrad("ovriga_ansvar", "Övriga ansvarsförbindelser"),
)
ASSETS = ("10", "11", "12", "13", "14", "15", "16", "17", "18", "19")

# Chapter 8; rows as in RKR R13.
KASSAFLODE = (
    Lagrad("kf_resultat", "Årets resultat", group="Den löpande verksamheten"),
    Lagrad("kf_avskrivningar", "Justering för av- och nedskrivningar"),
    Lagrad("kf_avsatt", "Justering för gjorda avsättningar"),
    Lagrad("kf_ianspraktaget", "Justering för ianspråktagna avsättningar"),
    Lagrad("kf_ovriga", "Övriga poster som inte påverkar likviditeten"),
    Lagrad(
        "kf_fore_kapital",
        "Medel från verksamheten före förändring av rörelsekapital",
        ("kf_resultat", "kf_avskrivningar", "kf_avsatt", "kf_ianspraktaget", "kf_ovriga"),
    ),
    Lagrad("kf_fordringar", "Ökning eller minskning av kortfristiga fordringar"),
    Lagrad("kf_forrad", "Ökning eller minskning av förråd"),
    Lagrad("kf_skulder", "Ökning eller minskning av kortfristiga skulder"),
    Lagrad(
        "kf_lopande",
        "Kassaflöde från den löpande verksamheten",
        ("kf_fore_kapital", "kf_fordringar", "kf_forrad", "kf_skulder"),
    ),
    Lagrad("kf_inv_immateriella", "Investering i immateriella tillgångar", group="Investeringsverksamheten"),
    Lagrad("kf_inv_materiella", "Investering i materiella tillgångar"),
    Lagrad("kf_salt_materiella", "Försäljning av materiella tillgångar"),
    Lagrad("kf_inv_finansiella", "Investering i finansiella tillgångar"),
    Lagrad(
        "kf_investering",
        "Kassaflöde från investeringsverksamheten",
        ("kf_inv_immateriella", "kf_inv_materiella", "kf_salt_materiella", "kf_inv_finansiella"),
    ),
    Lagrad("kf_nya_lan", "Nyupptagna lån", group="Finansieringsverksamheten"),
    Lagrad("kf_amortering", "Amortering av skuld"),
    Lagrad("kf_langa_fordringar", "Ökning eller minskning av långfristiga fordringar"),
    Lagrad(
        "kf_finansiering",
        "Kassaflöde från finansieringsverksamheten",
        ("kf_nya_lan", "kf_amortering", "kf_langa_fordringar"),
    ),
    Lagrad("kf_infrastruktur", "Bidrag till infrastruktur"),
    Lagrad(
        "kf_arets",
        "Årets kassaflöde",
        ("kf_lopande", "kf_investering", "kf_finansiering", "kf_infrastruktur"),
    ),
    Lagrad("kf_ingaende", "Likvida medel vid årets början"),
    Lagrad("kf_utgaende", "Likvida medel vid årets slut", ("kf_arets", "kf_ingaende")),
)

# Kommunallagen 11:10–14.
BALANSKRAV = (
    Lagrad("bk_resultat", "Årets resultat enligt resultaträkningen"),
    Lagrad("bk_vinster", "Samtliga realisationsvinster"),
    Lagrad("bk_vinster_undantag", "Realisationsvinster enligt undantag"),
    Lagrad("bk_forluster_undantag", "Realisationsförluster enligt undantag"),
    Lagrad("bk_orealiserade", "Orealiserade vinster och förluster i värdepapper"),
    Lagrad("bk_ater", "Återföring av orealiserade vinster och förluster i värdepapper"),
    Lagrad(
        "bk_efter",
        "Årets resultat efter balanskravsjusteringar",
        (
            "bk_resultat",
            "bk_vinster",
            "bk_vinster_undantag",
            "bk_forluster_undantag",
            "bk_orealiserade",
            "bk_ater",
        ),
    ),
    Lagrad("bk_reservering", "Reservering till resultatreserv"),
    Lagrad("bk_anvandning", "Användning av resultatreserv"),
    Lagrad("bk_balanskrav", "Årets balanskravsresultat", ("bk_efter", "bk_reservering", "bk_anvandning")),
)
