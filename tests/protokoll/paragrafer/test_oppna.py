import datetime

import pytest

from protokoll.paragrafer.acts import oppna_sammantrade, stanga_sammantrade, upprop, valja_justerare
from protokoll.paragrafer.models import Paragraf
from protokoll.sammantraden.models import Sammantrade
from samverkan.lib import klocka
from samverkan.lib.errors import Refused
from samverkan.lib.local_time import STOCKHOLM
from tests.protokoll.scen import OPENS, mote_scen

pytestmark = pytest.mark.django_db


def test_each_numbered_point_becomes_a_paragraf_with_the_texts_of_its_matter() -> None:
    scen = mote_scen()
    oppna_sammantrade(scen.sammantrade, actor=scen.sekreterare)
    budget = scen.paragraf("Budget")
    assert len(scen.paragrafer) == 4
    assert (budget.dnr, budget.order, budget.year, budget.number) == ("2022/13-2.2.0.1", 2, 2022, None)
    assert budget.beslut_text == "E-nämnden beslutar att godkänna budgeten för 2023."
    assert budget.sammanfattning == "Sammanfattning av budget 2023."
    assert [(one.name, one.email) for one in budget.expedieringar.all()] == [
        ("Kiruna kommun", "kansli@kiruna.example")
    ]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("planerat", "Kalla och öppna det först (KL 6:17)"),
        ("pagar", "pågår redan"),
        ("avslutat", "är avslutat"),
        ("installt", "inställt"),
    ],
)
def test_only_a_called_meeting_is_opened(status: str, words: str) -> None:
    scen = mote_scen()
    Sammantrade.objects.filter(pk=scen.sammantrade.pk).update(status=status)
    with pytest.raises(Refused) as refusal:
        oppna_sammantrade(scen.sammantrade, actor=scen.sekreterare)
    assert words in refusal.value.message
    assert not Paragraf.objects.exists()


def test_a_meeting_is_not_opened_before_its_day() -> None:
    scen = mote_scen()
    with klocka.at(OPENS - datetime.timedelta(days=1)), pytest.raises(Refused, match="2022-06-22"):
        oppna_sammantrade(scen.sammantrade, actor=scen.sekreterare)
    assert not scen.sammantrade.deltagare.exists()


def test_a_meeting_without_anything_to_treat_is_not_opened() -> None:
    scen = mote_scen(matters=())
    with pytest.raises(Refused, match="KL 5:66"):
        oppna_sammantrade(scen.sammantrade, actor=scen.sekreterare)
    assert not scen.sammantrade.deltagare.exists()


def test_mandates_that_have_ended_are_not_called() -> None:
    scen = mote_scen()
    scen.organ.mandat.filter(person__name="Stina Sarri").update(valid_to=datetime.date(2022, 6, 21))
    oppna_sammantrade(scen.sammantrade, actor=scen.sekreterare)
    assert scen.sammantrade.deltagare.filter(group="ledamot").count() == 4


def test_one_on_distance_is_refused_where_the_reglemente_does_not_allow_it() -> None:
    scen = mote_scen()
    scen.organ.remote_from = None
    scen.organ.save()
    oppna_sammantrade(scen.sammantrade, actor=scen.sekreterare)
    ivar = scen.person("Ivar Stenman")
    with pytest.raises(Refused, match="KL 6:24"):
        upprop(scen.sammantrade, narvarande=[ivar], distans=[ivar], actor=scen.sekreterare)
    upprop(scen.sammantrade, narvarande=[ivar], actor=scen.sekreterare)


def test_a_meeting_with_undecided_paragrafer_is_not_closed() -> None:
    scen = mote_scen("oppnat")
    scen.avgor("Granskning")
    with pytest.raises(Refused) as refusal:
        stanga_sammantrade(scen.sammantrade, actor=scen.sekreterare)
    assert "”Budget 2023”" in refusal.value.message
    assert "KL 5:66–67" in refusal.value.message
    scen.sammantrade.refresh_from_db()
    assert scen.sammantrade.status == "pagar"


def test_it_is_not_closed_without_justerare_nor_before_the_last_decision() -> None:
    scen = mote_scen("oppnat")
    for paragraf in scen.paragrafer:
        scen.avgor(paragraf.heading, minut=30)
    with pytest.raises(Refused, match="Välj 1 justerare"):
        stanga_sammantrade(scen.sammantrade, actor=scen.sekreterare)
    valja_justerare(scen.sammantrade, [scen.person("Stina Sarri")], actor=scen.sekreterare)
    with pytest.raises(Refused, match=r"avgjordes 13\.30"):
        stanga_sammantrade(scen.sammantrade, clock=datetime.time(13, 29), actor=scen.sekreterare)
    stanga_sammantrade(scen.sammantrade, clock=datetime.time(13, 30), actor=scen.sekreterare)
    assert scen.sammantrade.closed_at == OPENS + datetime.timedelta(minutes=30)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Karin Sandell", "har inte tjänstgjort"),
        ("Helge Stark", "har inte tjänstgjort"),
        ("Ivar Stenman", "leder sammanträdet"),
    ],
)
def test_one_who_was_absent_or_leads_does_not_attest(name: str, words: str) -> None:
    scen = mote_scen("oppnat")
    scen.avgor("Granskning")
    with pytest.raises(Refused, match=words):
        valja_justerare(scen.sammantrade, [scen.person(name)], actor=scen.sekreterare)
    assert not scen.sammantrade.deltagare.filter(justerare=True).exists()


def test_paragrafer_of_a_meeting_past_new_year_belong_to_the_year_it_began() -> None:
    scen = mote_scen()
    eve = datetime.datetime(2022, 12, 31, 23, 30, tzinfo=STOCKHOLM)
    Sammantrade.objects.filter(pk=scen.sammantrade.pk).update(starts_at=eve)
    scen.sammantrade.refresh_from_db()
    with klocka.at(eve):
        oppna_sammantrade(scen.sammantrade, actor=scen.sekreterare)
        upprop(scen.sammantrade, narvarande=scen.sammantrade.deltagare.all(), actor=scen.sekreterare)
    for minutes, paragraf in enumerate(scen.paragrafer):
        with klocka.at(eve + datetime.timedelta(minutes=20 * (minutes + 1))):
            scen.avgor(paragraf.heading, minut=minutes)
    assert [(one.year, one.number) for one in scen.paragrafer] == [(2022, 1), (2022, 2), (2022, 3), (2022, 4)]
    assert {str(one.date) for one in scen.samverkan.beslut.all()} == {"2022-12-31"}
