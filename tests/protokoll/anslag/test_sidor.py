"""The secretary's side: what waits, confirming boards, outages, making notices, masking a protocol."""

from datetime import date, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from protokoll.anslag.tavlor import missing_tavlor
from protokoll.models import Anslag, Avbrott, Protokoll, Sammantrade, Tavla, Webbversion
from samverkan.lib import klocka
from samverkan.models import Beslut, Organ, Samverkan
from tests import factories as f
from tests.pages import count_queries
from tests.protokoll.anslag.scen import JUSTERAT, Scen, make_scen, noon

pytestmark = pytest.mark.django_db


@pytest.fixture
def scen() -> Scen:
    return make_scen()


@pytest.fixture
def secretary(scen: Scen) -> Client:
    client = Client()
    client.force_login(scen.sekreterare, backend="django.contrib.auth.backends.ModelBackend")
    return client


def url(scen: Scen, rest: str = "") -> str:
    return f"/{scen.samverkan.slug}/2022/anslag/{rest}"


def text(answer: HttpResponse) -> str:
    return " ".join(answer.content.decode().split())


def days(anslag: Anslag) -> tuple[str, date | None, date | None]:
    anslag.refresh_from_db()
    return anslag.status, anslag.posted_on, anslag.last_appeal_on


def test_an_empty_board_says_what_will_come(scen: Scen, secretary: Client) -> None:
    for rest in ("", "nertagna/", "tavlor/", "webb/", "sammantraden/", "nytt/"):
        assert secretary.get(url(scen, rest)).status_code == 200
    assert "sätts dess anslag upp här av sig självt" in text(secretary.get(url(scen)))


def test_what_waits_names_the_boards_and_the_last_day(scen: Scen, secretary: Client) -> None:
    scen.announce()
    page = text(secretary.get(url(scen)))
    assert "2 tavlor är inte bekräftade" in page
    assert "Boden, Kalix. Senast 2022-07-08." in page
    assert "Anslagstavla</span>" in page or "Anslagstavla" in page


def test_boards_are_confirmed_one_by_one_and_all(scen: Scen, secretary: Client) -> None:
    anslag = scen.announce()
    boden = anslag.platser.get(tavla__name="Boden")
    page = url(scen, f"{anslag.pk}/")
    secretary.post(f"{page}bekrafta/", {"day": "2022-07-07", "plats": boden.pk})
    assert days(anslag) == ("vantar", None, None)
    secretary.post(f"{page}bekrafta/", {"day": "2022-07-08"})
    assert days(anslag) == ("uppe", date(2022, 7, 8), date(2022, 7, 29))
    shown = text(secretary.get(page))
    assert "Anders Vikström" in shown
    assert "därför att anslaget sattes upp 2022-07-08" in shown


def test_a_wrong_day_is_told_at_its_field_and_nothing_is_confirmed(scen: Scen, secretary: Client) -> None:
    anslag = scen.announce()
    answer = secretary.post(url(scen, f"{anslag.pk}/bekrafta/"), {"day": "2022-07-01"})
    assert "kan inte anslås före den dagen" in text(answer)
    assert days(anslag)[0] == "vantar"


def test_taking_down_before_time_is_refused_on_the_page(secretary: Client, scen: Scen) -> None:
    anslag = scen.announce(klocka.today())
    secretary.post(url(scen, f"{anslag.pk}/bekrafta/"), {"day": str(klocka.today())})
    answer = secretary.post(url(scen, f"{anslag.pk}/ned/"), follow=True)
    assert "får tas ned tidigast" in text(answer)
    assert "(KL 8:12)" in text(answer)


def test_an_old_notice_is_taken_down_and_its_evidence_downloaded(scen: Scen, secretary: Client) -> None:
    anslag = scen.announce()
    secretary.post(url(scen, f"{anslag.pk}/bekrafta/"), {"day": "2022-07-08"})
    secretary.post(url(scen, f"{anslag.pk}/ned/"))
    answer = secretary.get(url(scen, f"{anslag.pk}/bevis/"))
    assert answer["Content-Disposition"].endswith('"anslagsbevis-norrbottens-e-namnd-2022-06-22.pdf"')
    assert "Anslagsbevis" in text(secretary.get(url(scen, "nertagna/")))


def test_an_outage_starts_the_time_over_for_what_stood_there(scen: Scen, secretary: Client) -> None:
    anslag = scen.announce()
    secretary.post(url(scen, f"{anslag.pk}/bekrafta/"), {"day": "2022-07-08"})
    boden = Tavla.objects.get(name="Boden")
    outage = {
        "began_at": "2022-07-20T08:00",
        "ended_at": "2022-07-21T09:30",
        "reason": "Webbplatsen låg nere",
    }
    answer = secretary.post(url(scen, f"tavlor/{boden.pk}/avbrott/"), outage, follow=True)
    assert "Tiden är räknad på nytt för Norrbottens e-nämnd, §§ 8–10" in text(answer)
    assert days(anslag) == ("uppe", date(2022, 7, 21), date(2022, 8, 11))
    assert "2022-07-29 → 2022-08-11" in text(secretary.get(url(scen, f"{anslag.pk}/")))


