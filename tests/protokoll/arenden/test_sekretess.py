"""What is secret is reached by nobody but those entitled, by any address, list or search."""

import pytest
from django.test import Client
from django.urls import reverse

from protokoll.arenden.bilagor import add_bilaga
from protokoll.arenden.queries import may_see_secret
from protokoll.models import Arende
from samverkan.organ.models import Mandat
from tests import factories as f
from tests.pages import YEAR, signed_in
from tests.protokoll import filer

pytestmark = pytest.mark.django_db
ROLES = ["administrator", "controller", "sekreterare", "ledamot", "revisor"]
SECRET = "Köp av Snöripan AB"


@pytest.fixture
def organ():
    return f.OrganFactory()


@pytest.fixture
def hemligt(organ) -> Arende:
    arende = f.ArendeFactory(organ=organ, heading=SECRET, secret=True, secret_clause="OSL 19 kap. 1 §")
    add_bilaga(arende, data=filer.pdf(), filename="avtal.pdf", actor=f.AnvandareFactory())
    return arende


def person(client: Client, organ, kind: str, mandat: str = "") -> object:
    """Sign in somebody with the role, elected to the body when `mandat` says as what."""
    user = f.RollFactory(kind=kind, samverkan=organ.samverkan).anvandare
    if mandat:
        f.MandatFactory(organ=organ, role=mandat, person__anvandare=user, person__samverkan=organ.samverkan)
    client.force_login(user)
    return user


def addresses(arende: Arende) -> list[str]:
    own = {"slug": arende.samverkan.slug, "year": YEAR, "pk": arende.pk}
    bilaga = own | {"bilaga": arende.bilagor.get().pk}
    names = ["arende", "skriv"]
    papers = ["bilaga", "bilaga_andra"]
    return [reverse(f"arenden:{name}", kwargs=own) for name in names] + [
        reverse(f"arenden:{name}", kwargs=bilaga) for name in papers
    ]


def seen(client: Client, arende: Arende) -> set[int]:
    return {client.get(url).status_code for url in addresses(arende)}


@pytest.mark.parametrize("kind", ["administrator", "controller", "ledamot", "kommunlasare"])
def test_a_secret_matter_does_not_exist_for_others(client: Client, organ, hemligt, kind: str) -> None:
    if kind == "kommunlasare":
        signed_in(client, kind, samverkan=organ.samverkan, organisation=organ.samverkan.issuer)
    else:
        person(client, organ, kind)
    # Who may not write is told so before it is known whether the matter exists.
    assert seen(client, hemligt) <= {404, 403}
    assert client.get(addresses(hemligt)[0]).status_code == 404
    assert client.get(addresses(hemligt)[2]).status_code == 404


def test_the_secretary_and_the_revisor_read_it(client: Client, organ, hemligt) -> None:
    person(client, organ, "sekreterare")
    assert seen(client, hemligt) == {200}
    person(client, organ, "revisor")
    assert client.get(addresses(hemligt)[0]).status_code == 200


@pytest.mark.parametrize(("mandat", "status"), [("ledamot", 200), ("ersattare", 200), ("tjansteperson", 404)])
def test_its_own_body_reads_it(client: Client, organ, hemligt, mandat: str, status: int) -> None:
    person(client, organ, "ledamot", mandat)
    assert [client.get(addresses(hemligt)[at]).status_code for at in (0, 2)] == [status, status]


def test_a_mandate_that_has_ended_opens_nothing(client: Client, organ, hemligt) -> None:
    person(client, organ, "ledamot", "ledamot")
    Mandat.objects.update(valid_to=f.START)
    assert client.get(addresses(hemligt)[0]).status_code == 404


def test_another_body_reads_it_when_the_matter_has_come_before_it(client: Client, organ, hemligt) -> None:
    other = f.OrganFactory(samverkan=organ.samverkan)
    person(client, other, "ledamot", "ledamot")
    assert client.get(addresses(hemligt)[0]).status_code == 404
    f.DagordningspunktFactory(sammantrade__organ=other, arende=hemligt)
    assert client.get(addresses(hemligt)[0]).status_code == 200


@pytest.mark.parametrize("kind", ROLES)
def test_lists_and_search_say_no_more_than_the_page(client: Client, organ, hemligt, kind: str) -> None:
    user = person(client, organ, kind)
    own = {"slug": organ.samverkan.slug, "year": YEAR}
    search = client.get(reverse("start:sok", kwargs=own), {"q": "Snöripan"})
    found = SECRET in search.content.decode()
    listed = SECRET in client.get(reverse("arenden:lista", kwargs=own), {"visa": "alla"}).content.decode()
    may = may_see_secret(user, organ.samverkan, organ)
    assert (found, listed) == (may, may)


def test_a_secret_paper_of_an_open_matter_is_hidden_alone(client: Client, organ) -> None:
    arende = f.ArendeFactory(organ=organ)
    actor = f.AnvandareFactory()
    add_bilaga(arende, data=filer.pdf(1), filename="Öppen.pdf", actor=actor)
    secret = add_bilaga(
        arende, data=filer.pdf(2), filename="Hemlig.pdf", secret=True, secret_clause="OSL", actor=actor
    )
    person(client, organ, "controller")
    own = {"slug": arende.samverkan.slug, "year": YEAR, "pk": arende.pk}
    page = client.get(reverse("arenden:arende", kwargs=own)).content.decode()
    assert ("Öppen" in page, "Hemlig" in page) == (True, False)
    for name in ("bilaga", "bilaga_andra"):
        url = reverse(f"arenden:{name}", kwargs=own | {"bilaga": secret.pk})
        assert client.get(url).status_code == 404


def test_the_event_log_tells_of_it_by_number_alone(client: Client, organ, hemligt) -> None:
    person(client, organ, "administrator")
    own = {"slug": organ.samverkan.slug, "year": YEAR}
    assert SECRET not in client.get(reverse("granskning:handelser", kwargs=own)).content.decode()
