"""One sample object for each address that names one, for test_ratter.

A feature adds a line to EXEMPEL for each of its addresses that holds more than slug and year:
which words it takes in the sample world, and, when the page asks more than its door does (an invoice is
for its own payer only), the narrower rule. What the samples need beyond the world is made in `build`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from kostnader.fakturor.acts import open_korning, utfarda_korning
from kostnader.fakturor.leverans import store_pdf
from kostnader.fakturor.models import Faktura, Fakturakorning
from kostnader.fakturor.plan import make_plan
from protokoll.sammantraden.models import Arshjulspost, Sammantrade
from samverkan.beslut.acts import register_beslut
from samverkan.jobb.acts import perform
from samverkan.konton.rules import (
    may_edit_organisation,
    may_see_fakturor_of,
    may_see_person,
    may_use_calendar_of,
)
from samverkan.models import Anvandare, Beslut, Enhet, Mandat, Matt, Organisation, Roll
from tests import factories as f
from tests.arkitektur import exempel_anslag, exempel_justering, exempel_siffror, exempel_uppfoljning
from tests.arkitektur import exempel_rapporter as rapporter
from tests.arkitektur import exempel_utfall as utfall
from tests.arkitektur.exempel_bokslut import DRAFTS, begin, sees_drafts
from tests.arkitektur.handlingar import HANDLINGAR, Handlingar, build_handlingar
from tests.protokoll.exempel_mote import MOTE, Motesexempel
from tests.scener import Scen, liten_scen

YEAR = 2023


@dataclass
class Varld:
    """A small cooperation with one of everything. The payer is the member whose own objects are shown."""

    scen: Scen
    korning: Fakturakorning
    faktura: Faktura
    roll: Roll
    enhet: Enhet
    beslut: Beslut
    matt: Matt
    mandat: Mandat
    sammantrade: Sammantrade
    arshjulspost: Arshjulspost
    justering: exempel_justering.Prov
    uppfoljning: exempel_uppfoljning.Prov
    rapporter: rapporter.Prov
    anslag: exempel_anslag.Anslaget
    utfall: utfall.Prov
    handlingar: Handlingar
    mote: Motesexempel

    @property
    def payer(self) -> Organisation:
        return self.scen.medlemmar[1]

    @property
    def other(self) -> Organisation:
        return self.scen.medlemmar[2]


def build() -> Varld:
    """Make the sample world: a frozen year with one issued run."""
    scen = liten_scen()
    scen.freeze()
    actor = scen.controller
    korning = open_korning(scen.samverkan, year=YEAR, month=1, issue_date=f.START.replace(YEAR), actor=actor)
    plan = make_plan(korning)
    payers = {payer.organisation.pk for payer in plan.ready}
    perform(utfarda_korning(korning, payer_ids=payers, fingerprint=plan.fingerprint, actor=actor).pk)
    faktura = Faktura.objects.get(payer=scen.medlemmar[1])
    store_pdf(faktura.pk)
    organ = scen.beslut.organ
    sammantrade = f.SammantradeFactory(organ=organ)
    begin(scen)
    beslut = Beslut(samverkan=scen.samverkan, organ=organ, date=f.START, paragraf="99", heading="Val")
    return Varld(
        scen=scen,
        korning=korning,
        faktura=faktura,
        roll=f.RollFactory(samverkan=scen.samverkan, kind=Roll.Kind.LEDAMOT),
        enhet=f.EnhetFactory(samverkan=scen.samverkan, organisation=scen.medlemmar[1]),
        matt=f.MattFactory(
            mattslag__samverkan=scen.samverkan, mattslag__code="prov", organisation=scen.medlemmar[1]
        ),
        beslut=register_beslut(beslut, pdf=("beslut.pdf", b"%PDF-1.7\n%%EOF"), actor=actor),
        mandat=f.MandatFactory(organ=organ),
        sammantrade=sammantrade,
        handlingar=build_handlingar(sammantrade, actor),
        arshjulspost=f.ArshjulspostFactory(organ=organ),
        justering=exempel_justering.build(scen.samverkan),
        uppfoljning=exempel_uppfoljning.build(scen.samverkan),
        rapporter=rapporter.build(scen.samverkan, actor),
        mote=Motesexempel.build(scen.samverkan),
        anslag=exempel_anslag.build(organ, actor),
        utfall=utfall.build(scen.samverkan, actor),
    )


Narrower = Callable[[Anvandare, Varld], bool]


@dataclass(frozen=True)
class Exempel:
    """The words of an address besides slug and year, and what its page asks beyond the door."""

    words: Callable[[Varld], dict[str, object]]
    see: Narrower | None = None
    do: Narrower | None = None


def own_faktura(user: Anvandare, varld: Varld) -> bool:
    return may_see_fakturor_of(user, varld.scen.samverkan, varld.payer.pk)


def own_organisation(user: Anvandare, varld: Varld) -> bool:
    return may_edit_organisation(user, varld.scen.samverkan, varld.payer.pk)


def korning(varld: Varld) -> dict[str, object]:
    return {"korning": varld.korning.pk}


def faktura(varld: Varld) -> dict[str, object]:
    return {"faktura": varld.faktura.pk}


def kostnad(varld: Varld) -> dict[str, object]:
    return {"organisation": varld.payer.pk}


def slag(varld: Varld) -> dict[str, object]:
    return {"slag": varld.matt.mattslag_id}


def matt(varld: Varld) -> dict[str, object]:
    return slag(varld) | {"datum": str(varld.matt.reference_date)}


def tjanst(varld: Varld) -> dict[str, object]:
    return {"pk": varld.scen.tjanst.pk}


def budget(varld: Varld) -> dict[str, object]:
    return {"number": varld.scen.budget.number}


def budgetrad(varld: Varld) -> dict[str, object]:
    return budget(varld) | {"pk": varld.scen.budget.rader.get().pk}


def payer(varld: Varld) -> dict[str, object]:
    return {"pk": varld.payer.pk}


def andel(varld: Varld) -> dict[str, object]:
    return {"tjanst": varld.scen.tjanst.pk, "organisation": varld.payer.pk}


def nyckel(varld: Varld) -> dict[str, object]:
    return {"pk": varld.scen.tjanst.nyckel_id}


def nyckelversion(varld: Varld) -> dict[str, object]:
    return {"pk": varld.scen.tjanst.nyckel.versioner.get().pk}


def beslut(varld: Varld) -> dict[str, object]:
    return {"pk": varld.beslut.pk}


def organ(varld: Varld) -> dict[str, object]:
    return {"pk": varld.sammantrade.organ_id}


def mandat(varld: Varld) -> dict[str, object]:
    return {"pk": varld.mandat.pk}


def person(varld: Varld) -> dict[str, object]:
    return {"pk": varld.mandat.person_id}


def own_person(user: Anvandare, varld: Varld) -> bool:
    return may_see_person(user, varld.scen.samverkan, varld.mandat.person.anvandare_id)


def own_calendar(user: Anvandare, varld: Varld) -> bool:
    return may_use_calendar_of(user, varld.scen.samverkan, varld.mandat.person.anvandare_id)


def sammantrade(varld: Varld) -> dict[str, object]:
    return {"pk": varld.sammantrade.pk}


def arshjulspost(varld: Varld) -> dict[str, object]:
    return {"pk": varld.arshjulspost.pk}


def own_justering(user: Anvandare, varld: Varld) -> bool:
    return user.pk == varld.justering.justering.deltagare.person.anvandare_id


def nobody(user: Anvandare, varld: Varld) -> bool:
    return False  # for those the kallelse was sent to, and here it was sent to nobody


EXEMPEL: dict[str, Exempel] = {
    "sammantraden:dagordning_arshjul": Exempel(
        lambda varld: sammantrade(varld) | {"post": varld.arshjulspost.pk}
    ),
    "sammantraden:handlingar_svar": Exempel(lambda varld: sammantrade(varld), see=nobody),
    **{
        f"sammantraden:{name}": Exempel(lambda varld: sammantrade(varld))
        for name in (
            "dagordning",
            "dagordning_starta",
            "dagordning_arenden",
            "dagordning_rad",
            "dagordning_foregaende",
            "dagordning_ordna",
            "kallelse",
            "kallelse_lage",
            "kallelse_skapa",
            "handlingar",
        )
    },
    "konton:nytt": Exempel(lambda varld: {"uidb64": "MQ", "token": "x-y"}),
    "roller:avsluta": Exempel(lambda varld: {"pk": varld.roll.pk}),
    "beslut:beslut": Exempel(beslut),
    "beslut:dokument": Exempel(beslut),
    "beslut:overklagat": Exempel(beslut),
    "medlemmar:fil": Exempel(lambda varld: {"fmt": "csv"}),
    "medlemmar:organisation": Exempel(payer),
    "medlemmar:andra": Exempel(payer, do=own_organisation),
    "medlemmar:ny_enhet": Exempel(payer),
    "medlemmar:enhet": Exempel(lambda varld: {"pk": varld.enhet.pk}),
    "medlemmar:medlemskap": Exempel(lambda varld: {"pk": varld.payer.medlemskap.get().pk}),
    "organ:organ": Exempel(organ),
    "organ:andra": Exempel(organ),
    "organ:nytt_mandat": Exempel(organ),
    "organ:mandat": Exempel(mandat),
    "organ:avsluta": Exempel(mandat),
    "organ:person": Exempel(person, see=own_person),
    "organ:andra_person": Exempel(person),
    "organ:ny_kalenderadress": Exempel(person, see=own_person, do=own_calendar),
    "matt:granska": Exempel(lambda varld: {"token": "ingen"}),
    "matt:slag": Exempel(slag),
    "matt:fil": Exempel(lambda varld: slag(varld) | {"fmt": "csv"}),
    "matt:valj_datum": Exempel(slag),
    "matt:fyll_i": Exempel(matt),
    "matt:attestera": Exempel(matt),
    "tjanster:tjanst": Exempel(tjanst),
    "tjanster:andra": Exempel(tjanst),
    "tjanster:flytta": Exempel(tjanst),
    "tjanster:anslutningar": Exempel(tjanst),
    "tjanster:anslut_alla": Exempel(tjanst),
    "nycklar:nyckel": Exempel(nyckel),
    "nycklar:namn": Exempel(nyckel),
    "nycklar:ny_version": Exempel(nyckel),
    "nycklar:version": Exempel(nyckelversion),
    "nycklar:andra": Exempel(nyckelversion),
    "nycklar:faststall": Exempel(nyckelversion),
    "nycklar:steg": Exempel(nyckelversion),
    "fordelning:kvitto": Exempel(andel),
    "fordelning:kvitto_pdf": Exempel(andel),
    "fordelning:kvitto_excel": Exempel(andel),
    **{f"budget:{name}": Exempel(budget) for name in exempel_siffror.BUDGET},
    "budget:row": Exempel(budgetrad),
    "budget:row_remove": Exempel(budgetrad),
    "fakturor:korning": Exempel(korning),
    "fakturor:lage": Exempel(korning),
    "fakturor:utfarda": Exempel(korning),
    "fakturor:datum": Exempel(korning),
    "fakturor:avsluta": Exempel(korning),
    "fakturor:betalare": Exempel(lambda varld: korning(varld) | {"organisation": varld.payer.pk}),
    "fakturor:korning-zip": Exempel(korning),
    "fakturor:korning-excel": Exempel(korning),
    "fakturor:faktura": Exempel(faktura, see=own_faktura),
    "fakturor:pdf": Exempel(faktura, see=own_faktura),
    "fakturor:excel": Exempel(faktura, see=own_faktura),
    "fakturor:kreditera": Exempel(faktura, see=own_faktura),
    **{f"oversikt:{name}": Exempel(kostnad, see=own_faktura) for name in ("underlag", "prognos")},
    "oversikt:planerat": Exempel(
        lambda varld: kostnad(varld) | {"month_year": YEAR, "month": 4}, see=own_faktura
    ),
    "oversikt:tjanst": Exempel(
        lambda varld: kostnad(varld) | {"tjanst": varld.scen.tjanst.pk}, see=own_faktura
    ),
    "sammantraden:sammantrade": Exempel(sammantrade),
    "sammantraden:andra": Exempel(sammantrade),
    "sammantraden:stall_in": Exempel(sammantrade),
    "sammantraden:ateruppta": Exempel(sammantrade),
    "sammantraden:arshjulspost": Exempel(arshjulspost),
    "sammantraden:arshjulspost_bort": Exempel(arshjulspost),
    "kalender:person": Exempel(lambda varld: {"key": varld.mandat.person.calendar_key}),
}

EXEMPEL |= {name: Exempel(words) for name, words in exempel_siffror.WORDS.items()}
EXEMPEL |= {
    name: Exempel(lambda varld, words=words: getattr(varld.handlingar, words)())
    for name, words in HANDLINGAR.items()
}
EXEMPEL |= {
    name: Exempel(lambda varld, words=words: words(varld.justering), own_justering if own else None)
    for name, (words, own) in exempel_justering.WORDS.items()
}
EXEMPEL |= {
    name: Exempel(lambda varld, words=words, of=of: words(getattr(varld, of)))
    for of, samples in {"uppfoljning": exempel_uppfoljning, "anslag": exempel_anslag}.items()
    for name, words in samples.WORDS.items()
}
EXEMPEL |= {name: Exempel(words, sees_drafts) for name, words in DRAFTS.items()}
EXEMPEL |= {name: Exempel(lambda varld, name=name: varld.mote.samples()[name]) for name in MOTE}
EXEMPEL |= {name: Exempel(words, rapporter.see, rapporter.do) for name, words in rapporter.WORDS.items()}
EXEMPEL |= {name: Exempel(lambda v, words=words: words(v.utfall)) for name, words in utfall.WORDS.items()}
