"""After justering: a decision whose object is in the way, and a § that is corrected by another."""

import datetime
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from protokoll.arenden.models import Arende, Arendeobjekt
from protokoll.justering import acts, genomforande
from protokoll.justering.models import Protokoll
from protokoll.justering.rattelser import Ratt, ratta_i_ny_paragraf, rattelser_of
from protokoll.justering.utdrag import extract_pdf
from protokoll.paragrafer.models import Paragraf
from protokoll.sammantraden.models import Sammantrade
from samverkan.beslut import beredning
from samverkan.beslut.beredning import Beredare, Beredningsobjekt
from samverkan.beslut.models import Beslut
from samverkan.handelser.models import Handelse
from samverkan.konton.models import Roll
from samverkan.lib import klocka
from samverkan.lib.errors import Refused
from tests.pages import page_url, signed_in
from tests.protokoll.justering.runda import sealed
from tests.protokoll.justering.scen import Mote, avslutat_mote, clock

pytestmark = pytest.mark.django_db

KIND = "provbudget"
IN_THE_WAY = "Budgeten är redan fastställd. Skapa en ny version."


class Agare:
    """The owner of objects that can be in the way."""

    def __init__(self) -> None:
        self.obstacle, self.decided = IN_THE_WAY, []

    def describe(self, ids) -> list[Beredningsobjekt]:
        return [Beredningsobjekt(KIND, pk, "Budget 2023, version 2", "föreslagen") for pk in ids]

    def decide(self, pk: int, beslut: Beslut, actor: object) -> None:
        if self.obstacle:
            raise Refused(self.obstacle)
        self.decided.append((pk, beslut.outcome))


@pytest.fixture
def agare(monkeypatch: pytest.MonkeyPatch) -> Agare:
    owner = Agare()
    beredare = Beredare(KIND, "Budget", lambda samverkan: [], owner.describe, owner.decide)
    monkeypatch.setitem(beredning._BEREDARE, KIND, beredare)
    return owner


@pytest.fixture
def mote() -> Mote:
    return avslutat_mote()


def carried(mote: Mote) -> Arendeobjekt:
    return Arendeobjekt.objects.create(arende=mote.paragrafer[12].arende, kind=KIND, object_id=7)


def test_the_protocol_is_sealed_though_a_budget_is_in_the_way(mote: Mote, agare: Agare) -> None:
    row = carried(mote)
    protokoll = sealed(mote)
    row.refresh_from_db()
    assert (protokoll.status, protokoll.dokument is not None) == (Protokoll.Status.JUSTERAT, True)
    assert Beslut.objects.get(paragraf="12").status == Beslut.Status.JUSTERAT
    assert (row.obstacle, row.beslut.paragraf) == (IN_THE_WAY, "12")
    assert agare.decided == []


def test_it_is_tried_again_when_mended_and_then_it_counts_once(mote: Mote, agare: Agare) -> None:
    row = carried(mote)
    sealed(mote)
    agare.obstacle = "Kontot saknas."
    with pytest.raises(Refused, match="Kontot saknas"):
        genomforande.genomfor_igen(row, actor=mote.sekreterare)
    row.refresh_from_db()
    assert row.obstacle == "Kontot saknas."
    agare.obstacle = ""
    genomforande.genomfor_igen(row, actor=mote.sekreterare)
    with pytest.raises(Refused, match="redan klart"):
        genomforande.genomfor_igen(row, actor=mote.sekreterare)
    assert agare.decided == [(7, "bifall")]
    assert list(genomforande.open_obstacles(mote.samverkan)) == []


def test_it_is_left_for_a_reason_and_waits_no_more(mote: Mote, agare: Agare) -> None:
    row = carried(mote)
    sealed(mote)
    with pytest.raises(Refused) as refusal:
        genomforande.lamna(row, reason=" ", actor=mote.sekreterare)
    assert refusal.value.field == "reason"
    genomforande.lamna(row, reason="Version 3 gäller", actor=mote.sekreterare)
    assert list(genomforande.open_obstacles(mote.samverkan)) == []
    assert Handelse.objects.filter(action="beslut.left").count() == 1


