"""What `kostnader` adds to the common ground when the app starts."""

from kostnader.budget.queries import newest_year
from samverkan.start import years


def connect() -> None:
    """Register years with figures; features add menu entries, wordings, panels and jobs here."""
    years.register(newest_year)
