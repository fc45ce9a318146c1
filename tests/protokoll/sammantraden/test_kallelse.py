"""A kallelse is frozen, sent once to each, read, answered, and corrected with what changed."""

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from protokoll.arenden.acts import change_arende
from protokoll.arenden.bilagor import remove_bilaga
from protokoll.models import Kallelse, Sammantrade, Utskick
from protokoll.sammantraden import kallelse as acts
from protokoll.sammantraden.dagordning import add_arenden, remove_punkt
from protokoll.sammantraden.kallelse_andringar import changes
from protokoll.sammantraden.kallelse_brister import missing
from protokoll.sammantraden.kallelse_innehall import build_content
from protokoll.sammantraden.kallelse_queries import to_call_in
from samverkan.dokument.queries import read_dokument
from samverkan.lib import klocka
from samverkan.lib.errors import Refused
from samverkan.lib.hashing import sha256_hex
from samverkan.organ.models import Organ
from tests import factories as f
from tests.pages import page_url
from tests.protokoll import filer
from tests.protokoll.sammantraden.exempel import IN_TIME, LATE, Mote, fullt_mote, gor, mote

pytestmark = pytest.mark.django_db
LINK = "https://samverkan.example/handlingar/"


@pytest.fixture
def moten() -> Mote:
    return fullt_mote()


def content(moten: Mote) -> dict:
    return build_content(Sammantrade.objects.get(pk=moten.sammantrade.pk), number=1, made_on="2024-02-28")


def test_it_is_frozen_and_kept_with_its_checksum(moten: Mote) -> None:
    with klocka.at(IN_TIME):
        kallelse = moten.kalla()
    assert sha256_hex(read_dokument(kallelse.dokument)) == kallelse.dokument.innehall_id
    assert (kallelse.number, kallelse.late_clause, kallelse.dokument.filename) == (
        1,
        "",
        "kallelse-2024-03-06.pdf",
    )


def test_an_empty_agenda_and_a_body_without_members_stop_it() -> None:
    moten = mote()
    assert [item.text for item in missing(moten.sammantrade) if item.stops] == ["Dagordningen är tom."]
    with pytest.raises(Refused, match="Dagordningen är tom"):
        acts.skapa_kallelse(moten.sammantrade, actor=moten.actor)
    alone = f.SammantradeFactory()
    assert "Organet har inga ledamöter den dagen, så ingen kan kallas." in [m.text for m in missing(alone)]


def test_a_matter_for_decision_without_proposal_is_worth_a_look(moten: Mote) -> None:
    with klocka.at(IN_TIME):
        arende = moten.arende("Taxa", forslag="")
        add_arenden(moten.sammantrade, [arende], actor=moten.actor)
    assert f"{arende.dnr} Taxa har inget förslag till beslut." in [m.text for m in missing(moten.sammantrade)]


def test_a_late_one_needs_where_it_is_allowed_and_why(moten: Mote) -> None:
    with klocka.at(LATE):
        with pytest.raises(Refused, match="senast 2024-02-28"):
            acts.skapa_kallelse(moten.sammantrade, actor=moten.actor)
        with pytest.raises(Refused, match="Ange varför"):
            acts.skapa_kallelse(moten.sammantrade, late_clause="Reglementet 12 §", actor=moten.actor)
        kallelse = acts.skapa_kallelse(
            moten.sammantrade,
            late_clause="Reglementet 12 §",
            late_reason="Avtalet löper ut",
            actor=moten.actor,
        )
    assert kallelse.late_clause == "Reglementet 12 §: Avtalet löper ut"


def test_nothing_lets_the_budget_meeting_of_a_direktion_be_late(moten: Mote) -> None:
    Organ.objects.update(kind=Organ.Kind.DIREKTION)
    Sammantrade.objects.update(decides_budget=True)
    with klocka.at(LATE), pytest.raises(Refused, match="KL 9:10"):
        acts.skapa_kallelse(
            moten.sammantrade, late_clause="Reglementet", late_reason="Brådskande", actor=moten.actor
        )


