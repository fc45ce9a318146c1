"""Where a version stands on its way to a decision, as the page's bar tells it."""

from datetime import datetime

from django.utils import timezone

from kostnader.budget.models import Budget
from kostnader.budget.queries import last_change, proposed_by

Status = Budget.Status
Step = dict[str, object]


def when(moment: datetime) -> str:
    """'14.03' today, else the date."""
    local = timezone.localtime(moment)
    return f"{local:%H.%M}" if local.date() == timezone.localdate() else f"{local:%Y-%m-%d}"


def steps(budget: Budget, viewer, *, editing: bool, beslut_url: str = "") -> list[Step]:
    """Utkast, föreslagen, fastställd and what comes after, each with who and when."""
    draft = {"namn": f"Utkast {budget.number}", "lage": "klar", "nar": ""}
    proposed = {"namn": "Föreslagen", "lage": "klar", "nar": _proposed(budget)}
    decided = {"namn": "Fastställd", "lage": "klar", "nar": "", "paragraf": _chip(budget, beslut_url)}
    match budget.status:
        case Status.UTKAST:
            draft |= {"lage": "nu", "nar": saved(budget, viewer, editing=editing)}
            proposed |= {"lage": "kommer", "nar": ""}
            decided["lage"] = "kommer"
        case Status.FORESLAGEN:
            proposed["lage"] = "nu"
            decided |= {"lage": "kommer", "nar": "väntar på beslut"}
        case Status.FASTSTALLD:
            decided["lage"] = "nu"
        case Status.ERSATT:
            return [draft, proposed, decided, {"namn": "Ersatt", "lage": "nu", "nar": "av en senare version"}]
        case Status.AVSLAGEN:
            return [draft, proposed, decided | {"namn": "Avslagen", "lage": "nu"}]
    return [draft, proposed, decided]


def saved(budget: Budget, viewer, *, editing: bool) -> str:
    """'du redigerar, sparat 14.03'; for the reader who changed it last, and when."""
    change = last_change(budget)
    at = when(change.at if change else budget.created_at)
    if editing:
        own = change is None or change.actor_id == viewer.pk
        return f"du redigerar, sparat {at}" if own else f"du redigerar, {change.actor.name} sparade {at}"
    who = change.actor.name if change else budget.created_by.name if budget.created_by else ""
    return f"{who} sparade {at}".strip()


def _proposed(budget: Budget) -> str:
    if budget.proposed_at is None:
        return ""
    return f"{proposed_by(budget)} {when(budget.proposed_at)}".strip()


def _chip(budget: Budget, url: str) -> dict[str, object] | None:
    beslut = budget.beslut
    if beslut is None:
        return None
    return {"paragraf": beslut.paragraf, "datum": beslut.date, "url": url, "titel": beslut.heading}
