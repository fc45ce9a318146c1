"""How long one stays signed in: an absolute limit, and one without a sign of life (settings SESSION_…)."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.base import SessionBase
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

BEGAN, SEEN = "signed_in_at", "seen_at"
WRITE_EVERY = 60  # seconds; the sign of life is not written at each request


@receiver(user_logged_in)
def begin(request: HttpRequest, **kwargs: object) -> None:
    """Start both clocks at sign-in. (Django itself changes the session's key then.)"""
    request.session[BEGAN] = request.session[SEEN] = int(time.time())


def expired(session: SessionBase, now: int) -> str | None:
    """Why the session is over, in words for the person, or None. In: `now` in seconds since 1970."""
    if now - session.get(BEGAN, now) >= settings.SESSION_HOURS * 3600:
        return f"Du är utloggad, för du var inloggad i {settings.SESSION_HOURS} timmar. Logga in igen."
    if now - session.get(SEEN, now) >= settings.SESSION_IDLE_MINUTES * 60:
        return f"Du är utloggad efter {settings.SESSION_IDLE_MINUTES} minuter utan aktivitet. Logga in igen."
    return None


class SessionLimits:
    """Middleware: sign out whoever has been signed in, or still, for too long; then go on as signed out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            if reason := expired(request.session, now):
                logout(request)
                messages.info(request, reason)
            else:
                self.note(request.session, now)
        return self.get_response(request)

    def note(self, session: SessionBase, now: int) -> None:
        """Write that there was a sign of life."""
        session.setdefault(BEGAN, now)
        if now - session.get(SEEN, 0) >= WRITE_EVERY:
            session[SEEN] = now
