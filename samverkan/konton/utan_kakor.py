"""Open pages are the same for all: no cookie is read there, none is set, and no session is opened.

Anyone reads the notice board (KL 8:9); who does so is nobody's business. A signed-in person is a stranger
there like everybody else, so the answer may be kept by browsers and proxies.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve


class WithoutCookies:
    """Middleware: takes away the cookies of requests for open pages, before anyone looks at them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_open(request.path_info):
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        request.COOKIES = {}
        response = self.get_response(request)
        same_for_all(response)
        return response


def is_open(path: str) -> bool:
    """Whether the page at the path says of itself that it needs no cookies (`access.open_page`)."""
    try:
        view = resolve(path).func
    except Resolver404:
        return False
    return getattr(view, "access", {}).get("cookies") is False


def same_for_all(response: HttpResponse) -> None:
    """The page does not depend on a cookie, whatever was looked at on the way."""
    response.cookies.clear()  # an error page may have asked for a token
    names = [name.strip() for name in response.get("Vary", "").split(",")]
    left = [name for name in names if name and name.lower() != "cookie"]
    if left:
        response.headers["Vary"] = ", ".join(left)
    else:
        response.headers.pop("Vary", None)


def render_open(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    """Render an open page: without a CSRF token, which would be a cookie."""
    return render(request, template, {"csrf_token": "", **context})
