"""The lists of bodies and of people."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString

from samverkan.lib.links import surl
from samverkan.organ.models import Mandat
from samverkan.organ.queries import OrganRow, PersonRow

NUMBER = {"td": {"class": "tal"}, "th": {"class": "tal"}}
NOT_ON_PHONES = {"td": {"class": "ej-smal"}, "th": {"class": "ej-smal"}}
AFTER_NUMBER = {"td": {"class": "luft"}, "th": {"class": "luft"}}


class OrganTable(tables.Table):
    """The samverkan's own bodies and who sits there."""

    name = tables.Column("Organ", accessor="organ__name")
    kind = tables.Column("Slag", accessor="organ__get_kind_display", attrs=NOT_ON_PHONES)
    seats = tables.Column("Platser", accessor="organ__seats", attrs=NUMBER)
    ledamoter = tables.Column("Ledamöter", attrs=NUMBER)
    ersattare = tables.Column("Ersättare", attrs=NUMBER)
    ordforande = tables.Column("Ordförande", attrs=AFTER_NUMBER, default="–")

    caption = "Samverkans egna organ"
    caption_hidden = True

    class Meta:
        orderable = False

    def render_name(self, record: OrganRow) -> SafeString:
        url = surl(self.request, "organ:organ", pk=record.organ.pk)
        return format_html('<a href="{}">{}</a>', url, record.organ.name)

    def render_seats(self, value: int) -> str:
        return str(value or "–")


class PersonTable(tables.Table):
    """Everyone entered, with what they are today."""

    name = tables.Column("Namn", accessor="person__name")
    uppdrag = tables.Column("Uppdrag i dag", accessor="mandat")
    email = tables.Column("E-post", accessor="person__email", default="–", attrs=NOT_ON_PHONES)
    konto = tables.Column("Konto", accessor="person__anvandare", default="–", attrs=NOT_ON_PHONES)

    caption = "Personer"
    caption_hidden = True

    class Meta:
        orderable = False

    def render_name(self, record: PersonRow) -> SafeString:
        url = surl(self.request, "organ:person", pk=record.person.pk)
        title = format_html(" <small>{}</small>", record.person.title) if record.person.title else ""
        return format_html('<a href="{}">{}</a>{}', url, record.person.name, title)

    def render_uppdrag(self, record: PersonRow) -> str:
        return "; ".join(mandat_text(mandat) for mandat in record.mandat) or "–"

    def render_konto(self, record: PersonRow) -> str:
        return "Har konto"


def mandat_text(mandat: Mandat) -> str:
    """'vice ordförande i Direktionen för Kinda (S)'."""
    role = mandat.get_presidium_display() if mandat.presidium else mandat.get_role_display()
    member = f" för {mandat.organisation.short_name}" if mandat.organisation else ""
    party = f" ({mandat.party})" if mandat.party else ""
    return f"{role.lower()} i {mandat.organ.name}{member}{party}"
