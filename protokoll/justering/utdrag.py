"""Extracts: single §§ of a justerat protocol, made from the master and sent once to each recipient."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string

from protokoll.justering.egna_siffror import own_paper
from protokoll.justering.insyn import without_secrets
from protokoll.justering.models import Protokoll
from protokoll.justering.papper import UTDRAG, only, paper
from protokoll.justering.pdf import render_protokoll
from protokoll.justering.queries import signature_rows
from protokoll.justering.rattelser import rattelser_of
from protokoll.paragrafer.models import Expediering
from samverkan.handelser.acts import log
from samverkan.jobb.acts import handler, progress, start_jobb
from samverkan.jobb.models import Jobb
from samverkan.lib.errors import Refused
from samverkan.lib.klocka import now
from samverkan.lib.links import absolute
from samverkan.organ.paragrafserie import paragrafer_text

EXPEDIERA_JOBB = "protokoll.expediera"
PDF = "application/pdf"


@dataclass(frozen=True)
class Mottagare:
    """A recipient of the protocol's decisions: which §§, and when they went (None: not yet)."""

    namn: str
    epost: str
    rader: tuple[Expediering, ...]

    @property
    def nummer(self) -> list[int]:
        return [rad.paragraf.number for rad in self.rader]

    @property
    def paragrafer(self) -> str:
        """'§§ 12, 16'."""
        return paragrafer_text(self.nummer)

    @property
    def osanda(self) -> list[Expediering]:
        return [rad for rad in self.rader if rad.sent_at is None]

    @property
    def sent_at(self):
        """The moment of the last extract, when all have gone."""
        return None if self.osanda else max(rad.sent_at for rad in self.rader)


def mottagare_of(protokoll: Protokoll) -> list[Mottagare]:
    """Who shall have what, by name and address."""
    found: dict[tuple[str, str], list[Expediering]] = {}
    rows = Expediering.objects.filter(paragraf__protokoll=protokoll).select_related("paragraf")
    for row in rows.order_by("paragraf__number", "order"):
        found.setdefault((row.name, row.email), []).append(row)
    return [Mottagare(name, email, tuple(own)) for (name, email), own in found.items()]


def extract_pdf(protokoll: Protokoll, numbers: Collection[int], *, whole: bool = False) -> bytes:
    """The PDF of these §§. Secret ones are withheld unless `whole`.

    Raises Refused for a protocol that is not justerat, and for §§ it does not have.
    """
    if protokoll.status != Protokoll.Status.JUSTERAT:
        raise Refused("Utdrag görs ur justerade protokoll.")
    if not numbers or not set(numbers) <= {part["nummer"] for part in protokoll.content["paragrafer"]}:
        raise Refused("Välj vilka paragrafer utdraget gäller.", field="p")
    content = only(protokoll.content if whole else without_secrets(protokoll.content), numbers)
    words = paper(
        content,
        laget=UTDRAG,
        underskrifter=signature_rows(protokoll.justeringar.select_related("deltagare")),
        sha256=protokoll.content_sha256,
        version=protokoll.version,
        justerat_on=protokoll.justerat_on,
    )
    words["rattelser"] = [one for one in rattelser_of(protokoll) if one.nummer in numbers]
    return render_protokoll(words, made_on=protokoll.justerat_on, sha256=protokoll.content_sha256)


def extract_name(protokoll: Protokoll, numbers: Iterable[int]) -> str:
    """'utdrag-2022-06-22-12-13.pdf'."""
    return f"utdrag-{protokoll.content['datum']}-{'-'.join(str(number) for number in sorted(numbers))}.pdf"


@transaction.atomic
def expediera(protokoll: Protokoll, *, actor) -> Jobb:
    """Send each recipient with an address its extract, by a job. Refuses when there is nothing to send."""
    if protokoll.status != Protokoll.Status.JUSTERAT:
        raise Refused("Vänta tills protokollet är justerat.")
    waiting = [one for one in mottagare_of(protokoll) if one.epost and one.osanda]
    if not waiting:
        raise Refused("Alla mottagare med e-postadress har redan fått sina utdrag.")
    samverkan = protokoll.sammantrade.organ.samverkan
    log("protokoll.expedieras", protokoll, actor=actor, samverkan=samverkan, antal=len(waiting))
    return start_jobb(EXPEDIERA_JOBB, protokoll, actor=actor, samverkan=samverkan, total=len(waiting))


@handler(EXPEDIERA_JOBB)
def run_expediera(jobb: Jobb) -> None:
    """Send to each recipient what has not gone. Safe to run twice: what is sent is noted at once."""
    protokoll = Protokoll.objects.select_related("sammantrade__organ__samverkan").get(pk=jobb.object_id)
    waiting = [one for one in mottagare_of(protokoll) if one.epost and one.osanda]
    before = max(jobb.total - len(waiting), 0)
    for done, mottagare in enumerate(waiting, before + 1):
        _send(protokoll, [rad.pk for rad in mottagare.osanda])
        progress(jobb, done=done)


def _words(protokoll: Protokoll, rows: list[Expediering]) -> dict[str, object]:
    """What the mail says; whoever gets it has seldom an account, so it leads to the public board."""
    slug = protokoll.sammantrade.organ.samverkan.slug
    board = absolute("anslagstavla:samverkan", slug=slug)
    return {"p": protokoll.content, "protokoll": protokoll, "rader": rows, "anslagstavla": board}


@transaction.atomic
def _send(protokoll: Protokoll, row_ids: list[int]) -> None:
    """One mail with one extract of all the recipient's §§; the rows are locked meanwhile."""
    rows = list(
        Expediering.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(pk__in=row_ids, sent_at__isnull=True)
        .select_related("paragraf")
    )
    if not rows:
        return
    numbers = sorted(row.paragraf.number for row in rows)
    content, which = protokoll.content, paragrafer_text(numbers)
    own = own_paper(protokoll, rows[0].name, numbers)
    message = EmailMessage(
        subject=f"Protokollsutdrag {which}, {content['organ']} {content['datum']}",
        body=render_to_string("mail/utdrag.txt", _words(protokoll, rows) | {"egna": own}),
        to=[rows[0].email],
    )
    message.attach(extract_name(protokoll, numbers), extract_pdf(protokoll, numbers), PDF)
    if own:
        message.attach(*own, PDF)
    message.send()
    Expediering.objects.filter(pk__in=[row.pk for row in rows]).update(sent_at=now())
    samverkan = protokoll.sammantrade.organ.samverkan
    log(
        "protokoll.expedierad",
        protokoll,
        actor=None,
        samverkan=samverkan,
        paragrafer=which,
        till=f"{rows[0].name}, med den egna kostnaden" if own else rows[0].name,
    )
