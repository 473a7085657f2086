"""Days as people type them: ``tomorrow``, ``friday``, ``+10``, ``2026-12-01 9:30``. Pure."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from voicecoach.errors import VoiceCoachError

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NAMED = {"today": 0, "tomorrow": 1}
EXAMPLES = "Write today, tomorrow, friday, +10 (days) or 2026-12-01; an hour goes behind it: 9:30."
MOST = 3650
"""Days ahead; more is a slip of the finger."""

_HOUR = re.compile(r"(?:^|[ T])(\d{1,2}):(\d{2})$")


def parse(text: str, today: date) -> tuple[date, time | None]:
    """The day that is meant, and the hour if one is given.

    A weekday is the next one, never today.

    Raises:
        VoiceCoachError: no day is meant; the message says what can be written.
    """
    words = text.strip().casefold()
    found = _HOUR.search(text.strip().upper())
    hour: time | None = None
    try:
        if found:
            hour = time(int(found[1]), int(found[2]))
            words = words[: found.start()].strip() or "today"
        return _day(words, today), hour
    except (ValueError, OverflowError):
        raise VoiceCoachError(f"{text!r} is no day.", EXAMPLES) from None


def _day(words: str, today: date) -> date:
    if words in NAMED:
        return today + timedelta(days=NAMED[words])
    if re.fullmatch(r"\+\d{1,4}", words):
        return today + timedelta(days=min(int(words), MOST))
    for number, name in enumerate(WEEKDAYS):
        if len(words) >= 2 and name.startswith(words):
            return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    return date.fromisoformat(words)
