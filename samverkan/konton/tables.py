"""The list of roles."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from samverkan.konton.models import Roll
from samverkan.lib.swedish import swedish_order

UNBROKEN = {"td": {"class": "bryt-ej"}}


class RollTable(tables.Table):
    """People, their roles and periods. `may_change` adds the act."""

    caption = "Roller i samverkan"
    caption_hidden = True
    empty_help = "Ingen har en roll här. Ge den första personen en roll."

    person = tables.Column(accessor="anvandare__name", verbose_name="Person")
    roll = tables.Column(accessor="get_kind_display", verbose_name="Roll", order_by="kind")
    medlem = tables.Column(accessor="organisation__short_name", verbose_name="Medlem", default="–")
    valid_from = tables.DateColumn(format="Y-m-d", verbose_name="Från och med", attrs=UNBROKEN)
    valid_to = tables.DateColumn(
        format="Y-m-d", verbose_name="Till och med", default="tills vidare", attrs=UNBROKEN
    )
    act = tables.TemplateColumn(
        template_name="samverkan/konton/roll_act.html",
        verbose_name=mark_safe('<span class="dold">Ändra</span>'),
        orderable=False,
        attrs={"td": {"class": "knappar"}},
    )

    class Meta:
        model = Roll
        fields = ()
        sequence = ("person", "roll", "medlem", "valid_from", "valid_to", "act")

    def __init__(self, *args: object, may_change: bool, **kwargs: object) -> None:
        super().__init__(*args, exclude=() if may_change else ("act",), **kwargs)

    def render_person(self, record: Roll) -> str:
        return format_html("{} <small>{}</small>", record.anvandare.name, record.anvandare.email)

    def render_roll(self, record: Roll, value: str) -> str:
        return format_html('{} <small class="ej-smal">{}</small>', value, record.may)

    def order_person(self, queryset, is_descending: bool):
        order = swedish_order("anvandare__name")
        return queryset.order_by(order.desc() if is_descending else order.asc(), "kind"), True
