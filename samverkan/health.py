"""Is the house up? For load balancers and container health checks, without sign-in and without secrets."""

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from redis.exceptions import RedisError

from samverkan.konton.access import public


@public
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when PostgreSQL and Redis both answer, otherwise 503 naming the one that does not."""
    state = {"postgres": _postgres(), "redis": _redis()}
    return JsonResponse(state, status=200 if set(state.values()) == {"ok"} else 503)


def _postgres() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "down"
    return "ok"


def _redis() -> str:
    try:
        cache.get("healthz")
    except RedisError:
        return "down"
    return "ok"
