"""A report for somebody else's eyes: names of other people left out. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from voicecoach.review.report import Report

T = TypeVar("T")
CONTACT, COMPANY, SOMEBODY = "the contact", "the company", "somebody"
KEPT = ("id", "scenario", "recording", "unfinished", "key", "end_code", "band", "source", "voice")
"""Fields that programs read, not people."""


def without_names(report: Report, people: Iterable[str] = ()) -> Report:
    """The report with other words for the contact's and the company's name, wherever they stand.

    What the recordings say stays in them.

    Args:
        report: a call.
        people: other names that are left out; their parts only where they are written as names
            ("Will", not "will").
    """
    names = {speaker: CONTACT for turn in report.turns if (speaker := turn.speaker)}
    names[report.contact] = CONTACT
    names |= {part: CONTACT for name in list(names) for part in name.split() if len(part) > 2}
    if report.company:
        names[report.company] = COMPANY
    known = {name.casefold(): other for name, other in names.items() if name}
    whole = {name.casefold() for name in people if name.strip()} - set(known)
    parts = {part for name in people for part in name.split() if len(part) > 2}
    longest = sorted((*known, *whole), key=len, reverse=True)
    wordings = [re.escape(name) for name in longest]
    wordings += [f"(?-i:{re.escape(part)})" for part in sorted(parts) if part[0].isupper()]
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(wordings)})(?!\w)", re.IGNORECASE)

    def other(match: re.Match[str]) -> str:
        return known.get(match[0].casefold(), SOMEBODY)

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
