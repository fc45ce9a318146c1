"""What each kind of report holds, with what is to be written and which tables belong where.

Årsredovisning: the parts of LKBR 4:2 (förvaltningsberättelse, resultaträkning, balansräkning,
kassaflödesanalys, noter, drift- och investeringsredovisning), and in the förvaltningsberättelse the headings
of RKR R15 in its order. Delårsrapport: LKBR 13 kap. and RKR R17. A gemensam nämnd has no årsredovisning of
its own (KL 9:20): it writes a verksamhetsberättelse with its accounts per member.

A table whose key no feature knows is left out when a report is made.
"""

from dataclasses import dataclass

from kostnader.rapporter.models import INGRESS, Rapport
from samverkan.medlemmar.models import Samverkan

TABELL, STAPLAR, HANTEL = "tabell", "staplar", "hantel"


@dataclass(frozen=True)
class Malldel:
    """A section: its key, level and heading, what is to be written, and its blocks as (kind, key)."""

    key: str
    level: int
    heading: str
    help: str
    block: tuple[tuple[str, str], ...] = ()


def tables(*keys: str) -> tuple[tuple[str, str], ...]:
    """Blocks that show the given tables."""
    return tuple((TABELL, key) for key in keys)


_INGRESS = Malldel(
    INGRESS,
    1,
    "I korthet",
    "En eller två meningar som säger hur det har gått: resultatet mot budget, och varför. "
    "Infoga siffrorna som fält, så stämmer de med tabellerna.",
)
_ORDLISTA = Malldel(
    "ordlista", 1, "Ordförklaringar", "Välj de ord ur ordlistan som läsaren kan behöva, med knappen Ordlista."
)

MANAD = (
    _INGRESS,
    Malldel(
        "drift",
        1,
        "Drift",
        "Säg hur prognosen för året ligger mot budgeten, och vilka poster som avviker. "
        "Kommentera varje avvikelse över gränsen: vad beror den på, och vad görs åt den?",
        tables("resultat"),
    ),
    Malldel(
        "medlemmar",
        1,
        "Kostnad per medlem",
        "Vad prognosen innebär för varje medlem. Förklara när budgeten inte följer nyckeln.",
        tables("medlemmar"),
    ),
    Malldel(
        "verksamheter",
        1,
        "Kostnadsställen och tjänster",
        "Kommentera de kostnadsställen och tjänster som avviker.",
        tables("kostnadsstallen", "tjanster"),
    ),
    Malldel(
        "investeringar",
        1,
        "Investeringar",
        "Vad har gjorts, vad återstår och håller den beslutade totalutgiften?",
        tables("investeringar"),
    ),
    Malldel("projekt", 1, "Projekt", "Nedlagd tid och upparbetat belopp per projekt.", tables("projekt")),
    Malldel(
        "atgarder",
        1,
        "Åtgärder",
        "Vad nämnden eller direktionen har beslutat att göra, vem som gör det och till när. "
        "Ta bort avsnittet om inget behövs.",
    ),
)

DELAR = (
    _INGRESS,
    Malldel(
        "handelser",
        1,
        "Händelser av väsentlig betydelse",
        "Det som har hänt under perioden och efter dess slut, och som har betydelse för resultat och "
        "ställning (LKBR 13 kap., RKR R17).",
    ),
    Malldel(
        "ekonomi",
        1,
        "Ekonomiskt utfall och helårsprognos",
        "Jämför utfallet med samma period i fjol och med budgeten, och säg vad helåret väntas sluta på.",
        tables("resultat", "medlemmar", "prognosomgangar"),
    ),
    Malldel(
        "mal",
        1,
        "Måluppfyllelse",
        "Hur målen för god ekonomisk hushållning väntas nås. Målen hämtas från uppföljningen.",
        tables("mal"),
    ),
    Malldel(
        "balanskrav",
        1,
        "Prognos för balanskravsresultatet",
        "Hur balanskravsresultatet väntas bli för året, och hur ett underskott ska återställas "
        "(KL 11:10–12). Gäller kommunalförbund.",
        tables("balanskrav"),
    ),
    Malldel(
        "investeringar",
        1,
        "Investeringar",
        "Utfall och prognos mot beslutad totalutgift.",
        tables("investeringar"),
    ),
    Malldel("rakenskaper", 1, "Räkenskaper", "", ()),
    Malldel(
        "resultatrakning",
        2,
        "Resultaträkning",
        "Jämförs med samma period i fjol.",
        tables("resultatrakning"),
    ),
    Malldel("balansrakning", 2, "Balansräkning", "Jämförs med senaste årsskifte.", tables("balansrakning")),
    Malldel("noter", 2, "Noter", "Redovisningsprinciper, säsongsvariationer och jämförelsestörande poster."),
)

