import datetime

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from samverkan.handelser.queries import history
from samverkan.konton.acts import end_roll, give_roll, give_roll_to
from samverkan.konton.models import Anvandare, Roll
from samverkan.lib.errors import Refused
from samverkan.medlemmar.models import Samverkan
from tests.factories import AnvandareFactory, MedlemFactory, RollFactory, SamverkanFactory
from tests.pages import count_queries

pytestmark = pytest.mark.django_db

DAY = datetime.date(2023, 1, 1)
YESTERDAY = datetime.timedelta(days=-1)


@pytest.fixture
def norr() -> Samverkan:
    return SamverkanFactory(slug="norr", name="Norr")


@pytest.fixture
def admin(norr: Samverkan) -> Roll:
    return RollFactory(samverkan=norr, kind=Roll.Kind.ADMINISTRATOR, anvandare__name="Anna")


def facts(**changes: str) -> dict[str, str]:
    return {
        "email": "ny@kommun.example",
        "name": "Nils",
        "kind": "revisor",
        "valid_from": "2023-01-01",
    } | changes


def test_a_role_is_given_and_logged(admin: Roll) -> None:
    person = AnvandareFactory(name="Carl")
    roll = give_roll(
        person, samverkan=admin.samverkan, kind="controller", valid_from=DAY, actor=admin.anvandare
    )
    assert [row.text for row in history(roll)] == ["gav Carl rollen controller från 2023-01-01"]


def test_the_same_role_is_not_given_twice_over_the_same_days(admin: Roll) -> None:
    with pytest.raises(Refused, match="redan den rollen"):
        give_roll(
            admin.anvandare,
            samverkan=admin.samverkan,
            kind=admin.kind,
            valid_from=DAY,
            actor=admin.anvandare,
        )


def test_a_new_person_gets_an_account_and_a_mail_with_a_link(
    admin: Roll, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        roll = give_roll_to(
            email="Ny@Kommun.example",
            name="Nils",
            site="https://samverkan.example",
            samverkan=admin.samverkan,
            actor=admin.anvandare,
            kind="revisor",
            valid_from=DAY,
        )
    assert roll.anvandare.email == "ny@kommun.example"
    assert not roll.anvandare.has_usable_password()
    assert mail.outbox[0].to == ["ny@kommun.example"]
    assert "https://samverkan.example/losenord/nytt/" in mail.outbox[0].body


def test_a_refused_role_lays_up_no_account(admin: Roll) -> None:
    with pytest.raises(Refused, match="kommunläsaren läser för"):
        give_roll_to(
            email="ny@kommun.example",
            name="Nils",
            site="",
            samverkan=admin.samverkan,
            actor=admin.anvandare,
            kind="kommunlasare",
            valid_from=DAY,
        )
    assert not Anvandare.objects.filter(email="ny@kommun.example").exists()


def test_the_last_administrator_cannot_be_ended(admin: Roll) -> None:
    with pytest.raises(Refused, match="sista administratören"):
        end_roll(admin, day=timezone.localdate(), actor=admin.anvandare)


@pytest.mark.parametrize(
    "other",
    [
        {"valid_to": datetime.date(2100, 1, 1)},
        {"kind": Roll.Kind.CONTROLLER},
        {"anvandare__is_active": False},
        {"samverkan__name": "Söder"},
    ],
)
def test_only_another_open_ended_administrator_here_lets_one_go(admin: Roll, other: dict) -> None:
    where = {} if "samverkan__name" in other else {"samverkan": admin.samverkan}
    RollFactory(**{"kind": Roll.Kind.ADMINISTRATOR, **where, **other})
    with pytest.raises(Refused, match="sista administratören"):
        end_roll(admin, day=timezone.localdate(), actor=admin.anvandare)


def test_with_another_administrator_the_role_ends(admin: Roll) -> None:
    RollFactory(samverkan=admin.samverkan, kind=Roll.Kind.ADMINISTRATOR)
    end_roll(admin, day=timezone.localdate(), actor=admin.anvandare)
    admin.refresh_from_db()
    assert admin.valid_to == timezone.localdate()


def test_a_role_does_not_end_before_it_starts_nor_later_than_it_does(admin: Roll) -> None:
    roll = RollFactory(samverkan=admin.samverkan, valid_from=DAY, valid_to=datetime.date(2023, 6, 30))
    for day in (datetime.date(2022, 12, 31), datetime.date(2023, 7, 1)):
        with pytest.raises(Refused) as refusal:
            end_roll(roll, day=day, actor=admin.anvandare)
        assert refusal.value.field == "day"


def test_the_page_lists_roles_that_hold_and_on_demand_those_that_ended(admin: Roll, client: Client) -> None:
    today = timezone.localdate()
    RollFactory(samverkan=admin.samverkan, anvandare__name="Gamle Olle", valid_to=today + YESTERDAY)
    client.force_login(admin.anvandare)
    assert "Gamle Olle" not in client.get("/norr/2023/roller/").content.decode()
    assert "Gamle Olle" in client.get("/norr/2023/roller/?alla").content.decode()


def test_a_revisor_reads_the_page_but_gives_no_roles(norr: Samverkan, client: Client) -> None:
    revisor = RollFactory(samverkan=norr, kind=Roll.Kind.REVISOR)
    client.force_login(revisor.anvandare)
    page = client.get("/norr/2023/roller/")
    assert (page.status_code, "Ge en roll" in page.content.decode()) == (200, False)
    assert client.get("/norr/2023/roller/ny/").status_code == 403


def test_the_form_gives_a_new_person_a_role(admin: Roll, client: Client) -> None:
    client.force_login(admin.anvandare)
    answer = client.post("/norr/2023/roller/ny/", facts())
    assert (answer.status_code, answer.url) == (302, "/norr/2023/roller/")
    assert Roll.objects.get(anvandare__email="ny@kommun.example").kind == "revisor"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": ""}, "Skriv namnet så lägger vi upp ett"),
        ({"kind": "kommunlasare"}, "Välj vilken medlem kommunläsaren läser för."),
        ({"valid_to": "2022-12-31"}, "Sista dagen kan inte ligga före den första."),
        ({"email": "ny@"}, "Skriv hela adressen"),
    ],
)
def test_a_faulty_form_says_what_to_do(admin: Roll, client: Client, changes: dict, message: str) -> None:
    client.force_login(admin.anvandare)
    assert message in client.post("/norr/2023/roller/ny/", facts(**changes)).content.decode()
    assert not Roll.objects.exclude(pk=admin.pk).exists()


def test_a_kommunlasare_is_given_a_member(admin: Roll, client: Client) -> None:
    medlem = MedlemFactory(samverkan=admin.samverkan)
    client.force_login(admin.anvandare)
    client.post("/norr/2023/roller/ny/", facts(kind="kommunlasare", organisation=str(medlem.organisation_id)))
    assert Roll.objects.get(kind="kommunlasare").organisation == medlem.organisation


def test_a_role_of_another_samverkan_is_not_found(admin: Roll, client: Client) -> None:
    client.force_login(admin.anvandare)
    assert client.get(f"/norr/2023/roller/{RollFactory().pk}/avsluta/").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_roles(admin: Roll, client: Client) -> None:
    client.force_login(admin.anvandare)
    client.get("/norr/2023/roller/")
    few = count_queries(client, "/norr/2023/roller/")
    RollFactory.create_batch(30, samverkan=admin.samverkan)
    assert count_queries(client, "/norr/2023/roller/") == few
