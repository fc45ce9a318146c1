import datetime

import pytest

from protokoll.paragrafer.acts import (
    Fraga,
    anteckna,
    aterta_yrkande,
    avgor_paragraf,
    oppna_paragraf,
    prova_yrkande,
    reservera,
    rosta,
    rosta_slutet,
    stanga_sammantrade,
    valja_justerare,
    yrka,
)
from protokoll.paragrafer.beslutsgang import write_beslutsgang
from protokoll.paragrafer.models import Paragraf
from protokoll.paragrafer.omrostning import Rostetal
from samverkan.lib import klocka
from samverkan.lib.errors import Refused
from tests.protokoll.scen import OPENS, Motesscen, mote_scen

pytestmark = pytest.mark.django_db
FRAGA = Fraga("Bifall eller avslag", "bifall till förslaget", "avslag på förslaget")


@pytest.fixture
def scen() -> Motesscen:
    return mote_scen("oppnat")


@pytest.fixture
def budget(scen: Motesscen) -> Paragraf:
    return oppna_paragraf(scen.paragraf("Budget"), actor=scen.sekreterare)


def test_proposals_stand_in_the_order_they_are_put(scen: Motesscen, budget: Paragraf) -> None:
    stina, jon, ivar = (scen.person(name) for name in ("Stina Sarri", "Jon Lindgren", "Ivar Stenman"))
    yrka(budget, stina, "Protokollet kompletteras med bilaga.", kind="tillagg", actor=scen.sekreterare)
    yrka(budget, ivar, "", kind="bifall", instammer=[jon], actor=scen.sekreterare)
    yrka(budget, jon, "Kostnaderna utreds.", kind="aterremiss", actor=scen.sekreterare)
    assert [(one.deltagare.name, one.kind) for one in budget.yrkanden.all()] == [
        ("Jon Lindgren", "aterremiss"),
        ("Ivar Stenman", "bifall"),
        ("Stina Sarri", "tillagg"),
    ]
    supported = budget.yrkanden.get(kind="bifall")
    assert (supported.text, [str(one) for one in supported.with_support_of.all()]) == (
        "Bifall till förslaget.",
        ["Jon Lindgren (S)"],
    )


@pytest.mark.parametrize("name", ["Karin Sandell", "Helge Stark", "Lena Gren"])
def test_only_who_serves_makes_a_proposal(scen: Motesscen, budget: Paragraf, name: str) -> None:
    with pytest.raises(Refused, match="KL 4:22"):
        yrka(budget, scen.person(name), "Avslag.", actor=scen.sekreterare)
    assert not budget.yrkanden.exists()


def test_a_proposal_that_has_not_been_put_stops_the_decision(scen: Motesscen, budget: Paragraf) -> None:
    one = yrka(budget, scen.person("Stina Sarri"), "", kind="avslag", actor=scen.sekreterare)
    with pytest.raises(Refused, match=r"Ange hur yrkandet från Stina Sarri \(M\) gick"):
        avgor_paragraf(budget, outcome="bifall", actor=scen.sekreterare)
    aterta_yrkande(one, actor=scen.sekreterare)
    assert avgor_paragraf(budget, outcome="bifall", actor=scen.sekreterare).beslutsgang == ""


def test_bifall_and_avslag_do_not_both_win(scen: Motesscen, budget: Paragraf) -> None:
    ja = yrka(budget, scen.person("Ivar Stenman"), "", kind="bifall", actor=scen.sekreterare)
    nej = yrka(budget, scen.person("Stina Sarri"), "", kind="avslag", actor=scen.sekreterare)
    prova_yrkande(ja, "bifallet", actor=scen.sekreterare)
    with pytest.raises(Refused, match="båda kan inte vinna"):
        prova_yrkande(nej, "bifallet", actor=scen.sekreterare)


def test_the_course_is_written_from_proposals_and_vote(scen: Motesscen, budget: Paragraf) -> None:
    ja = yrka(budget, scen.person("Ivar Stenman"), "", kind="bifall", actor=scen.sekreterare)
    nej = yrka(budget, scen.person("Stina Sarri"), "", kind="avslag", actor=scen.sekreterare)
    till = yrka(budget, scen.person("Jon Lindgren"), "Bilaga.", kind="tillagg", actor=scen.sekreterare)
    for one, outcome in ((ja, "bifallet"), (nej, "avslaget"), (till, "avslaget")):
        prova_yrkande(one, outcome, actor=scen.sekreterare)
    vote(scen, budget, {"Stina Sarri": "nej"})
    assert write_beslutsgang(budget) == (
        "Ordföranden ställer bifall mot avslag under proposition och finner att e-nämnden bifaller "
        "förslaget.\n\n"
        "Ordföranden ställer yrkandet från Jon Lindgren (S) under proposition och finner att "
        "e-nämnden avslår det.\n\n"
        "Omröstning begärs. Ja betyder bifall till förslaget. Nej betyder avslag på förslaget. Utfallet blir "
        "3 ja, 1 nej. E-nämnden beslutar därmed enligt ja-propositionen."
    )


