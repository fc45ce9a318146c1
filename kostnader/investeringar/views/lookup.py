"""What the address points at, and through which month the figures are shown."""

from django.http import Http404, HttpRequest

from kostnader.investeringar.models import Investering
from kostnader.investeringar.queries import investering_in, latest_month
from samverkan.lib.links import surl
from samverkan.lib.swedish import MONTHS
from samverkan.tabeller.kallor import Period

PAGES = (
    ("lista", "Året"),
    ("totalt", "Totalt"),
    ("plan", "Plan"),
    ("avskrivningar", "Avskrivningar"),
)


def find_investering(request: HttpRequest, pk: int) -> Investering:
    """The investment, or 404."""
    found = investering_in(request.samverkan, pk)
    if found is None:
        raise Http404
    return found


def period_of(request: HttpRequest) -> Period:
    """The year of the address through `?manad=`; what is no month is the latest one known."""
    asked = request.GET.get("manad", "")
    if asked.isdecimal() and 1 <= int(asked) <= 12:
        return Period(request.year, int(asked))
    return Period(request.year, latest_month(request.samverkan, request.year))


def month_choice(period: Period) -> list[tuple[int, str, bool]]:
    """Number, name and whether chosen, for each month."""
    return [(number, name, number == period.through) for number, name in enumerate(MONTHS, 1)]


def page_tabs(request: HttpRequest, current: str) -> list[dict[str, object]]:
    """Links between the four views of investments, the chosen month kept."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return [
        {"text": text, "url": surl(request, f"investeringar:{name}") + query, "current": name == current}
        for name, text in PAGES
    ]
