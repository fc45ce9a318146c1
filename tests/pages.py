"""Walking through pages in tests: who is signed in, and where a page is."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samverkan.medlemmar.models import Organisation, Samverkan
from tests.factories import RollFactory, SamverkanFactory

YEAR = 2023


def signed_in(
    client: Client, kind: str, *, samverkan: Samverkan | None = None, organisation: Organisation | None = None
) -> Samverkan:
    """Sign in a new person with a role, and give the samverkan."""
    samverkan = samverkan or SamverkanFactory()
    roll = RollFactory(kind=kind, samverkan=samverkan, organisation=organisation)
    client.force_login(roll.anvandare)
    return samverkan


def page_url(samverkan: Samverkan, name: str, *, year: int = YEAR, **kwargs: object) -> str:
    """The address of a page in the samverkan."""
    return reverse(name, kwargs={"slug": samverkan.slug, "year": year, **kwargs})


def count_queries(client: Client, url: str) -> int:
    """How many questions a page asks the database."""
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(url)
    assert answer.status_code == 200
    return len(captured)
