"""A member's services as a table."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kostnader.oversikt.kostnad import Kostnad, Tjanstkostnad
from samverkan.lib.links import surl
from samverkan.lib.swedish import format_amount, format_change

NUMBER = {"td": {"class": "tal"}, "th": {"class": "tal"}, "tf": {"class": "tal"}}
STRONG = {"td": {"class": "tal fet"}, "th": {"class": "tal"}, "tf": {"class": "tal"}}
QUIET = {"td": {"class": "tal svag"}, "th": {"class": "tal"}, "tf": {"class": "tal"}}
WIDE = {"td": {"class": "ej-smal svag"}, "th": {"class": "ej-smal"}, "tf": {"class": "ej-smal"}}


class KostnadTable(tables.Table):
    """One row per service: how it is shared, and what the member pays this year and the last."""

    name = tables.Column("Tjänst", order_by="sort_name", footer="Summa")
    delas = tables.Column("Så delas kostnaden", attrs=WIDE)
    faktureras = tables.Column("Faktureras", attrs=WIDE)
    before = tables.Column(
        accessor="amount_before",
        default="–",
        attrs=QUIET,
        footer=lambda table: format_amount(table.kostnad.total_before),
    )
    amount = tables.Column(default="–", attrs=STRONG, footer=lambda table: format_amount(table.kostnad.total))
    change = tables.Column(
        "Förändring", attrs=NUMBER, footer=lambda table: format_change(table.kostnad.change)
    )

    caption = "Vår kostnad per tjänst, kronor exklusive moms"
    caption_hidden = True

    def __init__(self, kostnad: Kostnad, *args: object, brief: bool = False, **kwargs: object) -> None:
        self.kostnad, self.brief = kostnad, brief
        super().__init__(kostnad.tjanster, *args, **kwargs)
        self.columns["before"].column.verbose_name = str(kostnad.year - 1)
        self.columns["amount"].column.verbose_name = str(kostnad.year)

    def render_name(self, value: str, record: Tjanstkostnad) -> SafeString | str:
        if record.now is None:
            return format_html("{} <small>upphörd</small>", value)
        pk = self.kostnad.organisation.pk
        url = surl(self.request, "oversikt:tjanst", organisation=pk, tjanst=record.tjanst.pk)
        return format_html('<a href="{}">{}</a>', url, value)

    def render_delas(self, value: str, record: Tjanstkostnad) -> str:
        return record.delas_kort if self.brief else value

    def render_before(self, value) -> str:
        return format_amount(value)

    def render_amount(self, value) -> str:
        return format_amount(value)

    def render_change(self, value, record: Tjanstkostnad) -> str:
        return format_change(value) if self.kostnad.total_before is not None else "–"
