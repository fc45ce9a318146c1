"""Links within a samverkan and year, and whole addresses for mails."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse


def surl(request: HttpRequest, name: str, **kwargs: object) -> str:
    """The URL of a page in the request's samverkan and year (override with slug= or year=)."""
    kwargs.setdefault("slug", request.samverkan.slug)
    kwargs.setdefault("year", request.year)
    return reverse(name, kwargs=kwargs)


def absolute(name: str, **kwargs: object) -> str:
    """The whole address of a page, for mails: from SITE_URL, never from a request's Host header."""
    return settings.SITE_URL + reverse(name, kwargs=kwargs)


def sredirect(request: HttpRequest, name: str, **kwargs: object) -> HttpResponseRedirect:
    """Redirect (303-like, GET) to a page in the request's samverkan and year."""
    return redirect(surl(request, name, **kwargs))
