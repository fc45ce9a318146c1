"""What rests on a decision, and what must be done before the decision can be annulled."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client

from kostnader.budget.models import Budget
from kostnader.fakturor.issue import kreditera
from kostnader.fakturor.models import Faktura
from kostnader.fakturor.vilar import SETTLE
from kostnader.fordelning.acts import freeze_fordelning
from kostnader.fordelning.models import Nyckelversion
from kostnader.fordelning.vilar import ADOPT_ANOTHER, FREEZE_AGAIN
from samverkan.beslut.acts import move_beslut
from samverkan.beslut.beslutsobjekt import resting_on
from samverkan.lib.errors import Refused
from samverkan.models import Beslut
from tests import factories as f
from tests.kostnader.oversikt.scen import run
from tests.pages import count_queries, page_url, signed_in
from tests.scener import Scen, liten_scen

pytestmark = pytest.mark.django_db

NEW_BUDGET = "Fastställ en ny version av budgeten med ett annat beslut först."


@pytest.fixture
def scen() -> Scen:
    """The budget rests on § 12, and so does the key."""
    return liten_scen()


def told(beslut: Beslut) -> list[tuple[str, str]]:
    return [(item.text, item.holds) for item in resting_on([beslut.pk]).get(beslut.pk, [])]


def another(scen: Scen) -> Beslut:
    return f.BeslutFactory(samverkan=scen.samverkan, organ=scen.beslut.organ)


def replace_key(scen: Scen, **changes: object) -> Nyckelversion:
    """A new version of the key from the same day (or the one given), by another decision."""
    first = scen.tjanst.nyckel.versioner.get()
    facts = {"valid_from": first.valid_from, "number": 2} | changes
    version = f.NyckelversionFactory(nyckel=first.nyckel, beslut=another(scen), **facts)
    f.NyckelkomponentFactory(version=version, weight="1/1")
    Nyckelversion.objects.filter(pk=version.pk).update(status="faststalld")
    return version


def replace_budget(scen: Scen) -> Budget:
    Budget.objects.filter(pk=scen.budget.pk).update(status="ersatt")
    budget = f.BudgetFactory(samverkan=scen.samverkan, number=2)
    f.BudgetpostFactory(rad=f.BudgetradFactory(budget=budget, tjanst=scen.tjanst), amount=Decimal("60000"))
    Budget.objects.filter(pk=budget.pk).update(status="faststalld", beslut=another(scen))
    budget.refresh_from_db()
    return budget


def test_everything_in_force_is_told_with_what_to_do(scen: Scen) -> None:
    scen.freeze()
    run(scen, 1)
    assert told(scen.beslut) == [
        ("Budget 2023, version 1", NEW_BUDGET),
        (f"{scen.tjanst.nyckel}, version 1, från 2020-01-01", ADOPT_ANOTHER),
        ("Fördelning 2023, nr 1", FREEZE_AGAIN),
        ("Utfärdade fakturor 2023", SETTLE),
    ]


def test_a_decision_that_carries_something_in_force_is_not_annulled(scen: Scen) -> None:
    with pytest.raises(Refused, match=r"Budget 2023, version 1: Fastställ en ny version"):
        move_beslut(scen.beslut, status="upphavt", actor=scen.controller)
    scen.beslut.refresh_from_db()
    assert scen.beslut.status == "laga_kraft"


def test_when_everything_rests_on_others_it_can_be_annulled_and_history_stays(scen: Scen) -> None:
    scen.freeze()
    run(scen, 1)
    replace_key(scen)
    freeze_fordelning(replace_budget(scen), actor=scen.controller)
    found = resting_on([scen.beslut.pk])[scen.beslut.pk]
    assert [(item.text, item.holds, item.afterwards) for item in found] == [
        ("Budget 2023, version 1", "", "Är redan ersatt och ligger kvar som historik."),
        (
            f"{scen.tjanst.nyckel}, version 1, från 2020-01-01",
            "",
            "Är ersatt av en nyare version. Ligger kvar som historik.",
        ),
    ]
    move_beslut(scen.beslut, status="upphavt", actor=scen.controller)
    assert Beslut.objects.get(pk=scen.beslut.pk).status == "upphavt"


@pytest.mark.parametrize("change", [replace_budget, replace_key])
def test_a_sharing_that_is_not_made_anew_still_rests_on_it(scen: Scen, change: Callable) -> None:
    scen.freeze()
    change(scen)
    assert ("Fördelning 2023, nr 1", FREEZE_AGAIN) in told(scen.beslut)


def test_a_key_that_shared_the_first_half_of_the_year_still_carries_the_year(scen: Scen) -> None:
    replace_key(scen, valid_from="2023-07-01")
    freeze_fordelning(replace_budget(scen), actor=scen.controller)
    assert ("Fördelning 2023, nr 1", FREEZE_AGAIN) in told(scen.beslut)


def test_a_key_that_no_service_uses_holds_nothing(scen: Scen) -> None:
    beslut = another(scen)
    loose = f.NyckelFactory(samverkan=scen.samverkan, name="Lös")
    f.NyckelversionFactory(nyckel=loose, number=1, status="faststalld", beslut=beslut)
    f.NyckelversionFactory(nyckel=loose, number=2, status="avslagen", beslut=beslut)
    assert told(beslut) == [("Lös, version 1, från 2020-01-01", "")]


def test_credited_invoices_rest_on_nothing(scen: Scen) -> None:
    scen.freeze()
    run(scen, 1)
    for faktura in Faktura.objects.filter(kind="faktura"):
        kreditera(faktura, reason="Upphävt beslut", actor=scen.controller)
    assert "Utfärdade fakturor 2023" not in [text for text, _ in told(scen.beslut)]


def test_the_page_says_what_to_do_first_and_offers_no_button(scen: Scen, client: Client) -> None:
    client.force_login(scen.controller)
    url = page_url(scen.samverkan, "beslut:beslut", pk=scen.beslut.pk)
    page = client.get(url).content.decode()
    assert (NEW_BUDGET in page, "Anteckna att det är upphävt" in page) == (True, False)
    refused = client.post(url, {"status": "upphavt"}).content.decode()
    assert "Det här gäller och vilar på beslutet." in refused
    assert Beslut.objects.get(pk=scen.beslut.pk).status == "laga_kraft"


def test_each_role_gets_links_to_what_it_may_open(scen: Scen, client: Client) -> None:
    scen.freeze()
    run(scen, 1)
    url = page_url(scen.samverkan, "beslut:beslut", pk=scen.beslut.pk)
    key = page_url(scen.samverkan, "nycklar:version", pk=scen.tjanst.nyckel.versioner.get().pk)
    invoices = page_url(scen.samverkan, "fakturor:lista")
    seen = {}
    for kind, organisation in (("kommunlasare", scen.medlemmar[1]), ("ledamot", None)):
        signed_in(client, kind, samverkan=scen.samverkan, organisation=organisation)
        page = client.get(url).content.decode()
        seen[kind] = (f'href="{key}"' in page, f'href="{invoices}">Utfärdade' in page)
    assert seen == {"kommunlasare": (True, True), "ledamot": (True, False)}


def test_the_database_is_asked_as_often_whatever_rests_on_it(client: Client) -> None:
    counts = []
    for services in (1, 6):
        scen = liten_scen()
        for _ in range(services):
            nyckel = f.NyckelFactory(samverkan=scen.samverkan)
            f.NyckelversionFactory(nyckel=nyckel, status="faststalld", beslut=scen.beslut)
        scen.freeze()
        run(scen, 1)
        client.force_login(scen.controller)
        url = page_url(scen.samverkan, "beslut:beslutslista")
        client.get(url)
        counts.append(count_queries(client, url))
    assert counts[0] == counts[1]
