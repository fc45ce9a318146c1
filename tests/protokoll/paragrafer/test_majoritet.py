"""What the förbundsordning asks more than most votes for, the third that puts off, and who may abstain."""

import datetime

import pytest
from django.test import Client

from protokoll.paragrafer.acts import Fraga, avgor_paragraf, oppna_paragraf, rosta, spara_text
from protokoll.paragrafer.beslutsgang import write_beslutsgang
from protokoll.paragrafer.models import Omrostning, Paragraf
from protokoll.paragrafer.narvaro import read_lage, read_lista
from samverkan.lib import klocka
from samverkan.lib.errors import Refused
from tests.protokoll.scen import OPENS, Motesscen, mote_scen

pytestmark = pytest.mark.django_db

LATER = OPENS + datetime.timedelta(minutes=10)


@pytest.fixture
def scen() -> Motesscen:
    return mote_scen("oppnat")


def opened(scen: Motesscen, heading: str = "Budget") -> Paragraf:
    with klocka.at(LATER):
        return oppna_paragraf(scen.paragraf(heading), actor=scen.sekreterare)


def voted(scen: Motesscen, paragraf: Paragraf, signs: str, **how: object) -> Omrostning:
    """'jjnn': how those who serve vote, as they are listed."""
    words = {"j": "ja", "n": "nej", "a": "avstar"}
    serving = read_lista(paragraf.sammantrade).serving(read_lage(paragraf))
    roster = {one: words[sign] for one, sign in zip(serving, signs, strict=True)}
    return rosta(paragraf, Fraga("Frågan", "bifall", "avslag", **how), roster, actor=scen.sekreterare)


def asks_two_thirds(scen: Motesscen) -> None:
    scen.organ.majoritet, scen.organ.majoritet_for = "2/3", "lån"
    scen.organ.majoritet_clause = "förbundsordningen 9 §"
    scen.organ.save()


def as_assembly(scen: Motesscen) -> None:
    scen.organ.kind = "fullmaktige"
    scen.organ.save()


@pytest.mark.parametrize(
    ("signs", "outcome"), [("jjnn", "nej"), ("jjjn", "ja"), ("jjna", "ja"), ("jnaa", "nej")]
)
def test_a_yes_needs_the_share_of_the_votes_cast(scen: Motesscen, signs: str, outcome: str) -> None:
    asks_two_thirds(scen)
    vote = voted(scen, opened(scen), signs, qualified=True)
    assert (vote.outcome, vote.majority, vote.casting_vote) == (outcome, "2/3", False)


def test_a_body_without_such_a_rule_takes_no_such_vote(scen: Motesscen) -> None:
    with pytest.raises(Refused, match=r"organets sida.* \(KL 9:6 p. 7\)") as refusal:
        voted(scen, opened(scen), "jjjj", qualified=True)
    assert refusal.value.field == "qualified"
    assert not Omrostning.objects.exists()


def test_what_did_not_get_the_share_is_not_decided_with_bifall(scen: Motesscen) -> None:
    asks_two_thirds(scen)
    paragraf = opened(scen)
    voted(scen, paragraf, "jjnn", qualified=True)
    with klocka.at(LATER), pytest.raises(Refused, match="fick inte två tredjedelar av rösterna") as refusal:
        avgor_paragraf(paragraf, outcome="bifall", actor=scen.sekreterare)
    assert refusal.value.field == "outcome"
    assert "och två tredjedelar av rösterna krävs enligt förbundsordningen 9 §" in write_beslutsgang(paragraf)


def test_a_third_of_the_assembly_puts_a_matter_off_and_it_is_not_decided_today(scen: Motesscen) -> None:
    as_assembly(scen)
    paragraf = opened(scen)
    vote = voted(scen, paragraf, "jjnn", puts_off="bordlaggning")
    assert (vote.outcome, vote.minority, vote.casting_vote) == ("ja", True, False)
    with klocka.at(LATER):
        with pytest.raises(Refused, match=r"ärendet ska bordläggas\. \(KL 5:50\)"):
            avgor_paragraf(paragraf, outcome="bifall", actor=scen.sekreterare)
        spara_text(paragraf, "beslut_text", "Ärendet bordläggs.", actor=scen.sekreterare)
        assert avgor_paragraf(paragraf, outcome="bordlaggning", actor=scen.sekreterare).number == 1


def test_the_minority_has_its_right_once_for_a_matter(scen: Motesscen) -> None:
    as_assembly(scen)
    first = opened(scen, "Granskning")
    voted(scen, first, "jjnn", puts_off="aterremiss")
    with klocka.at(LATER):
        spara_text(first, "beslut_text", "Ärendet återremitteras.", actor=scen.sekreterare)
        avgor_paragraf(first, outcome="aterremiss", actor=scen.sekreterare)
    again = opened(scen)
    Paragraf.objects.filter(pk=again.pk).update(arende=first.arende)
    again.refresh_from_db()
    assert voted(scen, again, "jjnn", puts_off="bordlaggning").minority is False


def test_who_took_part_may_not_abstain_on_myndighetsutovning_in_a_namnd(scen: Motesscen) -> None:
    paragraf = opened(scen)
    with pytest.raises(Refused, match=r"måste rösta \(KL 4:26\)") as refusal:
        voted(scen, paragraf, "jjna", on_enskild=True)
    assert (refusal.value.field, Omrostning.objects.exists()) == ("on_enskild", False)
    assert voted(scen, paragraf, "jjnn", on_enskild=True).outcome in ("ja", "nej")


def test_in_the_assembly_one_may_abstain_on_everything(scen: Motesscen) -> None:
    as_assembly(scen)
    assert voted(scen, opened(scen), "jjna", on_enskild=True).outcome == "ja"


def test_in_a_namnd_a_third_is_not_enough(scen: Motesscen) -> None:
    paragraf = opened(scen)
    vote = voted(scen, paragraf, "jnnn", puts_off="bordlaggning")
    assert (vote.outcome, vote.minority) == ("nej", False)
    with klocka.at(LATER), pytest.raises(Refused, match="inte ska bordläggas"):
        avgor_paragraf(paragraf, outcome="bordlaggning", actor=scen.sekreterare)


def test_the_form_asks_for_a_share_only_where_the_body_has_one(scen: Motesscen, client: Client) -> None:
    paragraf = opened(scen)
    client.force_login(scen.sekreterare)
    url = scen.paragraf_url("Budget", "omrostning")
    assert 'name="qualified"' not in client.get(url).content.decode()
    asks_two_thirds(scen)
    page = client.get(url).content.decode()
    assert ["Gäller lån (förbundsordningen 9 §)" in page, 'name="qualified"' in page] == [True, True]
    serving = read_lista(paragraf.sammantrade).serving(read_lage(paragraf))
    given = {f"rost_{one.pk}": "ja" for one in serving} | {
        "question": "Lån",
        "yes_means": "ja",
        "no_means": "nej",
    }
    answer = client.post(url, given | {"qualified": "on"})
    assert (answer.status_code, Omrostning.objects.get().majority) == (302, "2/3")
    both = client.post(url, given | {"qualified": "on", "puts_off": "bordlaggning"}).content.decode()
    assert "avgörs utan kvalificerad majoritet" in both
