"""A key version that a matter carries to its decision."""

from datetime import date
from fractions import Fraction

import pytest

from kostnader.fordelning import nyckel_acts as acts
from kostnader.fordelning.models import Nyckelversion
from kostnader.fordelning.version import Delfakta, Versionsfakta
from samverkan.beslut import beredning
from tests import factories as f
from tests.scener import Scen, liten_scen

pytestmark = pytest.mark.django_db


@pytest.fixture
def scen() -> Scen:
    return liten_scen(3)


@pytest.fixture
def version(scen: Scen) -> Nyckelversion:
    facts = Versionsfakta(delar=(Delfakta(kind="lika", weight=Fraction(1)),), valid_from=date(2024, 1, 1))
    new = acts.create_nyckel(scen.samverkan, name="Ny", short_name="", facts=facts, actor=scen.controller)
    assert beredning.waiting(scen.samverkan) == []
    acts.propose_version(new, actor=scen.controller)
    return new


def test_a_proposed_key_waits_and_tells_from_when(scen: Scen, version: Nyckelversion) -> None:
    (found,) = beredning.waiting(scen.samverkan)
    assert (found.kind, found.object_id, found.label) == (
        "nyckelversion",
        version.pk,
        "Fördelningsnyckeln Ny, version 1",
    )
    assert found.text == "ska gälla från och med 2024-01-01"


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        ("bifall", "faststalld"),
        ("avslag", "avslagen"),
        ("aterremiss", "utkast"),
        ("bordlaggning", "foreslagen"),
    ],
)
def test_its_paragraph_decides_it(scen: Scen, version: Nyckelversion, outcome: str, status: str) -> None:
    beslut = f.BeslutFactory(samverkan=scen.samverkan, organ__samverkan=scen.samverkan, outcome=outcome)
    beredning.decide([("nyckelversion", version.pk)], beslut=beslut, actor=scen.controller)
    version.refresh_from_db()
    assert version.status == status
