"""When a decision gains legal force."""

from datetime import date, timedelta

from samverkan.lib.helgdag import next_working_day

APPEAL_DAYS = 21  # KL 13:5: three weeks from the day of the notice
JUSTERING_DAYS = 14  # KL 5:69
NOTICE_DAYS = 2  # KL 8:12: the second day after justering at the latest


def last_appeal(posted: date) -> date:
    """The last day to appeal a decision whose notice was put up on `posted` (KL 13:5; lag 1930:173 2 §).

    For a gemensam nämnd `posted` is the day it stood on the boards of all members (KL 9:32).
    """
    return next_working_day(posted + timedelta(days=APPEAL_DAYS))


def laga_kraft(posted: date) -> date:
    """The day the decision gains legal force if nobody appeals."""
    return last_appeal(posted) + timedelta(days=1)


def latest_laga_kraft(decided: date) -> date:
    """The day it gains force when justering and notice come as late as they may (KL 5:69, 8:12)."""
    return laga_kraft(decided + timedelta(days=JUSTERING_DAYS + NOTICE_DAYS))