def test_while_an_outage_lasts_no_last_day_is_told_and_nothing_comes_down(
    scen: Scen, secretary: Client
) -> None:
    anslag = scen.announce()
    secretary.post(url(scen, f"{anslag.pk}/bekrafta/"), {"day": "2022-07-08"})
    boden = Tavla.objects.get(name="Boden")
    page = url(scen, f"tavlor/{boden.pk}/avbrott/")
    secretary.post(page, {"began_at": "2022-07-20T08:00", "ended_at": "", "reason": "Nere"})
    assert days(anslag) == ("uppe", date(2022, 7, 8), None)
    assert "Boden går inte att läsa" in text(secretary.get(url(scen)))
    again = secretary.post(page, {"began_at": "2022-07-22T08:00", "ended_at": "", "reason": "Nere"})
    assert "Ett avbrott pågår redan" in text(again)
    outage = Avbrott.objects.get()
    secretary.post(url(scen, f"avbrott/{outage.pk}/slut/"), {"ended_at": "2022-07-22T10:00"})
    assert days(anslag) == ("uppe", date(2022, 7, 22), date(2022, 8, 12))


@pytest.mark.parametrize(
    ("began", "ended", "said"),
    [
        ("2099-01-01T08:00", "", "framåt i tiden"),
        ("2022-07-20T08:00", "2022-07-20T07:00", "slutar efter att det börjat"),
        ("2023-03-26T02:30", "2023-03-26T09:00", "kunde inte tolkas i tidszon"),
    ],
)
def test_an_outage_that_cannot_have_been_is_refused(
    scen: Scen, secretary: Client, began: str, ended: str, said: str
) -> None:
    scen.announce()
    boden = Tavla.objects.get(name="Boden")
    outage = {"began_at": began, "ended_at": ended, "reason": "Nere"}
    answer = secretary.post(url(scen, f"tavlor/{boden.pk}/avbrott/"), outage)
    assert said in text(answer)
    assert Avbrott.objects.count() == 0


def test_an_outage_after_the_notice_came_down_is_said_and_the_evidence_stays(
    scen: Scen, secretary: Client
) -> None:
    anslag = scen.announce()
    secretary.post(url(scen, f"{anslag.pk}/bekrafta/"), {"day": "2022-07-08"})
    secretary.post(url(scen, f"{anslag.pk}/ned/"))
    boden = Tavla.objects.get(name="Boden")
    outage = {"began_at": "2022-07-20T08:00", "ended_at": "2022-07-21T09:30", "reason": "Nere"}
    answer = secretary.post(url(scen, f"tavlor/{boden.pk}/avbrott/"), outage, follow=True)
    assert "Anslaget är redan nertaget" in text(answer)
    assert days(anslag) == ("nertaget", date(2022, 7, 8), date(2022, 7, 29))


def test_a_gemensam_namnd_is_offered_every_members_board(scen: Scen, secretary: Client) -> None:
    assert [(t.name, t.own) for t in missing_tavlor(scen.organ, JUSTERAT)] == [
        ("Luleå", True),
        ("Boden", False),
        ("Kalix", False),
    ]
    secretary.post(url(scen, f"tavlor/organ/{scen.organ.pk}/skapa/"))
    secretary.post(url(scen, f"tavlor/organ/{scen.organ.pk}/skapa/"))
    assert Tavla.objects.count() == 3


def test_a_members_board_stays_in_use(scen: Scen, secretary: Client) -> None:
    scen.announce()
    boden = Tavla.objects.get(name="Boden")
    facts = {"name": "Boden", "organisation": boden.organisation_id, "url": "https://boden.example/tavla"}
    page = url(scen, f"tavlor/{boden.pk}/")
    assert "KL 9:32" in text(secretary.post(page, facts))
    secretary.post(page, facts | {"active": "on"})
    boden.refresh_from_db()
    assert boden.url == "https://boden.example/tavla"


def test_a_notice_by_law_is_made_by_hand_and_news_are_no_choice(scen: Scen, secretary: Client) -> None:
    facts = {"organ": scen.organ.pk, "heading": "Samråd", "post_on": str(klocka.today())}
    refused = secretary.post(url(scen, "nytt/"), facts | {"kind": "nyhet"})
    assert Anslag.objects.count() == 0
    assert "finns inte bland" in text(refused) or "giltigt" in text(refused)
    until = klocka.today() + timedelta(days=21)
    facts |= {"kind": "forfattning", "clause": "PBL 5:13", "take_down_on": str(until)}
    secretary.post(url(scen, "nytt/"), facts)
    assert days(Anslag.objects.get()) == ("uppe", klocka.today(), None)