def test_a_later_decision_of_the_matter_settles_what_an_earlier_could_not(mote: Mote, agare: Agare) -> None:
    row = carried(mote)
    genomforande.let_count(mote.paragrafer[12], actor=mote.sekreterare)
    agare.obstacle = ""
    again = mote.paragrafer[14]
    again.arende = mote.paragrafer[12].arende
    genomforande.let_count(again, actor=mote.sekreterare)
    row.refresh_from_db()
    assert (row.obstacle, row.beslut, agare.decided) == ("", again.beslut, [(7, "bifall")])


def test_what_no_longer_exists_is_said_and_stops_nothing(mote: Mote) -> None:
    for kind in ("avskaffat", "budget"):
        Arendeobjekt.objects.create(arende=mote.paragrafer[12].arende, kind=kind, object_id=1)
    assert sealed(mote).status == Protokoll.Status.JUSTERAT
    told = set(Arendeobjekt.objects.values_list("obstacle", flat=True))
    assert told == {"Det som skulle beslutas finns inte längre i systemet."}


def test_the_secretary_sees_why_at_the_round_and_at_the_start(
    mote: Mote, agare: Agare, client: Client
) -> None:
    row = carried(mote)
    protokoll = sealed(mote)
    client.force_login(mote.sekreterare)
    url = page_url(mote.samverkan, "justering:runda", pk=protokoll.pk)
    page = client.get(url).content.decode()
    assert [IN_THE_WAY in page, "Budget 2023, version 2" in page, "Försök igen" in page] == [True, True, True]
    start = client.get(page_url(mote.samverkan, "start:start")).content.decode()
    assert "§ 12 2022-06-22 har inte fått verkan" in start
    again = client.post(page_url(mote.samverkan, "justering:genomfor_igen", pk=row.pk), follow=True)
    assert "Det går fortfarande inte." in again.content.decode()
    agare.obstacle = ""
    client.post(page_url(mote.samverkan, "justering:genomfor_igen", pk=row.pk))
    assert "har inte fått verkan" not in client.get(url).content.decode()


RATT = Ratt("7 618 100 kr", "7 681 100 kr", "Siffrorna byttes om.")


def corrected(mote: Mote, protokoll: Protokoll) -> tuple[Arende, Sammantrade | None]:
    with klocka.at(clock(9, day=datetime.date(2022, 8, 1))):
        return ratta_i_ny_paragraf(protokoll, mote.paragrafer[12], RATT, actor=mote.sekreterare)


def next_meeting(mote: Mote) -> Sammantrade:
    return Sammantrade.objects.create(organ=mote.organ, starts_at=clock(13, day=datetime.date(2022, 9, 14)))


def test_a_posted_protocol_is_not_opened_again_and_says_what_to_do(mote: Mote) -> None:
    protokoll = sealed(mote)
    with pytest.raises(Refused) as refusal:
        acts.ny_version(protokoll, reason="Fel summa", actor=mote.sekreterare)
    assert refusal.value.message == (
        "Protokollet är anslaget och ändras inte mer. Rätta felet i en ny paragraf på ett sammanträde. "
        "(KL 8:12, 13:5)"
    )
    protokoll.refresh_from_db()
    assert protokoll.status == Protokoll.Status.JUSTERAT


def test_the_protocol_of_a_group_has_no_notice_and_is_opened_again_with_a_reason(
    mote: Mote, client: Client
) -> None:
    mote.organ.kind = "samordning"
    mote.organ.save()
    protokoll = sealed(mote)
    client.force_login(mote.sekreterare)
    page = client.get(page_url(mote.samverkan, "justering:runda", pk=protokoll.pk)).content.decode()
    assert ["Öppna version 2" in page, "Rätta det i en ny paragraf" in page] == [True, False]
    again = acts.ny_version(protokoll, reason="Fel namn", actor=mote.sekreterare)
    protokoll.refresh_from_db()
    assert (protokoll.status, again.version, again.status) == ("ersatt", 2, "justeras")


