"""A protocol on the web: personal data is masked, somebody has read it, the original is untouched."""

from copy import deepcopy
from datetime import date, timedelta
from io import BytesIO

import page
import pytest
from django.test import Client
from pypdf import PdfReader

from protokoll.anslag import klockan, webbtext
from protokoll.anslag.webb import (
    WEBB_PDF_JOBB,
    avgor_fynd,
    avpublicera,
    forbered_webbversion,
    make_pdf,
    maskera_ord,
    open_content,
    publicera,
    ta_bort_ord,
    what_public_reads,
)
from protokoll.models import Protokoll, Webbversion
from samverkan.dokument.queries import read_dokument
from samverkan.jobb.acts import perform
from samverkan.jobb.models import Jobb
from samverkan.lib import klocka
from samverkan.lib.errors import Refused
from samverkan.models import Handelse
from tests.protokoll.anslag.scen import Scen, make_scen

pytestmark = pytest.mark.django_db

TEXTS: dict[int, dict[str, object]] = {
    9: {
        "beslut": "Stipendium till Kim Ek, 811218-9876, och budget 811218-1234.",
        "motet": "Kim\nEk yrkar bifall. Ring 0920-12 34 56.",
        "yrkanden": [{"namn": "Eva Lund (S)", "text": "Bifall till Kim Ek", "utgang": "bifallet"}],
    },
    10: {"beslut": "Om kim ek, Kim Ekman och skyddad identitet."},
}


@pytest.fixture
def scen() -> Scen:
    return make_scen(texts=TEXTS)


@pytest.fixture
def version(scen: Scen) -> Webbversion:
    return forbered_webbversion(scen.protokoll, actor=scen.sekreterare)


def until() -> date:
    return klocka.today() + timedelta(days=30)


def published(scen: Scen, version: Webbversion, **changes: object) -> Webbversion:
    read = webbtext.digest(what_public_reads(version))
    wanted = {"read": read, "unpublish_on": until(), "actor": scen.sekreterare} | changes
    return publicera(version, **wanted)


def judge_all(scen: Scen, version: Webbversion, *, dold: bool = True) -> None:
    for one in webbtext.findings(open_content(scen.protokoll), version.masks):
        if one.dold is None:
            avgor_fynd(version, plats=one.plats, start=one.traff.start, dold=dold, actor=scen.sekreterare)


def test_what_is_certain_is_masked_from_the_start_and_the_rest_waits(
    scen: Scen, version: Webbversion
) -> None:
    found = webbtext.findings(open_content(scen.protokoll), version.masks)
    assert [(one.paragraf, one.traff.slag, one.traff.text, one.dold) for one in found] == [
        (9, "personnummer", "811218-9876", True),
        (9, "personnummer", "811218-1234", None),
        (9, "telefon", "0920-12 34 56", True),
        (10, "skyddad", "skyddad identitet", None),
    ]


def test_it_is_not_published_while_something_found_is_unjudged(scen: Scen, version: Webbversion) -> None:
    with pytest.raises(Refused) as refusal:
        published(scen, version)
    assert refusal.value.message == "2 funna uppgifter är varken maskerade eller godkända. (GDPR art. 6)"


def test_words_are_masked_wherever_they_stand_in_the_whole_or_in_one_paragraf(
    scen: Scen, version: Webbversion
) -> None:
    assert maskera_ord(version, "  Kim   Ek ", paragraf=None, actor=scen.sekreterare) == 4
    read = what_public_reads(version)["paragrafer"]
    assert read[1]["motet"] == "[maskerat] yrkar bifall. Ring [maskerat]."
    assert read[1]["yrkanden"][0]["text"] == "Bifall till [maskerat]"
    assert read[2]["beslut"] == "Om [maskerat], Kim Ekman och skyddad identitet."
    ta_bort_ord(version, 0, actor=scen.sekreterare)
    assert maskera_ord(version, "Kim Ek", paragraf=10, actor=scen.sekreterare) == 1
    assert "Kim Ek," in what_public_reads(version)["paragrafer"][1]["beslut"]


