"""The round: who may start it and sign, in what order, on which text – and how it ends in a sealed paper."""

import datetime

import pytest
from django.conf import settings
from django.core import mail
from django.urls import reverse

from protokoll.justering import acts
from protokoll.justering.andringar import avsla_forslag, infor_forslag, ratta_paragraf
from protokoll.justering.models import Justering, Protokoll
from protokoll.justering.paminnelser import remind_all, run_kalla
from protokoll.justering.queries import lage_of
from protokoll.sammantraden.models import Sammantrade
from samverkan.jobb.models import Jobb
from samverkan.lib import klocka
from samverkan.lib.errors import Refused
from samverkan.lib.hashing import canonical_json, sha256_hex
from tests.protokoll.justering.runda import (
    LAST_DAY,
    NEXT_DAY,
    all_sign,
    justering,
    run,
    sign,
    started,
)
from tests.protokoll.justering.scen import Mote, avslutat_mote, clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def mote() -> Mote:
    return avslutat_mote()


def test_a_round_freezes_the_content_and_asks_each_for_their_paragrafer(mote: Mote) -> None:
    protokoll = started(mote)

    asked = [(str(one.deltagare), one.role, one.numbers) for one in protokoll.justeringar.all()]
    assert asked == [
        ("Robert Kjellin", "sekreterare", [12, 13, 14, 15]),
        ("Jan Forslund (S)", "justerare", [12, 13, 14, 15]),
        ("Arne Lövgren (S)", "ordforande", [12, 13]),
        ("Karin Wallström (S)", "ordforande", [14, 15]),
    ]
    assert protokoll.content_sha256 == sha256_hex(canonical_json(protokoll.content))
    assert (protokoll.deadline, protokoll.started_at) == (LAST_DAY, clock(9, day=NEXT_DAY))


def test_a_round_waits_for_the_meeting_to_close(mote: Mote) -> None:
    Sammantrade.objects.update(status=Sammantrade.Status.PAGAR)

    with pytest.raises(Refused, match=r"Avsluta sammanträdet .* \(KL 5:69\)"):
        started(mote)


def test_a_protocol_is_not_sent_out_twice(mote: Mote) -> None:
    started(mote)

    with pytest.raises(Refused, match="redan ute"):
        started(mote)


def test_an_incomplete_protocol_does_not_go_out(mote: Mote) -> None:
    mote.paragrafer[13].beslut_text = ""
    mote.paragrafer[13].save()

    with pytest.raises(Refused, match=r"§ 13 saknar beslutstext. \(KL 5:67 p. 4\)"):
        started(mote)
    assert Protokoll.objects.count() == 0


def test_a_justerare_who_was_away_stops_the_round(mote: Mote) -> None:
    mote.attend(13, "Jan", "franvarande")

    with pytest.raises(Refused, match=r"tjänstgjorde inte vid § 13.*\(KL 5:69\)"):
        started(mote)


def test_signing_in_anothers_name_is_refused(mote: Mote) -> None:
    protokoll = started(mote)

    with pytest.raises(Refused, match="Bara Jan Forslund kan justera i det namnet"):
        acts.skriv_under(
            justering(protokoll, "Jan"), sha256=protokoll.content_sha256, actor=mote.user("Stig")
        )


def test_signing_twice_is_refused(mote: Mote) -> None:
    protokoll = started(mote)
    sign(mote, protokoll, "Jan")

    with pytest.raises(Refused, match="har redan undertecknat"):
        sign(mote, protokoll, "Jan")


def test_a_text_that_changed_since_it_was_read_is_not_signed(mote: Mote) -> None:
    protokoll = started(mote)
    read = protokoll.content_sha256
    ratta_paragraf(
        protokoll,
        mote.paragrafer[14],
        texts={"beslut_text": "Delårsrapporten godkänns."},
        actor=mote.sekreterare,
    )

    with pytest.raises(Refused, match="Texten har ändrats sedan du läste den"):
        sign(mote, protokoll, "Jan", sha256=read)


def test_a_change_undoes_signatures_on_the_old_text(mote: Mote) -> None:
    protokoll = started(mote)
    sign(mote, protokoll, "Jan")
    ratta_paragraf(
        protokoll,
        mote.paragrafer[14],
        texts={"beslut_text": "Delårsrapporten godkänns."},
        actor=mote.sekreterare,
    )
    protokoll.refresh_from_db()

    assert justering(protokoll, "Jan").status == Justering.Status.VANTAR
    assert protokoll.content["paragrafer"][2]["beslut"] == "Delårsrapporten godkänns."
    assert protokoll.content_sha256 == sha256_hex(canonical_json(protokoll.content))
    mote.paragrafer[14].beslut.refresh_from_db()
    assert mote.paragrafer[14].beslut.text == "Delårsrapporten godkänns."


