"""System checks: refuse to start half-configured and say what is missing."""

import ctypes
from collections.abc import Sequence

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from redis import Redis
from redis.exceptions import RedisError

# Without libharfbuzz-subset every PDF silently takes more than twice the time.
PDF_LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}


@register()
def pdf_libraries(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """Every library that PDF making needs can be loaded."""
    return [
        Error(
            f"PDF making needs {library}, which cannot be loaded.",
            hint=f"apt-get install {package}",
            id="samverkan.E001",
        )
        for library, package in PDF_LIBRARIES.items()
        if not _loads(library)
    ]


@register(Tags.security, deploy=True)
def broker(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """REDIS_URL answers."""
    try:
        with Redis.from_url(settings.REDIS_URL, socket_timeout=5, socket_connect_timeout=5) as redis:
            redis.ping()
    except (RedisError, ValueError) as error:
        return [Error(f"The broker does not answer: {error}", hint="Check REDIS_URL.", id="samverkan.E002")]
    return []


@register(Tags.security, deploy=True)
def not_demo(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """DEMO lets anyone sign in as anyone, LOCAL sends cookies over plain http: not in production."""
    return [
        Warning(f"{name} is set.", hint=f"Unset {name} in production.", id=f"samverkan.{number}")
        for name, number in (("DEMO", "W001"), ("LOCAL", "W002"))
        if getattr(settings, name)
    ]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
