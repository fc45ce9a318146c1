"""What the decided §§ of an extract mean for the member that gets it, as a paper of its own beside it.

The extract is the protocol word for word; figures of one member alone are not part of it. What they say comes
from whoever owns the budget or key that the matter carried (samverkan/beslut/beredning.py).
"""

from collections.abc import Collection

from django.template.loader import render_to_string
from django.utils.text import slugify

from protokoll.arenden.models import Arendeobjekt
from protokoll.justering.models import Protokoll
from protokoll.paragrafer.models import Paragraf
from protokoll.paragrafer.mottagare import member_named
from samverkan.beslut.beredning import Egnasiffror, own_figures
from samverkan.lib.local_time import local_day
from samverkan.lib.pdf import render_pdf
from samverkan.medlemmar.models import Organisation

Delar = list[tuple[Paragraf, list[Egnasiffror]]]


def own_paper(protokoll: Protokoll, name: str, numbers: Collection[int]) -> tuple[str, bytes] | None:
    """File name and PDF of the figures; None for one that is no member, or §§ that cost it nothing."""
    samverkan = protokoll.sammantrade.organ.samverkan
    memberships = samverkan.medlemmar.active_on(local_day(protokoll.sammantrade.starts_at))
    member = member_named(name, Organisation.objects.filter(medlemskap__in=memberships))
    parts = _parts(protokoll, member, numbers) if member else []
    if not parts:
        return None
    words = {"p": protokoll.content, "medlem": member, "delar": parts, "dag": protokoll.justerat_on}
    pdf = render_pdf(render_to_string("pdf/egna_siffror.html", words), stylesheet="bilaga.css")
    return f"er-kostnad-{slugify(member.short_name)}-{protokoll.content['datum']}.pdf", pdf


def _parts(protokoll: Protokoll, member: Organisation, numbers: Collection[int]) -> Delar:
    """Each § that was carried, is not secret, and means something for the member."""
    found = protokoll.paragrafer.filter(number__in=numbers, outcome=Paragraf.Outcome.BIFALL, secret=False)
    told = []
    for paragraf in found.filter(arende__secret=False).order_by("number"):
        carried = Arendeobjekt.objects.filter(arende=paragraf.arende_id, obstacle="")
        own = own_figures(list(carried.values_list("kind", "object_id")), member)
        if own:
            told.append((paragraf, own))
    return told
