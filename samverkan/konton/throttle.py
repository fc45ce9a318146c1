"""Guesses at sign-in are counted twice: per address and place, and per place alone."""

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest


class GuessHandler(AxesDatabaseHandler):
    """Locks as django-axes does (AXES_FAILURE_LIMIT), and also the place that tries many addresses.

    A whole municipality may sit behind one IP address, so that limit is higher.
    """

    def get_failures(self, request: HttpRequest, credentials: dict | None = None) -> int:
        """Wrong guesses of late; as many as lock when the IP address has used up its own."""
        own = super().get_failures(request, credentials)
        if guesses_from(request) < settings.GUESSES_PER_IP:
            return own
        return max(own, settings.AXES_FAILURE_LIMIT)


def guesses_from(request: HttpRequest) -> int:
    """Wrong guesses from the request's IP address within the time of waiting, whomever they tried to be."""
    since = get_cool_off_threshold(request)
    found = AccessAttempt.objects.filter(ip_address=request.axes_ip_address, attempt_time__gte=since)
    return found.aggregate(total=Sum("failures_since_start"))["total"] or 0
