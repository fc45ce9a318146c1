"""One decorator at every door: which samverkan and year, who may see, who may do."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.apps import apps
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from samverkan.konton.models import Anvandare

Rule = Callable[..., bool]
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
YEARS = range(1950, 2151)  # what the address may say; far enough for every period and no date overflows


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back to the page one stood on; a part swapped in place moves the whole page."""
    here = request.get_full_path() if request.method in SAFE_METHODS else "/"
    if not request.headers.get("HX-Request"):
        return redirect_to_login(here)
    page = urlsplit(request.headers.get("HX-Current-URL", ""))
    answer = redirect_to_login(page._replace(scheme="", netloc="", fragment="").geturl() or "/")
    return HttpResponse(headers={"HX-Redirect": answer.url})


def find_samverkan(slug: str):
    """The samverkan with this address, or None. Asked for by name: `medlemmar` stands above `konton`."""
    return apps.get_model("samverkan", "Samverkan").objects.select_related("issuer").filter(slug=slug).first()


def access(*, see: Rule, do: Rule | None = None, do_to_open: bool = False):
    """A page in a samverkan: `/<slug>/<year>/…`.

    The view gets the request with `.samverkan` and `.year` set, and the rest of the URL's words.
    Not signed in → sign-in page. May not see → 404, as if it did not exist. May see but not do
    (an unsafe method, or any method when `do_to_open`) → 403. A view with no `do` is read only:
    unsafe methods are refused to all.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, slug: str, year: int, **kwargs: object) -> HttpResponse:
            if not request.user.is_authenticated:
                return to_sign_in(request)
            samverkan = find_samverkan(slug)
            if samverkan is None or year not in YEARS or not see(request.user, samverkan):
                raise Http404
            acting = do_to_open or request.method not in SAFE_METHODS
            if acting and (do is None or not do(request.user, samverkan)):
                raise PermissionDenied
            request.samverkan, request.year = samverkan, year
            return view(request, **kwargs)

        guarded.access = {"see": see, "do": do, "do_to_open": do_to_open}
        return guarded

    return decorate


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for anyone, without account."""
    view.access = {"see": "anyone", "do": "anyone"}
    return view


def open_page(*, max_age: int):
    """A page for anyone that is the same for all: it reads no cookie and sets none (`utan_kakor`).

    Only for reading. `max_age`: how many seconds a browser or proxy may show it without asking again; 0: it
    must ask every time.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def shown(request: HttpRequest, **kwargs: object) -> HttpResponse:
            response = view(request, **kwargs)
            limits = {"max_age": max_age} if max_age else {"no_cache": True}
            patch_cache_control(response, public=True, **limits)
            return response

        safe = require_safe(shown)
        safe.access = {"see": "anyone", "do": None, "cookies": False}
        return safe

    return decorate


def signed_in(*, rule: Callable[[Anvandare], bool] | None = None):
    """A page outside any samverkan, for whoever is signed in and meets the rule (else 404)."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: object) -> HttpResponse:
            if not request.user.is_authenticated:
                return to_sign_in(request)
            if rule is not None and not rule(request.user):
                raise Http404
            return view(request, **kwargs)

        guarded.access = {"see": rule, "do": rule, "signed_in": True}
        return guarded

    return decorate
