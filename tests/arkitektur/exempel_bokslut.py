"""Samples for the settlement: a draft, which only those who see costs may look into."""

from collections.abc import Callable
from typing import Any

from kostnader.bokslut.acts import begin_bokslut
from kostnader.bokslut.models import Bokslut
from samverkan.konton.rules import may_see_kostnader
from samverkan.models import Anvandare
from tests.scener import Scen

YEAR = 2023


def begin(scen: Scen) -> Bokslut:
    """Begin the settlement of the sample year."""
    return begin_bokslut(scen.samverkan, YEAR, actor=scen.controller)


def sees_drafts(user: Anvandare, varld: Any) -> bool:
    return may_see_kostnader(user, varld.scen.samverkan)


def medlem(varld: Any) -> dict[str, object]:
    return {"organisation": varld.payer.pk}


def tjanst(varld: Any) -> dict[str, object]:
    return {"tjanst": varld.scen.tjanst.pk}


DRAFTS: dict[str, Callable[[Any], dict[str, object]]] = {
    "bokslut:tjanst": tjanst,
    "bokslut:medlem": medlem,
    "bokslut:eget_beslut": medlem,
    "bokslut:kvitto": lambda varld: medlem(varld) | tjanst(varld),
}