def test_the_same_kallelse_is_not_made_twice(moten: Mote) -> None:
    with klocka.at(IN_TIME):
        first = acts.skapa_kallelse(moten.sammantrade, actor=moten.actor)
        with pytest.raises(Refused, match="håller på att skapas"):
            acts.skapa_kallelse(moten.sammantrade, actor=moten.actor)
        gor(first)
        with pytest.raises(Refused, match="Inget har ändrats sedan kallelse 1"):
            acts.skapa_kallelse(moten.sammantrade, actor=moten.actor)


def test_a_corrected_one_says_what_changed(moten: Mote) -> None:
    before = content(moten)
    arenden = moten.organ.samverkan.arenden
    manad, bokslut = (
        arenden.get(heading="Månadsuppföljning"),
        arenden.get(heading="Över- och underskott 2023"),
    )
    change_arende(manad, {"forslag": "Nämnden avvaktar."}, actor=moten.actor)
    remove_bilaga(manad.bilagor.get(title="Karta"), actor=moten.actor)
    moten.bilaga(manad, filer.pdf(4), "Prognos.pdf")
    remove_punkt(moten.sammantrade.punkter.get(arende=bokslut), actor=moten.actor)
    add_arenden(moten.sammantrade, [moten.arende("Nytt avtal")], actor=moten.actor)
    Sammantrade.objects.update(place="Digitalt")
    assert changes(before, content(moten)) == [
        "Platsen är ändrad från Träningen, Vårgårda till Digitalt.",
        "Ärende 3, Över- och underskott 2023 är borttaget.",
        "Ärende 3, Nytt avtal är nytt.",
        "Ärende 2, Månadsuppföljning: ändrat i förslaget till beslut.",
        "Ärende 2, Månadsuppföljning: bilagan Karta är borttagen.",
        "Ärende 2, Månadsuppföljning: bilagan Prognos är ny.",
    ]


def test_a_changed_amount_is_told_in_kronor() -> None:
    def with_amount(amount: str) -> dict:
        item = {"rubrik": "Budget 2025", "belopp": amount}
        point = {"id": 1, "arende": 1, "nr": 1, "slag": "beslut", "tid": "", "rubrik": "Budget"}
        point |= {
            "foredragande": "",
            "sekretess": "",
            "dnr": "1",
            "bilagor": [],
            "skrivelse": {"objekt": [item]},
        }
        return {"dag": "", "tid": "", "plats": "", "grupper": [{"rubrik": "", "punkter": [point]}]}

    (told,) = changes(with_amount("12000000.00"), with_amount("12400000.00"))
    expected = "Ärende 1, Budget: Budget 2025 ändrad från 12 000 000 kr till 12 400 000 kr."
    assert told.replace("\u00a0", " ") == expected


def test_everyone_in_the_body_gets_one_mail_with_the_address(moten: Mote) -> None:
    with klocka.at(IN_TIME):
        kallelse = moten.kalla()
        acts.skicka_kallelse(kallelse, link=LINK, actor=moten.actor)
    gor(kallelse)
    gor(kallelse)
    people = [*moten.ledamoter, moten.ersattare]
    assert {person.email for person in people} < {message.to[0] for message in mail.outbox}
    assert len(mail.outbox) == 5
    assert LINK in mail.outbox[0].body
    assert mail.outbox[0].subject == "Kallelse: Servicenämnden 2024-03-06"
    assert Sammantrade.objects.get(pk=moten.sammantrade.pk).status == Sammantrade.Status.KALLAT


def test_an_interrupted_sending_goes_on_where_it_stopped(moten: Mote) -> None:
    with klocka.at(IN_TIME):
        kallelse = moten.kalla()
        acts.skicka_kallelse(kallelse, link=LINK, actor=moten.actor)
    Utskick.objects.filter(person__in=moten.ledamoter).update(sent_at=IN_TIME)
    gor(kallelse)
    assert len(mail.outbox) == 2


