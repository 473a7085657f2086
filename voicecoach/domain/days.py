"""Which day practice belongs to. Pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta

DAY_ENDS = 4.0
"""Hour at which a practice day ends: who practises past midnight still has the same evening."""


def practice_day(at: datetime, ends: float = DAY_ENDS) -> date:
    """The practice day of a moment, by the clock on the wall where it happened.

    Args:
        at: with its own zone's offset, which counts, never today's, so that days of 23 or 25
            hours are days.
        ends: hour at which a practice day ends.
    """
    return (at.replace(tzinfo=None) - timedelta(hours=ends)).date()
