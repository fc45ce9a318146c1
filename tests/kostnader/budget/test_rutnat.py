"""The grid over HTTP: as a plain form, and as the script asks for it."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kostnader.budget import balance
from kostnader.budget.acts import faststalla_budget, foresla_budget, set_cell
from kostnader.budget.changes import Field
from kostnader.budget.grid import build_grid
from tests import factories as f
from tests.kostnader.budget.scen import Scen, budget_scen, fill, second_version

pytestmark = pytest.mark.django_db
SCRIPT = {"X-Rutnat": "1"}


@pytest.fixture
def scen() -> Scen:
    return budget_scen()


@pytest.fixture
def maria(scen: Scen) -> Client:
    return signed_in(scen.maria)


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def field(scen: Scen, name: str, column: str = "ursprunglig") -> str:
    """The name of the box as the page would write it now."""
    grid = build_grid(scen.budget, by_month=column.startswith("m"))
    cells = [cell for row in grid.rows if row.name == name for cell in row.cells]
    return next(cell.field.name for cell in cells if cell.field.column == column)


def text(response) -> str:
    """What a reader sees, in one line."""
    plain = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", plain)


def test_the_grid_shows_sums_last_year_and_the_change(scen: Scen, maria: Client) -> None:
    page = text(maria.get(scen.url()))
    assert "3 poster i 2 tjänster" in page
    assert "Summa kostnader 1 154 000 0 0 1 154 000 1 068 400 +8,0" in page


def test_the_plain_form_saves_only_what_was_changed(scen: Scen, maria: Client) -> None:
    names = {field(scen, name): "" for name in ("Personal", "Resor", "Licens")}
    values = dict(zip(names, ["812 000", "25 000,50", "322000"], strict=True))
    response = maria.post(scen.url("1/"), values, follow=True)
    assert "1 cell sparad." in text(response)
    assert [scen.post(name).revision for name in ("Personal", "Resor", "Licens")] == [1, 2, 1]
    assert scen.post("Resor").amount == Decimal("25000.50")


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("tolv", "”tolv” är inget tal. Skriv det med siffror, till exempel 1 234,50."),
        ("1.5", "Skriv decimaler med komma: 1,50."),
        ("=1+1", "Det här är en formel: =1+1. Skriv eller klistra in värdet i stället."),
        ("999999999999", "Beloppet är för stort: en cell rymmer högst 99 999 999 999,99 kr."),
    ],
)
def test_bad_input_is_told_at_its_cell_and_nothing_typed_is_lost(
    scen: Scen, maria: Client, typed: str, advice: str
) -> None:
    sent = {field(scen, "Resor"): typed, field(scen, "Personal"): "900 000"}
    response = maria.post(scen.url("1/"), sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert f"Ursprunglig, Resor. {advice}" in text(response)
    assert f'value="{typed}"' in page
    assert 'value="900 000"' in page
    assert scen.post("Personal").amount == 812_000


def test_a_conflict_shows_both_values_who_and_when_and_keeps_what_was_typed(
    scen: Scen, maria: Client
) -> None:
    stale = field(scen, "Resor")
    set_cell(scen.budget, scen.rad("Resor"), "ursprunglig", Decimal(30_000), 1, actor=scen.lars)
    response = maria.post(scen.url("1/"), {stale: "25 000"})
    assert response.status_code == 409
    assert re.search(
        r"Två värden i samma cell\. Lars Öberg sparade 30 000 kl\. \d\d\.\d\d medan du skrev 25 000\. "
        r"Behåll mitt, 25 000 Ta Lars värde, 30 000",
        text(response),
    )
    assert f'name="{field(scen, "Resor")}" value="25 000"' in response.content.decode()


def test_keeping_mine_saves_over_the_other_with_open_eyes(scen: Scen, maria: Client) -> None:
    set_cell(scen.budget, scen.rad("Resor"), "ursprunglig", Decimal(30_000), 1, actor=scen.lars)
    name = field(scen, "Resor")
    maria.post(scen.url("1/"), {name: "25 000", "behall": f"{scen.rad('Resor').pk}.ursprunglig"})
    assert scen.post("Resor").amount == 25_000


def test_taking_the_others_value_leaves_it(scen: Scen, maria: Client) -> None:
    set_cell(scen.budget, scen.rad("Resor"), "ursprunglig", Decimal(30_000), 1, actor=scen.lars)
    key = f"{scen.rad('Resor').pk}.ursprunglig"
    maria.post(scen.url("1/"), {field(scen, "Resor"): "25 000", "ta": key})
    assert scen.post("Resor").amount == 30_000


def test_the_script_gets_cells_sums_and_what_others_saved_meanwhile(scen: Scen, maria: Client) -> None:
    set_cell(scen.budget, scen.rad("Personal"), "tillagg", Decimal(1), 0, actor=scen.lars)
    sent = {field(scen, "Resor"): "25000", "sett": "0"}
    data = maria.post(scen.url("1/"), sent, headers=SCRIPT).json()
    resor, personal = scen.rad("Resor").pk, scen.rad("Personal").pk
    assert data["rutor"][f"{resor}.ursprunglig"] == {
        "namn": f"{resor}.ursprunglig.2.2500000",
        "text": "25\u00a0000",
    }
    assert data["rutor"][f"{personal}.tillagg"]["namn"] == f"{personal}.tillagg.1.100"
    assert data["siffror"][f"g{scen.grund.pk}-t"] == "837\u00a0001"
    assert data["siffror"][f"t{resor}"] == "25\u00a0000"
    assert data["rader"] == {}
    assert "Ditt senaste: Resor, ursprunglig, 20\u00a0000 → 25\u00a0000" in data["senast"]


def test_the_script_gets_the_conflict_as_a_row(scen: Scen, maria: Client) -> None:
    stale = field(scen, "Resor")
    set_cell(scen.budget, scen.rad("Resor"), "ursprunglig", Decimal(30_000), 1, actor=scen.lars)
    response = maria.post(scen.url("1/"), {stale: "25000"}, headers=SCRIPT)
    key = f"{scen.rad('Resor').pk}.ursprunglig"
    assert response.status_code == 409
    assert response.json()["rutor"][key]["namn"] == f"{key}.2.3000000"
    assert "Ta Lars värde" in response.json()["rader"][key]


def test_the_script_is_told_when_the_version_has_been_closed(scen: Scen, maria: Client) -> None:
    name = field(scen, "Resor")
    foresla_budget(scen.budget, actor=scen.lars)
    response = maria.post(scen.url("1/"), {name: "25000"}, headers=SCRIPT)
    assert response.json() == {
        "stopp": "Budget 2023, version 1 är föreslagen och kan inte ändras. Gör en ny version."
    }


def test_undo_over_http(scen: Scen, maria: Client) -> None:
    maria.post(scen.url("1/"), {field(scen, "Resor"): "25000"})
    response = maria.post(scen.url("1/angra/"), follow=True)
    assert "Ångrat: Resor, ursprunglig, 20 000 → 25 000." in text(response)
    assert scen.post("Resor").amount == 20_000


def test_a_month_is_saved_from_the_months_view(scen: Scen, maria: Client) -> None:
    response = maria.post(scen.url("1/?vy=manader"), {field(scen, "Resor", "m2"): "2 000"})
    assert response["Location"].endswith("1/?vy=manader")
    assert scen.post("Resor").months[1] == 2_000


def test_ombudgetering_that_is_not_even_is_marked(scen: Scen, maria: Client) -> None:
    assert "ombudgeteringen går jämnt upp" in text(maria.get(scen.url()))
    set_cell(scen.budget, scen.rad("Resor"), "ombudgetering", Decimal(-500), 0, actor=scen.maria)
    assert "ombudgeteringen går inte jämnt upp: −500" in text(maria.get(scen.url()))


def test_the_total_is_told_against_the_version_before(scen: Scen, maria: Client) -> None:
    scen.budget = second_version(scen)
    set_cell(scen.budget, scen.rad("Resor"), "tillagg", Decimal(120_000), 0, actor=scen.maria)
    assert "+120 000 mot utkast 1" in text(maria.get(scen.url()))


def test_what_a_supplier_invoices_directly_is_shown_but_not_summed(scen: Scen, maria: Client) -> None:
    direct = f.TjanstFactory(samverkan=scen.samverkan, name="Datacenter", direct_from_supplier=True)
    fill(scen.budget, (direct, "Drift", "1208400"))
    page = text(maria.get(scen.url()))
    assert "Datacenter faktureras av leverantören, ingår inte i summan" in page
    assert "Summa kostnader 1 154 000" in page


def test_a_row_that_only_last_year_had_stands_in_the_comparison(scen: Scen, maria: Client) -> None:
    set_cell(scen.budget, scen.rad("Resor"), "ursprunglig", Decimal(0), 1, actor=scen.maria)
    scen.budget.rader.filter(kostnadsslag="Licens").update(kostnadsslag="Drift")
    page = text(maria.get(scen.url()))
    assert re.search(r"Licens bara 2022 – – – – 300 000 −100,0", page)
    assert "1 068 400" in page


def test_income_from_the_keys_is_balanced_against_the_costs(
    scen: Scen, maria: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(balance, "_SOURCES", [lambda budget: Decimal(1_153_000)])
    page = text(maria.get(scen.url()))
    assert "Intäkter från medlemmarna enligt nycklarna" in page
    assert "saknas 1 000" in page


def test_the_months_show_no_balance_and_share_nothing(
    scen: Scen, maria: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(balance, "_SOURCES", [asked.append])
    maria.get(f"{scen.url()}?vy=manader")
    assert asked == []
    maria.get(scen.url())
    assert scen.budget in asked


def test_a_field_name_that_somebody_made_up_is_no_cell() -> None:
    assert [Field.parse(name) for name in ("1.fel.0.0", "1.m13.0.0", "x.tillagg.0.0", "1.tillagg.0")] == [
        None
    ] * 4


def test_pages_ask_the_same_number_of_queries_with_three_rows_and_with_three_hundred(scen: Scen) -> None:
    maria = signed_in(scen.maria)
    few = queries(maria, scen)
    for number in range(30):
        tjanst = f.TjanstFactory(samverkan=scen.samverkan, nyckel=f.NyckelFactory(samverkan=scen.samverkan))
        fill(scen.budget, *((tjanst, f"Rad {number} {row}", "100") for row in range(10)))
    assert queries(maria, scen) == few


def queries(client: Client, scen: Scen) -> dict[str, int]:
    counts = {}
    for rest in ("1/", "1/?vy=manader", "1/excel/", "1/indexera/?percent=2&unit=1&direction=upp"):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(scen.url(rest)).status_code == 200
        counts[rest] = len(captured)
    with CaptureQueriesContext(connection) as captured:
        client.post(scen.url("1/"), {field(scen, "Resor"): "tolv"}, headers=SCRIPT)
    return counts | {"a cell": len(captured)}


@pytest.mark.parametrize("role", ["kommunlasare", "sekreterare", "ledamot"])
def test_others_see_decided_versions_and_no_drafts(scen: Scen, role: str) -> None:
    of = {"organisation": f.OrganisationFactory()} if role == "kommunlasare" else {}
    client = signed_in(scen.person(role, **of))
    assert "Ingen beslutad budget för 2023 än" in text(client.get(scen.url()))
    assert client.get(scen.url("1/")).status_code == 404
    assert client.get(scen.url("1/excel/")).status_code == 404
    assert client.get(scen.url("1/klistra/")).status_code == 404
    foresla_budget(scen.budget, actor=scen.maria)
    faststalla_budget(scen.budget, beslut=f.BeslutFactory(samverkan=scen.samverkan), actor=scen.maria)
    assert client.get(scen.url("1/")).status_code == 200
    assert client.get(scen.url("1/excel/")).status_code == 200
    assert client.post(scen.url("1/"), {}).status_code == 403


def test_a_revisor_reads_drafts_and_changes_nothing(scen: Scen) -> None:
    client = signed_in(scen.person("revisor"))
    assert b"<input inputmode" not in client.get(scen.url("1/")).content
    assert client.post(scen.url("1/"), {}).status_code == 403
    assert client.post(scen.url("1/foresla/")).status_code == 403


def test_a_stranger_learns_nothing(scen: Scen) -> None:
    assert signed_in(f.AnvandareFactory()).get(scen.url()).status_code == 404
