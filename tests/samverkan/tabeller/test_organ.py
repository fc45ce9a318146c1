import pytest

from samverkan.models import Mandat
from samverkan.tabeller.kallor import Period
from samverkan.tabeller.organ import organtabell
from tests import factories as f

pytestmark = pytest.mark.django_db


def test_who_sits_in_the_bodies_is_a_table() -> None:
    organ = f.OrganFactory(name="Direktionen", kind="direktion")
    lycksele = f.OrganisationFactory(short_name="Lycksele")
    chair = Mandat.Presidium.ORDFORANDE
    f.MandatFactory(organ=organ, person__name="Åsa Ek", organisation=lycksele, party="S", presidium=chair)
    f.MandatFactory(organ=organ, person__name="Bo Alm", organisation=lycksele, party="C", role="ersattare")
    tabell = organtabell(organ.samverkan, Period(2023))
    assert [(rad.label, rad.values) for rad in tabell] == [
        ("Direktionen", ()),
        ("Åsa Ek", ("Ordförande", "Lycksele", "S")),
        ("Bo Alm", ("Ersättare", "Lycksele", "C")),
    ]
    assert tabell.source == "Organen per 2023-12-31."


def test_nobody_known_is_no_table() -> None:
    assert organtabell(f.OrganFactory().samverkan, Period(2023)) is None
