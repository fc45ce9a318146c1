"""Down from a sum to its postings; rules proposed; the import from a script."""

import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from kostnader.models import Konteringsregel, Utfallsfil
from kostnader.utfall.acts.filer import add_fil, choose_columns, take_in
from kostnader.utfall.acts.lasning import read_fil
from kostnader.utfall.acts.ordning import move_slag, remove_unused, save_slag
from kostnader.utfall.acts.regler import propose_regler, save_regel
from kostnader.utfall.kommun_bas import KOMMUN_BAS, plan_of
from kostnader.utfall.poster import poster_of, urval_of
from kostnader.utfall.queries import drift
from kostnader.utfall.stangning import close_year
from samverkan.lib.errors import Refused
from tests.kostnader.utfall.scen import Utfallsscen, utfallsscen
from tests.kostnader.utfall.sie_filer import SUMS, SUND, as_bytes
from tests.pages import count_queries, page_url

pytestmark = pytest.mark.django_db
YEAR = 2024


@pytest.fixture
def scen(client: Client) -> Utfallsscen:
    scen = utfallsscen()
    client.force_login(scen.controller)
    return scen


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ({}, [46, 51, 54, 55, 61]),
        ({"fran": "2024-01"}, [46]),
        ({"fran": "1", "till": "1"}, [46]),
        ({"konto": "69"}, [51, 54, 55]),
        ({"objekt": "81141"}, [46, 61]),
        ({"fran": "2024-01", "till": "2024-02", "konto": "5010"}, [46]),
        ({"konto": "1930"}, []),
        ({"konto": "1930", "allt": "1"}, [47, 56, 60]),
        ({"tjanst": "utan"}, []),
        ({"fran": "strunt", "tjanst": "strunt"}, [46, 51, 54, 55, 61]),
    ],
)
def test_a_sum_leads_to_the_postings_it_is_made_of(scen: Utfallsscen, words: dict, lines: list[int]) -> None:
    scen.take_in()
    found = poster_of(scen.samverkan, urval_of(words, YEAR))
    assert sorted(post.line for post in found.rows()) == lines
    assert found.count == len(lines)
    assert found.amount == sum((post.amount for post in found.rows()), Decimal(0))


def test_a_service_and_kind_of_cost_lead_to_theirs(scen: Utfallsscen) -> None:
    scen.take_in()
    words = {"tjanst": str(scen.vaxel.pk), "kostnadsslag": str(scen.ovrigt.pk)}
    assert poster_of(scen.samverkan, urval_of(words, YEAR)).amount == Decimal("1000.50")


def test_the_page_asks_as_many_questions_for_many_postings(client: Client, scen: Utfallsscen) -> None:
    scen.take_in()
    page = page_url(scen.samverkan, "utfall:poster", year=YEAR)
    client.get(page)  # the first page of a session asks more
    few = count_queries(client, page)
    rows = [f'#TRANS 5{n:03} {{1 "81141"}} 1.00' for n in range(150)]
    scen.take_in("\n".join(["#VER B 1 20240305", "{", *rows, "#TRANS 1930 {} -150.00", "}"]).encode())
    client.get(page)
    assert count_queries(client, page) == few
    assert "Rad 101–155 av 155" in client.get(f"{page}?page=2").content.decode()
    excel = client.get(page_url(scen.samverkan, "utfall:poster_excel", year=YEAR))
    assert excel.headers["Content-Disposition"].endswith('.xlsx"')


def test_the_class_rules_place_a_whole_file() -> None:
    scen = utfallsscen(rules=False)
    scen.take_in()
    count = propose_regler(scen.samverkan, KOMMUN_BAS, plan="Kommun-BAS", actor=scen.controller)
    assert count == len(KOMMUN_BAS)
    assert propose_regler(scen.samverkan, KOMMUN_BAS, plan="Kommun-BAS", actor=scen.controller) == 0
    assert Konteringsregel.objects.get(konto="79").kostnadsslag.kind == "avskrivning"
    assert Konteringsregel.objects.get(konto="40").left_out


def test_the_account_plan_is_told_by_kptyp() -> None:
    assert [plan_of(kptyp)[0] for kptyp in ("", "KOMMUNBAS", "EUBAS97", "BAS2014")] == [
        "Kommun-BAS", "Kommun-BAS", "BAS", "BAS",
    ]  # fmt: skip