def test_a_correction_is_a_matter_on_the_next_agenda(mote: Mote) -> None:
    protokoll, meeting = sealed(mote), next_meeting(mote)
    arende, placed = corrected(mote, protokoll)
    assert (arende.heading, placed) == ("Rättelse av § 12, 2022-06-22", meeting)
    assert meeting.punkter.get().arende == arende
    assert arende.forslag == (
        "E-nämnden beslutar att rätta § 12 i protokollet 2022-06-22. I stället för ”7 618 100 kr” ska det "
        "stå ”7 681 100 kr”."
    )
    with pytest.raises(Refused, match="En rättelse är redan på väg"):
        corrected(mote, protokoll)


def test_a_correction_without_words_or_of_another_protocol_is_refused(mote: Mote) -> None:
    with pytest.raises(Refused, match="vad som ska stå") as refusal:
        Ratt("fel", "  ")
    assert refusal.value.field == "ratt"
    draft = Protokoll(status=Protokoll.Status.JUSTERAS)
    with pytest.raises(Refused, match="inte justerat"):
        ratta_i_ny_paragraf(draft, mote.paragrafer[12], RATT, actor=mote.sekreterare)


def test_the_paragraf_shows_by_which_one_it_is_corrected_when_that_is_justerat(mote: Mote) -> None:
    protokoll = sealed(mote)
    meeting = next_meeting(mote)
    arende, _ = corrected(mote, protokoll)
    assert rattelser_of(protokoll) == []
    assert [one.text for one in rattelser_of(protokoll, waiting=True)] == [f"§ 12 ska rättas: {arende.dnr}"]
    beslut = Beslut.objects.create(
        samverkan=mote.samverkan,
        organ=mote.organ,
        date=datetime.date(2022, 9, 14),
        paragraf="21",
        heading=arende.heading,
        status=Beslut.Status.JUSTERAT,
    )
    Paragraf.objects.create(
        sammantrade=meeting,
        organ=mote.organ,
        year=2022,
        number=21,
        order=1,
        heading=arende.heading,
        arende=arende,
        status=Paragraf.Status.AVGJORD,
        outcome=Paragraf.Outcome.BIFALL,
        decided_at=clock(14),
        beslut=beslut,
    )
    told = "§ 12 är rättad genom § 21, 2022-09-14"
    assert [one.text for one in rattelser_of(protokoll)] == [told]
    extract = PdfReader(BytesIO(extract_pdf(protokoll, [12]))).pages[0].extract_text()
    assert told in " ".join(extract.split())


def test_the_page_takes_what_is_wrong_and_leads_to_the_matter(mote: Mote, client: Client) -> None:
    protokoll = sealed(mote)
    client.force_login(mote.sekreterare)
    url = page_url(mote.samverkan, "justering:ratta", pk=protokoll.pk)
    assert url in client.get(page_url(mote.samverkan, "protokoll:visa", pk=protokoll.pk)).content.decode()
    empty = client.post(url, {"fel": "7 618 100 kr"})
    assert (empty.status_code, "Inget ärende är öppnat" in empty.content.decode()) == (422, True)
    given = {"paragraf": mote.paragrafer[12].pk, "fel": "7 618 100 kr", "ratt": "7 681 100 kr"}
    answer = client.post(url, given, follow=True)
    page = answer.content.decode()
    assert ["Inget sammanträde är planerat." in page, "Ärendet rättar" in page] == [True, True]
    signed_in(client, Roll.Kind.LEDAMOT, samverkan=mote.samverkan)
    page = client.get(page_url(mote.samverkan, "protokoll:visa", pk=protokoll.pk)).content.decode()
    assert ["ska rättas" in page, url in page] == [False, False]


def test_the_decisions_page_leads_to_the_paragraf_in_the_protocol(mote: Mote, client: Client) -> None:
    protokoll = sealed(mote)
    corrected(mote, protokoll)
    client.force_login(mote.sekreterare)
    beslut = mote.paragrafer[12].beslut
    page = client.get(page_url(mote.samverkan, "beslut:beslut", pk=beslut.pk)).content.decode()
    assert f"{page_url(mote.samverkan, 'protokoll:visa', pk=protokoll.pk)}#p12" in page
    assert "§ 12 ska rättas:" in page
