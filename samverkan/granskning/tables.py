"""The event log as a table."""

import django_tables2 as tables

from samverkan.handelser.models import Handelse
from samverkan.handelser.queries import kind_name
from samverkan.handelser.wording import wording


class HandelseTable(tables.Table):
    """One row per event, newest first."""

    caption = "Händelser"
    caption_hidden = True
    empty_title = "Inga händelser"
    empty_help = "Inget i loggen stämmer med det du valt. Ta bort något av valen."

    number = tables.Column(verbose_name="Nr", attrs={"td": {"class": "tal"}, "th": {"class": "tal"}})
    at = tables.DateTimeColumn(format="Y-m-d H.i", verbose_name="När", attrs={"td": {"class": "bryt-ej"}})
    actor_name = tables.Column(verbose_name="Vem")
    action = tables.Column(verbose_name="Gjorde vad", orderable=False)
    object_type = tables.Column(
        verbose_name="Om vad", attrs={"td": {"class": "ej-smal"}, "th": {"class": "ej-smal"}}
    )
    hash = tables.Column(
        verbose_name="Kontrollsumma",
        orderable=False,
        attrs={"td": {"class": "ej-smal svag"}, "th": {"class": "ej-smal"}},
    )

    class Meta:
        model = Handelse
        fields = ()
        attrs = {"data-density": "tat"}

    def render_number(self, value: int) -> str:
        return str(value)

    def render_action(self, record: Handelse) -> str:
        return wording(record)

    def render_object_type(self, value: str) -> str:
        return kind_name(value)

    def render_hash(self, value: str) -> str:
        return value[:12]