def test_words_that_do_not_occur_are_refused_so_that_nobody_believes_them_masked(
    scen: Scen, version: Webbversion
) -> None:
    for words, paragraf in (("Kim Eck", None), ("Kim Ek", 8), ("Eva Lund", 10)):
        with pytest.raises(Refused, match="finns inte i"):
            maskera_ord(version, words, paragraf=paragraf, actor=scen.sekreterare)
    with pytest.raises(Refused, match="Skriv eller markera"):
        maskera_ord(version, " ", paragraf=None, actor=scen.sekreterare)


def test_the_log_never_says_what_was_masked(scen: Scen, version: Webbversion) -> None:
    maskera_ord(version, "Kim Ek", paragraf=None, actor=scen.sekreterare)
    judge_all(scen, version)
    told = str(list(Handelse.objects.values_list("data", flat=True)))
    assert ("Kim" in told, "811218" in told) == (False, False)


def test_the_original_is_untouched(scen: Scen, version: Webbversion) -> None:
    before = deepcopy(scen.protokoll.content)
    maskera_ord(version, "Kim Ek", paragraf=None, actor=scen.sekreterare)
    judge_all(scen, version)
    published(scen, version)
    assert Protokoll.objects.get().content == before


def test_secret_paragrafer_never_follow_and_no_mask_moves() -> None:
    scen = make_scen(texts=TEXTS, secret=8)
    version = forbered_webbversion(scen.protokoll, actor=scen.sekreterare)
    masked = what_public_reads(version)
    assert [one["nummer"] for one in masked["paragrafer"]] == [9, 10]
    assert masked["utelamnade"] == [8]
    scen.paragrafer[2].secret = True
    scen.paragrafer[2].save()
    judge_all(scen, version, dold=False)
    shown = published(scen, version)
    assert [one["nummer"] for one in shown.content["paragrafer"]] == [9]
    assert "811218-9876" not in str(shown.content)
    page_text = Client().get(f"/protokoll/{scen.samverkan.slug}/{shown.pk}/").content.decode()
    assert "Val av justerare" not in page_text
    assert "§§ 8, 10 visas inte" in " ".join(page_text.split())


def test_a_paragraf_that_can_no_longer_be_found_is_left_out(scen: Scen) -> None:
    Protokoll.objects.update(content=scen.protokoll.content | {"paragrafer": [{"id": 0, "nummer": 7}]})
    scen.protokoll.refresh_from_db()
    assert open_content(scen.protokoll)["paragrafer"] == []


def test_the_page_and_the_paper_say_the_same_and_nothing_masked(scen: Scen, version: Webbversion) -> None:
    maskera_ord(version, "Kim Ek", paragraf=None, actor=scen.sekreterare)
    judge_all(scen, version)
    shown = published(scen, version)
    perform(Jobb.objects.get(kind=WEBB_PDF_JOBB).pk)
    shown.refresh_from_db()
    paper = read_dokument(shown.dokument)
    sheets = " ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(paper)).pages)
    screen = Client().get(f"/protokoll/{scen.samverkan.slug}/{shown.pk}/").content.decode()
    for where in (sheets, screen):
        assert "Webbversion" in where
        assert [secret for secret in ("811218", "Kim Ek,", "0920") if secret in where] == []
    assert [page.validate_pdf_bytes(paper, profile=name).failures for name in ("ua1", "3a")] == [[], []]


def test_the_paper_is_made_by_a_job_that_can_be_run_twice(
    scen: Scen, version: Webbversion, client: Client
) -> None:
    judge_all(scen, version)
    shown = published(scen, version)
    client.force_login(scen.sekreterare)
    inside = f"/{scen.samverkan.slug}/2022/anslag/webb/{shown.pk}/pdf/"
    public = f"/protokoll/{scen.samverkan.slug}/{shown.pk}/"
    assert (shown.dokument, client.get(f"{public}pdf/").status_code) == (None, 404)
    assert "PDF:en skapas" in client.get(inside).content.decode()
    assert f"{public}pdf/" not in client.get(public).content.decode()
    jobb = Jobb.objects.get(kind=WEBB_PDF_JOBB)
    perform(jobb.pk)
    shown.refresh_from_db()
    first = shown.dokument_id
    make_pdf(jobb)
    shown.refresh_from_db()
    assert (shown.dokument_id, client.get(f"{public}pdf/").status_code) == (first, 200)
    assert "PDF:en är klar" in client.get(inside).content.decode()


