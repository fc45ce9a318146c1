"""What-if: the effect is shown, the person's scratch is kept, and nothing else is stored."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from kostnader.budget.models import Budgetpost
from kostnader.fordelning.models import Nyckelkomponent
from kostnader.fordelning.prova import Kladd, Provad
from samverkan.models import Handelse, Matt
from tests import factories as f
from tests.kostnader.oversikt.scen import run
from tests.pages import count_queries, page_url, signed_in
from tests.scener import Scen, liten_scen

pytestmark = pytest.mark.django_db
DAY = date(2020, 12, 31)


@pytest.fixture
def scen(client: Client) -> Scen:
    scen = liten_scen(3)
    client.force_login(scen.controller)
    return scen


@pytest.fixture
def by_people(scen: Scen):
    """Another key of the samverkan: by inhabitants 10, 20 and 30."""
    kind = f.MattslagFactory()
    for value, one in zip((10, 20, 30), scen.medlemmar, strict=True):
        f.MattFactory(mattslag=kind, organisation=one, value=value, reference_date=DAY)
    version = f.NyckelversionFactory(nyckel__samverkan=scen.samverkan)
    f.NyckelkomponentFactory(version=version, kind="matt", mattslag=kind, reference_date=DAY)
    return version


def send(client: Client, scen: Scen, **values: object):
    """Send the form of the service with everyone taking part unless said otherwise."""
    data = {
        "tjanst": scen.tjanst.pk,
        "deltar_finns": "1",
        "deltar": [one.pk for one in scen.medlemmar],
        "version": scen.tjanst.nyckel.versioner.get().pk,
        "belopp": "120 000",
        "fran": "1",
    }
    return client.post(page_url(scen.samverkan, "fordelning:prova"), data | values, follow=True)


def paid(answer) -> list[Decimal | None]:
    """What each member pays for the service as tried."""
    return [row.after for row in answer.context["medlemmar"]]


def test_another_amount_is_shared_and_the_budget_is_as_it_was(client: Client, scen: Scen) -> None:
    assert paid(send(client, scen, belopp="300 000")) == [100000] * 3
    assert Budgetpost.objects.get().amount == 120000
    answer = client.get(page_url(scen.samverkan, "fordelning:prova"))
    assert paid(answer) == [100000] * 3
    assert [(rad.before, rad.after) for rad, *_ in answer.context["rader"]] == [(40000, 100000)] * 3


def test_another_key_and_another_measure(client: Client, scen: Scen, by_people) -> None:
    assert paid(send(client, scen, version=by_people.pk)) == [20000, 40000, 60000]
    kind = Nyckelkomponent.objects.get(version=by_people).mattslag_id
    field = f"matt-{kind}-{DAY}-{scen.medlemmar[0].pk}"
    answer = send(client, scen, version=by_people.pk, **{field: "40"})
    assert paid(answer) == [53333, 26667, 40000]
    assert Matt.objects.get(organisation=scen.medlemmar[0]).value == 10
    assert paid(client.get(page_url(scen.samverkan, "fordelning:prova"))) == [53333, 26667, 40000]


def test_a_member_leaves_from_july(client: Client, scen: Scen) -> None:
    two = [one.pk for one in scen.medlemmar[:2]]
    assert paid(send(client, scen, deltar=two, fran="7")) == [50000, 50000, 20000]


def test_what_cannot_be_read_is_told_at_its_place_and_kept(client: Client, scen: Scen) -> None:
    page = send(client, scen, belopp="1.5").content.decode()
    assert "Skriv decimaler med komma: 1,50." in page
    assert 'value="1.5"' in page


def test_a_member_without_the_measure_is_named(client: Client, scen: Scen, by_people) -> None:
    Matt.objects.filter(organisation=scen.medlemmar[2]).delete()
    page = send(client, scen, version=by_people.pk).content.decode()
    assert f"{scen.medlemmar[2].short_name} saknar invånare 2020-12-31" in page


def test_one_service_or_all_is_taken_back(client: Client, scen: Scen) -> None:
    send(client, scen, belopp="300 000")
    assert paid(send(client, scen, act="aterstall")) == [40000] * 3
    send(client, scen, belopp="300 000")
    assert paid(send(client, scen, act="borja_om")) == [40000] * 3


def test_nothing_is_logged_and_the_scratch_is_each_persons_own(client: Client, scen: Scen) -> None:
    before = Handelse.objects.count()
    send(client, scen, belopp="300 000")
    assert Handelse.objects.count() == before
    signed_in(client, "revisor", samverkan=scen.samverkan)
    assert paid(client.get(page_url(scen.samverkan, "fordelning:prova"))) == [40000] * 3


def make_version(client: Client, scen: Scen):
    url = page_url(scen.samverkan, "fordelning:prova_nyckel")
    return client.post(url, {"tjanst": scen.tjanst.pk}, follow=True)


def test_the_tried_key_becomes_a_draft_of_the_services_key(client: Client, scen: Scen, by_people) -> None:
    page = send(client, scen, version=by_people.pk, fran="4").content.decode()
    assert "Skapa nyckelversion av detta" in page
    answer = make_version(client, scen)
    made = scen.tjanst.nyckel.versioner.get(number=2)
    part = made.komponenter.get()
    assert answer.redirect_chain[-1][0] == page_url(scen.samverkan, "nycklar:andra", pk=made.pk)
    assert (made.status, made.valid_from, made.beslut) == ("utkast", date(2023, 4, 1), None)
    assert (part.kind, part.mattslag, part.reference_date) == (
        "matt",
        by_people.komponenter.get().mattslag,
        DAY,
    )


def test_services_that_share_the_key_are_named(client: Client, scen: Scen, by_people) -> None:
    f.TjanstFactory(samverkan=scen.samverkan, nyckel=scen.tjanst.nyckel, name="Växel")
    page = send(client, scen, version=by_people.pk).content.decode()
    assert "Nyckeln delar också Växel." in page


def test_without_another_key_there_is_nothing_to_make(client: Client, scen: Scen) -> None:
    assert "Skapa nyckelversion" not in send(client, scen, belopp="300 000").content.decode()
    make_version(client, scen)
    assert scen.tjanst.nyckel.versioner.count() == 1


def test_a_version_on_its_way_is_shown_instead_of_a_second(client: Client, scen: Scen, by_people) -> None:
    send(client, scen, version=by_people.pk)
    make_version(client, scen)
    page = make_version(client, scen).content.decode()
    assert "Nyckeln har redan en version på väg. Här är den." in page
    assert scen.tjanst.nyckel.versioner.count() == 2


def test_an_invoiced_month_is_told_and_nothing_is_made(client: Client, scen: Scen, by_people) -> None:
    scen.freeze()
    run(scen, 1)
    send(client, scen, version=by_people.pk)
    page = make_version(client, scen).content.decode()
    assert "Välj 2023-04-01 eller senare" in page
    assert scen.tjanst.nyckel.versioner.count() == 1


def test_the_revisor_tries_but_makes_nothing(client: Client, scen: Scen, by_people) -> None:
    signed_in(client, "revisor", samverkan=scen.samverkan)
    assert "Skapa nyckelversion" not in send(client, scen, version=by_people.pk).content.decode()
    assert make_version(client, scen).status_code == 403


def test_others_do_not_see_it(client: Client, scen: Scen) -> None:
    signed_in(client, "ledamot", samverkan=scen.samverkan)
    assert client.get(page_url(scen.samverkan, "fordelning:prova")).status_code == 404


def test_the_scratch_survives_the_session() -> None:
    kladd = Kladd(
        {1: Provad(7, Decimal("10.50"), 4, frozenset({2, 3})), 2: Provad(amount=Decimal("1.00"))},
        {(5, DAY): {2: Decimal(30)}},
    )
    assert Kladd.from_session(kladd.to_session()) == kladd
    assert Kladd.from_session(None) == Kladd()


def test_it_asks_as_many_questions_for_3_members_as_for_290(client: Client) -> None:
    counts = set()
    for antal in (3, 290):
        scen = liten_scen(antal)
        client.force_login(scen.controller)
        counts.add(count_queries(client, page_url(scen.samverkan, "fordelning:prova")))
    assert len(counts) == 1
