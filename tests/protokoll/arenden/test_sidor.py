"""The pages of a matter, from an empty list to a paper that can be read."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from protokoll.models import Arende
from tests import factories as f
from tests.pages import count_queries, page_url, signed_in
from tests.protokoll import filer

pytestmark = pytest.mark.django_db


@pytest.fixture
def organ():
    return f.OrganFactory()


@pytest.fixture
def sekreterare(client: Client, organ) -> Client:
    signed_in(client, "sekreterare", samverkan=organ.samverkan)
    return client


def test_an_empty_list_says_what_to_do(sekreterare: Client, organ) -> None:
    page = sekreterare.get(page_url(organ.samverkan, "arenden:lista")).content.decode()
    assert "Inga ärenden än" in page
    assert "Öppna ett ärende" in page


def test_a_new_matter_leads_on_to_its_paper(sekreterare: Client, organ) -> None:
    url = page_url(organ.samverkan, "arenden:nytt")
    answer = sekreterare.post(url, {"organ": organ.pk, "heading": "Budget 2024"})
    arende = Arende.objects.get()
    assert answer.url == page_url(organ.samverkan, "arenden:skriv", pk=arende.pk)


def paper(**changes: object) -> dict[str, object]:
    texts = ("forslag", "sammanfattning", "bakgrund", "ekonomi")
    empty = dict.fromkeys(texts, "") | {f"bas_{name}": "" for name in texts}
    return {"heading": "Budget 2024", "mottagare": ""} | empty | changes


def saved(arende: Arende, client: Client, data: dict[str, object]):
    page = client.get(page_url(arende.samverkan, "arenden:skriv", pk=arende.pk))
    base = {name: page.context["form"][name].value() for name in data if name.startswith("bas_")}
    return client.post(page_url(arende.samverkan, "arenden:skriv", pk=arende.pk), data | base)


def test_the_paper_is_shown_as_it_was_written(sekreterare: Client, organ) -> None:
    arende = f.ArendeFactory(organ=organ)
    answer = saved(
        arende,
        sekreterare,
        paper(
            forslag="Nämnden **godkänner** budgeten.", mottagare="Kiruna kommun\nLuleå, lulea@lulea.example"
        ),
    )
    page = sekreterare.get(answer.url).content.decode()
    assert "Nämnden <strong>godkänner</strong> budgeten." in page
    assert "<p>Kiruna kommun, Luleå</p>" in page


def test_a_preview_shows_and_saves_nothing(sekreterare: Client, organ) -> None:
    arende = f.ArendeFactory(organ=organ)
    data = paper(forslag="- ett\n- två", forhandsgranska="1")
    with_js = sekreterare.post(page_url(organ.samverkan, "arenden:forhandsgranska", pk=arende.pk), data)
    without = sekreterare.post(page_url(organ.samverkan, "arenden:skriv", pk=arende.pk), data)
    assert ["<li>ett</li>" in page.content.decode() for page in (with_js, without)] == [True, True]
    assert Arende.objects.get().forslag == ""


def test_a_conflict_shows_both_texts_and_can_then_be_saved(sekreterare: Client, organ) -> None:
    arende = f.ArendeFactory(organ=organ)
    url = page_url(organ.samverkan, "arenden:skriv", pk=arende.pk)
    form = sekreterare.get(url).context["form"]
    base = {name: form[name].value() for name in form.fields if name.startswith("bas_")}
    Arende.objects.update(bakgrund="Den andras text")
    page = sekreterare.post(url, paper(bakgrund="Min text") | base)
    assert ["Den andras text" in page.content.decode(), "Min text" in page.content.decode()] == [True, True]
    form = page.context["form"]
    again = {name: form[name].value() for name in form.fields if name.startswith("bas_")}
    sekreterare.post(url, paper(bakgrund="Min text") | again)
    assert Arende.objects.get().bakgrund == "Min text"


def test_a_wrong_file_is_told_at_its_field(sekreterare: Client, organ) -> None:
    arende = f.ArendeFactory(organ=organ)
    url = page_url(organ.samverkan, "arenden:bilaga_ny", pk=arende.pk)
    page = sekreterare.post(url, {"fil": SimpleUploadedFile("faktura.pdf", filer.EXE)})
    assert "innehållet är inte PDF" in page.context["form"].errors["fil"][0]
    assert sekreterare.post(url, {"fil": SimpleUploadedFile("plan.pdf", filer.pdf())}).status_code == 302
    assert arende.bilagor.get().title == "plan"


def test_the_file_comes_back_byte_for_byte_as_a_download(sekreterare: Client, organ) -> None:
    arende = f.ArendeFactory(organ=organ)
    upload = {"fil": SimpleUploadedFile("å plan.pdf", filer.pdf())}
    sekreterare.post(page_url(organ.samverkan, "arenden:bilaga_ny", pk=arende.pk), upload)
    bilaga = arende.bilagor.get()
    answer = sekreterare.get(page_url(organ.samverkan, "arenden:bilaga", pk=arende.pk, bilaga=bilaga.pk))
    assert answer.content == filer.pdf()
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_controller_is_not_offered_to_hide_a_matter_from_herself(client: Client, organ) -> None:
    signed_in(client, "controller", samverkan=organ.samverkan)
    form = client.get(page_url(organ.samverkan, "arenden:nytt")).context["form"]
    assert "secret" not in form.fields


def test_the_list_is_searched_by_words_in_any_form_and_by_number(sekreterare: Client, organ) -> None:
    f.ArendeFactory(organ=organ, heading="Nya avtal om telefoni", dnr="ITSAM 2023/95")
    f.ArendeFactory(organ=organ, heading="Fördelningsnycklar")
    url = page_url(organ.samverkan, "arenden:lista")

    def found(text: str) -> list[str]:
        rows = sekreterare.get(url, {"q": text, "visa": "alla"}).context["table"].rows
        return [row.record.heading for row in rows]

    assert found("avtalen") == ["Nya avtal om telefoni"]
    assert found("ITSAM 2023/95") == ["Nya avtal om telefoni"]
    assert found("fördel") == ["Fördelningsnycklar"]
    assert found("nyckl") == ["Fördelningsnycklar"]
    assert found("100%") == []


def test_the_list_asks_as_many_questions_for_thirty_as_for_one(sekreterare: Client, organ) -> None:
    def arende() -> None:
        one = f.ArendeFactory(organ=organ, responsible=f.PersonFactory(samverkan=organ.samverkan))
        f.DagordningspunktFactory(sammantrade__organ=organ, arende=one)

    url = page_url(organ.samverkan, "arenden:lista")
    arende()
    sekreterare.get(url)  # the first visit also notes that the session is alive
    before = count_queries(sekreterare, url)
    for _ in range(29):
        arende()
    assert count_queries(sekreterare, url) == before
