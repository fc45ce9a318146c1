import pytest

from samverkan.lib.brist import Brist, refuse_if_any
from samverkan.lib.errors import Refused


def test_an_act_is_refused_with_every_text_and_clause() -> None:
    with pytest.raises(Refused) as refused:
        refuse_if_any([Brist("KL 8:12", "Dagen saknas.", field="dag"), Brist("", "Välj en handläggare.")])
    assert refused.value.message == "Dagen saknas. (KL 8:12) Välj en handläggare."
    assert refused.value.field == "dag"


def test_nothing_missing_refuses_nothing() -> None:
    refuse_if_any([])
