"""The list of matters."""

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString

from protokoll.arenden.models import Arende
from protokoll.arenden.queries import put_off
from samverkan.lib.links import surl
from samverkan.lib.local_time import local_day
from samverkan.lib.swedish import NOTHING, swedish_order

NARROW_AWAY = {"td": {"class": "ej-smal"}, "th": {"class": "ej-smal"}}
STATES = {"bordlaggning": "bordlagt", "aterremiss": "återremitterat"}


class ArendeTable(tables.Table):
    """Matters, the newest first."""

    caption = "Ärenden"
    caption_hidden = True

    dnr = tables.Column("Diarienummer", order_by=("opened_on", "id"), attrs={"td": {"class": "bryt-ej"}})
    heading = tables.Column("Ärende")
    organ = tables.Column("Diarieförs hos", accessor="organ__name", attrs=NARROW_AWAY)
    responsible = tables.Column("Ansvarig", accessor="responsible__name", default=NOTHING, attrs=NARROW_AWAY)
    place = tables.Column("Sammanträde", empty_values=(), orderable=False)

    class Meta:
        attrs = {"data-density": "luftig"}
        order_by = ("-dnr",)

    def order_heading(self, queryset: Any, is_descending: bool) -> tuple[Any, bool]:
        expression = swedish_order("heading")
        return queryset.order_by(expression.desc() if is_descending else expression.asc()), True

    def render_heading(self, record: Arende) -> SafeString:
        url = surl(self.request, "arenden:arende", pk=record.pk)
        marks = [word for word in (self._state(record), "sekretess" if record.secret else "") if word]
        note = format_html("<small>{}</small>", ", ".join(marks)) if marks else ""
        return format_html('<a href="{}">{}</a> {}', url, record.heading, note)

    def _state(self, record: Arende) -> str:
        if record.status == Arende.Status.AVSLUTAT:
            return "avslutat"
        return STATES.get(put_off(record), "")

    def render_place(self, record: Arende) -> str:
        meetings = [punkt.sammantrade for punkt in record.punkter.all()]
        last = max(meetings, key=lambda meeting: meeting.starts_at, default=None)
        if last is None:
            return "inte på någon dagordning än"
        where = "" if last.organ_id == record.organ_id else f"{last.organ.name} "
        return f"{where}{local_day(last.starts_at)}"
