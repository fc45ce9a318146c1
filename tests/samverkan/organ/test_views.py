from datetime import date

import pytest
from django.test import Client

from samverkan.konton.models import Roll
from samverkan.organ.models import Mandat, Organ, Person
from samverkan.organ.queries import organ_of
from tests import factories as f
from tests.pages import count_queries, page_url, signed_in

pytestmark = pytest.mark.django_db

SEKRETERARE, LEDAMOT, REVISOR = Roll.Kind.SEKRETERARE, Roll.Kind.LEDAMOT, Roll.Kind.REVISOR


def facts(**changes: object) -> dict[str, object]:
    given = {"name": "Direktionen", "kind": "direktion", "seats": 3, "dnr_pattern": "{ar}/{nr}"}
    given |= {"kallelse_days": 7, "justerare_count": 1, "justering_order": "fri", "publish_days": 730}
    return given | changes


def mandate(**changes: object) -> dict[str, object]:
    return {"name": "Karin Sandell", "role": "ledamot", "valid_from": "2023-01-01"} | changes


def test_an_empty_list_leads_to_the_first_body(client: Client) -> None:
    samverkan = signed_in(client, SEKRETERARE)
    page = client.get(page_url(samverkan, "organ:lista")).content.decode()
    assert ("Inga organ än" in page, f'href="{page_url(samverkan, "organ:nytt")}"' in page) == (True, True)


def test_a_body_is_laid_up_and_its_page_says_what_holds_with_the_clause(client: Client) -> None:
    samverkan = signed_in(client, SEKRETERARE)
    answer = client.post(page_url(samverkan, "organ:nytt"), facts(dnr_pattern="ITSAM {ar}/{nr}"))
    organ = Organ.objects.get()
    assert (answer.status_code, answer.url) == (302, page_url(samverkan, "organ:organ", pk=organ.pk))
    page = client.get(answer.url).content.decode()
    assert "När minst 2 tjänstgör" in page
    assert "KL 5:45" in page
    assert "Skrivs som ITSAM 2023/9" in page


def test_faults_of_a_body_stand_at_their_fields(client: Client) -> None:
    samverkan = signed_in(client, SEKRETERARE)
    page = client.post(page_url(samverkan, "organ:nytt"), facts(dnr_pattern="{ar}")).content.decode()
    assert page.count("Diarieserien ska innehålla {ar} och {nr}") == 3  # on top, at the field, as example
    assert Organ.objects.count() == 0


def test_the_pattern_is_tried_while_it_is_typed(client: Client) -> None:
    samverkan = signed_in(client, SEKRETERARE)
    url = page_url(samverkan, "organ:dnr_exempel")
    assert client.get(url, {"dnr_pattern": "ITVT-{ar}-{nr:5}"}).content.decode() == (
        "Blir ITVT-2023-00001, ITVT-2023-00002 … ITVT-2023-00095"
    )


def test_a_mandate_is_added_with_a_new_person_who_has_an_account(client: Client) -> None:
    samverkan = signed_in(client, SEKRETERARE)
    account = f.RollFactory(
        samverkan=samverkan, kind=LEDAMOT, anvandare__email="karin@boden.example"
    ).anvandare
    organ = f.OrganFactory(samverkan=samverkan)
    url = page_url(samverkan, "organ:nytt_mandat", pk=organ.pk)
    answer = client.post(url, mandate(email="karin@boden.example", party="S", presidium="ordforande"))
    mandat = Mandat.objects.get()
    assert answer.url == page_url(samverkan, "organ:organ", pk=organ.pk)
    assert (mandat.name_and_party, mandat.person.anvandare) == ("Karin Sandell (S)", account)
    again = client.post(url, mandate(name="Ivar", presidium="ordforande")).content.decode()
    assert again.count("Karin Sandell är redan ordförande under en del av perioden.") == 2


def test_a_person_is_chosen_or_named_not_both(client: Client) -> None:
    samverkan = signed_in(client, SEKRETERARE)
    person = f.PersonFactory(samverkan=samverkan)
    organ = f.OrganFactory(samverkan=samverkan)
    url = page_url(samverkan, "organ:nytt_mandat", pk=organ.pk)
    assert "inte båda" in client.post(url, mandate(person=person.pk)).content.decode()
    assert "skriv den nya personens namn" in client.post(url, mandate(name="")).content.decode()
    assert client.post(url, mandate(name="", person=person.pk, fler="1")).url == url
    assert Mandat.objects.get().person == person


