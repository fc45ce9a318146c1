"""The examples are loaded once per test file, in a transaction that is taken back."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from samverkan.exempel.load import load_all
from samverkan.medlemmar.models import Samverkan


@pytest.fixture(scope="module")
def exempel(django_db_setup: None, django_db_blocker) -> Iterator[dict[str, Samverkan]]:
    """All eight example cooperations by slug, loaded as `manage.py ladda_samverkan` does. Read only."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield {samverkan.slug: samverkan for samverkan in load_all()}
        transaction.set_rollback(True)
