import datetime

import pytest

from protokoll.paragrafer.acts import (
    avgor_paragraf,
    lagg_till_arende,
    oppna_paragraf,
    satt_narvaro,
    spara_text,
    utga,
)
from protokoll.sammantraden.models import Sammantrade
from samverkan.lib.errors import Refused
from samverkan.models import Beslut, Handelse
from tests.protokoll.scen import DAY, OPENS, Motesscen, matter, mote_scen

pytestmark = pytest.mark.django_db


@pytest.fixture
def scen() -> Motesscen:
    return mote_scen("oppnat")


def test_a_decided_paragraf_has_its_number_and_its_beslut(scen: Motesscen) -> None:
    scen.avgor("Granskning")
    paragraf = scen.avgor("Budget")
    beslut = Beslut.objects.get(paragraf_i_protokoll=paragraf)
    assert (paragraf.number, paragraf.status, paragraf.outcome) == (2, "avgjord", "bifall")
    assert (beslut.paragraf, beslut.date, beslut.status, beslut.outcome) == ("2", DAY, "fattat", "bifall")
    assert beslut.text == "E-nämnden beslutar att godkänna budgeten för 2023."
    assert Handelse.objects.filter(action="paragraf.decided").count() == 2


def test_a_paragraf_is_not_decided_twice(scen: Motesscen) -> None:
    scen.avgor("Granskning")
    with pytest.raises(Refused, match="§ 1 är redan avgjord"):
        avgor_paragraf(scen.paragraf("Granskning"), outcome="avslag", actor=scen.sekreterare)
    assert (scen.paragraf("Granskning").outcome, Beslut.objects.count()) == ("bifall", 1)


def test_numbers_follow_the_order_of_the_decisions(scen: Motesscen) -> None:
    numbers = [
        scen.avgor(heading).number for heading in ("Delårsrapport", "Budget", "Granskning", "Slutrapport")
    ]
    assert numbers == [1, 2, 3, 4]


def test_the_series_goes_on_from_the_meeting_before(scen: Motesscen) -> None:
    scen.organ.paragrafserier.create(year=2022, last=7)
    scen.organ.paragrafserier.create(year=2021, last=40)
    assert scen.avgor("Granskning").number == 8


def test_without_quorum_nothing_is_decided(scen: Motesscen) -> None:
    first = oppna_paragraf(scen.paragraf("Granskning"), actor=scen.sekreterare)
    for name in ("Jonas Hällgren", "Stina Sarri"):
        satt_narvaro(first, scen.person(name), "franvarande", actor=scen.sekreterare)
    with pytest.raises(Refused) as refusal:
        avgor_paragraf(first, outcome="bifall", actor=scen.sekreterare)
    assert refusal.value.message == ("Organet är inte beslutfört: 2 tjänstgör och 3 av 5 behövs. (KL 6:27)")
    first.refresh_from_db()
    assert (first.status, first.number) == ("oppen", None)
    assert not scen.organ.paragrafserier.filter(last__gt=0).exists()


def test_a_decision_has_a_text(scen: Motesscen) -> None:
    first = oppna_paragraf(scen.paragraf("Granskning"), actor=scen.sekreterare)
    spara_text(first, "beslut_text", "  \n", actor=scen.sekreterare)
    with pytest.raises(Refused, match=r"KL 5:67 p. 4") as refusal:
        avgor_paragraf(first, outcome="bifall", actor=scen.sekreterare)
    assert refusal.value.field == "beslut_text"


def test_the_text_is_not_the_proposal_when_it_was_turned_down(scen: Motesscen) -> None:
    with pytest.raises(Refused, match="fortfarande förslaget, men utgången är avslag"):
        scen.avgor("Budget", outcome="avslag")


def test_a_bordlagt_matter_comes_back_at_the_next_meeting(scen: Motesscen) -> None:
    later = Sammantrade.objects.create(organ=scen.organ, starts_at=OPENS + datetime.timedelta(days=90))
    spara_text(scen.paragraf("Budget"), "beslut_text", "Ärendet bordläggs.", actor=scen.sekreterare)
    scen.avgor("Budget", outcome="bordlaggning")
    point = later.punkter.get()
    assert (point.heading, point.arende, point.note) == (
        "Budget 2023",
        scen.arenden[1],
        "Bordlagt § 1, 2022-06-22",
    )
    scen.arenden[1].refresh_from_db()
    assert scen.arenden[1].status == "oppet"


def test_a_matter_is_closed_by_bifall_and_stays_open_by_aterremiss(scen: Motesscen) -> None:
    scen.avgor("Granskning")
    text = "E-nämnden beslutar att återremittera ärendet för att komplettera kostnaderna."
    spara_text(scen.paragraf("Budget"), "beslut_text", text, actor=scen.sekreterare)
    scen.avgor("Budget", outcome="aterremiss")
    for arende in scen.arenden:
        arende.refresh_from_db()
    assert [arende.status for arende in scen.arenden] == ["avslutat", "oppet", "oppet", "oppet"]


def test_what_is_secret_is_told_without_its_words(scen: Motesscen) -> None:
    scen.sammantrade.paragrafer.filter(heading="Budget 2023").update(secret=True)
    beslut = scen.avgor("Budget").beslut
    assert (beslut.heading, beslut.text) == ("Ärende med sekretess", "")


def test_a_matter_that_falls_away_needs_a_reason_and_gets_no_number(scen: Motesscen) -> None:
    paragraf = scen.paragraf("Granskning")
    with pytest.raises(Refused, match="varför"):
        utga(paragraf, skal=" ", actor=scen.sekreterare)
    utga(paragraf, skal="underlaget är inte klart", actor=scen.sekreterare)
    assert scen.avgor("Budget").number == 1
    with pytest.raises(Refused, match="utgår"):
        scen.avgor("Granskning")


def test_a_namnd_takes_up_a_new_matter_and_fullmaktige_only_when_all_agree(scen: Motesscen) -> None:
    new = matter(scen.samverkan, scen.organ, "2022/20-1", "Extra ärende", "E-nämnden beslutar.")
    added = lagg_till_arende(scen.sammantrade, arende=new, actor=scen.sekreterare)
    assert (added.order, added.dnr, added.beslut_text) == (5, "2022/20-1", "E-nämnden beslutar.")
    with pytest.raises(Refused, match="redan på dagordningen"):
        lagg_till_arende(scen.sammantrade, arende=new, actor=scen.sekreterare)
    type(scen.organ).objects.filter(pk=scen.organ.pk).update(kind="fullmaktige")
    with pytest.raises(Refused, match="KL 5:52"):
        lagg_till_arende(scen.sammantrade, heading="Val", bradskande=True, actor=scen.sekreterare)
    lagg_till_arende(
        scen.sammantrade, heading="Val", bradskande=True, alla_eniga=True, actor=scen.sekreterare
    )


def test_nothing_is_decided_after_the_meeting() -> None:
    scen = mote_scen("avslutat")
    with pytest.raises(Refused, match="är avslutat"):
        lagg_till_arende(scen.sammantrade, heading="Glömt", actor=scen.sekreterare)
