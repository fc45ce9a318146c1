"""A real browser, against the live server or a whole house. CHROMIUM says where it is if not as usual."""

import os
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

from samverkan.models import Anvandare
from tests.processer.hus import Hus, hus
from tests.webblasare.besok import SLUG, Besok

ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
PATIENCE = 60_000  # milliseconds; nothing is waited for longer than it takes


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those who share the house run in one process, and first, while the others do the rest."""
    for item in items:
        if "address" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("hus"))
    items.sort(key=lambda item: "address" not in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser's driver runs a loop of its own
    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        launched = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def page_of(browser: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """`page_of(person)`: a window signed in as the person; an error in its script fails the test."""
    contexts, errors = [], []

    def open_page(person: Anvandare, **options: object) -> Page:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context = browser.new_context(base_url=live_server.url, locale="sv-SE", **options)
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture(scope="package")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hus]:
    """A house as in the demo, with Norrbottens e-nämnd, Ådalens it-nämnd and a worker. Once for all tests."""
    with hus(tmp_path_factory.mktemp("hus")) as built:
        # The hundreds of invoices of the example wait for a worker. Here only Kiruna's are made.
        built.env |= {"DEMO": "1", "RESUME_SECONDS": "3600"}
        built.python("manage.py", "ladda_samverkan", SLUG)
        built.skript("bygg()", module="tests.webblasare.adala")
        built.python("-m", "celery", "-A", "samverkan", "purge", "-f", "-Q", "celery,leverans")
        built.skript("leverera('Kiruna', 2023)")
        built.arbetare()
        yield built


@pytest.fixture(scope="package")
def address(house: Hus) -> str:
    """Where the house answers."""
    return house.webb()


@pytest.fixture
def others(house: Hus) -> str:
    """The address of an invoice to another municipality than Kiruna."""
    (pk,) = house.ask(
        "SELECT faktura.id FROM kostnader_faktura AS faktura JOIN samverkan_organisation AS payer"
        " ON payer.id = faktura.payer_id WHERE payer.short_name = 'Boden' AND faktura.year = 2023"
    )[0]
    return f"/{SLUG}/2023/fakturor/{pk}/"


@pytest.fixture
def nytt_besok(address: str, browser: Browser) -> Iterator[Callable[[], Besok]]:
    """Someone comes to the house, with a browser of their own. Nothing may go wrong on any page."""
    visits: list[Besok] = []
    expect.set_options(timeout=PATIENCE)

    def come() -> Besok:
        context = browser.new_context(
            locale="sv-SE", viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
        )
        context.set_default_timeout(PATIENCE)
        visits.append(Besok(context.new_page(), address))
        return visits[-1]

    yield come
    for visit in visits:
        visit.page.context.close()
    assert [fel for visit in visits for fel in visit.fel] == []
