import pytest

from samverkan.beslut.beslutsobjekt import resting_on
from tests.factories import BeslutFactory, NyckelversionFactory

pytestmark = pytest.mark.django_db


def test_a_decision_tells_which_key_versions_rest_on_it() -> None:
    beslut = BeslutFactory()
    version = NyckelversionFactory(nyckel__name="50/50", number=2, beslut=beslut, status="faststalld")
    NyckelversionFactory(nyckel=version.nyckel, number=3, beslut=beslut, status="avslagen")
    NyckelversionFactory()
    told = [(item.label, item.text, item.url_kwargs) for item in resting_on([beslut.pk])[beslut.pk]]
    assert told == [("Fördelningsnyckel", "50/50, version 2, från 2020-01-01", {"pk": version.pk})]
