"""What the protocol says, from the data of the meeting."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from protokoll.justering.granskning import faults
from protokoll.justering.innehall import build_content, content_hash, decided_of
from protokoll.paragrafer.models import Rost
from protokoll.sammantraden.models import Deltagare
from tests.protokoll.justering.scen import Mote, avslutat_mote

pytestmark = pytest.mark.django_db


@pytest.fixture
def mote() -> Mote:
    return avslutat_mote()


def content(mote: Mote) -> dict:
    return build_content(mote.sammantrade, decided_of(mote.sammantrade))


def brister(mote: Mote) -> list[str]:
    paragrafer = decided_of(mote.sammantrade)
    deltagare = list(mote.sammantrade.deltagare.select_related("person"))
    found = faults(mote.sammantrade, deltagare, paragrafer, build_content(mote.sammantrade, paragrafer))
    return [str(brist) for brist in found]


def test_the_front_page_has_its_facts(mote: Mote) -> None:
    told = content(mote)

    assert {key: told[key] for key in ("veckodag_text", "paragrafer_text", "plats", "tid")} == {
        "veckodag_text": "onsdag 22 juni 2022",
        "paragrafer_text": "§§ 12–15",
        "plats": "Digitalt möte i Teams",
        "tid": "kl. 13.00–14.40",
    }
    assert told["ordforande"] == [
        {"namn": "Arne Lövgren (S)", "paragrafer": "§§ 12–13"},
        {"namn": "Karin Wallström (S)", "paragrafer": "§§ 14–15"},
    ]
    assert told["sekreterare"] == [{"namn": "Robert Kjellin"}]
    assert told["justerare"] == [{"namn": "Jan Forslund (S)", "paragrafer": "§§ 12–15"}]
    assert told["justering"] == {"plats": "Digitalt", "senast": "2022-07-06"}
    assert told["beslutfor"] == {"platser": 5, "minst": 3}


def test_those_present_stand_in_their_groups_with_their_paragrafer(mote: Mote) -> None:
    groups = content(mote)["narvaro"]

    def rows(group: str) -> list[tuple]:
        return [(row["namn"], row["medlem"], row["titel"], row["paragrafer"]) for row in groups[group]]

    assert rows("ledamoter") == [
        ("Arne Lövgren", "Arjeplog", "vice ordförande, ordförande §§ 12–13", "§§ 12–15"),
        ("Karin Wallström", "Luleå", "ordförande", "§§ 14–15"),
        ("Stig Hedman", "Kiruna", "", "§§ 12–14"),
        ("Jan Forslund", "Piteå", "justerare", "§§ 12–15"),
    ]
    assert rows("ersattare_tjanst") == [("Gun Marklind", "Luleå", "", "§§ 12–13")]
    assert groups["ersattare_tjanst"][0]["istallet_for"] == "Karin Wallström (S)"
    assert rows("ersattare") == [("Gun Marklind", "Luleå", "", "§§ 14–15")]
    assert rows("ovriga") == [("Robert Kjellin", "", "nämndsekreterare", "§§ 12–15")]
    assert rows("franvarande_ledamoter") == [("Monica Rehnberg", "Kalix", "", "")]


def test_a_paragraf_tells_what_the_law_asks(mote: Mote) -> None:
    budget, *_, upphandling = content(mote)["paragrafer"]

    assert budget["yrkanden"] == [
        {"namn": "Arne Lövgren (S)", "text": "Bifall till förslaget.", "utgang": "bifallet"},
        {"namn": "Stig Hedman (M)", "text": "Ärendet återremitteras.", "utgang": "avslaget"},
    ]
    (vote,) = budget["omrostningar"]
    assert (vote["ja"], vote["nej"], vote["avstar"], vote["utslagsrost"]) == (2, 2, 0, True)
    assert vote["namn"] == {
        "ja": ["Arne Lövgren (S)", "Jan Forslund (S)"],
        "nej": ["Stig Hedman (M)", "Gun Marklind (M)"],
        "avstar": [],
    }
    assert [one["namn"] for one in budget["reservationer"]] == ["Stig Hedman (M)", "Gun Marklind (M)"]
    assert budget["skickas_till"] == ["Medlemskommunerna", "Luleå kommuns ekonomiavdelning"]
    assert upphandling["jav"] == [{"namn": "Stig Hedman (M)"}]
    assert upphandling["deltagare"] == ["Arne Lövgren (S)", "Karin Wallström (S)", "Jan Forslund (S)"]


def test_the_number_of_questions_does_not_grow_with_the_paragrafer(mote: Mote) -> None:
    with CaptureQueriesContext(connection) as four:
        content(mote)
    for number in range(16, 40):
        mote.paragraf(number, f"Ärende {number}", chair="Karin", serving=["Arne", "Jan"], beslut_text="Ja.")
    with CaptureQueriesContext(connection) as many:
        content(mote)

    assert len(many) == len(four)


def test_the_same_content_has_the_same_hash_after_a_turn_through_the_database(mote: Mote) -> None:
    assert content_hash(content(mote)) == content_hash(content(mote))


def test_a_complete_protocol_lacks_nothing(mote: Mote) -> None:
    assert brister(mote) == []


def test_a_paragraf_without_decision_is_told_with_its_clause(mote: Mote) -> None:
    mote.paragrafer[13].beslut_text = " "
    mote.paragrafer[13].save()

    assert brister(mote) == ["§ 13 saknar beslutstext. (KL 5:67 p. 4)"]


def test_votes_that_do_not_add_up_are_told(mote: Mote) -> None:
    Rost.objects.filter(deltagare=mote.people["Gun"]).delete()

    assert brister(mote) == [
        "§ 12: rösterna är 2 ja, 1 nej men röstetalet 2 ja, 2 nej. (KL 5:67 p. 3)",
        "§ 12 saknar hur Gun Marklind (M) röstade. (KL 5:67 p. 5)",
    ]


def test_a_justerare_who_was_away_is_refused_with_the_clause(mote: Mote) -> None:
    mote.attend(14, "Jan", "franvarande")

    assert brister(mote) == [
        "Jan Forslund (S) tjänstgjorde inte vid § 14. Välj en annan justerare för dem. (KL 5:69)"
    ]


def test_a_second_justerare_takes_the_paragrafer_where_the_first_was_away(mote: Mote) -> None:
    mote.attend(14, "Jan", "franvarande")
    Deltagare.objects.filter(pk=mote.people["Stig"].pk).update(justerare=True)

    assert brister(mote) == []
    assert content(mote)["justerare"] == [
        {"namn": "Stig Hedman (M)", "paragrafer": "§§ 12–14"},
        {"namn": "Jan Forslund (S)", "paragrafer": "§§ 12–13, 15"},
    ]


def test_nobody_signs_without_an_account(mote: Mote) -> None:
    person = mote.people["Jan"].person
    person.anvandare = None
    person.save()

    assert brister(mote) == [
        "Jan Forslund har inget konto att skriva under med. Koppla ett konto till personen."
    ]


def test_a_protocol_without_justerare_is_told(mote: Mote) -> None:
    Deltagare.objects.filter(pk=mote.people["Jan"].pk).update(justerare=False)

    assert brister(mote) == ["§§ 12–15 ska ha 1 justerare. (KL 5:69)"]
