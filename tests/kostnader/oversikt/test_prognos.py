"""What the year is thought to cost a member, by the locked rounds."""

import re
from decimal import Decimal

import pytest
from django.test import Client

from kostnader.fordelning.acts import freeze_fordelning
from kostnader.oversikt.prognos import Arsprognos, arsprognos
from kostnader.oversikt.queries import kostnad_of
from kostnader.prognos.acts import lock_omgang
from kostnader.utfall.stangning import close_year
from tests.kostnader.oversikt.scen import reader
from tests.kostnader.prognos.scen import YEAR, Ar, ett_ar

pytestmark = pytest.mark.django_db


def shared_year() -> Ar:
    """120 000 kr shared equally by two; 6 000 kr dearer than the budget after January."""
    ar = ett_ar(("Licenser", 120_000))
    freeze_fordelning(ar.scen.budget, actor=ar.controller)
    ar.spend(1, 16_000, "Licenser")
    return ar


def told(ar: Ar) -> Arsprognos | None:
    return arsprognos(kostnad_of(ar.scen.samverkan, YEAR, ar.scen.medlemmar[1]))


def page(client: Client, ar: Ar, rest: str = "") -> str:
    html = client.get(f"/{ar.scen.samverkan.slug}/{YEAR}/{rest}").content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", html).split()).replace("\xa0", " ")


def test_nothing_is_told_until_a_round_is_locked() -> None:
    ar = shared_year()
    ar.omgang(1)
    assert told(ar) is None


def test_a_members_share_stands_against_what_it_pays() -> None:
    ar = shared_year()
    lock_omgang(ar.omgang(1), actor=ar.controller)
    prognos = told(ar)
    assert (prognos.paid, prognos.share, prognos.left) == (Decimal(60_000), Decimal(63_000), Decimal(-3_000))
    assert (prognos.from_split, prognos.from_forecast) == (Decimal(0), Decimal(-3_000))


def test_the_latest_locked_round_tells_and_all_are_listed() -> None:
    ar = shared_year()
    lock_omgang(ar.omgang(1, name="Januari"), actor=ar.controller)
    ar.spend(2, 4_000, "Licenser")
    lock_omgang(ar.omgang(2, name="Februari"), actor=ar.controller)
    ar.omgang(3, name="Mars")
    prognos = told(ar)
    assert prognos.omgang.name == "Februari"
    assert [(one.name, share) for one, share in prognos.rounds] == [
        ("Januari", Decimal(63_000)),
        ("Februari", Decimal(60_000)),
    ]


def test_what_the_members_pay_in_is_no_part_of_it() -> None:
    ar = shared_year()
    slag = ar.slag("Bidrag")
    slag.kind = "bidrag"
    slag.save()
    ar.spend(1, -120_000, "Bidrag")
    lock_omgang(ar.omgang(1, limit_amount=Decimal(1_000_000)), actor=ar.controller)
    assert told(ar).share == Decimal(63_000)


def test_a_closed_year_is_told_by_its_settlement() -> None:
    ar = shared_year()
    lock_omgang(ar.omgang(1), actor=ar.controller)
    close_year(ar.scen.samverkan, YEAR, actor=ar.controller)
    assert told(ar) is None


def test_the_member_meets_it_on_its_start_page_and_reads_why() -> None:
    ar = shared_year()
    omgang = ar.omgang(1, limit_amount=Decimal(1_000), limit_percent=Decimal(1))
    row = omgang.rader.create(tjanst=ar.tjanst, kostnadsslag=ar.slag("Licenser"), comment="Dyrare licenser.")
    assert row.pk
    lock_omgang(omgang, actor=ar.controller)
    own = ar.scen.medlemmar[1]
    client = reader(ar.scen, own)
    start = page(client, ar)
    assert "Så väntas 2023 sluta" in start
    assert "Att betala i bokslutet, om det blir så 3 000" in start
    detail = page(client, ar, f"var-kostnad/{own.pk}/prognos/")
    assert "63 000" in detail
    assert "Dyrare licenser." in detail
    assert "Nyckel lika" in detail


def test_another_member_does_not_see_it() -> None:
    ar = shared_year()
    lock_omgang(ar.omgang(1), actor=ar.controller)
    client = reader(ar.scen, ar.scen.medlemmar[1])
    other = ar.scen.medlemmar[0].pk
    answer = client.get(f"/{ar.scen.samverkan.slug}/{YEAR}/var-kostnad/{other}/prognos/")
    assert answer.status_code == 404
