"""A member gets its extract with what the decisions cost it; nobody else does."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from protokoll.arenden.models import Arende, Arendeobjekt
from protokoll.justering.utdrag import expediera
from protokoll.paragrafer.models import Expediering, Paragraf
from protokoll.paragrafer.mottagare import recipients_of
from samverkan.beslut import beredning
from samverkan.beslut.beredning import Beredare, Egnasiffror
from samverkan.handelser.models import Handelse
from samverkan.jobb.acts import perform
from samverkan.jobb.models import Jobb
from samverkan.models import Organisation
from tests import factories as f
from tests.protokoll.justering.runda import sealed
from tests.protokoll.justering.scen import DAY, Mote, avslutat_mote

pytestmark = pytest.mark.django_db

KIND = "provbudget"


def own(object_id: int, organisation: Organisation) -> Egnasiffror | None:
    if organisation.short_name != "Kiruna":
        return None
    table = (("Tjänst, kr", "2022", "2023"), ("E-arkiv", "20\u00a0000", "22\u00a0664"))
    return Egnasiffror("Budget 2023, version 2", "er del enligt de nycklar som gäller", table)


@pytest.fixture
def mote(monkeypatch: pytest.MonkeyPatch) -> Mote:
    beredare = Beredare(KIND, "Budget", lambda samverkan: [], lambda ids: [], lambda *args: None)
    monkeypatch.setitem(beredning._BEREDARE, KIND, beredare)
    monkeypatch.setitem(beredning._EGNA, KIND, own)
    built = avslutat_mote()
    for town in ("Kiruna", "Piteå"):
        organisation = Organisation.objects.get(short_name=town)
        f.MedlemFactory(samverkan=built.samverkan, organisation=organisation)
    reader = f.AnvandareFactory(email="elin@kiruna.example")
    kiruna = Organisation.objects.get(short_name="Kiruna")
    f.RollFactory(anvandare=reader, samverkan=built.samverkan, kind="kommunlasare", organisation=kiruna)
    Arendeobjekt.objects.create(arende=built.paragrafer[12].arende, kind=KIND, object_id=7)
    return built


def sent(mote: Mote, mailoutbox: list) -> dict[str, list[tuple[str, bytes, str]]]:
    """Attachments by recipient."""
    protokoll = sealed(mote)
    mailoutbox.clear()
    expediera(protokoll, actor=mote.sekreterare)
    perform(Jobb.objects.get(kind="protokoll.expediera").pk)
    return {message.to[0]: message.attachments for message in mailoutbox}


def to_kiruna(paragraf: Paragraf) -> None:
    Expediering.objects.create(paragraf=paragraf, name="Kiruna", email="elin@kiruna.example", order=3)


def test_a_member_gets_its_own_figures_beside_the_extract(mote: Mote, mailoutbox: list) -> None:
    to_kiruna(mote.paragrafer[12])
    attached = sent(mote, mailoutbox)
    assert [name for name, _, _ in attached["elin@kiruna.example"]] == [
        "utdrag-2022-06-22-12.pdf",
        "er-kostnad-kiruna-2022-06-22.pdf",
    ]
    words = " ".join(
        PdfReader(BytesIO(attached["elin@kiruna.example"][1][1])).pages[0].extract_text().split()
    )
    assert "§ 12 Budget 2023 Budget 2023, version 2, er del enligt de nycklar som gäller." in words
    assert "E-arkiv 20 000 22 664" in words.replace("\u00a0", " ")
    assert [name for name, _, _ in attached["ekonomi@kommun.example"]] == ["utdrag-2022-06-22-12.pdf"]
    told = Handelse.objects.filter(action="protokoll.expedierad").values_list("data__till", flat=True)
    assert "Kiruna, med den egna kostnaden" in told


def test_what_was_not_carried_or_is_secret_costs_nobody_anything(mote: Mote, mailoutbox: list) -> None:
    to_kiruna(mote.paragrafer[13])
    Paragraf.objects.filter(number=12).update(secret=True)
    to_kiruna(mote.paragrafer[12])
    assert [name for name, _, _ in sent(mote, mailoutbox)["elin@kiruna.example"]] == [
        "utdrag-2022-06-22-12-13.pdf"
    ]


def test_members_are_recipients_of_a_matter_that_carries_money(mote: Mote) -> None:
    arende = mote.paragrafer[12].arende
    arende.mottagare.create(name="piteå", email="ekonomi@pitea.example")
    kiruna = Organisation.objects.get(short_name="Kiruna")
    assert recipients_of(arende, DAY) == [
        ("piteå", "ekonomi@pitea.example"),
        (kiruna.name, "elin@kiruna.example"),
    ]


def test_a_secret_matter_and_one_without_money_go_to_those_named_alone(mote: Mote) -> None:
    arende = mote.paragrafer[12].arende
    Arende.objects.filter(pk=arende.pk).update(secret=True, secret_clause="OSL 19:1")
    assert recipients_of(Arende.objects.get(pk=arende.pk), DAY) == []
    Arende.objects.filter(pk=arende.pk).update(secret=False)
    Arendeobjekt.objects.all().delete()
    assert recipients_of(Arende.objects.get(pk=arende.pk), DAY) == []
