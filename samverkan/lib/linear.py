"""An amount spread evenly over months, in whole öre that sum to it: accrual and linear depreciation.

Worked example (Norrbotten 2022): a project budget of 735 000 kr over twelve months has accrued 306 250 kr
when five have passed; 220 000 kr over seven months 157 142,86 kr.
"""

from decimal import Decimal
from itertools import pairwise

ORE = Decimal("0.01")


def accrued(amount: Decimal, passed: int, months: int) -> Decimal:
    """What of `amount` (kronor) falls on the first `passed` of `months`; nothing before, all of it after.

    Raises ValueError when there are no months.
    """
    if months < 1:
        raise ValueError(f"an amount cannot be spread over {months} months")
    return (amount * min(max(passed, 0), months) / months).quantize(ORE)


def parts(amount: Decimal, months: int) -> list[Decimal]:
    """The amount in `months` parts of whole öre that sum to it, as even as they can be."""
    through = [accrued(amount, passed, months) for passed in range(months + 1)]
    return [after - before for before, after in pairwise(through)]
