"""Matters as the objects they carry see them: which carry one, and a draft that does."""

from django.db import transaction

from protokoll.arenden.acts import change_arende, open_arende
from protokoll.arenden.models import Arende, Arendeobjekt
from samverkan.beslut.arendeled import Led, Register, Utkast
from samverkan.konton.rules import may_see_handlingar
from samverkan.lib.errors import Refused
from samverkan.medlemmar.models import Samverkan
from samverkan.organ.models import Organ

DECIDING = (Organ.Kind.GEMENSAM_NAMND, Organ.Kind.DIREKTION, Organ.Kind.NAMND, Organ.Kind.STYRGRUPP)


def carrying(samverkan, kind: str, object_id: int) -> list[Led]:
    """The matters that carry an object, the newest first; secret ones are left out. At most two queries."""
    carried = Arendeobjekt.objects.filter(kind=kind, object_id=object_id)
    found = Arende.objects.filter(samverkan=samverkan, secret=False, pk__in=carried.values("arende"))
    return [_led(one) for one in found.prefetch_related("punkter__sammantrade").order_by("-opened_on", "-pk")]


def draft(samverkan, utkast: Utkast, *, actor) -> Led:
    """Open a matter with the body that decides, its paper begun and the object attached. An open one that
    carries the object already is given instead, so pressed twice it is one."""
    with transaction.atomic():
        Samverkan.objects.select_for_update(no_key=True).only("pk").get(pk=samverkan.pk)
        standing = Arende.objects.filter(
            samverkan=samverkan,
            status=Arende.Status.OPPET,
            objekt__kind=utkast.kind,
            objekt__object_id=utkast.object_id,
        ).first()
        if standing is not None:
            return _led(standing)
        organ = _deciding_body(samverkan)
        if organ is None:
            raise Refused("Lägg upp nämnden eller direktionen som ska ta upp ärendet först, under Organ.")
        arende = open_arende(samverkan, organ=organ, heading=utkast.heading, actor=actor)
        change_arende(arende, utkast.texts, objekt=[(utkast.kind, utkast.object_id)], actor=actor)
    return _led(arende)


def _deciding_body(samverkan) -> Organ | None:
    own = samverkan.organ.filter(outside=False, kind__in=DECIDING)
    return own.order_by("pk").first()


def _led(arende: Arende) -> Led:
    meetings = sorted((punkt.sammantrade for punkt in arende.punkter.all()), key=lambda one: one.starts_at)
    when = f"på dagordningen {meetings[-1].starts_at:%Y-%m-%d}" if meetings else "inte på någon dagordning än"
    return Led(f"{arende.dnr} {arende.heading}", when, "arenden:arende", {"pk": arende.pk})


REGISTER = Register(may_see_handlingar, carrying, draft)
