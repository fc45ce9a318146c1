from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from samverkan.handelser.models import Handelse
from samverkan.konton.models import Roll
from samverkan.medlemmar.models import Mattslag, Organisation, Samverkan
from samverkan.organ.models import Organ
from tests.factories import AnvandareFactory, OrganisationFactory, SamverkanFactory
from tests.pages import page_url, signed_in

pytestmark = pytest.mark.django_db

NEW = {
    "name": "Norrbottens e-nämnd",
    "slug": "",
    "form": "gemensam_namnd",
    "decided_by": "Norrbottens e-nämnd",
    "issuer_name": "Luleå kommun",
    "issuer_orgnr": "2120002742",
}


def operator(client: Client):
    user = AnvandareFactory(is_superuser=True)
    client.force_login(user)
    return user


def test_a_samverkan_is_set_up_with_its_issuer_organ_and_administrator(client: Client) -> None:
    user = operator(client)
    answer = client.post("/ny-samverkan/", NEW)
    samverkan = Samverkan.objects.get()
    today = timezone.localdate()
    assert answer.url == page_url(samverkan, "medlemmar:lista", year=today.year)
    assert (samverkan.slug, samverkan.issuer.orgnr) == ("norrbottens-e-namnd", "212000-2742")
    assert [(o.name, o.kind) for o in Organ.objects.all()] == [("Norrbottens e-nämnd", "namnd")]
    assert [(r.anvandare, r.kind, r.valid_from) for r in Roll.objects.all()] == [
        (user, "administrator", today)
    ]
    assert [kind.code for kind in Mattslag.objects.all()] == ["invanare"]
    logged = Handelse.objects.filter(samverkan=samverkan).order_by("number")
    assert [h.action for h in logged] == ["samverkan.created", "roll.given"]


def test_the_first_page_of_a_new_samverkan_asks_for_members(client: Client) -> None:
    operator(client)
    page = client.post("/ny-samverkan/", NEW, follow=True).content.decode()
    assert "Inga medlemmar än" in page


def test_an_issuer_whose_number_is_known_is_not_entered_twice(client: Client) -> None:
    operator(client)
    known = OrganisationFactory(orgnr="212000-2742")
    client.post("/ny-samverkan/", NEW)
    assert (Organisation.objects.count(), Samverkan.objects.get().issuer) == (1, known)


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        ({"slug": "ny-samverkan"}, "slug", "Adressen ny-samverkan används av systemet. Välj en annan."),
        ({"slug": "protokoll"}, "slug", "Adressen protokoll används av systemet. Välj en annan."),
        ({"slug": "anslagstavla"}, "slug", "Adressen anslagstavla används av systemet. Välj en annan."),
        ({"slug": "taget"}, "slug", "Adressen taget är upptagen. Välj en annan."),
        ({"name": "Taget"}, "name", "Det finns redan en samverkan med det namnet."),
        (
            {"issuer_orgnr": "212000-2743"},
            "issuer_orgnr",
            "Kontrollsiffran i 212000-2743 stämmer inte. Kontrollera organisationsnumret.",
        ),
        ({"issuer_name": ""}, "issuer_name", "Välj en fakturautfärdare ovan, eller skriv namnet på en ny."),
        (
            {"issuer_name": "Finns"},
            "issuer_name",
            "Finns finns redan, med ett annat organisationsnummer.",
        ),
    ],
)
def test_what_is_wrong_is_told_at_its_field(client: Client, change: dict, field: str, message: str) -> None:
    operator(client)
    SamverkanFactory(slug="taget", name="Taget", issuer__name="Finns")
    answer = client.post("/ny-samverkan/", NEW | change)
    assert answer.context["form"].errors == {field: [message]}
    assert Samverkan.objects.count() == 1


def test_a_controller_may_not_set_up_a_samverkan(client: Client) -> None:
    signed_in(client, Roll.Kind.CONTROLLER)
    assert client.get("/ny-samverkan/").status_code == 404


def test_the_administrator_changes_the_terms_and_it_is_logged(client: Client) -> None:
    samverkan = signed_in(client, Roll.Kind.ADMINISTRATOR)
    data = {
        "name": samverkan.name,
        "form": samverkan.form,
        "issuer": samverkan.issuer_id,
        "contact_name": samverkan.contact_name,
        "contact_email": samverkan.contact_email,
        "payment_days": "20",
        "ocr_level": "kontroll",
    }
    answer = client.post(page_url(samverkan, "uppgifter:andra"), data)
    assert answer.status_code == 302, answer.context["form"].errors
    stored = Samverkan.objects.get()
    assert (stored.payment_days, stored.ocr_level) == (20, "kontroll")
    assert Handelse.objects.get().data == {
        "falt": "betalningsvillkor, dagar: 30 → 20; OCR-kontroll: Längdsiffra och checksiffra → Checksiffra"
    }
    answer = client.post(page_url(samverkan, "uppgifter:andra"), data | {"payment_days": "31"})
    assert answer.context["form"].errors == {
        "payment_days": ["Betalningsvillkoret är 1–30 dagar (2 a § räntelagen)."]
    }


def test_all_roles_see_the_details_and_only_the_administrator_changes_them(client: Client) -> None:
    for kind in (Roll.Kind.LEDAMOT, Roll.Kind.CONTROLLER, Roll.Kind.REVISOR):
        samverkan = signed_in(client, kind)
        pages = ["uppgifter:visa", "uppgifter:andra"]
        assert [client.get(page_url(samverkan, page)).status_code for page in pages] == [200, 403]


def test_a_role_that_has_not_begun_opens_nothing(client: Client) -> None:
    samverkan = SamverkanFactory()
    user = AnvandareFactory()
    Roll.objects.create(anvandare=user, samverkan=samverkan, kind="controller", valid_from=date(2999, 1, 1))
    client.force_login(user)
    assert client.get(page_url(samverkan, "uppgifter:visa")).status_code == 404
