"""Which version a page is about, whether it may be changed, and what was sent."""

from django.http import Http404, HttpRequest, QueryDict

from kostnader.budget.models import Budget
from kostnader.budget.queries import visible_budgets
from samverkan.konton.rules import may_edit_kostnader


def find_version(request: HttpRequest, number: int) -> tuple[Budget, list[Budget]]:
    """The version with this number and all the versions the person may see; 404 when it is not among them."""
    versions = list(visible_budgets(request.user, request.samverkan, request.year))
    for budget in versions:
        if budget.number == number:
            return budget, versions
    raise Http404


def may_type(request: HttpRequest, budget: Budget, versions: list[Budget]) -> bool:
    """A draft that no newer version has come after, for those who edit costs."""
    newest = versions[0].number == budget.number
    return budget.is_open and newest and may_edit_kostnader(request.user, request.samverkan)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: also an empty form that was sent counts."""
    return request.POST if request.method == "POST" else None
