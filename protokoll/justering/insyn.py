"""Who may read which protocol, and how much of it."""

from protokoll.arenden.queries import may_see_secret
from protokoll.justering.innehall import Content
from protokoll.justering.models import Protokoll
from samverkan.konton.models import Anvandare
from samverkan.konton.rules import may_see_minutes_work

TEXTS = ("beslut", "sammanfattning", "motet", "beslutsgang")
LISTS = ("yrkanden", "omrostningar", "reservationer", "jav", "underlag", "skickas_till", "objekt")
WITHHELD = "Paragrafen omfattas av sekretess"


def may_see(user: Anvandare, protokoll: Protokoll) -> bool:
    """Justerade protocols are for all in the samverkan; others for those who keep minutes and the signers."""
    if protokoll.status == Protokoll.Status.JUSTERAT:
        return True
    if may_see_minutes_work(user, protokoll.sammantrade.organ.samverkan):
        return True
    return protokoll.justeringar.filter(deltagare__person__anvandare=user).exists()


def may_see_whole(user: Anvandare, protokoll: Protokoll) -> bool:
    """Also what is secret in it, and so the paper itself."""
    if not any(part.get("sekretess") for part in protokoll.content["paragrafer"]):
        return True
    organ = protokoll.sammantrade.organ
    return may_see_secret(user, organ.samverkan, organ)


def visible_content(user: Anvandare, protokoll: Protokoll) -> Content:
    """The content as this person may read it: a secret § shows its number and that it is withheld."""
    if may_see_whole(user, protokoll):
        return protokoll.content
    return without_secrets(protokoll.content)


def without_secrets(content: Content) -> Content:
    """The content as anyone may read it. The frozen original is left alone."""
    parts = [_withheld(part) if part.get("sekretess") else part for part in content["paragrafer"]]
    return content | {"paragrafer": parts}


def _withheld(part: Content) -> Content:
    emptied = dict.fromkeys(TEXTS, "") | {name: [] for name in LISTS}
    return part | emptied | {"rubrik": WITHHELD, "dnr": ""}
