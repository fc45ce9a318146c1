"""The pages: the same words as on paper, the signer's way to a signature, the public check."""

import re
import subprocess
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.utils.html import strip_tags

from protokoll.justering import acts
from protokoll.justering.kontroll import check
from protokoll.justering.models import Andringsforslag, Justering, Protokoll
from protokoll.justering.visning import draft, paper_of
from protokoll.paragrafer.models import Expediering, Paragraf
from samverkan.dokument.queries import read_dokument
from samverkan.models import Anvandare
from tests import factories as f
from tests.pages import page_url, signed_in
from tests.protokoll.justering.runda import all_sign, justering, run, sealed, started
from tests.protokoll.justering.scen import YEAR, Mote, avslutat_mote

pytestmark = pytest.mark.django_db


@pytest.fixture
def mote() -> Mote:
    return avslutat_mote()


def url(mote: Mote, name: str, **kwargs: object) -> str:
    return page_url(mote.samverkan, name, year=YEAR, **kwargs)


def as_person(client: Client, user: Anvandare) -> Client:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def words(html: str) -> list[str]:
    """The words of the protocol in a page, without marks of the page around it."""
    article = re.search(r'<article class="protokoll".*?</article>', html, re.S)
    return unescape(strip_tags(article[0])).split()


def test_screen_and_paper_say_the_same_words(client: Client, mote: Mote) -> None:
    protokoll = sealed(mote)
    signed_in(client, "kommunlasare", samverkan=mote.samverkan, organisation=mote.samverkan.issuer)
    shown = client.get(url(mote, "protokoll:visa", pk=protokoll.pk)).content.decode()
    paper = render_to_string("pdf/protokoll.html", paper_of(protokoll, protokoll.content))

    assert words(shown) == words(paper)
    assert len(words(shown)) > 200


def test_the_sealed_paper_holds_the_words_of_the_screen_in_their_order(
    client: Client, mote: Mote, tmp_path: Path
) -> None:
    protokoll = sealed(mote)
    as_person(client, mote.sekreterare)
    shown = client.get(url(mote, "protokoll:visa", pk=protokoll.pk)).content.decode()
    (tmp_path / "protokoll.pdf").write_bytes(read_dokument(protokoll.dokument))
    command = ["pdfinfo", "-struct-text", tmp_path / "protokoll.pdf"]
    tagged = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    paper = "".join(re.findall(r'^ *"(?!–\s*")(.*)"$', tagged, re.M))  # without the dashes of lists
    paper = re.sub(r" på sida \d+|(?: \. ?)+ *\d+", "", paper)  # page numbers belong to paper

    assert "".join(paper.split()) == "".join(words(shown))


def test_the_draft_says_on_screen_what_it_says_on_paper(client: Client, mote: Mote) -> None:
    as_person(client, mote.sekreterare)
    shown = client.get(url(mote, "justering:utkast", sammantrade=mote.sammantrade.pk)).content.decode()
    *_, paper = draft(mote.sammantrade)

    assert words(shown) == words(render_to_string("pdf/protokoll.html", paper))
    assert "Utkast, inte justerat" in shown


def test_the_draft_lists_what_is_missing_with_a_link_to_its_place(client: Client, mote: Mote) -> None:
    Paragraf.objects.filter(number=13).update(beslut_text="")
    as_person(client, mote.sekreterare)
    shown = client.get(url(mote, "justering:utkast", sammantrade=mote.sammantrade.pk)).content.decode()

    assert '<a href="#p13">§ 13 saknar beslutstext.</a>' in shown
    assert url(mote, "justering:paragraf", paragraf=mote.paragrafer[13].pk) in shown
    assert "Skicka till justering" not in shown


@pytest.mark.parametrize("kind", ["ledamot", "controller", "kommunlasare", "administrator"])
def test_a_draft_is_for_those_who_keep_minutes(client: Client, mote: Mote, kind: str) -> None:
    signed_in(client, kind, samverkan=mote.samverkan, organisation=mote.samverkan.issuer)
    protokoll = started(mote)

    places = [
        url(mote, "justering:utkast", sammantrade=mote.sammantrade.pk),
        url(mote, "justering:utkast_pdf", sammantrade=mote.sammantrade.pk),
        url(mote, "justering:runda", pk=protokoll.pk),
        url(mote, "protokoll:visa", pk=protokoll.pk),
        url(mote, "protokoll:pdf", pk=protokoll.pk),
        url(mote, "protokoll:utdrag", pk=protokoll.pk),
    ]
    assert [client.get(place).status_code for place in places] == [404] * len(places)


def test_the_secretary_starts_the_round_from_the_draft(client: Client, mote: Mote) -> None:
    as_person(client, mote.sekreterare)
    answer = client.post(url(mote, "justering:starta", sammantrade=mote.sammantrade.pk), follow=True)
    shown = answer.content.decode()

    assert "Justering av protokoll 2022-06-22" in shown
    assert "senast 2022-07-06, fjorton dagar efter sammanträdet" in shown