VERKSAMHETSBERATTELSE = (
    _INGRESS,
    Malldel(
        "uppdrag",
        1,
        "Uppdrag och organisation",
        "Vad samverkan omfattar, enligt vilket avtal och reglemente.",
    ),
    Malldel("organ", 2, "Politisk organisation", "Hämtas från organen.", tables("organ", "narvaro")),
    Malldel(
        "handelser",
        1,
        "Årets viktigaste händelser",
        "Det som har förändrat verksamheten, kostnaden eller samarbetet under året.",
    ),
    Malldel(
        "mal",
        1,
        "Mål och resultat",
        "Hur många mål som nåddes, och varför de andra inte gjorde det.",
        tables("mal"),
    ),
    Malldel(
        "ekonomi",
        1,
        "Ekonomi",
        "Resultatet mot budgeten. Förklara de största avvikelserna.",
        tables("resultat", "kostnadsstallen"),
    ),
    Malldel(
        "medlemmar",
        2,
        "Ekonomisk redovisning per medlem",
        "Vad varje medlem har betalat, vad andelen blev, och vad som ska regleras.",
        tables("medlemmar", "over_underskott"),
    ),
    Malldel("investeringar", 2, "Investeringar", "Utfall mot beslutad totalutgift.", tables("investeringar")),
    Malldel(
        "personal",
        1,
        "Personal",
        "Antal anställda, sjukfrånvaro och kompetensförsörjning. Klistra in tabellen, gärna med flera år.",
    ),
    Malldel("framtid", 1, "Förväntad utveckling", "Vad som väntar nästa år, och vilka risker som finns."),
    _ORDLISTA,
)

ARSREDOVISNING = (
    _INGRESS,
    Malldel(
        "ordforande",
        1,
        "Ordföranden har ordet",
        "En halv sida i egna ord om året som gick och det som kommer.",
    ),
    Malldel(
        "organ", 1, "Organisation", "Förbundets medlemmar, uppdrag och organ.", tables("organ", "narvaro")
    ),
    Malldel(
        "forvaltningsberattelse",
        1,
        "Förvaltningsberättelse",
        "Inled med vad förbundet gör. Underrubrikerna följer RKR R15 i dess ordning.",
    ),
    Malldel(
        "oversikt",
        2,
        "Översikt över verksamhetens utveckling",
        "De senaste fem årens nyckeltal som en inklistrad tabell, med en kommentar till riktningen.",
    ),
    Malldel(
        "forhallanden",
        2,
        "Viktiga förhållanden för resultat och ekonomisk ställning",
        "Omvärld, risker och beroenden: medlemmarnas ekonomi, avtal, priser, räntor, säkerhet.",
    ),
    Malldel(
        "handelser",
        2,
        "Händelser av väsentlig betydelse",
        "Det som hänt under året eller efter dess slut, och som har betydelse för förbundet.",
    ),
    Malldel(
        "styrning",
        2,
        "Styrning och uppföljning av verksamheten",
        "Hur direktionen styr och följer upp, och hur den interna kontrollen har fungerat.",
    ),
    Malldel(
        "hushallning",
        2,
        "God ekonomisk hushållning och ekonomisk ställning",
        "Målen och om de är nådda, resultatet, soliditeten och förbundets ställning.",
        tables("mal", "medlemmar"),
    ),
    Malldel(
        "balanskrav",
        2,
        "Balanskravsresultat",
        "Utredningen enligt KL 11:10, och hur ett tidigare underskott har återställts (KL 11:12).",
        tables("balanskrav"),
    ),
    Malldel(
        "personal",
        2,
        "Väsentliga personalförhållanden",
        "Antal anställda, sjukfrånvaro, personalomsättning och kompetensförsörjning. Klistra in tabellen, "
        "gärna med flera år.",
    ),
    Malldel(
        "framtid",
        2,
        "Förväntad utveckling",
        "Vad som är känt om de kommande åren: nya medlemmar, avtal, investeringar.",
    ),
    Malldel(
        "drift",
        1,
        "Driftredovisning",
        "Utfallet per verksamhet mot direktionens budget (LKBR 10 kap., RKR R14).",
        tables("driftredovisning"),
    ),
    Malldel(
        "investeringar",
        1,
        "Investeringsredovisning",
        "Utfallet mot årets budget och mot beslutad totalutgift (LKBR 10 kap., RKR R14).",
        tables("investeringar", "investeringar_totalt"),
    ),
    Malldel(
        "resultatrakning",
        1,
        "Resultaträkning",
        "Uppställning enligt LKBR 5 kap.",
        tables("resultatrakning"),
    ),
    Malldel("balansrakning", 1, "Balansräkning", "Uppställning enligt LKBR 6 kap.", tables("balansrakning")),
    Malldel(
        "kassaflode",
        1,
        "Kassaflödesanalys",
        "Uppställning enligt LKBR 8 kap.",
        tables("kassaflode"),
    ),
    Malldel(
        "noter",
        1,
        "Noter",
        "Redovisningsprinciper, en not per rad, avskrivningstider, leasing, pensioner, kostnaden för "
        "räkenskapsrevision och avvikelser från rekommendationer (LKBR 4:3 och 9 kap.). Klistra in noternas "
        "tabeller.",
    ),
    _ORDLISTA,
)

MALLAR = {
    Rapport.Kind.MANAD: MANAD,
    Rapport.Kind.DELAR: DELAR,
    Rapport.Kind.VERKSAMHETSBERATTELSE: VERKSAMHETSBERATTELSE,
    Rapport.Kind.ARSREDOVISNING: ARSREDOVISNING,
}


def kinds_for(samverkan: Samverkan) -> list[Rapport.Kind]:
    """The kinds of report a samverkan makes: only a kommunalförbund has an årsredovisning (LKBR 1:3)."""
    forbund = samverkan.form == Samverkan.Form.KOMMUNALFORBUND
    whole = Rapport.Kind.ARSREDOVISNING if forbund else Rapport.Kind.VERKSAMHETSBERATTELSE
    return [Rapport.Kind.MANAD, Rapport.Kind.DELAR, whole]