def test_publishing_anew_takes_the_old_paper_away_at_once(scen: Scen, version: Webbversion) -> None:
    judge_all(scen, version)
    shown = published(scen, version)
    perform(Jobb.objects.get(kind=WEBB_PDF_JOBB).pk)
    maskera_ord(shown, "Kim Ek", paragraf=None, actor=scen.sekreterare)
    again = published(scen, shown)
    assert again.dokument is None
    assert Jobb.objects.filter(kind=WEBB_PDF_JOBB, status="vantar").count() == 1


def test_a_paper_that_failed_is_made_again_by_a_button(
    scen: Scen, version: Webbversion, client: Client
) -> None:
    judge_all(scen, version)
    shown = published(scen, version)
    Jobb.objects.filter(kind=WEBB_PDF_JOBB).update(status=Jobb.Status.FEL, message="Disken är full")
    client.force_login(scen.sekreterare)
    inside = f"/{scen.samverkan.slug}/2022/anslag/webb/{shown.pk}/"
    page = client.get(inside).content.decode()
    assert ["Disken är full" in page, "Skapa PDF:en igen" in page] == [True, True]
    client.post(f"{inside}pdf/igen/")
    client.post(f"{inside}pdf/igen/")
    assert Jobb.objects.filter(kind=WEBB_PDF_JOBB, status="vantar").count() == 1


def test_the_reviewer_is_named_and_has_read_this_very_text(scen: Scen, version: Webbversion) -> None:
    judge_all(scen, version)
    read = webbtext.digest(what_public_reads(version))
    maskera_ord(version, "Kim Ek", paragraf=None, actor=scen.sekreterare)
    with pytest.raises(Refused, match="Texten har ändrats efter granskningen"):
        published(scen, version, read=read)
    shown = published(scen, version)
    assert (shown.reviewed_by, shown.unpublish_on) == (scen.sekreterare, until())


def test_a_change_is_not_on_the_web_until_it_is_published_again(scen: Scen, version: Webbversion) -> None:
    judge_all(scen, version)
    shown = published(scen, version)
    maskera_ord(shown, "Kim Ek", paragraf=None, actor=scen.sekreterare)
    url = f"/protokoll/{scen.samverkan.slug}/{shown.pk}/"
    assert "Kim Ek," in Client().get(url).content.decode()
    published(scen, Webbversion.objects.get())
    assert "Kim Ek," not in Client().get(url).content.decode()


def test_it_needs_a_day_to_come_off_and_the_leave_of_fullmaktige(scen: Scen, version: Webbversion) -> None:
    judge_all(scen, version)
    for day in (None, klocka.today()):
        with pytest.raises(Refused, match=r"art\. 5\.1 e"):
            published(scen, version, unpublish_on=day)
    scen.organ.publish_days = 0
    scen.organ.save()
    with pytest.raises(Refused, match="Fullmäktige har inte beslutat"):
        published(scen, version)


def test_a_protocol_that_is_not_justerat_has_no_web_version(scen: Scen) -> None:
    scen.protokoll.status = Protokoll.Status.JUSTERAS
    with pytest.raises(Refused, match="inte justerat"):
        forbered_webbversion(scen.protokoll, actor=scen.sekreterare)


def test_the_clock_takes_it_off_the_web_once(scen: Scen, version: Webbversion) -> None:
    judge_all(scen, version)
    shown = published(scen, version)
    assert klockan.avpublicera_forfallna() == 0
    with klocka.at(klocka.now() + timedelta(days=31)):
        assert (klockan.avpublicera_forfallna(), klockan.avpublicera_forfallna()) == (1, 0)
    with pytest.raises(Refused, match="inte publicerat"):
        avpublicera(shown, actor=scen.sekreterare)
    assert Handelse.objects.get(action="webbversion.unpublished").actor_name == "Samverkan"


def test_marks_in_the_original_are_escaped_like_all_text(scen: Scen) -> None:
    marked = webbtext.marked(open_content(scen.protokoll), [{"slag": "ord", "ord": "Kim Ek", "paragraf": 10}])
    assert marked["paragrafer"][2]["beslut"].startswith(f"Om {webbtext.BEGIN}kim ek{webbtext.END},")