def test_a_proposal_is_taken_in_or_refused_with_a_reason(mote: Mote) -> None:
    protokoll = started(mote)
    jan, change = justering(protokoll, "Jan"), "Rapporten läggs till handlingarna."
    first = acts.foresla_andring(jan, mote.paragrafer[13], text="Skriv kortare.", actor=mote.user("Jan"))
    second = acts.foresla_andring(jan, mote.paragrafer[14], text="Stryk.", actor=mote.user("Jan"))
    with pytest.raises(Refused, match="2 ändringsförslag är inte besvarade"):
        sign(mote, protokoll, "Robert")

    infor_forslag(first, texts={"beslut_text": change}, actor=mote.sekreterare)
    with pytest.raises(Refused, match="varför ändringen inte förs in"):
        avsla_forslag(second, answer=" ", actor=mote.sekreterare)
    avsla_forslag(second, answer="Så beslutades.", actor=mote.sekreterare)
    with pytest.raises(Refused, match="redan besvarat"):
        avsla_forslag(second, answer="Igen.", actor=mote.sekreterare)

    protokoll.refresh_from_db()
    assert protokoll.content["paragrafer"][1]["beslut"] == change
    assert [(one.status, one.answer) for one in lage_of(protokoll).forslag] == [
        ("infort", ""),
        ("avslaget", "Så beslutades."),
    ]


def test_one_proposes_changes_only_where_one_attests(mote: Mote) -> None:
    protokoll = started(mote)

    with pytest.raises(Refused, match="Du justerar inte den paragrafen"):
        acts.foresla_andring(
            justering(protokoll, "Arne"), mote.paragrafer[14], text="Nej.", actor=mote.user("Arne")
        )


def test_in_a_fixed_order_the_chair_signs_last() -> None:
    mote = avslutat_mote(justering_order="fast")
    protokoll = started(mote)

    with pytest.raises(Refused, match=r"Robert Kjellin, Jan Forslund \(S\) undertecknar före"):
        sign(mote, protokoll, "Karin")
    assert [one.deltagare.name for one in lage_of(protokoll).turn] == ["Robert Kjellin"]
    all_sign(mote, protokoll)
    protokoll.refresh_from_db()
    assert protokoll.status == Protokoll.Status.UNDERSKRIVET


def test_declining_needs_a_reason_and_a_new_version_asks_all_again(mote: Mote) -> None:
    protokoll = started(mote)
    jan = justering(protokoll, "Jan")
    with pytest.raises(Refused, match="Skriv varför"):
        acts.avboj(jan, reason=" ", actor=mote.user("Jan"))
    acts.avboj(jan, reason="Omröstningen är fel återgiven.", actor=mote.user("Jan"))
    with pytest.raises(Refused, match="Skriv varför protokollet öppnas igen"):
        acts.ny_version(protokoll, reason="", actor=mote.sekreterare)

    again = acts.ny_version(protokoll, reason="Omröstningen rättas.", actor=mote.sekreterare)

    protokoll.refresh_from_db()
    assert (protokoll.status, again.status, again.version) == ("ersatt", "justeras", 2)
    assert {one.status for one in again.justeringar.all()} == {"vantar"}
    with pytest.raises(Refused, match="ersatt"):
        sign(mote, protokoll, "Jan")


def test_each_signer_is_mailed_once_when_the_round_starts(mote: Mote) -> None:
    started(mote)
    run(acts.KALLA_JOBB)
    run_kalla(Jobb.objects.get(kind=acts.KALLA_JOBB))

    assert sorted(message.to[0] for message in mail.outbox) == sorted(
        mote.user(name).email for name in ("Robert", "Jan", "Arne", "Karin")
    )
    assert {message.subject for message in mail.outbox} == {
        "Protokoll att justera, Norrbottens e-nämnd 2022-06-22"
    }
    pages = {f"{settings.SITE_URL}{_page_of(mote, name)}" for name in ("Robert", "Jan", "Arne", "Karin")}
    assert pages == {word for message in mail.outbox for word in message.body.split() if "/min/" in word}


def _page_of(mote: Mote, name: str) -> str:
    own = justering(Protokoll.objects.get(), name)
    return reverse("justering:las", kwargs={"slug": mote.samverkan.slug, "year": 2022, "pk": own.pk})


def test_those_who_have_not_signed_are_reminded_once_per_day_for_it(mote: Mote) -> None:
    protokoll = started(mote)
    with klocka.at(clock(9, day=NEXT_DAY)):
        run(acts.KALLA_JOBB)
    sign(mote, protokoll, "Jan")
    mail.outbox.clear()

    sent = []
    for day in (datetime.date(2022, 6, 28), datetime.date(2022, 6, 29), datetime.date(2022, 7, 1), LAST_DAY):
        with klocka.at(clock(7, day=day)):
            sent.append((str(day), remind_all(), remind_all()))

    assert sent == [("2022-06-28", 0, 0), ("2022-06-29", 3, 0), ("2022-07-01", 3, 0), ("2022-07-06", 3, 0)]
