"""What may be done with investments, their budgets, outcome, forecasts and depreciation."""

from kostnader.investeringar.acts.avskrivning import (
    add_avskrivningstyp,
    change_avskrivningstyp,
    put_avskrivningar_in_budget,
    remove_avskrivningstyp,
)
from kostnader.investeringar.acts.belopp import (
    add_budget,
    add_utfall,
    remove_budget,
    remove_utfall,
)
from kostnader.investeringar.acts.investering import change_investering, create_investering
from kostnader.investeringar.acts.ombudgetering import ombudgetera
from kostnader.investeringar.acts.prognos import set_prognoser

__all__ = [
    "add_avskrivningstyp",
    "add_budget",
    "add_utfall",
    "change_avskrivningstyp",
    "change_investering",
    "create_investering",
    "ombudgetera",
    "put_avskrivningar_in_budget",
    "remove_avskrivningstyp",
    "remove_budget",
    "remove_utfall",
    "set_prognoser",
]
