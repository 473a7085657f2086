"""What is counted about a reply, once for database, report and progress. Pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from voicecoach.domain.transcript import Transcript

ROLLOVER = timedelta(hours=4)
"""A practice day ends at 4:00: who practises past midnight still has the same evening."""

LEAST_WORDS = 8
"""Under 8 words the pace says nothing: it climbs steeply in short turns (Yuan et al., 2006)."""


def practice_day(at: datetime) -> date:
    """The day a moment belongs to, by the clock on the wall where and when it happened.

    The moment's own offset counts, never today's, so that days of 23 or 25 hours are days.
    """
    return (at.replace(tzinfo=None) - ROLLOVER).date()


def pace(transcript: Transcript | None) -> float | None:
    """Words a minute from the first word to the end of the last; None under ``LEAST_WORDS``."""
    words = transcript.words if transcript else ()
    if len(words) < LEAST_WORDS or words[-1].end <= words[0].start:
        return None
    return 60 * len(words) / (words[-1].end - words[0].start)


def microseconds(at: datetime) -> int:
    """Since 1970, UTC: what moments are sorted by."""
    return round(at.timestamp() * 1_000_000)