def vote(scen: Motesscen, paragraf: Paragraf, others: dict[str, str]):
    names = ("Ivar Stenman", "Jonas Hällgren", "Stina Sarri", "Jon Lindgren")
    roster = {scen.person(name): others.get(name, "ja") for name in names}
    return rosta(paragraf, FRAGA, roster, actor=scen.sekreterare)


def test_at_a_tie_the_chair_decides(scen: Motesscen, budget: Paragraf) -> None:
    found = vote(scen, budget, {"Stina Sarri": "nej", "Jon Lindgren": "nej"})
    assert (found.yes_count, found.no_count, found.outcome, found.casting_vote) == (2, 2, "ja", True)


def test_the_chair_may_not_abstain_at_a_tie(scen: Motesscen, budget: Paragraf) -> None:
    with pytest.raises(Refused, match=r"KL 4:25, 5:56"):
        vote(scen, budget, {"Stina Sarri": "nej", "Jon Lindgren": "avstar", "Ivar Stenman": "avstar"})
    assert not budget.omrostningar.exists()


def test_who_is_away_does_not_vote_and_who_serves_does(scen: Motesscen, budget: Paragraf) -> None:
    with pytest.raises(Refused, match="ingen röst"):
        rosta(budget, FRAGA, {scen.person("Karin Sandell"): "ja"}, actor=scen.sekreterare)
    with pytest.raises(Refused, match=r"Ange hur .*Stina Sarri"):
        rosta(budget, FRAGA, {scen.person("Ivar Stenman"): "ja"}, actor=scen.sekreterare)


def test_a_closed_vote_is_for_elections_and_its_tie_is_for_the_lot(scen: Motesscen, budget: Paragraf) -> None:
    actor = scen.sekreterare
    with pytest.raises(Refused, match="KL 5:54"):
        rosta_slutet(budget, FRAGA, Rostetal(4, 0), slag="", actor=actor)
    with pytest.raises(Refused, match="KL 4:24"):
        rosta_slutet(budget, FRAGA, Rostetal(4, 1), slag="val", actor=actor)
    with pytest.raises(Refused, match="lotten"):
        rosta_slutet(budget, FRAGA, Rostetal(2, 2), slag="val", actor=actor)
    found = rosta_slutet(budget, FRAGA, Rostetal(2, 2), slag="val", lott="nej", actor=actor)
    assert (found.outcome, found.by_lot, found.roster.count()) == ("nej", True, 0)


def test_a_paragraf_that_has_been_voted_on_is_not_left_undecided(scen: Motesscen, budget: Paragraf) -> None:
    vote(scen, budget, {})
    with pytest.raises(Refused, match="gått till omröstning"):
        oppna_paragraf(scen.paragraf("Slutrapport"), actor=scen.sekreterare)


def test_a_reservation_is_for_one_who_took_part(scen: Motesscen) -> None:
    budget = scen.avgor("Budget")
    with klocka.at(OPENS):
        reservera(budget, scen.person("Stina Sarri"), text="Kostnaden.", actor=scen.sekreterare)
        with pytest.raises(Refused, match="deltog inte i beslutet"):
            reservera(budget, scen.person("Helge Stark"), actor=scen.sekreterare)
        anteckna(budget, scen.person("Helge Stark"), text="Frågan är viktig.", actor=scen.sekreterare)
        with pytest.raises(Refused, match="KL 4:28"):
            anteckna(budget, scen.person("Karin Sandell"), text="Frånvarande.", actor=scen.sekreterare)


def test_a_reservation_after_the_meeting_comes_too_late(scen: Motesscen) -> None:
    for paragraf in scen.paragrafer:
        scen.avgor(paragraf.heading)
    valja_justerare(scen.sammantrade, [scen.person("Stina Sarri")], actor=scen.sekreterare)
    stanga_sammantrade(scen.sammantrade, clock=datetime.time(14, 0), actor=scen.sekreterare)
    with pytest.raises(Refused, match="innan sammanträdet avslutas"):
        reservera(scen.paragraf("Budget"), scen.person("Stina Sarri"), actor=scen.sekreterare)
