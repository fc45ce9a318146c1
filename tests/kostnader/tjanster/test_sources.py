import pytest
from django.test import Client

from samverkan.konton.models import Roll
from tests.factories import TjanstFactory
from tests.pages import page_url, signed_in

pytestmark = pytest.mark.django_db


def test_services_are_found_by_name_and_supplier_within_the_samverkan(client: Client) -> None:
    samverkan = signed_in(client, Roll.Kind.LEDAMOT)
    mine = TjanstFactory(samverkan=samverkan, name="E-arkiv", supplier="Arkivbolaget")
    TjanstFactory(name="E-arkiv hos andra")
    search = page_url(samverkan, "start:sok")
    for text in ("e-ark", "bolaget"):
        page = client.get(search, {"q": text}).content.decode()
        link = page_url(samverkan, "tjanster:tjanst", pk=mine.pk)
        assert (link in page, "hos andra" in page) == (True, False)