def test_a_rule_that_moves_something_in_a_closed_year_is_refused(scen: Utfallsscen) -> None:
    scen.take_in()
    close_year(scen.samverkan, YEAR, actor=scen.controller)
    regel = Konteringsregel(samverkan=scen.samverkan)
    with pytest.raises(Refused, match="2024 är stängt"):
        save_regel(regel, {"konto": "50", "kostnadsslag": scen.ovrigt}, actor=scen.controller)
    save_regel(
        Konteringsregel(samverkan=scen.samverkan), {"konto": "99", "left_out": True}, actor=scen.controller
    )
    assert Konteringsregel.objects.filter(konto="99").exists()


def test_kinds_of_cost_are_put_in_order_and_removed_when_unused(scen: Utfallsscen) -> None:
    move_slag(scen.ovrigt, up=True, actor=scen.controller)
    move_slag(scen.ovrigt, up=True, actor=scen.controller)
    assert [one.name for one in scen.samverkan.kostnadsslag.all()] == ["Övriga kostnader", "Personal"]
    with pytest.raises(Refused, match="används av en tjänst, en regel eller ett utfall"):
        remove_unused(scen.personal, actor=scen.controller)
    with pytest.raises(Refused, match="redan ett kostnadsslag"):
        save_slag(scen.personal, {"name": "övriga KOSTNADER", "kind": "kostnad"}, actor=scen.controller)


def run(scen: Utfallsscen, path: Path, *options: str) -> dict:
    out = io.StringIO()
    call_command("import_utfall", scen.samverkan.slug, str(path), "--json", *options, stdout=out)
    return json.loads(out.getvalue())


def test_the_script_takes_a_file_in_and_tells_its_sums(scen: Utfallsscen, tmp_path: Path) -> None:
    path = tmp_path / "2024-02.se"
    path.write_bytes(as_bytes())
    told = run(scen, path)
    assert (told["verifikat"], told["poster"], told["status"]) == (3, 8, "Intagen")
    assert {konto: Decimal(row["summa"]) for konto, row in told["konton"].items()} == SUMS
    assert [row["text"] for row in told["utelamnat"]] == [
        "#PBUDGET: 1 poster räknas inte, budget läses inte in här",
        "#BTRANS: 1 poster räknas inte, borttagna rader",
        "#RTRANS: 1 poster räknas inte, de följs av lika #TRANS",
    ]
    assert run(scen, path)["status"] == "Intagen"
    assert Utfallsfil.objects.count() == 1


def test_the_script_fails_with_the_line_of_what_is_wrong(scen: Utfallsscen, tmp_path: Path) -> None:
    path = tmp_path / "trasig.se"
    path.write_bytes(as_bytes(SUND.replace("#TRANS 1930 {} -1500.00", "#TRANS 1930 {} -15OO.00")))
    with pytest.raises(CommandError, match=r"Rad 47: ”-15OO\.00” är inget belopp"):
        run(scen, path)
    path.write_bytes(as_bytes(SUND.replace("#TRANS 1930 {} -1500.00\n", "")))
    with pytest.raises(CommandError, match="1 verifikat går inte jämnt upp"):
        run(scen, path)
    assert run(scen, path, "--urval")["status"] == "Intagen"


def test_a_table_by_names_finds_its_services(scen: Utfallsscen) -> None:
    text = "Månad;Tjänst;Kostnadsslag;Belopp\n2024-01;IT-drift;Personal;1 000\n2024-02;Växel;Okänt;5\n"
    fil, _ = add_fil(scen.samverkan, text.encode(), filename="t.csv", name="Kalkyl", actor=scen.controller)
    roles = {"manad": "Månad", "belopp": "Belopp", "tjanst": "Tjänst", "kostnadsslag": "Kostnadsslag"}
    mapping = {"roles": roles, "sign": "som", "year": None}
    fil = choose_columns(fil, mapping, actor=scen.controller)
    fil = read_fil(fil.pk, actor=scen.controller)
    assert fil.status == "inlast"
    take_in(fil, actor=scen.controller)
    assert drift(scen.samverkan, YEAR) == {(scen.drift.pk, scen.personal.pk): Decimal("1000.00")}
    again = choose_columns(read_again(scen), mapping | {"sign": "omvant"}, actor=scen.controller)
    assert read_fil(again.pk, actor=scen.controller).summor.get(konto="Personal").amount == Decimal(
        "-2000.00"
    )


def read_again(scen: Utfallsscen) -> Utfallsfil:
    """A second file of the same source, read by the columns that it remembers."""
    text = "Månad;Tjänst;Kostnadsslag;Belopp\n2024-01;IT-drift;Personal;2 000\n"
    return scen.upload(text.encode(), filename="igen.csv")
