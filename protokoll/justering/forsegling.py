"""When all have signed: the paper is made and sealed, and what was decided counts as justerat.

One transaction: paper, status of the protocol, its Beslut, the objects they decide, and what later features
do (`nar_justerat`). A worker that dies leaves nothing half, and the job is handed out again.
"""

from django.db import transaction

from protokoll.justering.acts import FORSEGLA_JOBB, lock_protokoll
from protokoll.justering.genomforande import let_count
from protokoll.justering.innehall import Content
from protokoll.justering.models import Justering, Protokoll
from protokoll.justering.nar_justerat import tell
from protokoll.justering.papper import JUSTERAT, paper
from protokoll.justering.pdf import render_protokoll
from protokoll.justering.queries import signature_rows
from protokoll.justering.sigill import sigillnyckel
from protokoll.sammantraden.models import Sammantrade
from samverkan.beslut.acts import move_beslut
from samverkan.beslut.models import Beslut
from samverkan.dokument.acts import store_dokument
from samverkan.handelser.acts import log
from samverkan.jobb.acts import handler
from samverkan.jobb.models import Jobb
from samverkan.lib.sigill import seal_pdf

PDF = "application/pdf"
NAMES = {"helt": "protokoll", "omedelbart": "protokoll-omedelbart"}


@handler(FORSEGLA_JOBB)
def run_forsegla(jobb: Jobb) -> None:
    """Seal the protocol unless it is done. Safe to run twice."""
    forsegla(Protokoll.objects.get(pk=jobb.object_id), actor=jobb.started_by)


@transaction.atomic
def forsegla(protokoll: Protokoll, *, actor) -> None:
    """Make the sealed paper and let it count. Does nothing unless all have signed and it is not sealed.

    What the decisions can no longer let count does not stop it; see `genomforande`.
    """
    protokoll = lock_protokoll(protokoll)
    if protokoll.status != Protokoll.Status.UNDERSKRIVET:
        return
    samverkan = protokoll.sammantrade.organ.samverkan
    protokoll.dokument = store_dokument(
        sealed_pdf(protokoll), filename=pdf_name(protokoll), content_type=PDF, samverkan=samverkan
    )
    protokoll.status = Protokoll.Status.JUSTERAT
    protokoll.save(update_fields=["dokument", "status"])
    log(
        "protokoll.sealed",
        protokoll,
        actor=actor,
        samverkan=samverkan,
        sha256=protokoll.dokument.innehall_id,
        dag=protokoll.justerat_on,
    )
    _let_count(protokoll, actor)
    tell(protokoll, actor)


def _let_count(protokoll: Protokoll, actor) -> None:
    """Each decision becomes justerat with the paper as its document, and decides what its matter carried."""
    if protokoll.kind == Protokoll.Kind.HELT:
        Sammantrade.objects.filter(pk=protokoll.sammantrade_id).update(status=Sammantrade.Status.JUSTERAT)
    for paragraf in protokoll.paragrafer.select_related("beslut__samverkan", "beslut__organ").order_by(
        "number"
    ):
        beslut = paragraf.beslut
        if beslut is None or beslut.status != Beslut.Status.FATTAT:
            continue  # justerat before: at once, or in a version that this one replaces
        move_beslut(beslut, status=Beslut.Status.JUSTERAT, actor=actor)
        Beslut.objects.filter(pk=beslut.pk).update(dokument=protokoll.dokument)
        beslut.dokument = protokoll.dokument
        let_count(paragraf, actor=actor)


def sealed_pdf(protokoll: Protokoll) -> bytes:
    """The paper with its signatures and the machine-readable protocol inside, sealed."""
    justeringar = list(protokoll.justeringar.select_related("deltagare"))
    words = paper(
        protokoll.content,
        laget=JUSTERAT,
        underskrifter=signature_rows(justeringar),
        sha256=protokoll.content_sha256,
        version=protokoll.version,
        justerat_on=protokoll.justerat_on,
    )
    pdf = render_protokoll(
        words,
        made_on=protokoll.justerat_on,
        sha256=protokoll.content_sha256,
        record=record(protokoll, justeringar),
    )
    reason = f"Protokollet är justerat {protokoll.justerat_on}"
    label = f"Elektroniskt sigill från Samverkan. {reason}."
    return seal_pdf(pdf, sigillnyckel(), reason=reason, label=label)


def record(protokoll: Protokoll, justeringar: list[Justering]) -> Content:
    """What travels inside the PDF: the content that was signed, its hash, and who signed it when."""
    return {
        "protokoll": protokoll.content,
        "sha256": protokoll.content_sha256,
        "version": protokoll.version,
        "justerat": protokoll.justerat_on.isoformat(),
        "underskrifter": [
            {
                "namn": one.deltagare.name_and_party,
                "roll": one.role,
                "paragrafer": one.numbers,
                "tid": one.signed_at,
                "sha256": one.signed_sha256,
            }
            for one in justeringar
        ],
    }


def pdf_name(protokoll: Protokoll) -> str:
    """'protokoll-2022-06-22.pdf'; later versions say which."""
    version = f"-version-{protokoll.version}" if protokoll.version > 1 else ""
    numbers = f"-{protokoll.content['paragrafer_text'].strip('§ ')}" if protokoll.kind == "omedelbart" else ""
    name = f"{NAMES[protokoll.kind]}-{protokoll.content['datum']}{numbers}{version}.pdf"
    return name.replace("–", "-").replace(", ", "-")
