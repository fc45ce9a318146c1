"""The diary number of a matter: drawn, or given in a register before."""

from django.db import transaction

from protokoll.arenden.models import Arende
from samverkan.lib.errors import Refused
from samverkan.medlemmar.models import Samverkan
from samverkan.organ.diarium import format_diarienummer, parse_diarienummer
from samverkan.organ.dnr import draw_dnr
from samverkan.organ.models import Diarieserie, Organ


def new_number(organ: Organ, year: int, *, klass: str = "") -> str:
    """The next number of the body; one that an earlier matter was given by hand is passed by."""
    number = draw_dnr(organ, year, klass=klass)
    while Arende.objects.filter(samverkan=organ.samverkan_id, dnr=number).exists():
        number = draw_dnr(organ, year, klass=klass)
    return number


def given_number(organ: Organ, text: str) -> str:
    """A number from an earlier register, as the body writes it; its series goes on after it.

    Raises Refused when it is no number of the body's, or a matter has it.
    """
    number = parse_diarienummer(organ.dnr_pattern, text)
    written = format_diarienummer(organ.dnr_pattern, number)
    with transaction.atomic():
        Samverkan.objects.select_for_update(no_key=True).get(pk=organ.samverkan_id)
        if Arende.objects.filter(samverkan=organ.samverkan_id, dnr=written).exists():
            raise Refused(f"{written} är redan ett ärende här.", field="dnr")
        serie, _ = Diarieserie.objects.get_or_create(organ=organ, year=number.ar)
        if number.nr > serie.last:
            serie.last = number.nr
            serie.save(update_fields=["last"])
    return written
