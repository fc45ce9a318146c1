"""The one test of `lib` that asks the database: what PostgreSQL sorts and Python sorts must agree."""

import pytest
from django.db import connection
from django.db.models import Index

from samverkan.lib.swedish import sort_key, swedish_order
from samverkan.models import Organisation
from tests.factories import OrganisationFactory

NAMES = [
    "Övertorneå", "Älvdalen", "Åsele", "ÅRE", "Zinkgruvan", "arjeplog", "Éva", "Ewa", "Mora kommun", "Mora",
]  # fmt: skip


@pytest.mark.django_db
def test_the_database_sorts_names_as_python_does():
    for name in NAMES:
        OrganisationFactory(name=name)
    in_order = Organisation.objects.order_by(swedish_order("name")).values_list("name", flat=True)
    assert list(in_order) == sorted(NAMES, key=sort_key)


@pytest.mark.django_db
def test_the_order_can_be_indexed():
    with connection.schema_editor() as editor:
        editor.add_index(Organisation, Index(swedish_order("name"), name="organisation_sv"))
    with connection.cursor() as cursor:
        names = connection.introspection.get_constraints(cursor, Organisation._meta.db_table)
    assert "organisation_sv" in names