def test_a_mandate_is_mended_and_ended(client: Client) -> None:
    samverkan = signed_in(client, SEKRETERARE)
    mandat = f.MandatFactory(organ__samverkan=samverkan)
    client.post(page_url(samverkan, "organ:mandat", pk=mandat.pk), mandate(role="ersattare", party="C"))
    mandat.refresh_from_db()
    assert (mandat.role, mandat.party, mandat.order) == ("ersattare", "C", 1)
    url = page_url(samverkan, "organ:avsluta", pk=mandat.pk)
    assert "Här saknas ett datum." in client.post(url, {}).content.decode()
    client.post(url, {"valid_to": "2023-05-31"})
    mandat.refresh_from_db()
    assert mandat.valid_to == date(2023, 5, 31)


def test_what_is_wrong_with_the_composition_stands_at_the_member(client: Client) -> None:
    samverkan = signed_in(client, LEDAMOT)
    f.MedlemFactory(samverkan=samverkan, organisation__short_name="Boden")
    organ = f.OrganFactory(samverkan=samverkan, kind=Organ.Kind.GEMENSAM_NAMND)
    f.MandatFactory(organ=organ, organisation=samverkan.medlemmar.get().organisation)
    page = client.get(page_url(samverkan, "organ:organ", pk=organ.pk)).content.decode()
    assert "Boden saknar ersättare." in page
    assert '<a href="#medlem-boden">Boden</a>' in page
    assert "organ/uppdrag/" not in page  # nothing to change for a ledamot


def test_a_person_sees_their_own_page_and_calendar_and_nobody_elses(client: Client) -> None:
    samverkan = signed_in(client, LEDAMOT)
    user = Roll.objects.get(samverkan=samverkan).anvandare
    own = f.PersonFactory(samverkan=samverkan, anvandare=user)
    other = f.PersonFactory(samverkan=samverkan)
    page = client.get(page_url(samverkan, "organ:person", pk=own.pk)).content.decode()
    assert f"/kalender/person/{own.calendar_key}.ics" in page
    assert client.get(page_url(samverkan, "organ:person", pk=other.pk)).status_code == 404
    url = page_url(samverkan, "organ:ny_kalenderadress", pk=other.pk)
    assert client.post(url).status_code == 404
    client.post(page_url(samverkan, "organ:ny_kalenderadress", pk=own.pk))
    assert Person.objects.get(pk=own.pk).calendar_key != own.calendar_key


def test_the_revisor_reads_people_but_no_secret_address(client: Client) -> None:
    samverkan = signed_in(client, REVISOR)
    person = f.PersonFactory(samverkan=samverkan)
    page = client.get(page_url(samverkan, "organ:person", pk=person.pk)).content.decode()
    assert (person.email in page, person.calendar_key in page) == (True, False)
    assert client.post(page_url(samverkan, "organ:ny_kalenderadress", pk=person.pk)).status_code == 403


def test_bodies_of_another_samverkan_are_not_found(client: Client) -> None:
    samverkan = signed_in(client, SEKRETERARE)
    mandat = f.MandatFactory()
    for name, pk in (
        ("organ:organ", mandat.organ_id),
        ("organ:mandat", mandat.pk),
        ("organ:person", mandat.person_id),
    ):
        assert client.get(page_url(samverkan, name, pk=pk)).status_code == 404


def test_own_bodies_stand_before_outside_ones_and_bodies_of_law_before_groups() -> None:
    samverkan = f.SamverkanFactory()
    for name, kind, outside in (
        ("Alla kommuners fullmäktige", "fullmaktige", True),
        ("Beredningen", "beredning", False),
        ("Nämnden", "namnd", False),
    ):
        f.OrganFactory(samverkan=samverkan, name=name, kind=kind, outside=outside)
    names = [row.organ.name for row in organ_of(samverkan, date(2023, 1, 1))]
    assert names == ["Nämnden", "Beredningen", "Alla kommuners fullmäktige"]


@pytest.mark.parametrize("name", ["organ:lista", "organ:organ", "organ:personer"])
def test_the_number_of_queries_does_not_grow_with_the_people(client: Client, name: str) -> None:
    samverkan = signed_in(client, SEKRETERARE)
    organ = f.OrganFactory(samverkan=samverkan)
    words = {"pk": organ.pk} if name == "organ:organ" else {}
    f.MandatFactory(organ=organ)
    url = page_url(samverkan, name, **words)
    client.get(url)
    few = count_queries(client, url)
    f.MandatFactory.create_batch(30, organ=organ)
    assert count_queries(client, url) == few
