from dataclasses import replace
from datetime import UTC, datetime

from protokoll.paragrafer.fullstandighet import (
    Protokollsinnehall,
    Protokollsomrostning,
    Protokollsparagraf,
    Protokollsyrkande,
    missing,
    missing_in_paragraf,
)
from protokoll.paragrafer.omrostning import Rostetal, Votum

PEOPLE = ("Eva Ek", "Bo Al", "Siv Lind")
WHOLE = Protokollsparagraf(12, "Budget 2023", "Nämnden antar budgeten.", PEOPLE, "Eva Ek")
INFORMATION = Protokollsparagraf(13, "Information", "", (), "", ar_beslut=False)
PROTOKOLL = Protokollsinnehall(
    organ="Norrbottens e-nämnd",
    plats="Teams",
    oppnat=datetime(2022, 6, 22, 11, tzinfo=UTC),
    avslutat=datetime(2022, 6, 22, 12, 40, tzinfo=UTC),
    sekreterare="Rut Karlberg",
    justerare=("Bo Al",),
    tjanstgorande=PEOPLE,
    paragrafer=(WHOLE, INFORMATION),
)
VOTE = Protokollsomrostning(
    "bifall till förslaget",
    "avslag",
    Rostetal(2, 1),
    roster=(Votum("Eva Ek", "ja"), Votum("Bo Al", "ja"), Votum("Siv Lind", "nej")),
)


def faults(paragraf: Protokollsparagraf) -> list[str]:
    return [str(fault) for fault in missing_in_paragraf(paragraf, PEOPLE)]


def test_a_whole_protocol_lacks_nothing() -> None:
    assert missing(PROTOKOLL, first=12) == []


def test_an_empty_protocol_tells_everything_it_lacks() -> None:
    empty = Protokollsinnehall("", "", None, None, "", (), (), ())
    assert [str(fault) for fault in missing(empty)] == [
        "Protokollet saknar var sammanträdet hölls.",
        "Protokollet saknar när sammanträdet öppnades.",
        "Protokollet saknar när sammanträdet avslutades.",
        "Protokollet saknar vem som var sekreterare.",
        "Protokollet saknar vilka som tjänstgjorde. (KL 5:66)",
        "Protokollet saknar vilka ärenden som handlades. (KL 5:66)",
        "Protokollet ska ha 1 justerare. (KL 5:69)",
    ]


def test_paragrafer_follow_on_the_meeting_before() -> None:
    assert [fault.text for fault in missing(PROTOKOLL, first=11)] == [
        "Paragraferna ska följa på varandra utan lucka eller dubblett."
    ]
    assert [fault.text for fault in missing(PROTOKOLL, first=13)] == ["Paragraferna ska börja med § 13."]
    doubled = replace(PROTOKOLL, paragrafer=(WHOLE, WHOLE))
    assert len(missing(doubled, first=12)) == 1


def test_a_decided_paragraf_needs_text_chair_and_those_who_decided() -> None:
    assert faults(replace(WHOLE, rubrik=" ", beslut="", deltar=(), ordforande="")) == [
        "§ 12 saknar rubrik. (KL 5:66)",
        "§ 12 saknar beslutstext. (KL 5:67 p. 4)",
        "§ 12 saknar ordförande. (KL 5:65)",
        "§ 12 saknar vilka som deltog i beslutet. (KL 5:67 p. 5)",
    ]
    assert faults(replace(WHOLE, deltar=(*PEOPLE, "Per Dal"))) == [
        "§ 12: Per Dal deltog i beslutet men står inte bland de tjänstgörande. (KL 5:66)"
    ]


def test_several_proposals_need_the_order_they_were_put_in() -> None:
    two = (Protokollsyrkande("Bo Al", "Avslag"), Protokollsyrkande("Eva Ek", "Bifall"))
    assert faults(replace(WHOLE, yrkanden=two)) == [
        "§ 12 saknar i vilken ordning förslagen lades fram. (KL 5:67 p. 2)"
    ]
    withdrawn = (two[0], replace(two[1], aterkallat=True))
    assert faults(replace(WHOLE, yrkanden=withdrawn)) == []
    assert faults(replace(WHOLE, yrkanden=(Protokollsyrkande("", "Avslag"),))) == [
        "§ 12 har ett yrkande utan text eller utan namn. (KL 5:67 p. 1)"
    ]


def test_the_named_votes_sum_to_the_tally() -> None:
    assert faults(replace(WHOLE, omrostningar=(VOTE,))) == []
    wrong = replace(VOTE, rostetal=Rostetal(3, 0))
    assert faults(replace(WHOLE, omrostningar=(wrong,))) == [
        "§ 12: rösterna är 2 ja, 1 nej men röstetalet 3 ja, 0 nej. (KL 5:67 p. 3)"
    ]


def test_an_open_vote_names_everybody_and_a_closed_one_nobody() -> None:
    half = replace(VOTE, ja_betyder="", rostetal=Rostetal(2, 0), roster=VOTE.roster[:2])
    assert faults(replace(WHOLE, omrostningar=(half,))) == [
        "§ 12 saknar vad ja och nej betydde i omröstningen. (KL 5:67 p. 2)",
        "§ 12 saknar hur Siv Lind röstade. (KL 5:67 p. 5)",
    ]
    assert faults(replace(WHOLE, omrostningar=(replace(VOTE, oppen=False),))) == [
        "§ 12: en sluten omröstning visar inte hur var och en röstade. (KL 5:54)"
    ]
    assert faults(replace(WHOLE, omrostningar=(replace(VOTE, oppen=False, roster=()),))) == []


def test_an_announced_reservation_stands_in_the_protocol() -> None:
    assert faults(replace(WHOLE, anmalda_reservationer=("Siv Lind",))) == [
        "§ 12 saknar reservationen som Siv Lind anmälde. (KL 5:67 p. 6)"
    ]
    assert faults(replace(WHOLE, reservationer=("Per Dal",))) == [
        "§ 12: Per Dal deltog inte i beslutet och kan inte reservera sig. (KL 4:27)"
    ]


def test_the_assembly_tells_what_became_of_each_interpellation() -> None:
    assembly = replace(PROTOKOLL, ar_fullmaktige=True, obesvarade_interpellationer=("Bredband",))
    assert [str(fault) for fault in missing(assembly, first=12)] == [
        "Protokollet saknar vad som hände med Bredband. (KL 5:68)"
    ]