def test_it_is_not_sent_twice_nor_an_old_one(moten: Mote) -> None:
    with klocka.at(IN_TIME):
        first = moten.kalla()
        moten.arende("x")
        Sammantrade.objects.update(place="Digitalt")
        second = moten.kalla()
        with pytest.raises(Refused, match="nyare kallelse"):
            acts.skicka_kallelse(first, link=LINK, actor=moten.actor)
        acts.skicka_kallelse(second, link=LINK, actor=moten.actor)
        with pytest.raises(Refused, match="redan skickad"):
            acts.skicka_kallelse(second, link=LINK, actor=moten.actor)


def test_one_that_has_become_late_is_not_sent_without_reason(moten: Mote) -> None:
    with klocka.at(IN_TIME):
        kallelse = moten.kalla()
    with klocka.at(LATE), pytest.raises(Refused, match="ange varför den är sen"):
        acts.skicka_kallelse(kallelse, link=LINK, actor=moten.actor)


def test_the_clause_of_the_bodys_page_lets_it_be_late_for_an_urgent_matter(moten: Mote) -> None:
    moten.organ.late_clause = "reglementet 12 §"
    moten.organ.save()
    with klocka.at(LATE):
        with pytest.raises(Refused, match=r"brådskande\. \(reglementet 12 §\)") as refusal:
            moten.kalla()
        made = moten.kalla(late_reason="Avtalet löper ut")
    assert refusal.value.field == "late_reason"
    assert made.late_clause == "reglementet 12 §: Avtalet löper ut"


def test_a_late_one_is_asked_for_no_clause_that_is_known(moten: Mote, client: Client) -> None:
    moten.organ.late_clause = "reglementet 12 §"
    moten.organ.save()
    client.force_login(moten.actor)
    url = page_url(moten.organ.samverkan, "sammantraden:kallelse", pk=moten.sammantrade.pk)
    with klocka.at(LATE):
        page = client.get(url).content.decode()
    assert ["(reglementet 12 §)" in page, "late_reason" in page, "late_clause" in page] == [True, True, False]


def test_the_proposed_justerare_stands_in_it_and_a_change_is_told(moten: Mote) -> None:
    before = content(moten)
    Sammantrade.objects.update(proposed_justerare="Ledamot 2")
    moten.sammantrade.refresh_from_db()
    after = content(moten)
    assert after["justerare"] == "Ledamot 2"
    assert changes(before, after) == ["Föreslagen justerare är ändrad från inte angiven till Ledamot 2."]


def called(moten: Mote) -> Kallelse:
    with klocka.at(IN_TIME):
        kallelse = moten.kalla()
        acts.skicka_kallelse(kallelse, link=LINK, actor=moten.actor)
    return kallelse


def ledamot(moten: Mote, client: Client):
    """Sign in the second ledamot."""
    user = f.RollFactory(kind="ledamot", samverkan=moten.organ.samverkan).anvandare
    moten.ledamoter[1].anvandare = user
    moten.ledamoter[1].save()
    client.force_login(user)
    return user


def test_opening_the_papers_is_the_receipt(moten: Mote, client: Client) -> None:
    called(moten)
    ledamot(moten, client)
    url = page_url(moten.organ.samverkan, "sammantraden:handlingar", pk=moten.sammantrade.pk)
    page = client.get(url).content.decode()
    assert ["Nämnden godkänner Månadsuppföljning." in page, "Rapport" in page] == [True, True]
    assert Utskick.objects.get(person=moten.ledamoter[1]).read_at is not None
    assert Utskick.objects.get(person=moten.ledamoter[0]).read_at is None


