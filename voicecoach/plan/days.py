"""Days as people type them: ``tomorrow``, ``friday``, ``+10``, ``2026-12-01 9:30``. Pure."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from voicecoach.errors import VoiceCoachError

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NAMED = {"today": 0, "tomorrow": 1}
EXAMPLES = "Write today, tomorrow, friday, +10 (days) or 2026-12-01; an hour goes behind it: 9:30."
PAST = {"today": 0, "yesterday": 1}
PAST_EXAMPLES = "Write today, yesterday, friday (the last one), -2 (days) or 2026-11-24 9:30."
NOON = time(12)
MOST = 3650
"""Days ahead; more is a slip of the finger."""

_HOUR = re.compile(r"(?:^|[ T])(\d{1,2}):(\d{2})$")


def parse_held(text: str, now: datetime) -> datetime:
    """The moment of a call that is over: ``yesterday``, ``friday``, ``-2``, ``2026-11-24 9:30``.

    A weekday is the last one, never today. Without an hour it was at noon, or by today's now.

    Args:
        text: as typed.
        now: with the zone's offset.

    Returns:
        the moment with the offset that the caller's zone has on that day.

    Raises:
        VoiceCoachError: no day is meant, or it is still to come.
    """
    words, hour = _without_hour(text)
    try:
        day = _past_day(words, now.date())
    except (ValueError, OverflowError):
        raise VoiceCoachError(f"{text!r} is no day.", PAST_EXAMPLES) from None
    if hour is None and day == now.date():
        return now
    held = datetime.combine(day, hour or NOON).astimezone()
    if held > now:
        raise VoiceCoachError(f"{text!r} is still to come.", PAST_EXAMPLES)
    return held


def _past_day(words: str, today: date) -> date:
    if words in PAST:
        return today - timedelta(days=PAST[words])
    if re.fullmatch(r"-\d{1,4}", words):
        return today - timedelta(days=int(words[1:]))
    for number, name in enumerate(WEEKDAYS):
        if len(words) >= 2 and name.startswith(words):
            return today - timedelta(days=(today.weekday() - number - 1) % 7 + 1)
    return date.fromisoformat(words)


def _without_hour(text: str) -> tuple[str, time | None]:
    """The words before an hour, and the hour.

    Raises:
        VoiceCoachError: the hour is none.
    """
    found = _HOUR.search(text.strip().upper())
    words = text.strip().casefold()
    if not found:
        return words, None
    try:
        hour = time(int(found[1]), int(found[2]))
    except ValueError:
        raise VoiceCoachError(f"{text!r} is no day.", EXAMPLES) from None
    return words[: found.start()].strip() or "today", hour


def parse(text: str, today: date) -> tuple[date, time | None]:
    """The day that is meant, and the hour if one is given.

    A weekday is the next one, never today.

    Raises:
        VoiceCoachError: no day is meant; the message says what can be written.
    """
    words, hour = _without_hour(text)
    try:
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
