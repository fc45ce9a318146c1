"""Sample words for investments and projects; each gets the Varld. What they need is made the first time."""

from collections.abc import Callable

from kostnader.models import Avskrivningstyp, Investeringsbudget, Investeringsutfall, Tidpost
from samverkan.models import Samverkan
from tests.kostnader.investeringar import factories as i
from tests.kostnader.projekt import factories as p


def typ(varld) -> dict[str, object]:
    samverkan = varld.scen.samverkan
    found = Avskrivningstyp.objects.filter(samverkan=samverkan).first()
    return {"pk": (found or i.AvskrivningstypFactory(samverkan=samverkan)).pk}


def investering(varld) -> dict[str, object]:
    return {"pk": _budget(varld.scen.samverkan).investering_id}


def projekt(varld) -> dict[str, object]:
    return {"pk": _tidpost(varld.scen.samverkan).projekt_id}


def _budget(samverkan: Samverkan) -> Investeringsbudget:
    found = Investeringsbudget.objects.filter(investering__samverkan=samverkan).first()
    return found or i.InvesteringsbudgetFactory(investering__samverkan=samverkan)


def _utfall(samverkan: Samverkan) -> Investeringsutfall:
    budget = _budget(samverkan)
    return budget.investering.utfall.first() or i.InvesteringsutfallFactory(investering=budget.investering)


def _tidpost(samverkan: Samverkan) -> Tidpost:
    found = Tidpost.objects.filter(projekt__samverkan=samverkan).first()
    return found or p.TidpostFactory(projekt__samverkan=samverkan)


WORDS: dict[str, Callable[..., dict[str, object]]] = {
    "investeringar:typ": typ,
    "investeringar:typ_ta_bort": typ,
    "investeringar:till_budget": lambda varld: {"number": varld.scen.budget.number},
    "investeringar:investering": investering,
    "investeringar:andra": investering,
    "investeringar:budget_ny": investering,
    "investeringar:budget_ta_bort": lambda v: investering(v) | {"post": _budget(v.scen.samverkan).pk},
    "investeringar:utfall_ny": investering,
    "investeringar:utfall_ta_bort": lambda v: investering(v) | {"post": _utfall(v.scen.samverkan).pk},
    "projekt:projekt": projekt,
    "fakturor:projekt": lambda v: {"projekt": projekt(v)["pk"]},
    "projekt:andra": projekt,
    "projekt:timmar": projekt,
    "projekt:deltagare": projekt,
    "projekt:las_in": projekt,
    "projekt:post_ny": projekt,
    "projekt:post_ta_bort": lambda v: projekt(v) | {"post": _tidpost(v.scen.samverkan).pk},
}
