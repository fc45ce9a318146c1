"""Two versions side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kostnader.budget.comparison import compare
from kostnader.budget.views.lookup import find_version
from samverkan.konton.access import access
from samverkan.konton.rules import may_enter


@access(see=may_enter)
def compare_versions(request: HttpRequest, number: int) -> HttpResponse:
    """This version against another of the year (`?mot=`), by default the one before."""
    budget, versions = find_version(request, number)
    others = [version for version in versions if version.number != number]
    wanted = request.GET.get("mot", "")
    before = [version for version in others if version.number < number] or others
    old = next(
        (version for version in others if str(version.number) == wanted), before[0] if before else None
    )
    context = {"budget": budget, "others": others, "old": old}
    if old is not None:
        services, whole = compare(old, budget)
        context |= {"services": services, "whole": whole}
    return render(request, "kostnader/budget/jamfor.html", context)