def sign_page(client: Client, mote: Mote, name: str) -> tuple[str, Justering, Protokoll]:
    protokoll = started(mote)
    own = justering(protokoll, name)
    as_person(client, mote.user(name))
    return url(mote, "justering:las", pk=own.pk), own, protokoll


def post_signature(client: Client, place: str, protokoll: Protokoll, password: str) -> HttpResponse:
    return client.post(place, {"sha256": protokoll.content_sha256, "password": password})


def test_a_signer_reads_and_signs_with_the_password_once_more(client: Client, mote: Mote) -> None:
    place, own, protokoll = sign_page(client, mote, "Jan")
    assert "Skriv under §§ 12–15" in client.get(place).content.decode()

    wrong = post_signature(client, place, protokoll, "fel lösenord")
    own.refresh_from_db()
    assert (wrong.status_code, own.status) == (422, "vantar")
    assert "Lösenordet stämmer inte" in wrong.content.decode()

    right = post_signature(client, place, protokoll, f.PASSWORD)
    own.refresh_from_db()
    assert (right.status_code, own.status, own.signed_sha256) == (
        302,
        "underskriven",
        protokoll.content_sha256,
    )
    assert own.read_at is not None


def test_wrong_passwords_lock_as_at_sign_in(client: Client, mote: Mote) -> None:
    place, own, protokoll = sign_page(client, mote, "Jan")
    answers = [post_signature(client, place, protokoll, "fel").status_code for _ in range(6)]

    assert answers[-1] == 429
    own.refresh_from_db()
    assert own.status == "vantar"


def test_a_text_that_changed_is_shown_anew_and_not_signed(client: Client, mote: Mote) -> None:
    place, own, _ = sign_page(client, mote, "Jan")
    answer = client.post(place, {"sha256": "0" * 64, "password": f.PASSWORD})

    assert answer.status_code == 422
    assert "Texten har ändrats sedan du läste den" in answer.content.decode()
    own.refresh_from_db()
    assert own.status == "vantar"


def test_a_signer_proposes_and_the_secretary_writes_it_in(client: Client, mote: Mote) -> None:
    _, own, protokoll = sign_page(client, mote, "Jan")
    client.post(url(mote, "justering:foresla", pk=own.pk, nummer=13), {"text": "Skriv ”godkänner”."})
    forslag = Andringsforslag.objects.get()
    as_person(client, mote.sekreterare)
    shown = client.get(url(mote, "justering:runda", pk=protokoll.pk)).content.decode()
    place = url(mote, "justering:paragraf", paragraf=mote.paragrafer[13].pk) + f"?forslag={forslag.pk}"
    assert place in shown

    form = client.get(place).context["form"]
    texts = {name: form[name].value() or "" for name in form.fields} | {"beslut_text": "Rapporten godkänns."}
    answer = client.post(place, texts)

    protokoll.refresh_from_db()
    forslag.refresh_from_db()
    assert (answer.status_code, forslag.status) == (302, "infort")
    assert protokoll.content["paragrafer"][1]["beslut"] == "Rapporten godkänns."


def test_nobody_reaches_anothers_justering(client: Client, mote: Mote) -> None:
    place, own, protokoll = sign_page(client, mote, "Jan")
    as_person(client, mote.user("Stig"))

    assert client.get(place).status_code == 404
    assert post_signature(client, place, protokoll, f.PASSWORD).status_code == 404
    assert client.post(url(mote, "justering:avboj", pk=own.pk), {"reason": "Nej"}).status_code == 404


def test_all_roles_find_the_justerade_protocol_and_its_pdf(client: Client, mote: Mote) -> None:
    protokoll = sealed(mote)
    for kind in ("administrator", "controller", "ledamot", "kommunlasare", "revisor", "sekreterare"):
        signed_in(client, kind, samverkan=mote.samverkan, organisation=mote.samverkan.issuer)
        shown = client.get(url(mote, "protokoll:lista")).content.decode()
        assert url(mote, "protokoll:pdf", pk=protokoll.pk) in shown
        pdf = client.get(url(mote, "protokoll:pdf", pk=protokoll.pk))
        assert (pdf.status_code, pdf["Content-Type"]) == (200, "application/pdf")


def test_a_secret_paragraf_is_withheld_from_those_not_entitled(client: Client, mote: Mote) -> None:
    Paragraf.objects.filter(number=15).update(secret=True)
    protokoll = sealed(mote)
    signed_in(client, "kommunlasare", samverkan=mote.samverkan, organisation=mote.samverkan.issuer)

    shown = client.get(url(mote, "protokoll:visa", pk=protokoll.pk)).content.decode()
    assert "Upphandlingen avbryts" not in shown
    assert "Paragrafen omfattas av sekretess" in shown
    assert client.get(url(mote, "protokoll:pdf", pk=protokoll.pk)).status_code == 404
    as_person(client, mote.sekreterare)
    assert client.get(url(mote, "protokoll:pdf", pk=protokoll.pk)).status_code == 200


