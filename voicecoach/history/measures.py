"""What is counted about a reply, once for database, report and progress. Pure."""

from __future__ import annotations

from datetime import datetime

from voicecoach.domain.transcript import Transcript

LEAST_WORDS = 8
"""Under 8 words the pace says nothing: it climbs steeply in short turns (Yuan et al., 2006)."""


def pace(transcript: Transcript | None) -> float | None:
    """Words a minute from the first word to the end of the last; None under ``LEAST_WORDS``."""
    words = transcript.words if transcript else ()
    if len(words) < LEAST_WORDS or words[-1].end <= words[0].start:
        return None
    return 60 * len(words) / (words[-1].end - words[0].start)


def microseconds(at: datetime) -> int:
    """Since 1970, UTC: what moments are sorted by."""
    return round(at.timestamp() * 1_000_000)
