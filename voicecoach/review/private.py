"""A report for somebody else's eyes: names of other people left out. Pure."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from voicecoach.review.report import Report

T = TypeVar("T")
CONTACT, COMPANY = "the contact", "the company"
KEPT = ("id", "scenario", "recording", "unfinished", "key", "end_code", "band", "source", "voice")
"""Fields that programs read, not people."""


def without_names(report: Report) -> Report:
    """The report with other words for the contact's and the company's name, wherever they stand.

    What the recordings say stays in them.
    """
    names = {speaker: CONTACT for turn in report.turns if (speaker := turn.speaker)}
    names[report.contact] = CONTACT
    names |= {part: CONTACT for name in list(names) for part in name.split() if len(part) > 2}
    if report.company:
        names[report.company] = COMPANY
    known = {name.casefold(): other for name, other in names.items() if name}
    longest = sorted(known, key=len, reverse=True)
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, longest))})\b", re.IGNORECASE)

    def other(match: re.Match[str]) -> str:
        return known[match[0].casefold()]

    return _mapped(report, pattern, other)


def _mapped(value: T, pattern: re.Pattern[str], other: Any) -> T:
    if isinstance(value, str):
        return cast("T", pattern.sub(other, value))
    if isinstance(value, tuple):
        return cast("T", tuple(_mapped(one, pattern, other) for one in value))
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: _mapped(getattr(value, field.name), pattern, other)
            for field in fields(value)
            if field.name not in KEPT
        }
        return cast("T", replace(value, **changed))
    return value
