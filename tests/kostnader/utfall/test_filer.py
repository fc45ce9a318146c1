"""A file from upload to taken in: once, all or nothing, the earlier one kept."""

from datetime import date
from decimal import Decimal

import pytest

from kostnader.models import Konto, Kontosaldo, Kostnadsstalle, Tjanst, Utfallsfil, Utfallspost, Utfallssumma
from kostnader.utfall.acts.filer import MOST_BYTES, add_fil, refuse_too_large, take_in, throw_fil
from kostnader.utfall.acts.lasning import read_fil
from kostnader.utfall.forhand import forhand
from kostnader.utfall.queries import drift, unplaced
from samverkan.handelser.models import Handelse
from samverkan.lib.errors import Refused
from tests.kostnader.utfall.scen import Utfallsscen, utfallsscen
from tests.kostnader.utfall.sie_filer import SUMS, SUND, as_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def scen() -> Utfallsscen:
    return utfallsscen()


def sums(fil: Utfallsfil) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for row in fil.summor.all():
        found[row.konto] = found.get(row.konto, Decimal(0)) + row.amount
    return found


def test_a_file_is_read_to_frozen_records_and_their_sums(scen: Utfallsscen) -> None:
    fil = scen.upload()
    assert (fil.status, fil.year) == ("inlast", 2024)
    assert (fil.first_month, fil.last_month) == (date(2024, 1, 1), date(2024, 2, 1))
    assert sums(fil) == SUMS
    post = fil.poster.get(konto="5010")
    assert (post.line, post.verifikat, post.objekt, post.projektkod, post.text, post.amount) == (
        46, "A 1", "81141", "12", "Månadslön åäö", Decimal("1500.00"),
    )  # fmt: skip
    saldo = Kontosaldo.objects.get(fil=fil, year=2024)
    assert (saldo.konto, saldo.opening, saldo.closing) == ("1930", Decimal("1000.00"), Decimal("-1000.50"))


def test_nothing_counts_before_it_is_taken_in(scen: Utfallsscen) -> None:
    scen.upload()
    assert drift(scen.samverkan, 2024) == {}


def test_what_is_taken_in_counts_by_service_and_kind(scen: Utfallsscen) -> None:
    fil = scen.take_in()
    assert fil.status == "intagen"
    assert drift(scen.samverkan, 2024) == {
        (scen.drift.pk, scen.personal.pk): Decimal("1500.00"),
        (scen.drift.pk, scen.ovrigt.pk): Decimal("-500.00"),
        (scen.vaxel.pk, scen.ovrigt.pk): Decimal("1000.50"),
    }
    assert unplaced(scen.samverkan, 2024) == []


def test_names_of_accounts_and_cost_centres_come_from_the_file(scen: Utfallsscen) -> None:
    scen.take_in()
    assert Konto.objects.get(number="5010").name == "Månadslöner"
    assert list(Kostnadsstalle.objects.values_list("code", "name")) == [
        ("81141", "IT-drift"),
        ("81143", "Växel"),
    ]


def test_a_service_comes_under_the_cost_centre_whose_rule_leads_to_it(scen: Utfallsscen) -> None:
    own = Kostnadsstalle.objects.create(samverkan=scen.samverkan, code="9", name="Eget")
    Tjanst.objects.filter(pk=scen.vaxel.pk).update(kostnadsstalle=own)
    scen.take_in()
    under = scen.samverkan.tjanster.values_list("name", "kostnadsstalle__code")
    assert set(under) == {("IT-drift", "81141"), ("Växel", "9")}


def test_the_same_file_again_is_the_one_that_is_there(scen: Utfallsscen) -> None:
    fil = scen.take_in()
    again, is_new = add_fil(scen.samverkan, as_bytes(), filename="igen.se", name="Ny", actor=None)
    assert (again, is_new) == (fil, False)
    assert take_in(fil, actor=scen.controller).status == "intagen"
    assert read_fil(fil.pk, actor=None).status == "intagen"
    assert Utfallspost.objects.count() == 8
    assert Handelse.objects.filter(action="utfallsfil.taken").count() == 1


