from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kostnader.models import Projekt, Tidpost
from tests.kostnader.projekt import factories as p
from tests.pages import page_url
from tests.scener import Scen, liten_scen

pytestmark = pytest.mark.django_db

D = Decimal


@pytest.fixture
def scen(client: Client) -> Scen:
    made = liten_scen()
    client.force_login(made.controller)
    return made


def read(client: Client, scen: Scen, projekt: Projekt, text: str):
    file = SimpleUploadedFile("timmar.csv", text.encode())
    return client.post(page_url(scen.samverkan, "projekt:las_in", pk=projekt.pk), {"fil": file})


def test_a_file_is_looked_at_and_taken_in_once(client: Client, scen: Scen) -> None:
    projekt, kommun = p.ProjektFactory(samverkan=scen.samverkan), scen.medlemmar[1].short_name
    text = f"Månad;Timmar;Belopp;Nedlagd av\n2023-03;37,5;;{kommun}\n2023-04-15;8;3 280;\nSumma;45,5;;\n"
    seen = read(client, scen, projekt, text)
    assert [row.hours for row, _ in seen.context["nya"]] == [D("37.5"), D(8)]
    assert Tidpost.objects.count() == 0
    address = page_url(scen.samverkan, "projekt:las_in", pk=projekt.pk)
    for _ in range(2):
        client.post(address, {"rader": seen.context["rader"]})
    rows = Tidpost.objects.values_list("month", "hours", "amount", "organisation__short_name")
    assert list(rows) == [
        (date(2023, 3, 1), D("37.5"), None, kommun),
        (date(2023, 4, 1), D(8), D(3280), None),
    ]
    again = read(client, scen, projekt, text)
    assert (again.context["nya"], again.context["finns"]) == ([], 2)


def test_every_cell_that_cannot_be_read_is_told_and_nothing_is_taken_in(client: Client, scen: Scen) -> None:
    projekt = p.ProjektFactory(samverkan=scen.samverkan)
    text = "Månad;Timmar;Kommun\nmars;8;\n2023-03;åtta;\n2023-04;8;Ingenstans\n2023-05;;\n"
    answer = read(client, scen, projekt, text)
    (fault,) = answer.context["form"].errors["fil"]
    assert "Rad 2, kolumn A: Skriv månaden som 2023-04." in fault
    assert "Rad 3, kolumn B" in fault
    assert "Rad 4, kolumn C: ”Ingenstans” är ingen av medlemmarna." in fault
    assert "Rad 5, kolumn B: Här saknas timmar." in fault


def test_a_file_without_the_headings_is_refused(client: Client, scen: Scen) -> None:
    answer = read(client, scen, p.ProjektFactory(samverkan=scen.samverkan), "A;B\n1;2\n")
    assert "saknar kolumnen Månad eller Datum" in answer.context["form"].errors["fil"][0]


def test_rows_that_were_changed_on_the_way_or_are_anothers_are_not_taken_in(
    client: Client, scen: Scen
) -> None:
    projekt, other = (p.ProjektFactory(samverkan=scen.samverkan) for _ in range(2))
    rows = read(client, scen, other, "Månad;Timmar\n2023-03;8\n").context["rader"]
    address = page_url(scen.samverkan, "projekt:las_in", pk=projekt.pk)
    assert "för ett annat projekt" in client.post(address, {"rader": rows}).content.decode()
    assert "gäller inte längre" in client.post(address, {"rader": rows + "x"}).content.decode()
    assert Tidpost.objects.count() == 0