def test_extracts_go_to_each_recipient_once(client: Client, mote: Mote, mailoutbox: list) -> None:
    protokoll = sealed(mote)
    mailoutbox.clear()
    as_person(client, mote.sekreterare)
    client.post(url(mote, "protokoll:skicka", pk=protokoll.pk))
    run("protokoll.expediera")
    again = client.post(url(mote, "protokoll:skicka", pk=protokoll.pk), follow=True)

    (message,) = mailoutbox
    assert (message.to, message.attachments[0][0]) == (["ekonomi@kommun.example"], "utdrag-2022-06-22-12.pdf")
    assert "redan fått sina utdrag" in again.content.decode()
    assert [row.sent_at is not None for row in Expediering.objects.order_by("order")] == [True, False]


def checked(client: Client, data: bytes) -> HttpResponse:
    return client.post("/kontrollera/", {"pdf": SimpleUploadedFile("protokoll.pdf", data)})


def test_anyone_learns_whether_a_file_is_the_sealed_one(client: Client, mote: Mote) -> None:
    pdf = read_dokument(sealed(mote).dokument)
    changed = bytearray(pdf)
    changed[len(pdf) // 2] ^= 1
    answers = {
        name: checked(client, data).content.decode()
        for name, data in {
            "real": pdf,
            "changed": bytes(changed),
            "longer": pdf + b"\n%",
            "other": b"%PDF-1.7\n%%EOF",
            "text": b"hej",
        }.items()
    }

    found = {name: re.search(r"<h2>(.*?)</h2>", html)[1] for name, html in answers.items()}
    assert found == {
        "real": "Ja, filen är det förseglade protokollet",
        "changed": "Nej, filen har ändrats sedan den förseglades",
        "longer": "Nej, filen har ändrats sedan den förseglades",
        "other": "Filen är inget protokoll härifrån",
        "text": "Filen är ingen PDF",
    }
    assert "onsdag 22 juni 2022, §§ 12–15" in answers["real"]


@pytest.mark.parametrize("part", range(8))
def test_a_changed_byte_anywhere_is_reported(mote: Mote, part: int) -> None:
    pdf = read_dokument(sealed(mote).dokument)
    for at in range(part * len(pdf) // 8, len(pdf), len(pdf) // 3):
        changed = bytearray(pdf)
        changed[at] ^= 1
        assert check(bytes(changed)).slag == "andrad"


def test_the_check_sets_no_cookie(client: Client, mote: Mote) -> None:
    assert (client.get("/kontrollera/").cookies, checked(client, b"hej").cookies) == ({}, {})


def test_a_file_too_large_is_refused_before_it_is_read(client: Client) -> None:
    answer = client.post("/kontrollera/", {"pdf": SimpleUploadedFile("stor.pdf", b"0" * (26 * 1024 * 1024))})

    assert answer.status_code == 413
    assert "Filen är för stor" in answer.content.decode()


def test_nothing_chosen_is_told_at_the_field(client: Client) -> None:
    answer = client.post("/kontrollera/", {})

    assert answer.status_code == 422
    assert "Välj en PDF-fil." in answer.content.decode()


def test_the_page_of_the_round_follows_it_to_the_seal(client: Client, mote: Mote) -> None:
    protokoll = started(mote)
    as_person(client, mote.sekreterare)
    place = url(mote, "justering:runda", pk=protokoll.pk)

    assert client.get(place).status_code == 200
    all_sign(mote, protokoll)
    assert "Protokollet förseglas nu" in client.get(place).content.decode()
    run(acts.FORSEGLA_JOBB)
    refreshed = client.get(url(mote, "justering:lage", pk=protokoll.pk), headers={"HX-Request": "true"})
    assert refreshed["HX-Refresh"] == "true"


def test_the_meeting_leads_to_its_protocol(client: Client, mote: Mote) -> None:
    as_person(client, mote.sekreterare)
    place = url(mote, "sammantraden:sammantrade", pk=mote.sammantrade.pk)
    assert (
        url(mote, "justering:utkast", sammantrade=mote.sammantrade.pk) in client.get(place).content.decode()
    )
    protokoll = started(mote)
    assert url(mote, "justering:runda", pk=protokoll.pk) in client.get(place).content.decode()
    all_sign(mote, protokoll)
    run(acts.FORSEGLA_JOBB)
    assert url(mote, "protokoll:visa", pk=protokoll.pk) in client.get(place).content.decode()
