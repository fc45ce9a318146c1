"""Which address a request really comes from, for the throttling of sign-in."""

from django.conf import settings
from django.http import HttpRequest


def client_ip(request: HttpRequest) -> str:
    """The caller's address as seen by the outermost of our own proxies (setting PROXY_HOPS, 0 = no proxy).

    Each proxy of ours appends one address to X-Forwarded-For; what stands before those the caller may have
    made up, so only the last PROXY_HOPS entries count.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.PROXY_HOPS:
        seen = [
            part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()
        ]
        if len(seen) >= settings.PROXY_HOPS:
            return seen[-settings.PROXY_HOPS]
    return address