def test_a_coming_meeting_is_announced_from_its_list() -> None:
    scen = make_scen(kind=Organ.Kind.DIREKTION, form=Samverkan.Form.KOMMUNALFORBUND)
    client = Client()
    client.force_login(scen.sekreterare, backend="django.contrib.auth.backends.ModelBackend")
    soon, later = klocka.today() + timedelta(days=3), klocka.today() + timedelta(days=8)
    budget = {"organ": scen.organ, "decides_budget": True}
    late = Sammantrade.objects.create(starts_at=noon(soon), **budget)
    in_time = Sammantrade.objects.create(starts_at=noon(later), **budget)
    assert "skulle ha anslagits senast" in text(client.get(url(scen)))
    refused = client.post(url(scen, "sammantraden/"), {"sammantrade": late.pk})
    assert "KL 9:10" in text(refused)
    client.post(url(scen, "sammantraden/"), {"sammantrade": in_time.pk})
    assert [one.sammantrade for one in Anslag.objects.all()] == [in_time]


TEXTS: dict[int, dict[str, object]] = {9: {"beslut": "Stipendium till Kim Ek, 811218-9876 och 811218-1234."}}


def test_a_protocol_is_masked_reviewed_and_published_from_its_page() -> None:
    scen = make_scen(texts=TEXTS)
    client = Client()
    client.force_login(scen.sekreterare, backend="django.contrib.auth.backends.ModelBackend")
    client.post(url(scen, f"webb/protokoll/{scen.protokoll.pk}/"))
    version = Webbversion.objects.get()
    page = url(scen, f"webb/{version.pk}/")
    found = client.get(page).context["fynd"]
    wrong = next(fynd for fynd, _ in found if fynd.dold is None)
    client.post(f"{page}fynd/", {"dom": f"visa {wrong.traff.start} {wrong.plats}"})
    client.post(f"{page}ord/", {"ord": "Kim Ek", "paragraf": ""})
    shown = client.get(page)
    assert '<mark class="mask">Kim Ek</mark>' in shown.content.decode()
    form = shown.context["form"]
    unread = {"read": form["read"].value(), "unpublish_on": str(form["unpublish_on"].value())}
    assert "kryssa för" in text(client.post(f"{page}publicera/", unread))
    client.post(f"{page}publicera/", unread | {"granskad": "on"})
    public = text(Client().get(f"/protokoll/{scen.samverkan.slug}/{version.pk}/"))
    assert "Stipendium till [maskerat], [maskerat] och 811218-1234." in public
    client.post(f"{page}ord/0/bort/")
    assert "Maskningen är ändrad efter publiceringen" in text(client.get(page))
    client.post(f"{page}avpublicera/")
    assert Client().get(f"/protokoll/{scen.samverkan.slug}/{version.pk}/").status_code == 404


def test_text_in_a_protocol_is_never_markup_on_any_page(scen: Scen, secretary: Client) -> None:
    Protokoll.objects.update(content=make_scen_content(scen, "<script>alert(1)</script>"))
    secretary.post(url(scen, f"webb/protokoll/{scen.protokoll.pk}/"))
    page = url(scen, f"webb/{Webbversion.objects.get().pk}/")
    secretary.post(f"{page}ord/", {"ord": "<script>alert(1)</script>"})
    assert "<script>alert" not in secretary.get(page).content.decode()


def make_scen_content(scen: Scen, words: str) -> dict[str, object]:
    whole = dict(scen.protokoll.content)
    whole["paragrafer"][0] |= {"beslut": words, "rubrik": words}
    return whole


def test_the_revisor_reads_and_changes_nothing(scen: Scen) -> None:
    anslag = scen.announce()
    reader = Client()
    role = f.RollFactory(samverkan=scen.samverkan, kind="revisor")
    reader.force_login(role.anvandare, backend="django.contrib.auth.backends.ModelBackend")
    page = reader.get(url(scen, f"{anslag.pk}/"))
    assert (page.status_code, "Bekräfta alla" in text(page)) == (200, False)
    assert reader.post(url(scen, f"{anslag.pk}/bekrafta/"), {"day": "2022-07-08"}).status_code == 403


def test_an_appeal_is_noted_on_the_page_of_the_decision(scen: Scen, secretary: Client) -> None:
    page = f"/{scen.samverkan.slug}/2022/beslut/{scen.beslut().pk}/"
    secretary.post(f"{page}overklagat/", {"appealed_on": "2022-07-20"})
    assert Beslut.objects.get(pk=scen.beslut().pk).appealed_on == date(2022, 7, 20)
    assert "Överklagat" in text(secretary.get(page))
    wrong = secretary.post(f"{page}overklagat/", {"appealed_on": "2022-01-20"})
    assert "Överklagandet har kommit in mellan" in text(wrong)


def test_the_list_asks_the_same_number_of_questions_for_one_notice_and_for_many(
    scen: Scen, secretary: Client
) -> None:
    scen.announce()
    one = count_queries(secretary, url(scen))
    for number in range(5):
        Anslag.objects.create(
            samverkan=scen.samverkan,
            organ=scen.organ,
            kind="delegation",
            heading=f"Avtal {number}",
            post_on=JUSTERAT,
        )
    assert count_queries(secretary, url(scen)) == one
