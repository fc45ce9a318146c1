"""The pages of the outcome: upload, follow, look, mend rules, take in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kostnader.models import Konteringsregel, Utfallsfil
from kostnader.utfall.acts.lasning import read_fil
from kostnader.utfall.queries import unplaced
from kostnader.utfall.stangning import close_year
from tests.kostnader.utfall.scen import Utfallsscen, utfallsscen
from tests.kostnader.utfall.sie_filer import SUND, as_bytes
from tests.pages import count_queries, page_url

pytestmark = pytest.mark.django_db
YEAR = 2024


@pytest.fixture
def scen(client: Client) -> Utfallsscen:
    scen = utfallsscen(rules=False)
    client.force_login(scen.controller)
    return scen


def url(scen: Utfallsscen, name: str, **words: object) -> str:
    return page_url(scen.samverkan, f"utfall:{name}", year=YEAR, **words)


def upload(client: Client, scen: Utfallsscen, data: bytes, filename: str = "utfall.se", **extra: object):
    sent = {"fil": SimpleUploadedFile(filename, data), "namn": "Raindance"} | extra
    return client.post(url(scen, "ladda_upp"), sent)


def test_the_first_page_says_what_to_do_when_there_is_nothing(client: Client, scen: Utfallsscen) -> None:
    page = client.get(url(scen, "start")).content.decode()
    assert "Inget utfall än" in page
    assert url(scen, "ladda_upp") in page


def test_from_file_to_outcome(client: Client, scen: Utfallsscen) -> None:
    answer = upload(client, scen, as_bytes())
    fil = Utfallsfil.objects.get()
    assert answer.url == url(scen, "fil", pk=fil.pk)
    assert "Filen väntar på att läsas" in client.get(answer.url).content.decode()
    read_fil(fil.pk, actor=scen.controller)
    assert client.get(url(scen, "lage", pk=fil.pk)).headers["HX-Refresh"] == "true"
    page = client.get(answer.url).content.decode()
    assert "Konton utan kostnadsslag" in page
    assert "Licenser" in page
    client.post(url(scen, "fil_foresla", pk=fil.pk))
    chosen = {"o.81141": scen.drift.pk, "o.81143": scen.vaxel.pk, "o.nej": "99999999", "o.x": "bort"}
    client.post(url(scen, "placera", pk=fil.pk), chosen)
    assert Konteringsregel.objects.filter(objekt__in=["81141", "81143", "x"]).count() == 3
    assert client.post(url(scen, "fil", pk=fil.pk)).status_code == 302
    assert unplaced(scen.samverkan, YEAR) == []
    start = client.get(url(scen, "start")).content.decode()
    assert "Till och med februari: 2\u00a0000,50 kr" in start
    assert "saknar regel" not in start


def test_the_same_file_again_leads_to_the_one_that_is_there(client: Client, scen: Utfallsscen) -> None:
    first = upload(client, scen, as_bytes()).url
    assert upload(client, scen, as_bytes(), "igen.se").url == first


def test_what_does_not_balance_must_be_ticked(client: Client, scen: Utfallsscen) -> None:
    fil = scen.upload(as_bytes(SUND.replace("#TRANS 1930 {} -1500.00\n", "")))
    answer = client.post(url(scen, "fil", pk=fil.pk))
    assert answer.status_code == 409
    assert "1 verifikat går inte jämnt upp" in answer.content.decode()
    assert client.post(url(scen, "fil", pk=fil.pk), {"accept": "on"}).status_code == 302


def test_a_broken_file_shows_its_lines(client: Client, scen: Utfallsscen) -> None:
    fil = scen.upload(as_bytes(SUND.replace("#RAR 0 20240101 20241231", "#RAR 0 20250101 20251231")))
    page = client.get(url(scen, "fil", pk=fil.pk)).content.decode()
    assert "Filen kunde inte läsas, inget är intaget" in page
    assert "utanför räkenskapsåret 2025-01-01 – 2025-12-31. Exportera filen för rätt år." in page


def test_a_file_of_the_wrong_kind_is_refused_at_its_field(client: Client, scen: Utfallsscen) -> None:
    answer = upload(client, scen, b"%PDF-1.7", "utfall.pdf")
    assert "Filen är en PDF." in answer.content.decode()
    assert Utfallsfil.objects.count() == 0


def test_a_rule_shows_what_it_moves_before_it_is_saved(client: Client, scen: Utfallsscen) -> None:
    scen.take_in()
    sent = {"konto": "69", "objekt": "", "projektkod": "", "kostnadsslag": scen.ovrigt.pk, "note": ""}
    page = client.post(url(scen, "regel_ny"), sent)
    assert page.context["forhand"]["flyttar"][0].amount == 1000.5
    assert Konteringsregel.objects.count() == 0
    seen = sent | {"sett": page.context["forhand"]["sett"]}
    changed = client.post(url(scen, "regel_ny"), seen | {"konto": "5"})
    assert changed.context["forhand"]["flyttar"][0].amount == 1500
    assert client.post(url(scen, "regel_ny"), seen).status_code == 302
    regel = Konteringsregel.objects.get()
    assert (regel.konto, regel.kostnadsslag) == ("69", scen.ovrigt)
    page = client.get(url(scen, "regel_bort", pk=regel.pk))
    assert page.context["flyttar"][0].till == "saknar regel"
    client.post(url(scen, "regel_bort", pk=regel.pk))
    client.post(url(scen, "regel_bort", pk=regel.pk))
    assert Konteringsregel.objects.count() == 0


def test_a_rule_must_lead_somewhere(client: Client, scen: Utfallsscen) -> None:
    page = client.post(url(scen, "regel_ny"), {"konto": "69"})
    seen = {"konto": "69", "sett": page.context["forhand"]["sett"]}
    answer = client.post(url(scen, "regel_ny"), seen).content.decode()
    assert "Välj minst en tjänst, ett kostnadsslag, en investering eller ett projekt." in answer


def test_pages_ask_as_many_questions_with_many_rows(client: Client, scen: Utfallsscen) -> None:
    scen.take_in()
    pages = [url(scen, name) for name in ("start", "regler")]
    before = [count_queries(client, page) for page in pages]
    rows = [f'#TRANS {5000 + n} {{1 "{n}"}} 1.00' for n in range(30)]
    text = "\n".join(["#VER B 1 20240305", "{", *rows, "#TRANS 1930 {} -30.00", "}"])
    scen.take_in(text.encode())
    for n in range(30):
        Konteringsregel.objects.create(samverkan=scen.samverkan, konto=f"9{n}", kostnadsslag=scen.ovrigt)
    assert [count_queries(client, page) for page in pages] == before


def test_a_file_from_another_source_for_the_same_months_warns_that_it_is_added(
    client: Client, scen: Utfallsscen
) -> None:
    scen.take_in()
    told = "Månaderna har redan utfall från Raindance"
    same = scen.upload(as_bytes(SUND + "#KSUMMA 2\n"))
    other = scen.upload(as_bytes(SUND + "#KSUMMA 3\n"), kalla=None, name="Lönesystemet")
    assert told not in client.get(url(scen, "fil", pk=same.pk)).content.decode()
    assert told in client.get(url(scen, "fil", pk=other.pk)).content.decode()


def test_a_file_for_a_closed_year_says_so_before_anyone_tries(client: Client, scen: Utfallsscen) -> None:
    fil = scen.upload()
    close_year(scen.samverkan, YEAR, actor=scen.controller)
    page = client.get(url(scen, "fil", pk=fil.pk)).content.decode()
    assert "2024 är stängt, så filen kan inte tas in" in page
    assert "Ta in 2024" not in page
    assert client.post(url(scen, "fil", pk=fil.pk)).status_code == 409


def test_a_file_that_counts_leads_on_to_the_month(client: Client, scen: Utfallsscen) -> None:
    fil = scen.take_in()
    page = client.get(url(scen, "fil", pk=fil.pk)).content.decode()
    assert page_url(scen.samverkan, "manadsuppfoljning:manad", year=YEAR) in page
