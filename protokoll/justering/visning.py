"""What the pages about a protocol share: the paper as this person may read it, and where it stands."""

from django.http import Http404, HttpRequest

from protokoll.justering.innehall import Content, build_content, decided_of
from protokoll.justering.insyn import may_see, visible_content
from protokoll.justering.models import Protokoll
from protokoll.justering.papper import JUSTERAS, JUSTERAT, UTKAST, Underskriftsrad, paper
from protokoll.justering.queries import Lage, protokoll_of, signature_rows
from protokoll.justering.undertecknare import undertecknare
from protokoll.sammantraden.models import Sammantrade


def find_protokoll(request: HttpRequest, pk: int) -> Protokoll:
    """The protocol if this person may see it at all, else 404."""
    found = protokoll_of(request.samverkan).filter(pk=pk).first()
    if found is None or not may_see(request.user, found):
        raise Http404
    return found


def paper_of(protokoll: Protokoll, content: Content) -> dict[str, object]:
    """The paper of a frozen protocol, with its signatures as they are now."""
    is_justerat = protokoll.status == Protokoll.Status.JUSTERAT
    return paper(
        content,
        laget=JUSTERAT if is_justerat else JUSTERAS,
        underskrifter=signature_rows(protokoll.justeringar.select_related("deltagare")),
        sha256=protokoll.content_sha256,
        version=protokoll.version,
        justerat_on=protokoll.justerat_on,
    )


def visible_paper(request: HttpRequest, protokoll: Protokoll) -> dict[str, object]:
    """The paper as the person may read it."""
    return paper_of(protokoll, visible_content(request.user, protokoll))


def draft(sammantrade: Sammantrade) -> tuple[list, list, Content, dict[str, object]]:
    """A protocol as it would be frozen now: participants, §§, content, and its paper marked as draft."""
    paragrafer = decided_of(sammantrade)
    deltagare = list(sammantrade.deltagare.select_related("person"))
    content = build_content(sammantrade, paragrafer)
    signers = undertecknare(deltagare, paragrafer, sammantrade.organ.justerare_count)
    rows = [Underskriftsrad(one.roll_text, one.deltagare.name_and_party, one.paragrafer) for one in signers]
    return deltagare, paragrafer, content, paper(content, laget=UTKAST, underskrifter=rows)


def steps(protokoll: Protokoll, lage: Lage) -> list[dict[str, str]]:
    """The version bar: justeras → underskrivet → justerat."""
    done = len(lage.signed)
    states = [
        ("Utskickat", protokoll.started_at.date().isoformat()),
        ("Underskrifter", f"{done} av {len(lage.justeringar)}"),
        ("Justerat", protokoll.justerat_on.isoformat() if protokoll.justerat_on else ""),
        ("Förseglat", ""),
    ]
    here = {"justeras": 1, "underskrivet": 3, "justerat": 4, "ersatt": 1}[protokoll.status]
    return [
        {"namn": name, "nar": when, "lage": "klar" if n < here else "nu" if n == here else "kommer"}
        for n, (name, when) in enumerate(states)
    ]