def test_a_later_file_takes_over_its_months_and_the_earlier_is_kept(scen: Utfallsscen) -> None:
    first = scen.take_in()
    later = scen.upload(as_bytes(SUND.replace("1500.00", "1700.00")))
    preview = forhand(later)
    assert [(row.label, row.now, row.new) for row in preview.months] == [
        ("Januari 2024", Decimal("1500.00"), Decimal("1700.00")),
        ("Februari 2024", Decimal("500.50"), Decimal("500.50")),
    ]
    assert preview.replaces == [first]
    assert [(row.label, row.sub, row.difference) for row in preview.slag if not row.is_same] == [
        ("IT-drift", "Personal", Decimal("200.00")),
        ("Räknas inte (balanskonton med mera)", "", Decimal("-200.00")),
    ]
    take_in(later, actor=scen.controller)
    first.refresh_from_db()
    assert (first.status, first.poster.count()) == ("ersatt", 8)
    assert drift(scen.samverkan, 2024)[scen.drift.pk, scen.personal.pk] == Decimal("1700.00")


def test_a_file_for_other_months_stands_beside(scen: Utfallsscen) -> None:
    first = scen.take_in()
    rows = ["#VER A 9 20240305", "{", '#TRANS 5010 {1 "81141"} 10.00', "#TRANS 1930 {} -10.00", "}"]
    scen.take_in("\n".join(rows).encode())
    first.refresh_from_db()
    assert first.status == "intagen"
    assert drift(scen.samverkan, 2024)[scen.drift.pk, scen.personal.pk] == Decimal("1510.00")


def test_a_broken_file_leaves_nothing_but_its_faults(scen: Utfallsscen) -> None:
    fil = scen.upload(as_bytes(SUND[:-80]))
    assert fil.status == "fel"
    told = "Rad 58: filen slutar mitt i verifikat A 3 från rad 58. Den är avhuggen"
    assert [text[: len(told)] for text in fil.summary["fel"]] == [told]
    assert (Utfallspost.objects.count(), Utfallssumma.objects.count(), Kontosaldo.objects.count()) == (
        0,
        0,
        0,
    )
    with pytest.raises(Refused, match="kunde inte läsas"):
        take_in(fil, actor=scen.controller)


def test_what_does_not_balance_is_taken_in_only_when_that_is_said(scen: Utfallsscen) -> None:
    fil = scen.upload(as_bytes(SUND.replace("#TRANS 1930 {} -1500.00\n", "")))
    with pytest.raises(Refused, match="1 verifikat går inte jämnt upp") as refused:
        take_in(fil, actor=scen.controller)
    assert refused.value.field == "accept"
    assert take_in(fil, accept=True, actor=scen.controller).status == "intagen"


def test_accounts_and_cost_centres_without_rule_are_told_with_kronor_and_line() -> None:
    scen = utfallsscen(rules=False)
    preview = forhand(scen.upload())
    assert [(row.code, row.name, row.amount, row.count, row.line) for row in preview.konton] == [
        ("5010", "Månadslöner", Decimal("1500.00"), 1, 46),
        ("6910", "Licenser", Decimal("1000.50"), 3, 51),
        ("3110", "Försålda tjänster", Decimal("-500.00"), 1, 61),
    ]
    assert [(row.code, row.amount) for row in preview.objekt] == [
        ("81143", Decimal("1000.50")),
        ("81141", Decimal("1000.00")),
    ]


def test_a_thrown_file_can_be_uploaded_again(scen: Utfallsscen) -> None:
    fil = scen.upload()
    throw_fil(fil, actor=scen.controller)
    throw_fil(fil, actor=scen.controller)
    assert scen.upload().pk != fil.pk


def test_a_file_of_200_megabytes_is_refused_with_what_to_do() -> None:
    with pytest.raises(Refused, match=r"Filen är 200 MB\. Den får vara högst 60 MB: exportera färre månader"):
        refuse_too_large(200_000_000)
    assert MOST_BYTES < 200_000_000


def test_an_excel_bomb_and_other_files_are_refused_while_the_person_is_there(scen: Utfallsscen) -> None:
    for data, words in (
        (b"%PDF-1.7 x", "en PDF"),
        (b"PK\x03\x04skrot", "Excelfilen är skadad"),
        (b" ", "tom"),
    ):
        with pytest.raises(Refused, match=words):
            add_fil(scen.samverkan, data, filename="fil.xlsx", name="Ny", actor=None)
    assert Utfallsfil.objects.count() == 0
