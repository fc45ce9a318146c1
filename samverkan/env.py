"""Typed readers of environment variables. A bad or missing value refuses to start and names the variable.

Any variable NAME may instead be given as NAME_FILE, the path of a file with the value; use that for secrets.
"""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.http.request import validate_host

TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


def env_str(name: str, default: str | None = None) -> str:
    """The text of NAME or of the file NAME_FILE; without default the variable is required.

    Raises ImproperlyConfigured when it is missing, given both ways, or its file cannot be read.
    """
    path = os.environ.get(f"{name}_FILE")
    if path and os.environ.get(name):
        raise ImproperlyConfigured(f"Set {name} or {name}_FILE, not both.")
    if path:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE: {path} cannot be read ({error.strerror}).") from error
    value = os.environ.get(name, "").strip() or default
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set. Set {name}, or {name}_FILE with the path of a file.")
    return value


def env_bool(name: str, default: bool) -> bool:
    """1/true/yes/on or 0/false/no/off; raises ImproperlyConfigured on anything else."""
    value = env_str(name, "").lower()
    if value not in TRUE | FALSE | {""}:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")
    return default if value == "" else value in TRUE


def env_int(name: str, default: int, *, minimum: int = 0) -> int:
    """A whole number, at least `minimum`; raises ImproperlyConfigured on anything else."""
    value = env_str(name, str(default))
    if not value.isascii() or not value.isdigit() or int(value) < minimum:
        raise ImproperlyConfigured(f"{name} must be a whole number, at least {minimum}, not {value!r}.")
    return int(value)


def env_list(name: str, default: list[str] | None = None) -> list[str]:
    """Values with commas between; without default at least one is required."""
    value = env_str(name, None if default is None else ",".join(default))
    return [part.strip() for part in value.split(",") if part.strip()]


def env_site(name: str, *, hosts: list[str], default: str) -> str:
    """The site's own address, such as https://samverkan.kommun.se: scheme and host, without a path.

    Raises ImproperlyConfigured for anything else, and for a host that `hosts` (ALLOWED_HOSTS) does not let
    in: a link to it would lead nowhere.
    """
    text = env_str(name, default).rstrip("/")
    url = urlsplit(text)
    if url.scheme not in ("http", "https") or not url.hostname or url.path or url.query or url.username:
        raise ImproperlyConfigured(f"{name} must be like https://samverkan.example.se, not {text!r}.")
    if not validate_host(url.hostname, hosts):
        raise ImproperlyConfigured(f"{name} names {url.hostname}, which is not among ALLOWED_HOSTS.")
    return text


def env_database(name: str, *, password: str) -> dict:
    """Django's database dict from a URL such as postgresql://user@host:5432/name?sslmode=require.

    A unix socket is given as ?host=/directory. A non-empty `password` wins over the URL's own.
    Raises ImproperlyConfigured for anything but PostgreSQL.
    """
    url = urlsplit(env_str(name))
    if url.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured(f"{name} must start with postgresql:// (only PostgreSQL is supported).")
    options = dict(parse_qsl(url.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": password or unquote(url.password or ""),
        "HOST": options.pop("host", url.hostname or ""),
        "PORT": str(url.port or ""),
        "OPTIONS": options,
    }


def celery_broker(redis_url: str) -> str:
    """The same Redis as Celery writes it: unix:///path?db=0 becomes redis+socket:///path?virtual_host=0."""
    url = urlsplit(redis_url)
    if url.scheme != "unix":
        return redis_url
    database = dict(parse_qsl(url.query)).get("db", "0")
    return f"redis+socket://{url.path}?virtual_host={database}"