def test_who_is_kept_away_lets_the_next_ersattare_in(moten: Mote, client: Client) -> None:
    called(moten)
    ledamot(moten, client)
    own = {"pk": moten.sammantrade.pk}
    client.post(page_url(moten.organ.samverkan, "sammantraden:handlingar_svar", **own), {"svar": "forhinder"})
    client.force_login(moten.actor)
    page = client.get(page_url(moten.organ.samverkan, "sammantraden:kallelse", **own)).content.decode()
    assert ["Ledamot 2 har förhinder" in page, "Näst i tur: Elsa Ersättare" in page] == [True, True]


def test_an_ersattare_kept_away_is_passed_by(moten: Mote) -> None:
    answers = {moten.ledamoter[0].pk: "forhinder", moten.ersattare.pk: "forhinder"}
    assert [(i.ledamot, i.ersattare) for i in to_call_in(moten.sammantrade, answers)] == [("Ledamot 1", "")]


def test_an_answer_follows_to_the_corrected_kallelse(moten: Mote) -> None:
    called(moten)
    Utskick.objects.filter(person=moten.ledamoter[0]).update(answer="kommer")
    Sammantrade.objects.update(place="Digitalt")
    with klocka.at(IN_TIME):
        acts.skicka_kallelse(moten.kalla(), link=LINK, actor=moten.actor)
    newest = Utskick.objects.filter(kallelse__number=2)
    assert newest.get(person=moten.ledamoter[0]).answer == "kommer"


def test_nobody_answers_for_somebody_else(moten: Mote, client: Client) -> None:
    called(moten)
    client.force_login(f.RollFactory(kind="ledamot", samverkan=moten.organ.samverkan).anvandare)
    url = page_url(moten.organ.samverkan, "sammantraden:handlingar_svar", pk=moten.sammantrade.pk)
    assert client.post(url, {"svar": "forhinder"}).status_code == 404


def test_an_unsent_kallelse_is_read_by_who_keeps_the_minutes_alone(moten: Mote, client: Client) -> None:
    with klocka.at(IN_TIME):
        moten.kalla()
    own = {"pk": moten.sammantrade.pk, "nummer": 1}
    url = page_url(moten.organ.samverkan, "sammantraden:kallelse_pdf", **own)
    seen = {}
    for kind in ("sekreterare", "revisor", "ledamot", "controller"):
        client.force_login(f.RollFactory(kind=kind, samverkan=moten.organ.samverkan).anvandare)
        seen[kind] = client.get(url).status_code
    assert seen == {"sekreterare": 200, "revisor": 200, "ledamot": 404, "controller": 404}


def test_a_paper_made_secret_after_the_kallelse_is_closed_to_others(moten: Mote, client: Client) -> None:
    called(moten)
    rapport = moten.organ.samverkan.arenden.get(heading="Månadsuppföljning").bilagor.get(title="Rapport")
    own = {"pk": moten.sammantrade.pk, "nummer": 1, "bilaga": rapport.pk}
    url = page_url(moten.organ.samverkan, "sammantraden:handlingar_bilaga", **own)
    client.force_login(f.RollFactory(kind="controller", samverkan=moten.organ.samverkan).anvandare)
    before = client.get(url).status_code
    rapport.secret, rapport.secret_clause = True, "OSL 19:1"
    rapport.save()
    assert (before, client.get(url).status_code) == (200, 404)


def test_the_secretarys_page_leads_from_nothing_to_sent(moten: Mote, client: Client) -> None:
    client.force_login(moten.actor)
    own = {"pk": moten.sammantrade.pk}
    with klocka.at(IN_TIME):
        client.post(page_url(moten.organ.samverkan, "sammantraden:kallelse_skapa", **own))
        gor(Kallelse.objects.get())
        page = client.get(page_url(moten.organ.samverkan, "sammantraden:kallelse", **own)).content.decode()
        assert "Klar att skicka" in page
        client.post(page_url(moten.organ.samverkan, "sammantraden:kallelse_skicka", nummer=1, **own))
    utskick = Utskick.objects.first()
    assert (
        utskick.kallelse.link
        == f"{settings.SITE_URL}{page_url(moten.organ.samverkan, 'sammantraden:handlingar', **own)}"
    )
