"""Samples for protocols and justering: a meeting out for justering, and a justerat protocol."""

from collections.abc import Callable
from dataclasses import dataclass

from protokoll.arenden.models import Arendeobjekt
from protokoll.justering import acts
from protokoll.justering.models import Andringsforslag, Justering, Protokoll
from samverkan.dokument.acts import store_dokument
from samverkan.models import Samverkan
from tests.protokoll.justering.scen import DAY, Mote, avslutat_mote


@dataclass
class Prov:
    """A round with a proposal, one signer's part in it, and a justerat protocol with its paper."""

    mote: Mote
    runda: Protokoll
    justering: Justering
    forslag: Andringsforslag
    justerat: Protokoll
    hinder: Arendeobjekt


def build(samverkan: Samverkan) -> Prov:
    """Make the samples in the samverkan."""
    mote = avslutat_mote(samverkan=samverkan)
    runda = acts.starta_justering(mote.sammantrade, actor=mote.sekreterare)
    own = runda.justeringar.select_related("deltagare__person").get(role=Justering.Role.JUSTERARE)
    forslag = acts.foresla_andring(own, mote.paragrafer[13], text="Kortare.", actor=mote.user("Jan"))
    justerat = Protokoll.objects.create(
        sammantrade=mote.sammantrade,
        kind=Protokoll.Kind.OMEDELBART,
        status=Protokoll.Status.JUSTERAT,
        content=runda.content,
        content_sha256=runda.content_sha256,
        deadline=DAY,
        justerat_on=DAY,
        dokument=store_dokument(
            b"%PDF-1.7\n%%EOF",
            filename="protokoll.pdf",
            content_type="application/pdf",
            samverkan=samverkan,
        ),
    )
    justerat.paragrafer.set([mote.paragrafer[12]])
    hinder = Arendeobjekt.objects.create(
        arende=mote.paragrafer[12].arende,
        kind="prov",
        object_id=1,
        beslut=mote.paragrafer[12].beslut,
        obstacle="Budgeten är redan fastställd.",
    )
    return Prov(mote, runda, own, forslag, justerat, hinder)


Words = Callable[[Prov], dict[str, object]]


def mote(prov: Prov) -> dict[str, object]:
    return {"sammantrade": prov.mote.sammantrade.pk}


def runda(prov: Prov) -> dict[str, object]:
    return {"pk": prov.runda.pk}


def justerat(prov: Prov) -> dict[str, object]:
    return {"pk": prov.justerat.pk}


def min_justering(prov: Prov) -> dict[str, object]:
    return {"pk": prov.justering.pk}


# Which words each address takes, and whether it is for the signer alone.
WORDS: dict[str, tuple[Words, bool]] = {
    "justering:utkast": (mote, False),
    "justering:utkast_pdf": (mote, False),
    "justering:starta": (mote, False),
    "justering:omedelbar": (mote, False),
    "justering:paragraf": (lambda prov: {"paragraf": prov.mote.paragrafer[13].pk}, False),
    "justering:avsla": (lambda prov: {"forslag": prov.forslag.pk}, False),
    "justering:las": (min_justering, True),
    "justering:foresla": (lambda prov: min_justering(prov) | {"nummer": 13}, True),
    "justering:avboj": (min_justering, True),
    "justering:runda": (runda, False),
    "justering:runda_pdf": (runda, False),
    "justering:lage": (runda, False),
    "justering:forsegla": (runda, False),
    "justering:ny_version": (runda, False),
    "justering:ratta": (justerat, False),
    "justering:genomfor_igen": (lambda prov: {"pk": prov.hinder.pk}, False),
    "justering:lamna": (lambda prov: {"pk": prov.hinder.pk}, False),
    "protokoll:visa": (justerat, False),
    "protokoll:pdf": (justerat, False),
    "protokoll:utdrag": (justerat, False),
    "protokoll:utdrag_pdf": (justerat, False),
    "protokoll:skicka": (justerat, False),
}
