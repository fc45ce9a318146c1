"""Tables by django-tables2: sorting told aloud, paging, an empty state instead of an empty table."""

import django_tables2 as tables
from django.template import RequestContext, Template
from django.test import RequestFactory
from lxml import html

from tests.komponenter.rita import rader


class Medlemmar(tables.Table):
    namn = tables.Column(verbose_name="Namn")
    andel = tables.Column(verbose_name="Andel", attrs={"td": {"class": "tal"}, "th": {"class": "tal"}})
    caption = "Medlemmar"
    empty_title = "Inga medlemmar än"
    empty_help = "Lägg in den första."

    class Meta:
        template_name = "komponenter/tabell.html"
        attrs = {"data-density": "tat"}


def drawn(table: tables.Table) -> html.HtmlElement:
    context = RequestContext(RequestFactory().get("/?ar=2023"), {"table": table})
    return html.fromstring(
        Template("{% load django_tables2 %}<div>{% render_table table %}</div>").render(context)
    )


ROWS = [{"namn": f"Kommun {number}", "andel": number} for number in range(30)]


def test_a_sorted_column_says_so_and_its_link_turns_the_order() -> None:
    head = drawn(Medlemmar(ROWS, order_by="-andel")).xpath("//th")
    assert [cell.get("aria-sort") for cell in head] == [None, "descending"]
    assert [cell.xpath("./a/@href")[0] for cell in head] == ["?ar=2023&sort=namn", "?ar=2023&sort=andel"]


def test_the_table_is_ours_with_caption_and_density() -> None:
    table = drawn(Medlemmar(ROWS)).xpath("//table")[0]
    assert (table.get("class"), table.get("data-density"), rader(table, "./caption")) == (
        "tab",
        "tat",
        ["Medlemmar"],
    )


def test_paging_tells_which_rows_are_shown() -> None:
    table = Medlemmar(ROWS)
    table.paginate(page=2, per_page=10)
    paging = drawn(table).xpath("//nav")[0]
    assert rader(paging, "./p") == ["Rad 11–20 av 30"]
    assert rader(paging, ".//*[@aria-current='page']") == ["2"]


def test_no_rows_become_an_empty_state() -> None:
    empty = drawn(Medlemmar([]))
    assert (empty.xpath("//table"), rader(empty, "//h2 | //p")) == (
        [],
        ["Inga medlemmar än", "Lägg in den första."],
    )
