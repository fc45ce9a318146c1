"""The signed-in shell stands on whatever there is: nothing, a person, or a whole samverkan."""

from django.template.loader import render_to_string
from lxml import html

from tests.komponenter.rita import rader

MENU = [
    {
        "label": "Kostnader",
        "entries": [
            {"label": "Budget", "url": "/norr/2023/budget/", "current": True, "count": 0},
            {"label": "Fakturor", "url": "/norr/2023/fakturor/", "current": False, "count": 2},
        ],
    }
]
SKAL = {
    "samverkan": {"name": "Norrbottens e-nämnd", "slug": "norr"},
    "samverkanden": [{"name": "Norrbottens e-nämnd", "url": "/norr/"}, {"name": "Itsam", "url": "/itsam/"}],
    "year": 2023,
    "prev_year_url": "/norr/2022/budget/",
    "menu": MENU,
    "person": "Maria Engström",
    "role_text": "controller",
    "sign_out_url": "/logga-ut/",
}


def page(**skal: object) -> html.HtmlElement:
    return html.fromstring(render_to_string("bas.html", {"skal": skal, "csrf_token": "x"}))


def test_it_stands_with_nothing_at_all() -> None:
    empty = page()
    assert rader(empty, "//header//a") == ["Samverkan, till startsidan"]
    assert empty.xpath("//nav | //details") == []


def test_the_skip_link_comes_first_and_leads_to_the_content() -> None:
    whole = page(**SKAL)
    first = whole.xpath("//body//a")[0]
    assert whole.get_element_by_id(first.get("href").removeprefix("#")).tag == "main"


def test_the_menu_marks_the_page_and_counts_what_waits() -> None:
    whole = page(**SKAL)
    assert rader(whole, "//nav//a[@aria-current='page']") == ["Budget"]
    assert rader(whole, "//nav[@aria-label='Huvudmeny']//li") == ["Budget", "Fakturor2 väntar"]


def test_the_year_is_written_without_grouping_and_stops_where_years_end() -> None:
    stepper = page(**SKAL).xpath("//nav[@aria-label='År']")[0]
    assert rader(stepper, "./*") == ["Föregående år", "Visat år: 2023", ""]
    assert stepper.xpath("./a/@href") == ["/norr/2022/budget/"]


def test_one_samverkan_needs_no_switcher() -> None:
    alone = page(**SKAL | {"samverkanden": SKAL["samverkanden"][:1]})
    assert alone.xpath("//details[contains(@class, 'byt')]") == []
    assert rader(page(**SKAL), "//details[contains(@class, 'byt')]//a") == ["Norrbottens e-nämnd", "Itsam"]


def test_one_signs_out_by_a_form_that_no_other_site_can_send() -> None:
    form = page(**SKAL).xpath("//form[@action='/logga-ut/']")[0]
    assert (form.get("method"), form.xpath(".//input/@value")) == ("post", ["x"])
